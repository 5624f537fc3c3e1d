//! Names of types that are written in other letters, or are those of other languages.

use serde_json::{Map, Value, json};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// Rewrites `type` in place, whether it is one or a list.
pub(super) fn settle(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let is_alone = members.len() == 1;
    let Some(written) = members.get("type") else { return };
    let names = written.as_array().map_or(std::slice::from_ref(written), Vec::as_slice);
    let is_plain = |name: &Value| name.as_str().is_some_and(is_known);
    if names.iter().all(is_plain) {
        return;
    }
    let names = names.to_vec();
    let is_list = written.is_array();
    let place = || Place::Node(at.child("type"));
    let mut meant = Vec::new();
    for name in &names {
        match name {
            // Without quotes, YAML reads the name of the type as null.
            Value::Null if is_list || is_alone => meant.push("null"),
            Value::String(text) => match replacement(text) {
                Some((of_type, format)) => {
                    meant.extend(of_type);
                    if let Some(format) = format {
                        members.entry("format").or_insert(json!(format));
                    }
                }
                None => diagnostics.report(diagnostics::unknown_type(text, place())),
            },
            Value::Null => {}
            other => diagnostics.report(diagnostics::unknown_type(&other.to_string(), place())),
        }
    }
    if !meant.is_empty() && json!(meant) != json!(names) {
        let message = format!("`type` is taken for `{}`", meant.join("`, `"));
        diagnostics.report(diagnostics::repaired_value(&message, place()));
    }
    match (meant.as_slice(), is_list) {
        ([], _) => drop(members.shift_remove("type")),
        ([one], false) => drop(members.insert("type".to_owned(), json!(one))),
        (several, _) => drop(members.insert("type".to_owned(), json!(several))),
    }
}

fn is_known(name: &str) -> bool {
    // A file of Swagger 2.0 is rewritten with the rest of that version.
    matches!(name, "string" | "number" | "integer" | "boolean" | "array" | "object" | "null" | "file")
}

/// The type that a name stands for (none: any), and the format that it implies.
fn replacement(name: &str) -> Option<(Option<&'static str>, Option<&'static str>)> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "enum" => (Some("string"), None),
        "number" | "decimal" | "numeric" => (Some("number"), None),
        "integer" | "int" => (Some("integer"), None),
        "boolean" | "bool" => (Some("boolean"), None),
        "array" | "list" => (Some("array"), None),
        "object" | "map" | "dict" => (Some("object"), None),
        "null" | "nil" => (Some("null"), None),
        "any" => (None, None),
        "long" | "int64" => (Some("integer"), Some("int64")),
        "int32" => (Some("integer"), Some("int32")),
        "float" => (Some("number"), Some("float")),
        "double" => (Some("number"), Some("double")),
        "file" | "binary" => (Some("string"), Some("binary")),
        "uuid" => (Some("string"), Some("uuid")),
        "date" => (Some("string"), Some("date")),
        "date-time" | "datetime" => (Some("string"), Some("date-time")),
        _ => return None,
    })
}

/// The schema that is nothing but the name of a type.
pub(super) fn schema(name: &str) -> Option<Value> {
    let (of_type, format) = replacement(name)?;
    let members = [("type", of_type), ("format", format)];
    let members = members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), json!(value?))));
    Some(Value::Object(members.collect()))
}
