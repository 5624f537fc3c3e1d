//! Repairs mistakes that do not matter, so that none of them costs the document. Each repair is a note.

mod convert;
mod expect;
mod parameters;
mod responses;
mod schema;
mod security;

use serde_json::{Map, Value, json};

pub(crate) use schema::{EXACT_NUMBERS, is_beyond_double};

use super::grammar::{self, Kind};
use super::v31::is_reference;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Tree;
use expect::{Verdict, expected};

/// Rewrites the document in place.
pub(super) fn repair(tree: &mut Tree, diagnostics: &mut Diagnostics) {
    let said = grammar::walk_apart(tree, |kind, at, node, diagnostics| {
        let Some(members) = node.as_object_mut() else { return };
        if is_reference(kind, members) {
            return;
        }
        known(kind, at, members, diagnostics);
        missing(kind, at, members, diagnostics);
        special(kind, at, members, diagnostics);
    });
    diagnostics.extend(said);
}

/// What is particular to objects of one kind.
fn special(kind: Kind, at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    match kind {
        Kind::Operation | Kind::Root => security::requirements(at, members, diagnostics),
        Kind::SecurityScheme => security::scheme(at, members, diagnostics),
        Kind::Schema => schema::repair(at, members, diagnostics),
        Kind::Responses => responses::repair(at, members, diagnostics),
        Kind::Parameter | Kind::Header => parameters::repair(kind, at, members, diagnostics),
        Kind::Encoding => {
            parameters::repair(kind, at, members, diagnostics);
            if members.contains_key("explode") || members.contains_key("allowReserved") {
                // One of them says that there is a style (OpenAPI 3.1.2, 4.8.15.1.2), and `form` is the default; the decoder would
                // take it for none at all.
                members.entry("style").or_insert("form".into());
            }
            if members.get("style").is_some_and(|style| style == "form") {
                // The decoder would take it for `false`, as it is with the other styles.
                members.entry("explode").or_insert(Value::Bool(true));
            }
        }
        _ => {}
    }
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
        let place = || Place::Node(at.child(key));
        let (name, is_lost) = (expectation.name(), !expect::is_harmless(key, value));
        match expectation.apply(value) {
            Verdict::Fits => true,
            Verdict::Converted => {
                let message = format!("`{key}` should be {name}; it was converted");
                diagnostics.report(diagnostics::repaired_value(&message, place()));
                true
            }
            Verdict::Useless if value.is_null() => false,
            Verdict::Useless if is_lost => {
                diagnostics.report(diagnostics::unreadable_member(key, place()));
                false
            }
            Verdict::Useless => {
                let message = format!("`{key}` should be {name}; it is ignored");
                diagnostics.report(diagnostics::repaired_value(&message, place()));
                false
            }
        }
    });
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
        Kind::RequestBody => fill(members, "content", json!({})),
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
