//! Models: every schema that becomes an item, in its group.
//!
//! In: schemas and names. Out: [`Groups`] of [`Model`]s, to which the operations' own unions are added before they are
//! finished. The passes: build each item, break cycles without a finite value, box what holds itself, box large branches.
//! Deliberately absent: tokens, operations.

mod boxes;
mod constants;
mod cycles;
mod enumerations;
mod forms;
mod groups;
mod objects;
mod rules;
mod sizes;
pub(crate) mod types;
mod unions;

#[cfg(test)]
mod tests;

pub(crate) use groups::Groups;
pub(crate) use sizes::large;

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::graph::{self, Direction, Reach};
use crate::ir::{Api, EnumerationKind, Schema, SchemaId, Shape};
use crate::lower::docs;
use crate::names::Names;
use crate::parallel;
use crate::rust::{Alias, Identifier, Model};

use forms::Forms;
use types::Types;

/// What every step of the lowering looks things up in.
struct Lowering<'a> {
    api: &'a Api,
    names: &'a Names,
    types: Types<'a>,
    reach: Reach,
    split: BTreeSet<SchemaId>,
    forms: Forms,
}

/// Which of a schema's types is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    /// The direction whose types its members have.
    direction: Direction,
    /// The direction whose properties it has; none: all of them.
    properties: Option<Direction>,
    /// Whether users build it.
    constructible: bool,
}

/// An item with the schema that it is made of.
struct Item {
    schema: SchemaId,
    model: Model,
}

/// Makes all models of an API.
pub(crate) fn models(api: &Api, names: &Names, diagnostics: &mut Diagnostics) -> Groups {
    let reach = Reach::of(api);
    let split = graph::split_schemas(api, &reach);
    let lowering =
        Lowering { api, names, types: Types::new(api, names), reach, split, forms: Forms::of(api) };
    let mut items = lowering.items();
    lowering.types.report_endless(diagnostics);
    lowering.forms.report(api, lowering.types, diagnostics);
    cycles::make_finite(&mut items, api, diagnostics);
    boxes::box_cycles(&mut items);
    sizes::box_large_branches(&mut items);
    lowering.grouped(items)
}

impl Lowering<'_> {
    fn items(&self) -> Vec<Item> {
        let reached: Vec<_> = self.api.schemas.iter().filter(|(id, _)| self.reach.contains(*id)).collect();
        parallel::flat_map(&reached, |(id, schema)| self.item_forms(*id, schema))
    }

    /// The item of a schema in each form that it needs; none for what is written in place.
    fn item_forms(&self, id: SchemaId, schema: &Schema) -> Vec<Item> {
        let forms = self.forms_of(id);
        let items = forms.into_iter().filter_map(|form| {
            let name = self.types.item_name(id, form.direction)?.clone();
            Some(Item { schema: id, model: self.model(id, schema, name, form) })
        });
        items.collect()
    }

    fn forms_of(&self, id: SchemaId) -> Vec<Form> {
        let (sent, received) = (self.reach.requests.contains(&id), self.reach.responses.contains(&id));
        let form = |direction, properties, constructible| Form { direction, properties, constructible };
        match (sent, received) {
            (true, true) if self.split.contains(&id) => vec![
                form(Direction::Response, Some(Direction::Response), false),
                form(Direction::Request, Some(Direction::Request), true),
            ],
            (true, true) => vec![form(Direction::Response, None, true)],
            (true, false) => vec![form(Direction::Request, Some(Direction::Request), true)],
            (false, true) => vec![form(Direction::Response, Some(Direction::Response), false)],
            (false, false) => vec![form(Direction::Response, None, false)],
        }
    }

    fn model(&self, id: SchemaId, schema: &Schema, name: Identifier, form: Form) -> Model {
        match &schema.shape {
            Shape::Object(object) => Model::Struct(self.object(id, schema, object, name, form)),
            Shape::Enumeration(enumeration) if enumeration.kind != EnumerationKind::Mixed => {
                Model::Enumeration(self.enumeration(id, schema, enumeration, name))
            }
            Shape::Union(union) => Model::Union(self.union(id, schema, union, name, form)),
            _ => Model::Alias(self.alias(id, schema, name, form)),
        }
    }

    /// A named list, map or text is another name for its type; fields have the type itself.
    fn alias(&self, id: SchemaId, schema: &Schema, name: Identifier, form: Form) -> Alias {
        let doc = docs::item(&schema.docs, name.as_str());
        Alias { name, doc, ty: self.types.schema(id, form.direction) }
    }

    fn grouped(&self, items: Vec<Item>) -> Groups {
        let mut groups = Groups::new(self.api, self.names);
        let none = BTreeSet::new();
        for Item { schema, model } in items {
            let is_always = self.reach.always.contains(&schema);
            let tags = self.reach.tags.get(&schema).filter(|_| !is_always).unwrap_or(&none);
            groups.add(tags, model);
        }
        groups
    }
}
