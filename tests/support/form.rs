//! Forms: each field is one parameter or more, as its encoding says (OpenAPI 3.1.2, 4.8.15).

use serde_json::{Map, Value};

use crate::node::Node;
use crate::operation::{Content, Parameter};
use crate::query::Query;
use crate::schema::{self, Direction};
use crate::style::{Shape, shape};

/// Everything in which the fields of a form are not as declared.
pub(crate) fn check(content: &Content, schema: Node, mut fields: Query) -> Vec<String> {
    let mut object = Map::new();
    let mut complaints = Vec::new();
    for (name, property) in properties(schema) {
        match fields.take(&field(content, name, property)) {
            Ok(value) => object.extend(value.map(|value| (name.to_owned(), value))),
            Err(error) => complaints.push(format!("field `{name}` {error}")),
        }
    }
    // What is left over is for the schema to judge.
    object.extend(fields.decoded().into_iter().map(|(name, value)| (name, Value::String(value))));
    complaints.extend(schema::complaints(schema, &Value::Object(object), Direction::Request));
    complaints
}

/// The properties of a schema and of its parts.
fn properties(schema: Node) -> Vec<(&'static str, Node)> {
    let parts = schema.items("allOf").flat_map(properties);
    schema.entries("properties").chain(parts).collect()
}

/// A field as a parameter of a query: by a style of its own; else objects are JSON, and lists are repeated.
pub(crate) fn field(content: &Content, name: &str, schema: Node) -> Parameter {
    let encoding = content.node.get("encoding").and_then(|encoding| encoding.get(name));
    let flag = |key: &str| encoding.and_then(|encoding| encoding.flag(key));
    let text = |key: &str| encoding.and_then(|encoding| encoding.text(key));
    let is_styled = text("style").is_some() || flag("explode").is_some() || flag("allowReserved").is_some();
    let first_type = text("contentType").and_then(|list| list.split(',').next()).unwrap_or_default();
    let is_object = shape(Some(schema)) == Shape::Object;
    let style = text("style").unwrap_or("form");
    Parameter {
        name: name.to_owned(),
        location: "field".to_owned(),
        required: false,
        style: style.to_owned(),
        explode: flag("explode").unwrap_or(style == "form"),
        schema: Some(schema),
        is_json: !is_styled && (is_object || first_type.trim().ends_with("json")),
        example: Value::Null,
    }
}

/// Whether the encoding of a part is a style rather than a content type.
pub(crate) fn is_styled(content: &Content, name: &str) -> bool {
    let encoding = content.node.get("encoding").and_then(|encoding| encoding.get(name));
    encoding.is_some_and(|encoding| {
        ["style", "explode", "allowReserved"].iter().any(|key| encoding.get(key).is_some())
    })
}
