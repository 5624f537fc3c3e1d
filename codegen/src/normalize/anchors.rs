//! References by name: `$anchor` and `$dynamicAnchor`, and `$recursiveAnchor` of older JSON Schema, become places.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::grammar::{self, Kind};
use crate::pointer::Pointer;
use crate::source::Tree;

/// Rewrites the references in place.
pub(super) fn settle(tree: &mut Tree) {
    let mut named: BTreeMap<String, Pointer> = BTreeMap::new();
    let mut recursive: Vec<Pointer> = Vec::new();
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        let Some(members) = node.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = members.get(key).and_then(Value::as_str) {
                named.insert(name.to_owned(), at.clone());
            }
        }
        if members.shift_remove("$recursiveAnchor") == Some(json!(true)) {
            recursive.push(at.clone());
        }
    });
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        let Some(members) = node.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        if let Some(place) = target(members, at, &named, &recursive) {
            members.insert("$ref".into(), json!(format!("#{place}")));
        }
    });
}

/// What a reference by name means. Dynamic ones mean the place that they name in this document.
fn target(
    members: &mut Map<String, Value>,
    at: &Pointer,
    named: &BTreeMap<String, Pointer>,
    recursive: &[Pointer],
) -> Option<Pointer> {
    if members.get("$recursiveRef") == Some(&json!("#")) {
        let around = recursive.iter().filter(|holder| at.strip_prefix(holder).is_some());
        let closest = around.max_by_key(|holder| holder.as_str().len())?;
        members.shift_remove("$recursiveRef");
        return Some(closest.clone());
    }
    for key in ["$ref", "$dynamicRef"] {
        let name = members.get(key).and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        if let Some(place) = name.and_then(|name| named.get(name)).cloned() {
            members.shift_remove(key);
            return Some(place);
        }
    }
    None
}
