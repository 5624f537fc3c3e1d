//! How far models lead through each other, for the compiler: whether a model can be sent between threads is worked out along all that it
//! holds, and gives up at a recursion limit.
//!
//! In: the finished models. Out: the limit that the crate has to set, if it needs more than there is by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Identifier, ModelModule, Type};

/// How many steps of the compiler one model in another is at most: `Option`, `BTreeMap` and what that is made of.
const STEPS: usize = 16;
/// What the compiler has by itself.
const DEFAULT: usize = 128;

/// The recursion limit that a crate of these models has to set.
pub(super) fn recursion_limit(models: &[ModelModule]) -> Option<usize> {
    let all = models.iter().flat_map(|group| &group.items);
    let edges: BTreeMap<&Identifier, Vec<&Identifier>> =
        all.map(|model| (model.name(), model.types().into_iter().flat_map(Type::models).collect())).collect();
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
