//! Bodies of several parts: those whose parts have no type, which makes files or texts of them, and those that have files and are used in
//! another way as well: JSON has no files, and a form without them uploads nothing.
//!
//! In: the finished graph. Out: the same, in which such a form has a schema of its own. Deliberately absent: what a part becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::{LONGEST_CHAIN, Resolver};
use crate::graph::{form, shared_forms};
use crate::ir::{Api, Content, MediaKind, PartEncoding, Property, SchemaId, Shape, StringFormat, Usage};

impl Resolver<'_> {
    /// Makes texts of the parts that have no type and are texts by their encoding, and bytes of the others, where the document says so,
    /// unless their encoding makes something else of them.
    pub(super) fn type_parts(&mut self) {
        let Self { api, untyped_parts, .. } = self;
        let shared = shared_forms(api);
        let mut operations = std::mem::take(&mut api.operations);
        let bodies = operations.iter_mut().filter_map(|operation| operation.body.as_mut());
        for content in bodies.flat_map(|body| &mut body.contents) {
            let are_bytes = untyped_parts.contains(&content.at);
            if let Some(schema) = with_types(api, content, are_bytes, &shared) {
                content.value = Some(Usage { schema, nullable: false });
            }
        }
        api.operations = operations;
    }

    /// Gives each such form its own schema.
    pub(super) fn separate_forms(&mut self) {
        let api = &mut self.api;
        let mut own = BTreeMap::new();
        for id in shared_forms(api).into_iter().filter(|id| has_file(api, *id)).collect::<Vec<_>>() {
            own.extend(copy(api, id).map(|copy| (id, copy)));
        }
        let mut operations = std::mem::take(&mut api.operations);
        for body in operations.iter_mut().filter_map(|operation| operation.body.as_mut()) {
            for content in &mut body.contents {
                let copy = form(api, content).and_then(|id| own.get(&id));
                content.value = copy.map_or(content.value, |&schema| Some(Usage { schema, nullable: false }));
            }
        }
        api.operations = operations;
    }
}

fn has_file(api: &Api, id: SchemaId) -> bool {
    let shape = |id: SchemaId| api.schemas.get(id).map(|schema| &schema.shape);
    let is_file = |usage: Usage| match shape(usage.schema) {
        Some(Shape::String(StringFormat::Binary)) => true,
        Some(Shape::Array(item)) => matches!(shape(item.schema), Some(Shape::String(StringFormat::Binary))),
        _ => false,
    };
    let Some(Shape::Object(object)) = shape(id) else { return false };
    object.properties.values().any(|property| is_file(property.value))
}

/// The form with files or texts for the parts that have no type, which is one of its own where the form is shared; none, if there are no such
/// parts.
fn with_types(
    api: &mut Api,
    content: &Content,
    are_bytes: bool,
    shared: &BTreeSet<SchemaId>,
) -> Option<SchemaId> {
    let id = form(api, content)?;
    let Shape::Object(object) = &api.schemas.get(id)?.shape else { return None };
    let typed = |(name, property): (&String, &Property)| {
        let format = format_of(content.encoding.get(name), are_bytes)?;
        Some((name.clone(), format, untyped(api, property.value)?))
    };
    let parts: Vec<(String, StringFormat, Untyped)> = object.properties.iter().filter_map(typed).collect();
    if parts.is_empty() {
        return None;
    }
    let form = if shared.contains(&id) { copy(api, id)? } else { id };
    for (name, format, untyped) in parts {
        let part = property(api, form, &name)?.value.schema;
        let part = copy(api, part)?;
        if let Untyped::List(item) = untyped {
            let member = copy(api, item.schema)?;
            api.schemas.get_mut(member)?.shape = Shape::String(format);
            api.schemas.get_mut(part)?.shape = Shape::Array(Usage { schema: member, nullable: false });
        } else {
            api.schemas.get_mut(part)?.shape = Shape::String(format);
        }
        property(api, form, &name)?.value.schema = part;
    }
    Some(form)
}

fn property<'a>(api: &'a mut Api, form: SchemaId, name: &str) -> Option<&'a mut Property> {
    let Shape::Object(object) = &mut api.schemas.get_mut(form)?.shape else { return None };
    object.properties.get_mut(name)
}

/// What a part without a type holds by its encoding: a text, if each of its content types is one; else bytes, where parts without a type are
/// such, and no content type is JSON.
fn format_of(encoding: Option<&PartEncoding>, are_bytes: bool) -> Option<StringFormat> {
    let none = PartEncoding::default();
    let PartEncoding { content_types, range, style, allow_reserved: _ } = encoding.unwrap_or(&none);
    if style.is_some() {
        return None;
    }
    let are = |kind| move |name: &String| MediaKind::of(name) == kind;
    let are_named = !content_types.is_empty() || range.is_some();
    if are_named && content_types.iter().chain(range).all(are(MediaKind::Text)) {
        return Some(StringFormat::Plain);
    }
    (are_bytes && content_types.iter().all(are(MediaKind::Bytes))).then_some(StringFormat::Binary)
}

/// A part without a type.
enum Untyped {
    /// One value.
    One,
    /// A list of them.
    List(Usage),
}

fn untyped(api: &Api, value: Usage) -> Option<Untyped> {
    let shape =
        |usage: Usage| api.schemas.resolved(usage.schema, LONGEST_CHAIN).map(|(_, schema)| &schema.shape);
    match shape(value)? {
        Shape::Any => Some(Untyped::One),
        Shape::Array(item) if matches!(shape(*item), Some(Shape::Any)) => Some(Untyped::List(*item)),
        _ => None,
    }
}

fn copy(api: &mut Api, id: SchemaId) -> Option<SchemaId> {
    let schema = api.schemas.get(id)?.clone();
    let mut path = schema.path.clone();
    path.segments.push("form".to_owned());
    let copy = api.schemas.reserve(schema.at.clone(), path.clone());
    *api.schemas.get_mut(copy)? = crate::ir::Schema { path, ..schema };
    Some(copy)
}
