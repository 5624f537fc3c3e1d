//! Mistakes in schemas.

use serde_json::{Map, Value, json};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// Repairs a schema in place.
pub(super) fn repair(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let mut note = |message: &str| {
        diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.clone())));
    };
    if let Some(replacement) = replacement(members.get("type").and_then(Value::as_str)) {
        note("`type` names no type of OpenAPI; the closest one is used");
        members.shift_remove("type");
        for (key, value) in replacement {
            members.insert((*key).to_owned(), json!(value));
        }
    }
    if let Some(additional) = members.get_mut("additionalProperties")
        && let Some(flag) = additional.as_str().and_then(|text| text.parse::<bool>().ok())
    {
        note("`additionalProperties` should be `true`, `false` or a schema; it was converted");
        *additional = Value::Bool(flag);
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        if members.get(key).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            note(&format!("an empty `{key}` is ignored"));
            members.shift_remove(key);
        }
    }
}

/// What stands for a type that OpenAPI does not have.
fn replacement(name: Option<&str>) -> Option<&'static [(&'static str, &'static str)]> {
    match name? {
        "string" | "number" | "integer" | "boolean" | "array" | "object" => None,
        "file" => Some(&[("type", "string"), ("format", "binary")]),
        "int" | "long" | "int32" | "int64" => Some(&[("type", "integer")]),
        "float" | "double" | "decimal" => Some(&[("type", "number")]),
        "str" | "text" | "enum" | "uuid" | "date" | "date-time" | "datetime" => Some(&[("type", "string")]),
        "bool" => Some(&[("type", "boolean")]),
        "list" => Some(&[("type", "array")]),
        "map" | "dict" => Some(&[("type", "object")]),
        _ => Some(&[]),
    }
}
