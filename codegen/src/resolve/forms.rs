//! Bodies of several parts that have files and are used in another way as well: JSON has no files, and a form without them uploads
//! nothing.
//!
//! In: the finished graph. Out: the same, in which such a form has a schema of its own. Deliberately absent: what a part becomes.

use std::collections::BTreeMap;

use super::Resolver;
use crate::graph::{form, shared_forms};
use crate::ir::{Api, SchemaId, Shape, StringFormat, Usage};

impl Resolver<'_> {
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

fn copy(api: &mut Api, id: SchemaId) -> Option<SchemaId> {
    let schema = api.schemas.get(id)?.clone();
    let mut path = schema.path.clone();
    path.segments.push("form".to_owned());
    let copy = api.schemas.reserve(schema.at.clone(), path.clone());
    *api.schemas.get_mut(copy)? = crate::ir::Schema { path, ..schema };
    Some(copy)
}
