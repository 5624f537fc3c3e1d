//! The schemas of an API as a graph: who holds whom, and who is reached from where.
//!
//! In: an [`ir::Api`]. Out: facts about schemas, by id. Deliberately absent: names, Rust types.

mod forms;
mod reach;
mod split;

pub(crate) use forms::{form, shared_forms};
pub(crate) use reach::{Direction, Reach, User, Users, leading_to};

use std::collections::BTreeSet;

use crate::ir::{self, Additional, Api, SchemaId, Shape, Usage};

/// The schemas that one schema holds directly, as far as they exist in a direction (none: in any).
pub(crate) fn held(api: &Api, schema: SchemaId, direction: Option<Direction>) -> Vec<SchemaId> {
    api.schemas.get(schema).map_or_else(Vec::new, |schema| held_by_shape(&schema.shape, direction))
}

fn held_by_shape(shape: &Shape, direction: Option<Direction>) -> Vec<SchemaId> {
    match shape {
        Shape::Array(usage) | Shape::Map(usage) | Shape::Alias(usage) => vec![usage.schema],
        Shape::Tuple(tuple) => tuple.usages().map(|usage| usage.schema).collect(),
        Shape::Object(object) => held_by_object(object, direction),
        Shape::Union(union) => union.variants.iter().map(|variant| variant.value.schema).collect(),
        Shape::Any
        | Shape::Untyped(_)
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::Enumeration(_) => Vec::new(),
    }
}

fn held_by_object(object: &ir::Object, direction: Option<Direction>) -> Vec<SchemaId> {
    let properties = object.properties.values().filter(|property| exists(property, direction));
    let declared = properties.map(|property| property.value.schema);
    let others = match object.additional {
        Additional::Typed(Usage { schema, .. }) => Some(schema),
        Additional::Unspecified | Additional::Denied => None,
    };
    declared.chain(others).collect()
}

/// These schemas, and all that they lead to, directly or not.
fn closure<I: IntoIterator<Item = SchemaId>>(
    roots: Vec<SchemaId>,
    next: impl Fn(SchemaId) -> I,
) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut pending = roots;
    while let Some(schema) = pending.pop() {
        if reached.insert(schema) {
            pending.extend(next(schema));
        }
    }
    reached
}

/// Whether a property exists in a direction: what is read-only is never sent, what is write-only never received.
pub(crate) fn exists(property: &ir::Property, direction: Option<Direction>) -> bool {
    match direction {
        Some(Direction::Request) => !property.read_only,
        Some(Direction::Response) => !property.write_only,
        None => true,
    }
}
