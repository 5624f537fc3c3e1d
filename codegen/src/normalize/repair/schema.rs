//! Mistakes in schemas.

use serde_json::{Map, Value};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// The extension that holds the numbers of a schema which the decoder rounds, by keyword.
pub(crate) const EXACT_NUMBERS: &str = "x-exactNumbers";

/// Up to here, a floating-point number of 64 bits holds each whole number exactly.
const MOST_EXACT: u64 = 1 << 53;

/// Whether a value is a whole number that a floating-point number is not exact enough for.
pub(crate) fn is_beyond_double(value: &Value) -> bool {
    let whole = value.as_i64().map(i64::unsigned_abs).or(value.as_u64());
    whole.is_some_and(|whole| whole > MOST_EXACT)
}

/// Repairs a schema in place.
pub(super) fn repair(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    for key in ["allOf", "oneOf", "anyOf"] {
        if members.get(key).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            let message = format!("an empty `{key}` is ignored");
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.clone())));
            members.shift_remove(key);
        }
    }
    if members.get("type").and_then(Value::as_str) == Some("file") {
        members.insert("type".to_owned(), "string".into());
        members.entry("format").or_insert("binary".into());
    }
    constants(at, members, diagnostics);
    keep_digits(members);
}

/// Keeps numbers aside that have more digits than the decoder keeps.
fn keep_digits(members: &mut Map<String, Value>) {
    members.shift_remove(EXACT_NUMBERS);
    let holds_long = |value: &Value| match value {
        Value::Array(values) => values.iter().any(is_beyond_double),
        value => is_beyond_double(value),
    };
    let keys = ["minimum", "maximum", "multipleOf", "enum"].into_iter();
    let long = keys.filter_map(|key| members.get_key_value(key)).filter(|(_, value)| holds_long(value));
    let long: Map<String, Value> = long.map(|(key, value)| (key.clone(), value.clone())).collect();
    if !long.is_empty() {
        members.insert(EXACT_NUMBERS.to_owned(), Value::Object(long));
    }
}

/// Constants of numbers and truth values that were written as texts. What no value of the type can be is left out.
fn constants(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let fits: fn(&Value) -> bool = match members.get("type").and_then(Value::as_str) {
        Some("integer" | "number") => Value::is_number,
        Some("boolean") => Value::is_boolean,
        _ => return,
    };
    let Some(Value::Array(values)) = members.get_mut("enum") else { return };
    if !values.iter().any(Value::is_string) {
        return;
    }
    let read = |value: &Value| match value {
        Value::String(text) => serde_json::from_str(text.trim()).ok().filter(fits),
        other => Some(other.clone()),
    };
    *values = values.iter().filter_map(read).collect();
    let is_empty = values.is_empty();
    if is_empty {
        members.shift_remove("enum");
    }
    let message = "constants that were written as texts are taken as what `type` says";
    diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child("enum"))));
}
