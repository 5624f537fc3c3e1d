//! Mistakes in schemas.

use serde_json::{Map, Value};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

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
}
