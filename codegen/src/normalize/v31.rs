//! The words of 3.1 and 3.2 (and of JSON Schema) in those of 3.0.
//!
//! It runs over documents of 3.0 too, where such words are a mistake whose meaning is plain: both spellings give one API.

mod additions;
mod conditions;
mod keywords;
mod references;
mod types;

use serde_json::{Map, Value, json};

pub(super) use references::is_reference;

use super::grammar::{self, Kind};
use super::version::Version;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{Origins, Tree};

/// Rewrites the document in place.
pub(super) fn lower(tree: &mut Tree, version: Version, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    if let Some(root) = tree.as_object_mut() {
        rename(root, "webhooks", "x-webhooks");
        origins.moved(Pointer::root().child("x-webhooks"), Pointer::root().child("webhooks"));
    }
    let taken_down = grammar::walk_apart(tree, |kind, at, node, (said, moved)| match kind {
        Kind::Schema => schema(at, node, version, moved, said),
        _ => {
            let Some(members) = node.as_object_mut() else { return };
            if references::is_reference(kind, members) {
                return references::siblings(kind, at, members, version, said);
            }
            additions::lower(kind, at, members, said);
            if version == Version::V31 && kind == Kind::MediaType && is_multipart(at) {
                members.insert(UNTYPED_PARTS.to_owned(), json!("bytes"));
            }
        }
    });
    let (said, moved): (Vec<Diagnostics>, Vec<Moves>) = taken_down.into_iter().unzip();
    diagnostics.extend(said);
    for (place, before) in moved.into_iter().flatten() {
        origins.moved(place, before);
    }
}

/// Says that parts without a type are bytes, which they are from 3.1 on (OpenAPI 3.1.2, 4.8.15.1.1).
pub(crate) const UNTYPED_PARTS: &str = "x-untypedParts";

/// Whether a media type object is that of a body of several parts.
fn is_multipart(at: &Pointer) -> bool {
    at.as_str().rsplit('/').next().is_some_and(|name| name.starts_with("multipart~1"))
}

/// Where nodes were moved to, and where they stood before.
type Moves = Vec<(Pointer, Pointer)>;

/// Gives the bodies that are sequences their schemas. It comes first, while an event still has all its keywords.
pub(super) fn sequences(tree: &mut Tree) {
    let schemas = tree.pointer("/components/schemas").cloned().unwrap_or_default();
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |kind, at, node| {
        if let Some(media) = node.as_object_mut().filter(|_| kind == Kind::MediaType) {
            additions::items(at, media, &schemas);
        }
    });
}

fn schema(at: &Pointer, node: &mut Tree, version: Version, moved: &mut Moves, diagnostics: &mut Diagnostics) {
    match node {
        // A property may be called so as well.
        Value::Bool(_) if at.as_str().ends_with("/additionalProperties") && grammar::is_keyword(at) => {}
        Value::Bool(true) => *node = json!({}),
        Value::Bool(false) => *node = json!({ "not": {} }),
        Value::Object(members) => {
            conditions::lower(at, members, moved);
            keywords::lower(at, members, diagnostics);
            types::lower(members);
            siblings(at, members, version, diagnostics);
        }
        _ => {}
    }
}

/// Members that stand beside a `$ref` in documents of 3.0 too, against its rules, and are meant.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "externalDocs",
];

/// A `$ref` with siblings becomes an `allOf` with the siblings beside it.
fn siblings(at: &Pointer, members: &mut Map<String, Value>, version: Version, diagnostics: &mut Diagnostics) {
    if members.len() < 2 || !members.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    let Some(reference) = members.shift_remove("$ref") else { return };
    if version != Version::V31 {
        members.retain(|key, _| {
            let stays = ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-");
            if !stays {
                diagnostics.report(diagnostics::ignored_sibling(key, Place::Node(at.child(key))));
            }
            stays
        });
    }
    if members.is_empty() {
        members.insert("$ref".into(), reference);
    } else if let Some(Value::Array(parts)) = members.get_mut("allOf") {
        parts.insert(0, json!({ "$ref": reference }));
    } else {
        members.insert("allOf".into(), json!([{ "$ref": reference }]));
    }
}

fn rename(members: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = members.shift_remove(from) {
        members.insert(to.to_owned(), value);
    }
}
