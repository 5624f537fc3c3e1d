//! Keywords of a schema that 3.0 spells differently, or not at all.

use serde_json::{Map, Value, json};

use super::rename;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// Keywords that say nothing about the shape of a value.
const SILENT: &[&str] = &["$comment", "$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary"];

/// Keywords that constrain a value in a way that no type expresses.
const UNEXPRESSED: &[&str] = &[
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "contentSchema",
    "additionalItems",
    "$dynamicRef",
    "$recursiveRef",
];

/// Keywords that are spelled differently, or are so in some cases.
const REWRITTEN: &[&str] = &[
    "not",
    "const",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "examples",
    "items",
    "prefixItems",
    "patternProperties",
    "unevaluatedProperties",
    "contentEncoding",
    "contentMediaType",
];

/// Rewrites the keywords in place.
pub(super) fn lower(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    // Most schemas have none of them.
    let is_any = |key: &String| {
        [SILENT, UNEXPRESSED, REWRITTEN].iter().any(|keywords| keywords.contains(&key.as_str()))
    };
    if !members.keys().any(is_any) {
        return;
    }
    for key in SILENT {
        members.shift_remove(*key);
    }
    items(members);
    for key in UNEXPRESSED {
        if members.shift_remove(*key).is_some() {
            diagnostics.report(diagnostics::unexpressed_keyword(key, Place::Node(at.child(key))));
        }
    }
    // It stays: a schema that has nothing else admits almost anything.
    if members.contains_key("not") {
        diagnostics.report(diagnostics::unexpressed_keyword("not", Place::Node(at.child("not"))));
    }
    if let Some(constant) = members.shift_remove("const") {
        members.insert("enum".into(), json!([constant]));
    }
    exclusive(members, "exclusiveMinimum", "minimum");
    exclusive(members, "exclusiveMaximum", "maximum");
    examples(members);
    rename(members, "patternProperties", "x-patternProperties");
    if let Some(rest) = members.shift_remove("unevaluatedProperties") {
        members.entry("additionalProperties").or_insert(rest);
    }
    content(members);
}

/// A bound of its own becomes the bound with a flag.
fn exclusive(members: &mut Map<String, Value>, key: &str, bound: &str) {
    if members.get(key).is_some_and(Value::is_number)
        && let Some(value) = members.insert(key.to_owned(), json!(true))
    {
        members.insert(bound.to_owned(), value);
    }
}

/// The first of the examples becomes the example.
fn examples(members: &mut Map<String, Value>) {
    let first = match members.shift_remove("examples") {
        Some(Value::Array(list)) => list.into_iter().next(),
        Some(Value::Object(map)) => map.into_iter().next().map(|(_, value)| value),
        _ => None,
    };
    if let Some(first) = first {
        members.entry("example").or_insert(first);
    }
}

/// Tuples, in the words of 3.1 (`prefixItems`, JSON Schema 2020-12, Core, 10.3.1) and of older JSON Schema (a list of `items`, which
/// `additionalItems` follow). Where no further members are admitted, there are at most as many as have schemas.
fn items(members: &mut Map<String, Value>) {
    if members.get("items").is_some_and(Value::is_array) {
        rename(members, "items", "prefixItems");
        rename(members, "additionalItems", "items");
    }
    rename(members, "prefixItems", "x-prefixItems");
    let count = members.get("x-prefixItems").and_then(Value::as_array).map(Vec::len);
    if count.is_some() && !members.contains_key("items") {
        rename(members, "unevaluatedItems", "items");
    }
    match members.get("items") {
        Some(Value::Bool(false)) => {
            members.shift_remove("items");
            let (count, most) = (count.unwrap_or_default(), members.get("maxItems").and_then(Value::as_u64));
            if most.is_none_or(|most| most > count as u64) {
                members.insert("maxItems".into(), json!(count));
            }
        }
        Some(Value::Bool(true)) => drop(members.insert("items".into(), json!({}))),
        _ => {}
    }
}

/// Text that holds bytes.
fn content(members: &mut Map<String, Value>) {
    let word = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default();
    let (encoding, media_type) = (word("contentEncoding"), word("contentMediaType"));
    let format = match (encoding, media_type) {
        (encoding, _) if encoding.starts_with("base64") => Some("byte"),
        ("binary", _) | ("", "application/octet-stream") => Some("binary"),
        _ => None,
    };
    if let Some(format) = format {
        members.shift_remove("contentEncoding");
        members.entry("format").or_insert(json!(format));
    }
    rename(members, "contentEncoding", "x-contentEncoding");
    rename(members, "contentMediaType", "x-contentMediaType");
}
