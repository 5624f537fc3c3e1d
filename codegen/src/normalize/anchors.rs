//! References by name: `$anchor` and `$dynamicAnchor`, and `$recursiveAnchor` of older JSON Schema, become places.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::grammar::{self, Kind};
use super::reference::{local_reference, pointer_of};
use crate::pointer::Pointer;
use crate::source::Tree;

/// The beginnings of the keywords that names are about. A document without them has no references by name.
pub(super) const WORDS: [&str; 3] = ["$anchor", "$dynamic", "$recursive"];

/// Where names stand.
#[derive(Default)]
struct Named {
    /// Places by their name; several files may have used one name.
    places: BTreeMap<String, Vec<Pointer>>,
    recursive: Vec<Pointer>,
}

/// Rewrites the references in place.
pub(super) fn settle(tree: &mut Tree) {
    let mut named = Named::default();
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        let Some(members) = node.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = members.get(key).and_then(Value::as_str) {
                named.places.entry(name.to_owned()).or_default().push(at.clone());
            }
        }
        if members.shift_remove("$recursiveAnchor") == Some(json!(true)) {
            named.recursive.push(at.clone());
        }
    });
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        let Some(members) = node.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        if let Some(place) = named.target(members, at) {
            members.insert("$ref".into(), json!(local_reference(&place)));
        }
    });
}

impl Named {
    /// What a reference by name means. Dynamic ones mean the place that they name in this document.
    fn target(&self, members: &mut Map<String, Value>, at: &Pointer) -> Option<Pointer> {
        if members.get("$recursiveRef") == Some(&json!("#")) {
            members.shift_remove("$recursiveRef");
            let around = self.recursive.iter().filter(|holder| at.strip_prefix(holder).is_some());
            let closest = around.max_by_key(|holder| holder.as_str().len());
            return Some(closest.cloned().unwrap_or_else(|| component_around(at)));
        }
        for key in ["$ref", "$dynamicRef"] {
            let name =
                members.get(key).and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            let place = name.and_then(|name| closest(self.places.get(name)?, at)).cloned();
            let place = place.or_else(|| {
                let pointer = name.filter(|name| key == "$dynamicRef" && name.starts_with('/'))?;
                Some(pointer_of(pointer))
            });
            if let Some(place) = place {
                members.shift_remove(key);
                return Some(place);
            }
        }
        None
    }
}

/// The place that has the most of its way in common with another; of several, the first.
fn closest<'a>(places: &'a [Pointer], at: &Pointer) -> Option<&'a Pointer> {
    let common =
        |place: &Pointer| place.segments().zip(at.segments()).take_while(|(one, other)| one == other).count();
    places.iter().rev().max_by_key(|place| common(place))
}

/// The component that a place lies in.
fn component_around(at: &Pointer) -> Pointer {
    at.segments().take(3).fold(Pointer::root(), |place, segment| place.child(&*segment))
}
