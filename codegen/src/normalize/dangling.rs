//! References that lead nowhere to the letter and mean one place all the same: through another reference on the way, and to a component
//! whose name has a `/` in it that is written as it is.
//!
//! In: a tree whose references are all local. Out: the same tree, with such references as they should have been (RFC 6901, section 3).
//! Deliberately absent: references that lead somewhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use foldhash::fast::RandomState;
use serde_json::Value;

use super::grammar::{self, Kind, SECTIONS};
use super::reference::{local_reference, local_target};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::parallel;
use crate::pointer::Pointer;
use crate::source::Tree;

/// How many references on the way are followed.
const LONGEST_WAY: usize = 16;

/// Rewrites the references in place.
pub(super) fn settle(tree: &mut Tree, diagnostics: &mut Diagnostics) {
    let leads_nowhere = |reference: &&str| {
        local_target(reference).is_some_and(|target| tree.pointer(target.as_str()).is_none())
    };
    let dangling: BTreeSet<&str> = references(tree).into_iter().filter(leads_nowhere).collect();
    let mut meant: BTreeMap<String, Pointer> = BTreeMap::new();
    let mut slashed = None;
    for reference in dangling {
        let Some(target) = local_target(reference) else { continue };
        let slashed = slashed.get_or_insert_with(|| components(tree));
        let found = unescaped(&target, slashed).or_else(|| through_references(tree, &target));
        meant.extend(found.map(|place| (reference.to_owned(), place)));
    }
    if meant.is_empty() {
        return;
    }
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |_, at, node| {
        let Some(Value::String(reference)) = node.get_mut("$ref") else { return };
        if let Some(place) = meant.get(reference) {
            let message = format!("`{reference}` is taken for `{}`", local_reference(place));
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.child("$ref"))));
            *reference = local_reference(place);
        }
    });
}

/// All that stands at a `$ref`, whether it is a reference there or part of an example.
fn references(tree: &Tree) -> HashSet<&str, RandomState> {
    let mut found = Vec::new();
    let mut parts = vec![tree];
    // Down to the path items and the components, of which there are enough for all cores.
    for _ in 0..3 {
        for part in std::mem::take(&mut parts) {
            open(part, &mut found, &mut parts);
        }
    }
    let within = parallel::flat_map(&parts, |part| {
        let (mut found, mut left) = (Vec::new(), vec![*part]);
        while let Some(node) = left.pop() {
            open(node, &mut found, &mut left);
        }
        found
    });
    found.into_iter().chain(within).collect()
}

/// Finds the `$ref` of a node, and what the node holds.
fn open<'a>(node: &'a Tree, found: &mut Vec<&'a str>, held: &mut Vec<&'a Tree>) {
    match node {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            held.extend(members.values());
        }
        Value::Array(items) => held.extend(items),
        _ => {}
    }
}

/// The component that a place lies in if slashes in its name were written as they are.
fn unescaped(target: &Pointer, slashed: &BTreeMap<Pointer, Pointer>) -> Option<Pointer> {
    let (written, component) = slashed.iter().find(|(written, _)| target.strip_prefix(written).is_some())?;
    Some(component.join(&target.strip_prefix(written)?))
}

/// The node that a place leads to if each `$ref` on the way is followed.
fn through_references(tree: &Tree, target: &Pointer) -> Option<Pointer> {
    let mut place = Pointer::root();
    let mut followed = 0;
    for segment in target.segments() {
        while let Some(next) = tree.pointer(place.as_str())?.get("$ref").and_then(Value::as_str) {
            place = local_target(next).filter(|_| followed < LONGEST_WAY)?;
            followed += 1;
        }
        place = place.child(&*segment);
    }
    tree.pointer(place.as_str()).is_some().then_some(place)
}

/// The components with a slash in their names, by the places that their names without escapes lead to.
fn components(tree: &Tree) -> BTreeMap<Pointer, Pointer> {
    let mut found = BTreeMap::new();
    for (section, _) in SECTIONS {
        let holder = Pointer::root().child("components").child(*section);
        let names = tree.pointer(holder.as_str()).and_then(Value::as_object);
        for name in names.into_iter().flat_map(serde_json::Map::keys).filter(|name| name.contains('/')) {
            let written = name.split('/').fold(holder.clone(), |place, part| place.child(part));
            if tree.pointer(written.as_str()).is_none() {
                found.insert(written, holder.child(name));
            }
        }
    }
    found
}
