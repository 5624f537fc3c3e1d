//! The alternatives that the unions of a schema leave, before anything is built of them.
//!
//! In: the `oneOf` and `anyOf` of one schema. Out: [`Alternatives`], each a list of nodes that hold together. An inline union among the
//! branches gives its own branches to the outer one; several unions of one schema are multiplied out. Deliberately absent: types.

use std::collections::{BTreeSet, VecDeque};

use openapiv3::Discriminator;
use serde_json::Value;

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Branches, Flat, Key, Part};
use super::schemas::is_component;
use crate::pointer::Pointer;

/// More branches than this do not come of several unions.
const MOST_BRANCHES: usize = 24;

/// Unions that hold each other in a larger circle than this are not seen to do so.
const LONGEST_CIRCLE: usize = 64;

/// What the unions of a schema leave.
pub(super) struct Alternatives {
    /// The branches: nodes that hold together.
    pub(super) keys: Vec<Key>,
    /// The discriminator, if it is for these very branches.
    pub(super) discriminator: Option<Discriminator>,
    /// Whether the branches of all unions are in them.
    pub(super) is_whole: bool,
}

impl Resolver<'_> {
    /// The alternatives of a schema; none if its unions say nothing of the shape of a value.
    pub(super) fn alternatives(&mut self, key: &Key, flat: &Flat) -> Option<Alternatives> {
        let mut factors: Vec<(Vec<Pointer>, Option<Discriminator>)> = Vec::new();
        for Branches { branches, discriminator } in &flat.unions {
            let branches: Vec<Pointer> =
                self.spliced(branches, key).into_iter().filter(|branch| !self.is_null(branch)).collect();
            let is_new = factors.iter().all(|(known, _)| *known != branches);
            if is_new && !branches.iter().all(|branch| self.is_constraint(branch)) {
                factors.push((branches, discriminator.clone()));
            }
        }
        let (first, discriminator) = factors.first().cloned()?;
        let product = (factors.len() > 1).then(|| self.product(&factors));
        let Some(product) = product.flatten() else {
            let is_whole = factors.len() == 1;
            return Some(Alternatives { keys: single(first), discriminator, is_whole });
        };
        let is_for_these = product.len() == first.len();
        let discriminator = discriminator.filter(|_| is_for_these);
        Some(Alternatives { keys: product, discriminator, is_whole: true })
    }

    /// The branches, with those of inline unions among them in their place, and of unions that lead back to these nodes: a union cannot
    /// hold itself.
    pub(super) fn spliced(&mut self, branches: &[Pointer], roots: &Key) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut seen: BTreeSet<Pointer> = roots.iter().map(|part| part.at.clone()).collect();
        let mut waiting: Vec<Pointer> = branches.iter().rev().cloned().collect();
        while let Some(branch) = waiting.pop() {
            let (place, _) = self.unwrapped(&branch);
            if !seen.insert(place.clone()) {
                continue;
            }
            match self.pure_union(&place) {
                Some(inner) if !is_component(&place) || self.leads_to(&inner, roots) => {
                    waiting.extend(inner.into_iter().rev());
                }
                _ => found.push(branch),
            }
        }
        found
    }

    /// The branches of a union without properties beside it, and without a discriminator of its own.
    pub(super) fn pure_union(&mut self, place: &Pointer) -> Option<Vec<Pointer>> {
        if let Some(known) = self.pure_unions.get(place) {
            return known.clone();
        }
        let found = self.read_pure_union(place);
        self.pure_unions.insert(place.clone(), found.clone());
        found
    }

    fn read_pure_union(&mut self, place: &Pointer) -> Option<Vec<Pointer>> {
        let flat = self.flatten(&vec![Part::whole(place.clone())], false);
        match (classify(&flat), flat.unions.as_slice()) {
            (Class::Union(inner), [_]) if !flat.has_structure() && inner.discriminator.is_none() => {
                Some(inner.branches)
            }
            _ => None,
        }
    }

    /// Whether unions alone lead from these branches to one of the nodes, within as many steps as a circle has that anyone would write.
    fn leads_to(&mut self, branches: &[Pointer], roots: &Key) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting: VecDeque<Pointer> = branches.iter().cloned().collect();
        while let Some(branch) = waiting.pop_front().filter(|_| seen.len() < LONGEST_CIRCLE) {
            let (place, _) = self.unwrapped(&branch);
            if roots.iter().any(|root| root.at == place) {
                return true;
            }
            if seen.insert(place.clone()) {
                waiting.extend(self.pure_union(&place).unwrap_or_default());
            }
        }
        false
    }

    /// Each branch of a union with each of the others, as far as a value can be both; none if that is nothing, or too much.
    fn product(&mut self, factors: &[(Vec<Pointer>, Option<Discriminator>)]) -> Option<Vec<Key>> {
        let mut keys = vec![Key::new()];
        for (branches, _) in factors {
            let mut longer = Vec::new();
            for key in &keys {
                for branch in branches {
                    let key = with(key, branch);
                    if self.is_possible(&key) && !longer.contains(&key) {
                        longer.push(key);
                    }
                }
            }
            keys = longer;
            if keys.is_empty() || keys.len() > MOST_BRANCHES {
                return None;
            }
        }
        Some(keys)
    }

    /// Whether a value can be all of these at once.
    fn is_possible(&mut self, key: &Key) -> bool {
        let flats: Vec<Flat> = key.iter().map(|part| self.flatten(&vec![part.clone()], false)).collect();
        let Some((last, before)) = flats.split_last() else { return true };
        before.iter().all(|other| is_one_type(other, last) && self.agree(other, last))
    }

    /// Whether no constant of one object is denied by the other.
    fn agree(&mut self, one: &Flat, other: &Flat) -> bool {
        let mut shared =
            one.properties.iter().filter_map(|(name, key)| Some((key, other.properties.get(name)?)));
        admit_common(one, other)
            && shared.all(|(one, other)| {
                let (one, other) = (self.flatten(one, false), self.flatten(other, false));
                admit_common(&one, &other)
            })
    }

    /// Whether a branch says nothing of the shape of a value: only what is required, or what must not be.
    fn is_constraint(&mut self, branch: &Pointer) -> bool {
        let flat = self.flatten(&vec![Part::whole(branch.clone())], false);
        let has_shape = !flat.properties.is_empty()
            || !flat.items.is_empty()
            || !flat.unions.is_empty()
            || flat.enumeration.is_some()
            || flat.type_name.as_deref().is_some_and(|name| name != "object");
        !has_shape && (!flat.required.is_empty() || flat.not)
    }
}

/// A branch for each node.
fn single(branches: Vec<Pointer>) -> Vec<Key> {
    branches.into_iter().map(|branch| vec![Part::whole(branch)]).collect()
}

fn with(key: &Key, branch: &Pointer) -> Key {
    let part = Part::whole(branch.clone());
    let mut longer = key.clone();
    if !longer.contains(&part) {
        longer.push(part);
    }
    longer
}

/// Whether there are values of both types.
fn is_one_type(one: &Flat, other: &Flat) -> bool {
    match (type_of(one), type_of(other)) {
        (Some(one), Some(other)) => {
            one == other || matches!((one, other), ("number", "integer") | ("integer", "number"))
        }
        _ => true,
    }
}

fn type_of(flat: &Flat) -> Option<&str> {
    let implied = (!flat.properties.is_empty()).then_some("object");
    flat.type_name.as_deref().or(implied)
}

/// Whether two lists of constants have one in common; what has no list admits all.
fn admit_common(one: &Flat, other: &Flat) -> bool {
    match (&one.enumeration, &other.enumeration) {
        (Some(one), Some(other)) => one.iter().any(|value: &Value| other.contains(value)),
        _ => true,
    }
}
