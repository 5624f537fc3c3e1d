//! Models: every schema that becomes an item, in its group.
//!
//! In: schemas and names. Out: [`Groups`] of [`Model`]s, to which the operations' own unions are added before they are
//! finished. The passes: build each item, break cycles without a finite value, box what holds itself, box large branches, share what is the same
//! twice, find the branches of unions that `From` can tell.
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
mod twins;
pub(crate) mod types;
mod unions;

#[cfg(test)]
mod tests;

pub(crate) use groups::Groups;
pub(crate) use sizes::large;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::graph::{self, Direction, Reach, Users};
use crate::ir::{Api, EnumerationKind, PathRoot, Schema, SchemaId, Shape, Usage};
use crate::lower::docs;
use crate::names::Names;
use crate::parallel;
use crate::rust::{Alias, Identifier, Model, Type};

use forms::Forms;
use twins::Twins;
use types::Types;

/// What every step of the lowering looks things up in.
struct Lowering<'a> {
    api: &'a Api,
    names: &'a Names,
    types: Types<'a>,
    reach: &'a Reach,
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
    /// Whether answers have it, or may have it: what no operation leads to is for users to read and write.
    received: bool,
}

/// An item with the schema that it is made of.
struct Item {
    schema: SchemaId,
    model: Model,
}

/// Makes all models of an API.
pub(crate) fn models(api: &Api, reach: &Reach, names: &Names, diagnostics: &mut Diagnostics) -> Groups {
    let lowering = Lowering { api, names, types: Types::new(api, names), reach, forms: Forms::of(api) };
    let mut items = lowering.items();
    lowering.types.report_inexpressible(diagnostics);
    lowering.forms.report(api, lowering.types, diagnostics);
    cycles::make_finite(&mut items, api, diagnostics);
    boxes::box_cycles(&mut items);
    sizes::box_large_branches(&mut items);
    let twins = twins::share(&mut items, |item| lowering.is_inline(item));
    unions::tell_conversions(&mut items, &twins);
    lowering.grouped(items, &twins)
}

impl Lowering<'_> {
    fn items(&self) -> Vec<Item> {
        let is_reached = |id: SchemaId| self.reach.users(id) != Users::Nobody;
        let reached: Vec<_> = self.api.schemas.iter().filter(|(id, _)| is_reached(*id)).collect();
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
        let (sent, received) = (self.reach.is_sent(id), self.reach.is_received(id));
        let form = |direction, properties, constructible| Form {
            direction,
            properties,
            constructible,
            received: true,
        };
        let request =
            |received| Form { received, ..form(Direction::Request, Some(Direction::Request), true) };
        match (sent, received) {
            (true, true) if self.reach.is_split(id) => {
                vec![form(Direction::Response, Some(Direction::Response), false), request(false)]
            }
            (true, true) => vec![form(Direction::Response, None, true)],
            (true, false) => vec![request(!self.reach.is_only_sent(id))],
            (false, true) => vec![form(Direction::Response, Some(Direction::Response), false)],
            (false, false) => vec![form(Direction::Response, None, false)],
        }
    }

    fn model(&self, id: SchemaId, schema: &Schema, name: Identifier, form: Form) -> Model {
        match &schema.shape {
            Shape::Object(object) => Model::Struct(self.object(id, schema, object, name, form)),
            Shape::Enumeration(enumeration) if enumeration.kind != EnumerationKind::Mixed => {
                Model::Enumeration(self.enumeration(id, schema, enumeration, name, form))
            }
            Shape::Union(union) => Model::Union(self.union(id, schema, union, name, form)),
            _ => Model::Alias(self.alias(id, schema, name, form)),
        }
    }

    /// A named list, map or text is another name for its type; fields have the type itself.
    fn alias(&self, id: SchemaId, schema: &Schema, name: Identifier, form: Form) -> Alias {
        let each = self.of_each(Usage { schema: id, nullable: false }, form);
        let doc = docs::alias(&schema.docs, each);
        Alias { name, doc, ty: self.types.schema(id, form.direction) }
    }

    /// Whether an item is of a schema that has no name of its own in the document.
    fn is_inline(&self, item: &Item) -> bool {
        let path = self.api.schemas.get(item.schema).map(|schema| &schema.path);
        path.is_some_and(|path| !path.segments.is_empty() || !matches!(path.root, PathRoot::Component(_)))
    }

    /// The items by those who lead to them. Twins that nothing asks for by their name are left out.
    fn grouped(&self, items: Vec<Item>, twins: &Twins) -> Groups {
        let users = self.users(&items, twins);
        let asked = self.asked(&items, twins);
        let mut groups = Groups::new(self.api, self.names);
        groups.share(graph::leading_to(self.api, self.reach, &of_many(&items, &users, twins)));
        for (index, (item, users)) in items.into_iter().zip(users).enumerate() {
            if !twins.elders.contains_key(&index) || asked.contains(item.model.name()) {
                groups.add(users, item.model);
            }
        }
        groups
    }

    /// Who leads to each item. Where others stand for it, those who lead to them do, and also to all that it holds, under the names that it
    /// has for it.
    fn users(&self, items: &[Item], twins: &Twins) -> Vec<Users> {
        let mut known: Vec<Users> = items.iter().map(|item| self.reach.users(item.schema)).collect();
        let positions: BTreeMap<&Identifier, usize> =
            items.iter().map(|item| item.model.name()).zip(0..).collect();
        let of = |known: &[Users], position: usize| known.get(position).cloned().unwrap_or_default();
        let twins = twins.elders.iter().map(|(twin, elder)| (*elder, of(&known, *twin)));
        let mut pending: Vec<(usize, Users)> = twins.collect();
        while let Some((position, more)) = pending.pop() {
            let users = of(&known, position).and(&more);
            if users != of(&known, position) {
                known.get_mut(position).into_iter().for_each(|known| *known = users.clone());
                let held = items.get(position).map(|item| item.model.types()).unwrap_or_default();
                let held = held.into_iter().flat_map(Type::models).filter_map(|name| positions.get(name));
                pending.extend(held.map(|held| (*held, users.clone())));
            }
        }
        known
    }

    /// The models that operations and other models name.
    fn asked(&self, items: &[Item], twins: &Twins) -> BTreeSet<Identifier> {
        let own = items.iter().enumerate().filter(|(index, _)| !twins.elders.contains_key(index));
        let held = own.flat_map(|(_, item)| item.model.types()).flat_map(Type::models).cloned();
        let directions = [Direction::Request, Direction::Response];
        let roots = self.reach.roots().iter();
        let roots = roots.flat_map(|id| directions.map(|direction| self.types.schema(*id, direction)));
        let roots: Vec<Type> = roots.collect();
        held.chain(roots.iter().flat_map(Type::models).cloned()).collect()
    }
}

/// The schemas of what operations of many tags use, under whatever name.
fn of_many(items: &[Item], users: &[Users], twins: &Twins) -> Vec<SchemaId> {
    let is_shared = |index: &usize| users.get(*index) == Some(&Users::Many);
    let own = items.iter().enumerate().filter(|(index, _)| is_shared(index)).map(|(_, item)| item.schema);
    let of_twins = twins.elders.iter().filter(|(_, elder)| is_shared(elder));
    own.chain(of_twins.filter_map(|(twin, _)| Some(items.get(*twin)?.schema))).collect()
}
