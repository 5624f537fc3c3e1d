//! Reads what stands in the wrong form and whose meaning is certain: a map where a list belongs, a single value, a word for an
//! object, what an older version puts in another place.
//!
//! In: a document as it was written. Out: the same with every object, list and map where the grammar has them, so that the
//! passes that follow meet all of it. What cannot be read is taken out, and costs what holds it. Deliberately absent: plain data
//! (see `repair`).

mod bodies;
mod collections;
mod objects;
mod parameters;
mod types;

use serde_json::{Map, Value};

use super::grammar::{self, Holds, Kind, METHODS, member};
use super::version::Version;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

/// Rewrites the document in place.
pub(super) fn settle(tree: &mut Tree, version: Version, diagnostics: &mut Diagnostics) {
    let shared = tree.pointer("/components/parameters").cloned().unwrap_or_default();
    let said = grammar::walk_apart(tree, |kind, at, node, diagnostics| {
        if is_not_yet_read(kind, at, node, version) {
            return;
        }
        objects::read(kind, at, node, diagnostics);
        let Some(members) = node.as_object_mut().filter(|members| !is_reference(members)) else { return };
        collections(kind, at, members, diagnostics);
        match kind {
            Kind::PathItem => methods(at, members, diagnostics),
            Kind::Schema => {
                dynamic_reference(members);
                types::settle(at, members, diagnostics);
            }
            _ if version == Version::Swagger2 => {}
            Kind::Operation => bodies::of_parameters(at, members, &shared, diagnostics),
            Kind::Parameter | Kind::Header => parameters::wrap_schema(at, members, diagnostics),
            Kind::RequestBody | Kind::Response => bodies::wrap_schema(at, members, diagnostics),
            _ => {}
        }
    });
    diagnostics.extend(said);
}

/// A reference in place of a whole map is written out by the next pass. The discriminator of Swagger 2.0 is a text, and is
/// rewritten with the rest of that version.
fn is_not_yet_read(kind: Kind, at: &Pointer, node: &Tree, version: Version) -> bool {
    let stands_for_map = at.as_str().ends_with("/$ref");
    let is_older = kind == Kind::Discriminator && version == Version::Swagger2;
    node.is_string() && (stands_for_map || is_older)
}

fn is_reference(members: &Map<String, Value>) -> bool {
    members.get("$ref").is_some_and(Value::is_string)
}

/// Lists are lists, and maps are maps.
fn collections(kind: Kind, at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    members.retain(|key, value| {
        let holds = member(kind, key);
        let read = match holds {
            Holds::One(_) | Holds::Data => return true,
            // A reference to a whole map or list is written out by the next pass; one to a schema is that schema.
            _ if value.get("$ref").is_some_and(Value::is_string) && holds != Holds::List(Kind::Schema) => {
                return true;
            }
            Holds::List(_) if value.is_array() => return true,
            Holds::Map(_) if value.is_object() => return true,
            Holds::List(inner) => collections::list(inner, value),
            Holds::Map(inner) => collections::map(inner, value),
        };
        let place = Place::Node(at.child(key));
        match read {
            Some(read) => {
                let message = format!("`{key}` has the wrong form; what it means is plain");
                diagnostics.report(diagnostics::repaired_value(&message, place));
                *value = read;
                true
            }
            None if value.is_null() => false,
            None => {
                diagnostics.report(diagnostics::unreadable_member(key, place));
                false
            }
        }
    });
}

/// A dynamic reference to another file leads where a plain one would.
fn dynamic_reference(members: &mut Map<String, Value>) {
    let reference = members.get("$dynamicRef").and_then(Value::as_str);
    if let Some(elsewhere) = reference.filter(|name| !name.starts_with('#')).map(str::to_owned) {
        members.shift_remove("$dynamicRef");
        members.insert("$ref".to_owned(), elsewhere.into());
    }
}

/// Methods are written in small letters.
fn methods(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let is_method = |key: &str| METHODS.contains(&key.to_ascii_lowercase().as_str());
    let is_odd = |key: &String| is_method(key) && !METHODS.contains(&key.as_str());
    if !members.keys().any(is_odd) {
        return;
    }
    let mut renamed = Map::new();
    for (key, value) in std::mem::take(members) {
        let name = if is_method(&key) { key.to_ascii_lowercase() } else { key.clone() };
        if name != key {
            let message = format!("the method `{key}` is written in small letters");
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.child(&name))));
        }
        renamed.entry(name).or_insert(value);
    }
    *members = renamed;
}
