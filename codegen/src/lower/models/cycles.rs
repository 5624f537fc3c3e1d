//! Finds circles among items: what leads back to itself.
//!
//! The walk goes by name, not by the order of the document, so that the same edge is found whatever else there is.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::ir::Api;
use crate::rust::{Identifier, Model, Presence, Type};

use super::objects::present_as;
use super::{Item, rules};

/// One edge: the member (by its number) of an item.
pub(super) type Edge = (Identifier, usize);

/// Edges of each item: number of the member, and the item that it holds.
pub(super) type Edges = BTreeMap<Identifier, Vec<(usize, Identifier)>>;

/// An object that requires itself has no finite value: makes a property of each such circle optional.
pub(super) fn make_finite(items: &mut [Item], api: &Api, diagnostics: &mut Diagnostics) {
    let edges = items.iter().filter_map(|item| match &item.model {
        Model::Struct(object) => {
            let required = object.fields.iter().enumerate();
            let required = required.filter(|(_, field)| field.presence == Presence::Required);
            Some((
                object.name.clone(),
                required.flat_map(|(index, field)| edges_of(index, &field.ty)).collect(),
            ))
        }
        _ => None,
    });
    let closing = closing_edges(&edges.collect());
    for item in items {
        let Model::Struct(object) = &mut item.model else {
            continue;
        };
        for (index, field) in object.fields.iter_mut().enumerate() {
            if closing.contains(&(object.name.clone(), index)) {
                field.presence = Presence::Optional;
                field.ty = present_as(field.ty.clone(), Presence::Optional);
                if let Some(schema) = api.schemas.get(item.schema) {
                    diagnostics.report(rules::endless_object(&schema.at, &field.wire));
                }
            }
        }
    }
}

/// The items that a member holds by value.
pub(super) fn edges_of(member: usize, ty: &Type) -> Vec<(usize, Identifier)> {
    match ty {
        Type::Model(name) => vec![(member, name.clone())],
        Type::Option(inner) | Type::Nullable(inner) => edges_of(member, inner),
        Type::Tuple(items) | Type::OpenTuple(items, _) => {
            items.iter().flat_map(|item| edges_of(member, item)).collect()
        }
        _ => Vec::new(),
    }
}

/// The edges that lead back to an item on the way to them. Without them there is no circle.
pub(super) fn closing_edges(edges: &Edges) -> BTreeSet<Edge> {
    let mut closing = BTreeSet::new();
    let mut finished = BTreeSet::new();
    for start in edges.keys() {
        walk(start, edges, &mut finished, &mut closing);
    }
    closing
}

/// A walk in depth, with a stack of its own: how far each item on the way is read.
fn walk<'a>(
    start: &'a Identifier,
    edges: &'a Edges,
    finished: &mut BTreeSet<&'a Identifier>,
    closing: &mut BTreeSet<Edge>,
) {
    let mut way: Vec<(&Identifier, usize)> = vec![(start, 0)];
    let mut on_way = BTreeSet::from([start]);
    if finished.contains(start) {
        return;
    }
    while let Some((item, read)) = way.last_mut() {
        let item = *item;
        let Some((member, target)) = edges.get(item).and_then(|members| members.get(*read)) else {
            finished.insert(item);
            on_way.remove(item);
            way.pop();
            continue;
        };
        *read += 1;
        if on_way.contains(target) {
            closing.insert((item.clone(), *member));
        } else if !finished.contains(target) {
            on_way.insert(target);
            way.push((target, 0));
        }
    }
}
