//! Bodies of several parts: which schemas are forms, and what their parts are made of.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostics::Diagnostics;
use crate::graph;
use crate::ir::{Api, Content, MediaKind, PartEncoding, Property, SchemaId, Shape, StringFormat, Usage};
use crate::lower::styles::wire_style;
use crate::pointer::Pointer;
use crate::rust::{Part, PartKind};

use super::rules;
use super::types::Types;

/// The schemas that are bodies of forms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    encodings: BTreeMap<SchemaId, IndexMap<String, PartEncoding>>,
    /// Those that are used in another way as well. None has files.
    shared: BTreeSet<SchemaId>,
}

impl Forms {
    pub(super) fn of(api: &Api) -> Self {
        let mut forms = Self { shared: graph::shared_forms(api), ..Self::default() };
        let contents =
            api.operations.iter().flat_map(|operation| &operation.body).flat_map(|body| &body.contents);
        for content in contents {
            if let Some(id) = graph::form(api, content) {
                forms.add(id, content);
            }
        }
        forms
    }

    /// Whether a schema is the body of a form.
    pub(super) fn contains(&self, id: SchemaId) -> bool {
        self.encodings.contains_key(&id)
    }

    /// Whether it is that and nothing else, so that it can hold files.
    pub(super) fn holds_files(&self, id: SchemaId) -> bool {
        self.contains(id) && !self.shared.contains(&id)
    }

    /// Says which parts cannot be written as their encoding says.
    pub(super) fn report(&self, api: &Api, types: Types<'_>, diagnostics: &mut Diagnostics) {
        for operation in &api.operations {
            let contents = operation.body.iter().flat_map(|body| &body.contents);
            for content in contents {
                let Some(id) = graph::form(api, content) else { continue };
                let Some(Shape::Object(object)) = api.schemas.get(id).map(|schema| &schema.shape) else {
                    continue;
                };
                for (name, encoding) in &content.encoding {
                    let Some(property) = object.properties.get(name) else { continue };
                    let at = content.at.child("encoding").child(name);
                    let (kind, _) = kind(types, property.value, self.holds_files(id));
                    report_part(&at, name, kind, encoding, diagnostics);
                }
            }
        }
    }

    /// The part that a property becomes.
    pub(super) fn part(
        &self,
        types: Types<'_>,
        id: SchemaId,
        field: usize,
        wire: &str,
        property: &Property,
    ) -> Part {
        let encoding = self.encodings.get(&id).and_then(|encodings| encodings.get(wire));
        let (kind, repeated) = kind(types, property.value, self.holds_files(id));
        let none = PartEncoding::default();
        let (kind, content_type) = encoded(kind, encoding.unwrap_or(&none));
        Part { field, kind, repeated, content_type, strip_byte_order_mark: property.strip_byte_order_mark }
    }

    fn add(&mut self, id: SchemaId, content: &Content) {
        self.encodings.entry(id).or_insert_with(|| {
            // Other kinds of `multipart` have no styles (OpenAPI 3.1.2, 4.8.15.1.2).
            let is_form = content.media_type.eq_ignore_ascii_case("multipart/form-data");
            let of = |encoding: &PartEncoding| PartEncoding {
                style: encoding.style.filter(|_| is_form),
                ..encoding.clone()
            };
            content.encoding.iter().map(|(name, encoding)| (name.clone(), of(encoding))).collect()
        });
    }
}

/// What a part is made of by its encoding, and the content type that it says: a style goes before a content type, and is nothing to a file
/// (OpenAPI 3.1.2, 4.8.15.1.2).
fn encoded(kind: PartKind, encoding: &PartEncoding) -> (PartKind, Option<String>) {
    let first = encoding.content_types.first();
    let json = encoding.content_types.iter().find(|name| is_json(name));
    match (kind, encoding.style) {
        (PartKind::File, _) => (kind, first.or(encoding.range.as_ref()).cloned()),
        (_, Some((style, explode))) => (PartKind::Styled(wire_style(style), explode), None),
        (PartKind::Text, None) if first.is_some_and(|name| is_json(name)) => (PartKind::Json, first.cloned()),
        (PartKind::Json, None) => (kind, json.or(first).cloned()),
        (_, None) => (kind, first.cloned().or_else(|| text_of_any_kind(encoding))),
    }
}

/// What is sent for `text/*`, which is no type.
fn text_of_any_kind(encoding: &PartEncoding) -> Option<String> {
    let is_text = encoding.range.as_ref().is_some_and(|range| MediaKind::of(range) == MediaKind::Text);
    is_text.then(|| "text/plain".to_owned())
}

fn is_json(media_type: &str) -> bool {
    MediaKind::of(media_type) == MediaKind::Json
}

/// Says where a part cannot be written as its encoding says.
fn report_part(
    at: &Pointer,
    name: &str,
    kind: PartKind,
    encoding: &PartEncoding,
    diagnostics: &mut Diagnostics,
) {
    match (kind, encoding.style, encoding.content_types.as_slice()) {
        (PartKind::File, Some(_), _) => diagnostics.report(rules::file_has_no_style(at, name)),
        (PartKind::Json, None, [first, ..]) if !encoding.content_types.iter().any(|name| is_json(name)) => {
            diagnostics.report(rules::part_as_json(at, name, first));
        }
        _ => {}
    }
}

/// Lists are repeated, one part for each member; a list within a list is JSON.
fn kind(types: Types<'_>, usage: Usage, holds_files: bool) -> (PartKind, bool) {
    match types.resolved(usage).map(|(_, schema)| &schema.shape) {
        Some(Shape::Array(item)) => (simple_kind(types, *item, holds_files), true),
        _ => (simple_kind(types, usage, holds_files), false),
    }
}

fn simple_kind(types: Types<'_>, usage: Usage, holds_files: bool) -> PartKind {
    match types.resolved(usage).map(|(_, schema)| &schema.shape) {
        Some(Shape::String(StringFormat::Binary)) if holds_files => PartKind::File,
        Some(shape) if shape.is_single() => PartKind::Text,
        _ => PartKind::Json,
    }
}
