//! From places of schemas to ids, and the loop that gives every id its shape.

use std::rc::Rc;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::keywords::Keywords;
use super::{LONGEST_CHAIN, Resolver};
use crate::diagnostics::{self, Place};
use crate::document;
use crate::ir::{Docs, Range, SchemaId, Shape, Tuple, Usage};
use crate::pointer::Pointer;

impl<'a> Resolver<'a> {
    /// Every schema of the components, used or not.
    pub(super) fn components(&mut self) {
        for at in &self.document.nodes.components {
            self.id(vec![Part::whole(at.clone())]);
        }
    }

    /// The use of the schema at a place: references are followed to the component that they name, and what only wraps another
    /// schema is that schema.
    pub(super) fn usage(&mut self, at: &Pointer) -> Usage {
        let (at, nullable) = self.unwrapped(at);
        Usage { schema: self.id(vec![Part::whole(at)]), nullable }
    }

    /// The use of a schema that is made of several nodes.
    pub(super) fn usage_of(&mut self, key: &Key) -> Usage {
        if let [Part { at, bare: false }] = key.as_slice() {
            return self.usage(at);
        }
        let mut unwrapped = Key::new();
        for part in key {
            let at = if part.bare { part.at.clone() } else { self.unwrapped(&part.at).0 };
            let part = Part { at, bare: part.bare };
            let says_something =
                part.bare || !self.flatten(&vec![part.clone()], false).is_empty() || key.len() == 1;
            if says_something && !unwrapped.contains(&part) {
                unwrapped.push(part);
            }
        }
        match unwrapped.as_slice() {
            [] => key.first().map_or(Usage { schema: self.id(Key::new()), nullable: true }, |part| {
                let at = part.at.clone();
                self.usage(&at)
            }),
            [Part { at, bare: false }] => {
                let at = at.clone();
                self.usage(&at)
            }
            _ => Usage { schema: self.id(unwrapped), nullable: false },
        }
    }

    /// The place that a use of this place means, and whether null is admitted on the way there.
    pub(super) fn unwrapped(&mut self, at: &Pointer) -> (Pointer, bool) {
        let mut at = at.clone();
        let mut nullable = false;
        for _ in 0..LONGEST_CHAIN {
            let next = match self.document.nodes.schemas.get(&at) {
                Some(reference @ ReferenceOr::Reference { .. }) => document::place(reference),
                Some(ReferenceOr::Item(_)) if !is_component(&at) => self.wrapped(&at).map(|(inner, null)| {
                    nullable |= null;
                    inner
                }),
                _ => None,
            };
            match next {
                Some(next) if self.document.nodes.schemas.contains_key(&next) => at = next,
                _ => return (at, nullable),
            }
            if is_component(&at) {
                break;
            }
        }
        (at, nullable)
    }

    /// What a schema wraps, if it does nothing else: an `allOf`, `oneOf` or `anyOf` of one (null aside).
    pub(super) fn wrapped(&mut self, at: &Pointer) -> Option<(Pointer, bool)> {
        let schema = self.document.nodes.schemas.get(at)?.as_item()?;
        if matches!(schema.schema_kind, SchemaKind::Type(_) | SchemaKind::Not { .. }) {
            return None;
        }
        // Each branch of a union asks, and to look at the union takes as long as it is.
        if let Some(known) = self.wrappers.get(at) {
            return known.clone();
        }
        let wrapped = self.wrapped_by(schema);
        self.wrappers.insert(at.clone(), wrapped.clone());
        wrapped
    }

    fn wrapped_by(&mut self, schema: &Schema) -> Option<(Pointer, bool)> {
        let keywords = Keywords::of(schema);
        let nullable = schema.schema_data.nullable;
        if says_more(schema) {
            return None;
        }
        if !keywords.is_plain() {
            let one = keywords.only_object_beside_one().cloned()?;
            return self.is_object(&one).then_some((one, nullable));
        }
        match (keywords.all_of.as_slice(), keywords.one_of.as_slice(), keywords.any_of.as_slice()) {
            ([one], [], []) => Some((one.clone(), nullable)),
            (several, [], []) if !several.is_empty() => {
                let (one, null) = self.annotated(several)?;
                Some((one, nullable || null))
            }
            ([], several, []) | ([], [], several) if !several.is_empty() => {
                // Mostly the first two are something, and the others need not be looked at.
                let mut others = several.iter().filter(|branch| !self.is_null(branch));
                let one = others.next()?;
                others.next().is_none().then(|| (one.clone(), nullable || several.len() > 1))
            }
            _ => None,
        }
    }

    /// The part of an `allOf` that all others only say more about, and whether they admit null. To the letter, no part of an `allOf` admits
    /// what another does not; `allOf: [{ $ref: … }, { nullable: true }]` is written for nothing else.
    fn annotated(&mut self, parts: &[Pointer]) -> Option<(Pointer, bool)> {
        let mut found = None;
        let (mut nullable, mut is_object) = (false, false);
        for part in parts {
            match self.document.nodes.schemas.get(part)? {
                ReferenceOr::Item(schema) if is_annotation(schema) => {
                    nullable |= schema.schema_data.nullable;
                    is_object |= matches!(schema.schema_kind, SchemaKind::Type(_));
                }
                ReferenceOr::Reference { .. } if found.is_none() => found = Some(part.clone()),
                _ => return None,
            }
        }
        let found = found?;
        let is_one = !is_object || self.is_object(&found);
        is_one.then_some((found, nullable))
    }

    fn is_object(&mut self, at: &Pointer) -> bool {
        let flat = self.flatten(&vec![Part::whole(at.clone())], false);
        matches!(classify(&flat), Class::Object | Class::Map)
    }

    /// The parts of an `allOf` that only say more about the schema that it is.
    pub(super) fn annotations(&self, schema: &Schema) -> Vec<&'a Schema> {
        let SchemaKind::AllOf { all_of } = &schema.schema_kind else { return Vec::new() };
        let places = all_of.iter().filter_map(document::place);
        let items = places.filter_map(|place| self.document.nodes.schemas.get(&place)?.as_item());
        items.filter(|part| is_annotation(part)).collect()
    }

    /// The id of the schema that these nodes make.
    pub(super) fn id(&mut self, key: Key) -> SchemaId {
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let at = key.first().map(|part| part.at.clone()).unwrap_or_default();
        let path = self.path(&key);
        let id = self.api.schemas.reserve(at, path);
        let key = Rc::new(key);
        self.ids.insert(key.clone(), id);
        self.keys.insert(id, key.clone());
        self.queue.push_back((id, key));
        id
    }

    /// Gives a shape to every schema that has an id, until no new ones come up.
    pub(super) fn build_all(&mut self) {
        while let Some((id, key)) = self.queue.pop_front() {
            self.build(id, &key);
        }
    }

    fn build(&mut self, id: SchemaId, key: &Key) {
        let Some(first) = key.first().cloned() else { return };
        let alias = self.alias(&first, key.len());
        let flat = self.flatten(key, alias.is_none());
        let shape = match (alias, self.family(id, key)) {
            (Some(usage), _) => Shape::Alias(usage),
            (None, Some(family)) => family,
            (None, None) => self.shape(id, &first.at, key, &flat),
        };
        let has_null = flat.enumeration.iter().flatten().any(serde_json::Value::is_null);
        let admits_null = flat.nullable || has_null || self.has_null_branch(key, &flat);
        if let Some(values) = flat.enumeration.as_ref().filter(|_| !matches!(shape, Shape::Enumeration(_))) {
            let values = values.iter().filter(|value| !value.is_null());
            self.constants.insert(id, values.cloned().collect());
        }
        let Some(schema) = self.api.schemas.get_mut(id) else { return };
        schema.nullable = match shape {
            // These admit null by themselves, or by what they are another name of.
            Shape::Any | Shape::Untyped(_) | Shape::Null | Shape::Alias(_) => false,
            _ => admits_null,
        };
        // The parts of a property are in the order in which they were met: the property knows which of them speaks for it.
        schema.docs = match self.said.remove(&id) {
            Some(said) => Docs { limits: flat.docs.limits, deprecated: flat.docs.deprecated, ..said },
            None => flat.docs,
        };
        schema.example = flat.example;
        schema.shape = shape;
    }

    /// The schema that this one is another name of.
    fn alias(&mut self, part: &Part, parts: usize) -> Option<Usage> {
        if parts > 1 || part.bare {
            return None;
        }
        if let reference @ ReferenceOr::Reference { .. } = self.document.nodes.schemas.get(&part.at)? {
            let target = document::place(reference)?;
            return self.document.nodes.schemas.contains_key(&target).then(|| self.usage(&target));
        }
        let (inner, nullable) = self.wrapped(&part.at)?;
        let (target, _) = self.unwrapped(&inner);
        if self.is_child(&part.at, &target) {
            return None;
        }
        let usage = self.usage(&inner);
        Some(Usage { nullable: usage.nullable || nullable, ..usage })
    }

    pub(super) fn shape(&mut self, id: SchemaId, at: &Pointer, key: &Key, flat: &Flat) -> Shape {
        match classify(flat) {
            Class::Any(None) => Shape::Any,
            Class::Any(Some(reason)) => Shape::Untyped(reason),
            Class::Null => Shape::Null,
            Class::Boolean => Shape::Boolean,
            Class::Integer => self.integer(at, flat),
            Class::Number => self.number(at, flat),
            Class::String => Shape::String(self.string_format(at, flat)),
            Class::Enumeration => {
                let values = flat.enumeration.iter().flatten().filter(|value| !value.is_null()).cloned();
                let values = self.typed_constants(at, values.collect(), flat.type_name.as_deref());
                Shape::Enumeration(self.enumeration(at, values, &flat.labels))
            }
            Class::Array => Shape::Array(self.items(at, flat)),
            Class::Tuple => Shape::Tuple(self.tuple(at, flat)),
            Class::Map => Shape::Map(self.map_value(at, flat)),
            Class::Object => Shape::Object(self.object(at, flat)),
            Class::Union(_) => self.union(id, at, key, flat),
        }
    }

    /// Constants of a text that the document wrote as numbers or booleans are texts all the same.
    fn typed_constants(
        &mut self,
        at: &Pointer,
        values: Vec<serde_json::Value>,
        type_name: Option<&str>,
    ) -> Vec<serde_json::Value> {
        if type_name != Some("string") || values.iter().all(serde_json::Value::is_string) {
            return values;
        }
        let message = "the constants of a text were written without quotes; they are taken as texts";
        self.diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child("enum"))));
        let quoted = |value: serde_json::Value| match value {
            serde_json::Value::String(_) => value,
            other => serde_json::Value::String(other.to_string()),
        };
        values.into_iter().map(quoted).collect()
    }

    /// What `prefixItems` says demands no member and forbids none: `minItems` and `maxItems` do.
    fn tuple(&mut self, at: &Pointer, flat: &Flat) -> Tuple {
        let limits = flat.docs.limits.as_deref();
        let Range { least, most } = limits.map(|limits| limits.items).unwrap_or_default();
        let members: Vec<Usage> = flat.prefix.iter().map(|member| self.usage_of(member)).collect();
        let is_closed = most.is_some_and(|most| most <= members.len());
        Tuple {
            required: least.unwrap_or_default().min(members.len()),
            rest: (!is_closed).then(|| self.items(at, flat)),
            members,
        }
    }

    fn items(&mut self, at: &Pointer, flat: &Flat) -> Usage {
        if flat.items.is_empty() {
            return self.anything(&at.child("items"));
        }
        self.usage_of(&flat.items)
    }

    /// A schema that the document left out: anything.
    pub(super) fn anything(&mut self, at: &Pointer) -> Usage {
        self.stand_in(at, Shape::Any)
    }

    /// A schema that the document does not have at a place, of this shape.
    pub(super) fn stand_in(&mut self, at: &Pointer, shape: Shape) -> Usage {
        let key = vec![Part::whole(at.clone())];
        let known = self.ids.get(&key).copied();
        let schema = known.unwrap_or_else(|| {
            let path = self.path(&key);
            let id = self.api.schemas.reserve(at.clone(), path);
            self.ids.insert(Rc::new(key), id);
            id
        });
        if let Some(schema) = self.api.schemas.get_mut(schema) {
            schema.shape = shape;
        }
        Usage { schema, nullable: false }
    }
}

/// Extensions that say something of values.
const SAYING: &[&str] = &["x-prefixItems", "x-patternProperties", "x-conditionalProperties"];

/// Whether an extension of a schema says something of values.
fn says_more(schema: &Schema) -> bool {
    SAYING.iter().any(|key| schema.schema_data.extensions.contains_key(*key))
}

/// Whether a schema says nothing of values but that they are objects, or null.
fn is_annotation(schema: &Schema) -> bool {
    let mut keywords = Keywords { type_name: None, ..Keywords::of(schema) };
    if keywords.enumeration.as_deref() == Some(&[serde_json::Value::Null]) {
        // A part that is null and nothing else is written for the null.
        keywords.enumeration = None;
    }
    let data = &schema.schema_data;
    let is_object = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => object.min_properties.or(object.max_properties).is_none(),
        SchemaKind::Any(any) => any.typ.is_none(),
        _ => false,
    };
    is_object
        && keywords.is_plain()
        && [&keywords.all_of, &keywords.one_of, &keywords.any_of].iter().all(|parts| parts.is_empty())
        && !keywords.not
        && data.discriminator.is_none()
        && !data.extensions.contains_key("x-secret")
        && !says_more(schema)
}

/// Whether a place is that of a schema of the components.
pub(super) fn is_component(at: &Pointer) -> bool {
    at.as_str().strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}
