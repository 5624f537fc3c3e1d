//! Objects that were written as something else.

use serde_json::{Value, json};

use super::super::grammar::Kind;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

/// The types of a schema.
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "object", "null"];

/// What should be an object and is not becomes the object that it stands for, else an empty one.
pub(super) fn read(kind: Kind, at: &Pointer, node: &mut Tree, diagnostics: &mut Diagnostics) {
    let may_be_flag = kind == Kind::Schema && node.is_boolean();
    if node.is_object() || may_be_flag {
        return;
    }
    let place = || Place::Node(at.clone());
    let message = "an object was expected here; what this means is plain";
    *node = match meant(kind, node) {
        Some(object) => {
            diagnostics.report(diagnostics::repaired_value(message, place()));
            object
        }
        None => {
            if !node.is_null() {
                diagnostics.report(diagnostics::unreadable_object(place()));
            }
            json!({})
        }
    };
}

/// The object that a value stands for, where that is certain.
fn meant(kind: Kind, node: &Tree) -> Option<Tree> {
    if kind == Kind::Example {
        return (!node.is_null()).then(|| json!({ "value": node }));
    }
    let text = match node {
        Value::String(text) => text.as_str(),
        Value::Array(items) => return only(kind, items),
        _ => return None,
    };
    let word = text.trim().to_ascii_lowercase();
    match kind {
        Kind::Schema if word == "true" || word == "false" => Some(json!(word == "true")),
        Kind::Schema | Kind::Response | Kind::Parameter | Kind::RequestBody if text.starts_with("#/") => {
            Some(json!({ "$ref": text }))
        }
        Kind::Schema => super::types::schema(text),
        Kind::Response | Kind::Header | Kind::RequestBody => Some(json!({ "description": text })),
        Kind::Discriminator => Some(json!({ "propertyName": text })),
        Kind::ServerVariable => Some(json!({ "default": text })),
        Kind::Server | Kind::ExternalDocs => Some(json!({ "url": text })),
        Kind::Tag => Some(json!({ "name": text })),
        Kind::Info => Some(json!({ "title": text })),
        _ => None,
    }
}

/// A list of one object is the object.
fn only(kind: Kind, items: &[Value]) -> Option<Tree> {
    match items {
        [one] if one.is_object() => Some(one.clone()),
        [] => Some(json!({})),
        several if kind == Kind::Schema && several.iter().all(Value::is_string) => {
            let known = several.iter().filter_map(Value::as_str).all(|name| TYPES.contains(&name));
            known.then(|| json!({ "type": several }))
        }
        _ => None,
    }
}
