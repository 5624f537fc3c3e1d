//! Lists and maps that hold themselves, with nothing between that has a type of its own: `A: { type: array, items: { $ref: A } }`.
//!
//! In: the shapes of all schemas. Out: of each such circle, those that the document names as a union of one branch, which is the list or map:
//! a type of its own, that can be named within itself. Deliberately absent: circles of references alone, which no value is in.

use super::Resolver;
use crate::ir::{Choice, SchemaId, Shape, Union, Usage, Variant};

impl Resolver<'_> {
    /// Opens all such circles. Which schemas do so depends on no order: all that have a name, or all where none has one.
    pub(super) fn open_circles(&mut self) {
        let ids = self.api.schemas.iter().map(|(id, _)| id);
        let opening: Vec<SchemaId> = ids.filter(|id| self.opens(*id)).collect();
        for id in opening {
            self.open(id);
        }
    }

    fn opens(&self, id: SchemaId) -> bool {
        let circle = self.circle(id);
        let is_named = |id: &SchemaId| self.component_name(*id).is_some();
        circle.contains(&id) && (is_named(&id) || !circle.iter().any(is_named))
    }

    /// The lists and maps on the way from a schema back to itself; none if there is no such way.
    fn circle(&self, start: SchemaId) -> Vec<SchemaId> {
        let mut found = Vec::new();
        let mut id = start;
        for _ in self.api.schemas.iter() {
            let Some(schema) = self.api.schemas.get(id) else { break };
            id = match &schema.shape {
                Shape::Array(held) | Shape::Map(held) => {
                    found.push(id);
                    held.schema
                }
                Shape::Alias(target) => target.schema,
                _ => break,
            };
            if id == start {
                return found;
            }
        }
        Vec::new()
    }

    fn open(&mut self, id: SchemaId) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        let (at, mut path, shape) = (schema.at.clone(), schema.path.clone(), schema.shape.clone());
        path.segments.push("members".to_owned());
        let inner = self.api.schemas.reserve(at, path);
        if let Some(inner) = self.api.schemas.get_mut(inner) {
            inner.shape = shape;
        }
        let value = Usage { schema: inner, nullable: false };
        let variants = vec![Variant::new(value, Some("members".to_owned()))];
        if let Some(schema) = self.api.schemas.get_mut(id) {
            schema.shape = Shape::Union(Union { variants, choice: Choice::Trial });
        }
    }
}
