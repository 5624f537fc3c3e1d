//! Parameters and headers that are written as Swagger 2.0 writes them.

use serde_json::{Map, Value, json};

use super::super::swagger2::SCHEMA_OF_PARAMETER;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// What describes the value of a parameter stands in its schema.
pub(super) fn wrap_schema(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let is_whole = members.contains_key("schema") || members.contains_key("content");
    let describes = |key: &str| SCHEMA_OF_PARAMETER.contains(&key);
    if is_whole || !["type", "items", "enum", "format"].iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let (inner, outer): (Map<_, _>, Map<_, _>) =
        std::mem::take(members).into_iter().partition(|(key, _)| describes(key));
    *members = outer;
    members.insert("schema".to_owned(), json!(inner));
    let message = "what describes the value belongs into `schema`; it was put there";
    diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.clone())));
}
