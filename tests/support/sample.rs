//! A value made from a schema, where the description gives no example.

use serde_json::{Map, Value, json};

use crate::node::Node;
use crate::schema;

/// How deep a value is made: a schema may contain itself.
const DEPTH: usize = 12;

/// A value that fits a schema.
pub(crate) fn sample(schema: Node) -> Value {
    sample_at(schema, DEPTH)
}

fn sample_at(schema: Node, depth: usize) -> Value {
    let given = ["example", "default", "const"].iter().find_map(|key| schema.get(key));
    let listed = || schema.items("enum").next();
    if let Some(value) = given.or_else(listed) {
        return value.value().clone();
    }
    let branch = schema.items("oneOf").chain(schema.items("anyOf")).next();
    match (depth.checked_sub(1), branch) {
        (None, _) => Value::Null,
        (Some(depth), Some(branch)) => sample_at(branch, depth),
        (Some(depth), None) => sample_of_type(schema, depth),
    }
}

fn sample_of_type(schema: Node, depth: usize) -> Value {
    match schema::types(schema).first().copied() {
        Some("string") => Value::from(sample_text(schema.text("format").unwrap_or_default())),
        Some("integer") => json!(1),
        Some("number") => json!(1.5),
        Some("boolean") => json!(true),
        Some("array") => schema.get("items").map(|items| sample_at(items, depth)).into_iter().collect(),
        _ => sample_of_parts(schema, depth),
    }
}

/// The value of the part that is no object, or else an object with the properties of all parts.
fn sample_of_parts(schema: Node, depth: usize) -> Value {
    let mut object = Map::new();
    for part in schema.items("allOf").map(|part| sample_at(part, depth)) {
        match part {
            Value::Object(properties) => object.extend(properties),
            other => return other,
        }
    }
    let properties = schema.entries("properties");
    object.extend(properties.map(|(name, property)| (name.to_owned(), sample_at(property, depth))));
    Value::Object(object)
}

/// Text of a format.
fn sample_text(format: &str) -> &'static str {
    match format {
        "date-time" => "2025-01-31T12:00:00Z",
        "date" => "2025-01-31",
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "byte" => "dGV4dA==",
        "ipv4" => "127.0.0.1",
        "ipv6" => "::1",
        "uri" => "https://service.example/",
        "email" => "someone@service.example",
        _ => "text",
    }
}
