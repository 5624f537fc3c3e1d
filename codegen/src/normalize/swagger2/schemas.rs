//! Schemas of Swagger 2.0, and references everywhere.

use serde_json::{Value, json};

use super::super::grammar::{self, Kind};
use crate::pointer::Pointer;
use crate::source::Tree;

/// Rewrites them in place.
pub(super) fn upgrade(tree: &mut Tree) {
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, _, node| {
        let Some(members) = node.as_object_mut() else { return };
        if let Some(Value::String(reference)) = members.get_mut("$ref") {
            moved(reference);
        }
        if kind != Kind::Schema {
            return;
        }
        if let Some(Value::String(property)) = members.get("discriminator") {
            let property = property.clone();
            members.insert("discriminator".into(), json!({ "propertyName": property }));
        }
        if let Some(nullable) = members.shift_remove("x-nullable") {
            members.insert("nullable".into(), nullable);
        }
        members.shift_remove("collectionFormat");
        if members.get("type") == Some(&json!("file")) {
            members.insert("type".into(), json!("string"));
            members.insert("format".into(), json!("binary"));
        }
    });
}

/// Points a reference at the section of 3.0.
fn moved(reference: &mut String) {
    for (section, name) in super::SECTIONS {
        if let Some(rest) = reference.strip_prefix(&format!("#/{section}/")) {
            *reference = format!("#/components/{name}/{rest}");
            return;
        }
    }
}
