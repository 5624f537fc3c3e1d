//! Objects and maps.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, SchemaData};
use serde_json::Value;

use super::flat::{Flat, Key, Part, Rest};
use super::{Resolver, external, text};
use crate::diagnostics::{self, Place};
use crate::document;
use crate::ir::{Additional, Docs, Limits, Object, Property, Shape, Usage};
use crate::pointer::Pointer;

/// What a property says beside the shape of its value.
#[derive(Debug, Default)]
struct Remarks {
    docs: Docs,
    read_only: bool,
    write_only: bool,
    default: Option<Value>,
    strip_byte_order_mark: bool,
}

impl Resolver<'_> {
    /// Builds an object with declared properties.
    pub(super) fn object(&mut self, at: &Pointer, flat: &Flat) -> Object {
        for name in flat.required.iter().filter(|name| !flat.properties.contains_key(*name)) {
            self.diagnostics
                .report(diagnostics::required_undeclared(name, Place::Node(at.child("required"))));
        }
        let mut properties = IndexMap::new();
        for (name, key) in &flat.properties {
            let property = self.property(flat, key, flat.required.get_index_of(name));
            properties.insert(name.clone(), property);
        }
        let additional = match &flat.additional {
            _ if !flat.patterns.is_empty() => Additional::Typed(self.map_value(at, flat)),
            Rest::Unspecified | Rest::Admitted => Additional::Unspecified,
            Rest::Denied => Additional::Denied,
            Rest::Typed(key) => Additional::Typed(self.usage_of(key)),
        };
        Object { properties, additional }
    }

    fn property(&mut self, flat: &Flat, key: &Key, rank: Option<usize>) -> Property {
        let mut remarks = Remarks::default();
        let nodes = &self.document.nodes.schemas;
        let is_reference = |part: &&Part| nodes.get(&part.at).is_some_and(|node| node.as_item().is_none());
        // What is said of the property itself counts before what is said of the schema that it refers to.
        let (referring, saying): (Vec<&Part>, Vec<&Part>) =
            flat.most_specific_first(key).into_iter().partition(is_reference);
        for part in saying.into_iter().chain(referring) {
            self.remarks(&part.at, &mut remarks);
        }
        let Remarks { docs, read_only, write_only, default, strip_byte_order_mark } = remarks;
        let value = self.usage_of(key);
        if self.keys.get(&value.schema).is_some_and(|parts| parts.len() > 1) {
            self.said.insert(value.schema, docs.clone());
        }
        Property {
            value,
            required: rank.is_some(),
            rank: rank.unwrap_or_default(),
            read_only,
            write_only,
            docs,
            default,
            constant: None,
            strip_byte_order_mark,
        }
    }

    /// Gathers what is said of a property: where it stands first, then at what it refers to.
    fn remarks(&mut self, at: &Pointer, remarks: &mut Remarks) {
        let mut at = at.clone();
        for _ in 0..super::LONGEST_CHAIN {
            let next = match self.document.nodes.schemas.get(&at) {
                None => return,
                Some(reference @ ReferenceOr::Reference { .. }) => document::place(reference),
                Some(ReferenceOr::Item(schema)) => {
                    remark(&schema.schema_data, remarks);
                    remarks.docs.limit(self.limits(schema));
                    for part in self.annotations(schema).into_iter().rev() {
                        remark(&part.schema_data, remarks);
                    }
                    let (inner, _) = self.unwrapped(&at);
                    (inner != at).then_some(inner)
                }
            };
            let Some(next) = next else { return };
            at = next;
        }
    }

    /// The limits of the schema at a place, and of those that it stands for.
    pub(super) fn limits_at(&mut self, at: &Pointer) -> Option<Box<Limits>> {
        let mut remarks = Remarks::default();
        self.remarks(at, &mut remarks);
        remarks.docs.limits
    }

    /// What the values of a map are.
    pub(super) fn map_value(&mut self, at: &Pointer, flat: &Flat) -> Usage {
        match (flat.patterns.as_slice(), &flat.additional) {
            ([], Rest::Typed(key)) => self.usage_of(key),
            ([], _) => self.anything(&at.child("additionalProperties")),
            ([one], Rest::Denied) => self.usage(one),
            // What matches no pattern may be anything. A mere map is meant to be one of such values, though; beside properties it is not.
            ([one], Rest::Unspecified) if flat.properties.is_empty() => self.usage(one),
            _ => {
                self.diagnostics
                    .report(diagnostics::several_patterns(Place::Node(at.child("x-patternProperties"))));
                let reason = "values that differ by the pattern of the key".to_owned();
                self.stand_in(&at.child("additionalProperties"), Shape::Untyped(reason))
            }
        }
    }
}

fn remark(data: &SchemaData, remarks: &mut Remarks) {
    let SchemaData {
        nullable: _,
        read_only,
        write_only,
        deprecated,
        external_docs,
        example: _,
        title,
        description,
        discriminator: _,
        default,
        extensions,
    } = data;
    let docs = &mut remarks.docs;
    docs.title = docs.title.take().or_else(|| text(title.as_ref()));
    docs.description = docs.description.take().or_else(|| text(description.as_ref()));
    docs.external = docs.external.take().or_else(|| external(external_docs.as_ref()));
    docs.deprecated |= deprecated;
    remarks.read_only |= read_only;
    remarks.write_only |= write_only;
    remarks.default = remarks.default.take().or_else(|| default.clone());
    remarks.strip_byte_order_mark |= strips_byte_order_mark(extensions);
}

/// `x-strip-byte-order-mark`.
pub(super) fn strips_byte_order_mark(extensions: &IndexMap<String, Value>) -> bool {
    extensions.get("x-strip-byte-order-mark") == Some(&Value::Bool(true))
}
