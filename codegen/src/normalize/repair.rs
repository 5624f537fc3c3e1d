//! Repairs mistakes that do not matter, so that none of them costs the document. Each repair is a note.

mod expect;
mod schema;

use serde_json::{Map, Value, json};

use super::grammar::{self, Holds, Kind, member};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Tree;
use expect::{Verdict, expected};

/// Rewrites the document in place.
pub(super) fn repair(tree: &mut Tree, diagnostics: &mut Diagnostics) {
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        object(kind, at, node, diagnostics);
        let Some(members) = node.as_object_mut() else { return };
        if is_reference(kind, members) {
            members.retain(|key, _| key == "$ref");
            return;
        }
        collections(kind, at, members, diagnostics);
        known(kind, at, members, diagnostics);
        missing(kind, at, members, diagnostics);
        if matches!(kind, Kind::Operation | Kind::Root) {
            requirements(members);
        }
        if kind == Kind::Encoding && members.get("style").is_some_and(|style| style == "form") {
            // The decoder would take it for `false`, as it is with the other styles.
            members.entry("explode").or_insert(Value::Bool(true));
        }
        if kind == Kind::Schema {
            schema::repair(at, members, diagnostics);
        }
    });
}

/// Whether the object is nothing but a reference to a component.
fn is_reference(kind: Kind, members: &Map<String, Value>) -> bool {
    members.get("$ref").is_some_and(Value::is_string)
        && grammar::SECTIONS.iter().any(|(_, held)| *held == kind && kind != Kind::PathItem)
}

/// What should be an object and is not becomes an empty one.
fn object(kind: Kind, at: &Pointer, node: &mut Tree, diagnostics: &mut Diagnostics) {
    let may_be_flag = kind == Kind::Schema && node.is_boolean();
    if node.is_object() || may_be_flag {
        return;
    }
    if !node.is_null() {
        diagnostics
            .report(diagnostics::repaired_value("an object was expected here", Place::Node(at.clone())));
    }
    *node = json!({});
}

/// Maps and lists of objects that are something else are taken out.
fn collections(kind: Kind, at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    members.retain(|key, value| {
        let fits = match member(kind, key) {
            Holds::Map(_) => value.is_object(),
            Holds::List(_) => value.is_array(),
            Holds::One(_) | Holds::Data => true,
        };
        if !fits && !value.is_null() {
            let message = format!("`{key}` has the wrong type and is ignored");
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.child(key))));
        }
        fits
    });
}

/// Members whose type is known and wrong are converted or taken out.
fn known(kind: Kind, at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    members.retain(|key, value| {
        let Some(expectation) = expected(kind, key) else {
            if expect::is_unknown(kind, key) {
                diagnostics.report(diagnostics::unknown_keyword(key, Place::Node(at.child(key))));
            }
            return true;
        };
        let message = match expectation.apply(value) {
            Verdict::Fits => return true,
            Verdict::Converted => format!("`{key}` should be {}; it was converted", expectation.name()),
            Verdict::Useless => format!("`{key}` should be {}; it is ignored", expectation.name()),
        };
        if !value.is_null() {
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.child(key))));
        }
        message.ends_with("converted")
    });
}

/// Scopes that are not listed are none.
fn requirements(members: &mut Map<String, Value>) {
    let list = members.get_mut("security").and_then(Value::as_array_mut).into_iter().flatten();
    for (_, scopes) in list.filter_map(Value::as_object_mut).flatten() {
        if !scopes.is_array() {
            *scopes = json!([]);
        }
    }
}

/// Members that 3.0 demands, with the value that stands for nothing.
fn missing(kind: Kind, at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let mut fill = |members: &mut Map<String, Value>, key: &str, value: Value| {
        if !members.contains_key(key) {
            diagnostics.report(diagnostics::missing_member(key, Place::Node(at.clone())));
            members.insert(key.to_owned(), value);
        }
    };
    match kind {
        Kind::Root => fill(members, "info", json!({ "title": "", "version": "" })),
        Kind::Info => {
            fill(members, "title", json!(""));
            fill(members, "version", json!(""));
        }
        Kind::Response => fill(members, "description", json!("")),
        Kind::Operation => fill(members, "responses", json!({})),
        Kind::Server => fill(members, "url", json!("/")),
        Kind::ServerVariable => fill(members, "default", json!("")),
        Kind::ExternalDocs => fill(members, "url", json!("")),
        Kind::Parameter | Kind::Header if !members.contains_key("content") => {
            fill(members, "schema", json!({}));
        }
        _ => {}
    }
    if matches!(kind, Kind::Parameter | Kind::Header) && members.contains_key("content") {
        members.shift_remove("schema");
    }
    if kind == Kind::Discriminator && !members.contains_key("propertyName") {
        fill(members, "propertyName", json!("type"));
    }
}
