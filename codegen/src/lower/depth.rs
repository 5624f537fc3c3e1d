//! How far models lead through each other, for the compiler: whether a model can be sent between threads is worked out along all that it
//! holds, and gives up at a recursion limit.
//!
//! In: the finished models. Out: the limit that the crate has to set, if it needs more than there is by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Identifier, Model, ModelModule, Type};

/// How many steps of the compiler one model in another is at most: `Option`, `BTreeMap` and what that is made of.
const STEPS: usize = 16;
/// What the compiler has by itself.
const DEFAULT: usize = 128;

/// The recursion limit that a crate of these models has to set.
pub(super) fn recursion_limit(models: &[ModelModule]) -> Option<usize> {
    let all = models.iter().flat_map(|group| &group.items);
    let edges: BTreeMap<&Identifier, Vec<&Identifier>> =
        all.map(|model| (model.name(), types_of(model).into_iter().flat_map(held).collect())).collect();
    let limit = deepest(&edges) * STEPS;
    (limit > DEFAULT).then(|| limit.next_power_of_two())
}

/// The longest way that a walk in depth goes, each model taken once.
fn deepest(edges: &BTreeMap<&Identifier, Vec<&Identifier>>) -> usize {
    let mut seen = BTreeSet::new();
    let mut deepest = 0;
    for start in edges.keys().copied() {
        let mut way = if seen.insert(start) { vec![(start, 0)] } else { Vec::new() };
        while let Some((model, read)) = way.last_mut() {
            let next = edges.get(*model).and_then(|held| held.get(*read)).copied();
            *read += 1;
            match next {
                None => drop(way.pop()),
                Some(next) if seen.insert(next) => way.push((next, 0)),
                Some(_) => {}
            }
            deepest = deepest.max(way.len());
        }
    }
    deepest
}

fn types_of(model: &Model) -> Vec<&Type> {
    match model {
        Model::Struct(object) => {
            let unknown = object.unknown.iter().map(|(_, ty)| ty);
            object.fields.iter().map(|field| &field.ty).chain(unknown).collect()
        }
        Model::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Model::Alias(alias) => vec![&alias.ty],
        Model::Enumeration(_) | Model::Bodies(_) => Vec::new(),
    }
}

/// The models in a type.
fn held(ty: &Type) -> Vec<&Identifier> {
    match ty {
        Type::Model(name) => vec![name],
        Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner)
        | Type::Vec(inner)
        | Type::Map(inner) => held(inner),
        Type::Tuple(items) => items.iter().flat_map(held).collect(),
        Type::OpenTuple(items, rest) => items.iter().chain([&**rest]).flat_map(held).collect(),
        _ => Vec::new(),
    }
}
