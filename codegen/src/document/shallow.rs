//! Cuts a node out of the tree: what may be a reference becomes one, to its own place.

use serde_json::{Map, Value, json};

use crate::normalize::grammar::{Holds, Kind, SECTIONS, member};
use crate::normalize::local_reference;
use crate::pointer::Pointer;
use crate::source::Tree;

/// A copy of a node in which everything that is decoded by itself is a reference to its place.
pub(super) fn shallow(kind: Kind, at: &Pointer, node: &Tree) -> Tree {
    let Some(members) = node.as_object() else { return node.clone() };
    let cut = members.iter().map(|(key, value)| (key.clone(), cut(member(kind, key), &at.child(key), value)));
    Value::Object(cut.collect())
}

fn cut(holds: Holds, at: &Pointer, value: &Tree) -> Tree {
    match (holds, value) {
        (Holds::One(kind), _) => inner(kind, at, value),
        (Holds::List(kind), Value::Array(items)) => {
            items.iter().enumerate().map(|(index, item)| inner(kind, &at.child(index), item)).collect()
        }
        (Holds::Map(kind), Value::Object(members)) => {
            let members =
                members.iter().map(|(name, item)| (name.clone(), inner(kind, &at.child(name), item)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        _ => value.clone(),
    }
}

/// What is decoded by itself becomes a reference, the rest is cut further down.
fn inner(kind: Kind, at: &Pointer, value: &Tree) -> Tree {
    let is_flag = value.is_boolean() && at.as_str().ends_with("/additionalProperties");
    if stands_alone(kind) && !is_flag {
        json!({ "$ref": local_reference(at) })
    } else {
        shallow(kind, at, value)
    }
}

/// Whether nodes of this kind are decoded by themselves.
pub(super) fn stands_alone(kind: Kind) -> bool {
    kind != Kind::PathItem && kind != Kind::Callback && SECTIONS.iter().any(|(_, held)| *held == kind)
}
