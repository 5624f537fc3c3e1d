//! Schemas that a `$ref` names where 3.0 has no place for them: within `prefixItems`, `then`, `webhooks` and the like.
//!
//! In: a tree whose references are all local, before the words of 3.1 are rewritten. Out: the same tree, in which such a schema is a component,
//! referred to from where it stood and from wherever it was named. Deliberately absent: targets that stay where they are.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::grammar::{self, Holds, Kind, member};
use super::reference::{local_reference, local_target};
use crate::pointer::Pointer;
use crate::source::{Origins, Tree};

/// Keywords whose schemas are moved, or left out, when they are rewritten.
const MOVING: &[&str] = &[
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "patternProperties",
    "unevaluatedProperties",
    "propertyNames",
    "dependentSchemas",
    "contains",
    "contentSchema",
    "if",
    "then",
    "else",
];

/// Keywords of a schema of several types that stay where they are.
const STAYING: &[&str] = &["allOf", "oneOf", "anyOf", "not", "$defs", "definitions"];

/// Rewrites the tree in place.
pub(super) fn settle(tree: &mut Tree, origins: &mut Origins) {
    let named = grammar::walk_apart(tree, |kind, _, node, named: &mut HashSet<String>| {
        let reference = node.get("$ref").and_then(Value::as_str).filter(|_| kind == Kind::Schema);
        if let Some(reference) = reference.filter(|reference| !named.contains(*reference)) {
            named.insert(reference.to_owned());
        }
    });
    let named: HashSet<String> = named.into_iter().flatten().collect();
    let targets = named.iter().filter_map(|reference| local_target(reference));
    let targets: BTreeSet<Pointer> = targets.filter(|target| moves(tree, target)).collect();
    if targets.is_empty() {
        return;
    }
    let mut components: BTreeMap<Pointer, Pointer> = BTreeMap::new();
    // What lies within another one comes first.
    for target in targets.into_iter().rev() {
        let component = free_place(tree, &target);
        let Some(schema) = tree.pointer_mut(target.as_str()) else { continue };
        let content = std::mem::replace(schema, json!({ "$ref": local_reference(&component) }));
        put(tree, &component, content);
        origins.moved(component.clone(), target.clone());
        components.insert(target, component);
    }
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, _, node| {
        let Some(Value::String(reference)) = node.get_mut("$ref").filter(|_| kind == Kind::Schema) else {
            return;
        };
        if let Some(component) = local_target(reference).and_then(|target| components.get(&target)) {
            *reference = local_reference(component);
        }
    });
}

/// Whether a schema stands where it will not be found any more.
fn moves(tree: &Tree, target: &Pointer) -> bool {
    let (mut node, mut holds, mut is_moved) = (tree, Holds::One(Kind::Root), false);
    for segment in target.segments() {
        holds = match holds {
            Holds::Data => return false,
            Holds::One(Kind::Schema) if node.is_array() => Holds::One(Kind::Schema),
            Holds::One(kind) => {
                is_moved |= match kind {
                    Kind::Root => segment == "webhooks",
                    Kind::Schema => is_moving(node, &segment),
                    _ => false,
                };
                member(kind, &segment)
            }
            Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
        };
        let inner = match node {
            Value::Array(items) => segment.parse().ok().and_then(|index: usize| items.get(index)),
            other => other.get(&*segment),
        };
        let Some(inner) = inner else { return false };
        node = inner;
    }
    is_moved && holds == Holds::One(Kind::Schema) && node.is_object()
}

fn is_moving(schema: &Tree, key: &str) -> bool {
    let types = schema.get("type").and_then(Value::as_array).into_iter().flatten();
    let has_several_types = types.filter(|name| *name != "null").nth(1).is_some();
    MOVING.contains(&key)
        || key == "items" && schema.get("items").is_some_and(Value::is_array)
        || has_several_types && !STAYING.contains(&key)
}

/// A free place among the components for a schema, by the words on the way to it.
fn free_place(tree: &Tree, target: &Pointer) -> Pointer {
    let section = Pointer::root().child("components").child("schemas");
    let way = target.strip_prefix(&section).unwrap_or_else(|| target.clone());
    let name = way.segments().collect::<Vec<_>>().join("-");
    let names = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}")));
    let mut places = names.map(|name| section.child(&name));
    places.find(|place| tree.pointer(place.as_str()).is_none()).unwrap_or(section)
}

fn put(tree: &mut Tree, place: &Pointer, content: Tree) {
    let mut node = tree;
    for segment in place.segments() {
        let Some(members) = node.as_object_mut() else { return };
        node = members.entry(segment.into_owned()).or_insert_with(|| Value::Object(Map::new()));
    }
    *node = content;
}
