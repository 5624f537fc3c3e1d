//! A value made from a schema, where the description gives no example.

use serde_json::{Map, Value, json};

use crate::node::Node;
use crate::schema;

/// How deep a value is made: a schema may contain itself.
const DEPTH: usize = 12;

/// A value that fits a schema.
pub(crate) fn sample(schema: Node) -> Value {
    Sampler { text: "text", skipped: None }.value(schema, DEPTH)
}

/// A value that may be sent, and whose texts have to be escaped wherever they go.
pub fn sendable(schema: Node) -> Value {
    Sampler { text: "a/b&ü=?", skipped: Some("readOnly") }.value(schema, DEPTH)
}

/// As [`sendable`], for values that go out with their reserved characters.
pub fn sendable_reserved(schema: Node) -> Value {
    Sampler { text: "a/b;ü=?", skipped: Some("readOnly") }.value(schema, DEPTH)
}

/// How values are made.
#[derive(Clone, Copy)]
struct Sampler {
    /// What a text says that has no format and no limits.
    text: &'static str,
    /// Properties that are marked so are left out.
    skipped: Option<&'static str>,
}

impl Sampler {
    fn value(self, schema: Node, depth: usize) -> Value {
        // An example may hold what is not to be sent.
        let is_usable = |given: &Node| {
            self.skipped.is_none()
                || schema::complaints(schema, given.value(), schema::Direction::Request).is_empty()
        };
        let given = ["example", "default", "const"].iter().find_map(|key| schema.get(key)).filter(is_usable);
        let listed = || schema.items("enum").next();
        if let Some(value) = given.or_else(listed) {
            return value.value().clone();
        }
        let branch = schema.items("oneOf").chain(schema.items("anyOf")).next();
        match (depth.checked_sub(1), branch) {
            (None, _) => Value::Null,
            (Some(depth), Some(branch)) => self.value(branch, depth),
            (Some(depth), None) => self.of_type(schema, depth),
        }
    }

    fn of_type(self, schema: Node, depth: usize) -> Value {
        let is_limited = ["pattern", "maxLength"].iter().any(|key| schema.get(key).is_some());
        let plain = if is_limited { "text" } else { self.text };
        match schema::types(schema).first().copied() {
            Some("string") => Value::from(sample_text(schema.text("format").unwrap_or_default(), plain)),
            Some("integer") => json!(1),
            Some("number") => json!(1.5),
            Some("boolean") => json!(true),
            Some("array") => self.list(schema, depth),
            None if schema.get("prefixItems").is_some() => self.list(schema, depth),
            _ => self.of_parts(schema, depth),
        }
    }

    /// The members that the schema names one by one (in older drafts, as `items`), then two of the others.
    fn list(self, schema: Node, depth: usize) -> Value {
        let named = schema.items("prefixItems").chain(schema.items("items"));
        let rest = schema.get("items").filter(|items| items.value().is_object());
        let rest = rest.map(|items| self.value(items, depth)).into_iter();
        named.map(|item| self.value(item, depth)).chain(rest.flat_map(|item| [item.clone(), item])).collect()
    }

    /// The value of the part that is no object, or else an object with the properties of all parts.
    fn of_parts(self, schema: Node, depth: usize) -> Value {
        let mut object = Map::new();
        for part in schema.items("allOf").map(|part| self.value(part, depth)) {
            match part {
                Value::Object(properties) => object.extend(properties),
                other => return other,
            }
        }
        let is_skipped = |property: Node| self.skipped.and_then(|key| property.flag(key)).unwrap_or_default();
        let properties = schema.entries("properties").filter(|(_, property)| !is_skipped(*property));
        object.extend(properties.map(|(name, property)| (name.to_owned(), self.value(property, depth))));
        let further = schema.get("additionalProperties").filter(|further| further.value().is_object());
        object.extend(further.map(|further| ("further".to_owned(), self.value(further, depth))));
        // A schema that says nothing takes a text as well as anything.
        if schema.value().as_object().is_none_or(Map::is_empty) {
            return Value::from(self.text);
        }
        Value::Object(object)
    }
}

/// Text of a format.
fn sample_text<'a>(format: &str, plain: &'a str) -> &'a str {
    match format {
        "date-time" => "2025-01-31T12:00:00Z",
        "date" => "2025-01-31",
        "uuid" => "123e4567-e89b-42d3-a456-426614174000",
        "byte" => "dGV4dA==",
        "ipv4" => "127.0.0.1",
        "ipv6" => "::1",
        "uri" => "https://service.example/",
        "email" => "someone@service.example",
        _ => plain,
    }
}
