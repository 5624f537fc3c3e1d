//! Bodies of several parts: those whose parts have no type, which makes files of them, and those that have files and are used in another way
//! as well: JSON has no files, and a form without them uploads nothing.
//!
//! In: the finished graph. Out: the same, in which such a form has a schema of its own. Deliberately absent: what a part becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::{LONGEST_CHAIN, Resolver};
use crate::graph::{form, shared_forms};
use crate::ir::{Api, Content, MediaKind, PartEncoding, Property, SchemaId, Shape, StringFormat, Usage};

impl Resolver<'_> {
    /// Makes bytes of the parts that have no type, where the document says so, unless their encoding makes something else of them.
    pub(super) fn type_parts(&mut self) {
        let Self { api, untyped_parts, .. } = self;
        if untyped_parts.is_empty() {
            return;
        }
        let shared = shared_forms(api);
        let mut operations = std::mem::take(&mut api.operations);
        let bodies = operations.iter_mut().filter_map(|operation| operation.body.as_mut());
        for content in bodies.flat_map(|body| &mut body.contents) {
            if untyped_parts.contains(&content.at)
                && let Some(schema) = with_files(api, content, &shared)
            {
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

/// The form with files for the parts that have no type, which is one of its own where the form is shared; none, if there are no such parts.
fn with_files(api: &mut Api, content: &Content, shared: &BTreeSet<SchemaId>) -> Option<SchemaId> {
    let id = form(api, content)?;
    let Shape::Object(object) = &api.schemas.get(id)?.shape else { return None };
    let untyped = |(name, property): (&String, &Property)| {
        let file = may_be_file(content.encoding.get(name)).then(|| as_file(api, property.value)).flatten()?;
        Some((name.clone(), file))
    };
    let files: Vec<(String, Shape)> = object.properties.iter().filter_map(untyped).collect();
    if files.is_empty() {
        return None;
    }
    let form = if shared.contains(&id) { copy(api, id)? } else { id };
    for (name, shape) in files {
        let file = property(api, form, &name)?.value.schema;
        let file = copy(api, file)?;
        if let Shape::Array(item) = shape {
            let member = copy(api, item.schema)?;
            api.schemas.get_mut(member)?.shape = Shape::String(StringFormat::Binary);
            api.schemas.get_mut(file)?.shape = Shape::Array(Usage { schema: member, nullable: false });
        } else {
            api.schemas.get_mut(file)?.shape = shape;
        }
        property(api, form, &name)?.value.schema = file;
    }
    Some(form)
}

fn property<'a>(api: &'a mut Api, form: SchemaId, name: &str) -> Option<&'a mut Property> {
    let Shape::Object(object) = &mut api.schemas.get_mut(form)?.shape else { return None };
    object.properties.get_mut(name)
}

/// Whether the content type of a part, if it has one, is no text and no JSON.
fn may_be_file(encoding: Option<&PartEncoding>) -> bool {
    let Some(PartEncoding { content_types, style, .. }) = encoding else { return true };
    let is_bytes = |name: &String| MediaKind::of(name) == MediaKind::Bytes;
    style.is_none() && content_types.iter().all(is_bytes)
}

/// What a value without a type becomes: a file, or a list of them.
fn as_file(api: &Api, value: Usage) -> Option<Shape> {
    let shape =
        |usage: Usage| api.schemas.resolved(usage.schema, LONGEST_CHAIN).map(|(_, schema)| &schema.shape);
    match shape(value)? {
        Shape::Any => Some(Shape::String(StringFormat::Binary)),
        Shape::Array(item) if matches!(shape(*item), Some(Shape::Any)) => Some(Shape::Array(*item)),
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
