//! How values are spelled in a path, a query, a header or a cookie, undone.

use serde_json::{Map, Value};

use crate::node::Node;
use crate::operation::Parameter;
use crate::schema;

/// What a parameter is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One text.
    Scalar,
    /// Items.
    Array,
    /// Names and values.
    Object,
}

/// The shape that a schema declares.
pub(crate) fn shape(schema: Option<Node>) -> Shape {
    let types = schema.map(schema::types).unwrap_or_default();
    match types.first() {
        Some(&"array") => Shape::Array,
        Some(&"object") => Shape::Object,
        _ => Shape::Scalar,
    }
}

/// The value of a text, by its declared type. Text that is not of the type stays text, for the schema to complain.
pub(crate) fn scalar(schema: Option<Node>, text: String) -> Value {
    let types = schema.map(schema::types).unwrap_or_default();
    let is_any = |wanted: &[&str]| types.iter().any(|name| wanted.contains(name));
    let read =
        if is_any(&["integer", "number", "boolean"]) { serde_json::from_str(&text).ok() } else { None };
    read.filter(|value: &Value| value.is_number() || value.is_boolean()).unwrap_or(Value::String(text))
}

/// The value of a text that is JSON.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))
}

/// The items of an array.
pub(crate) fn array(schema: Option<Node>, items: impl Iterator<Item = String>) -> Value {
    let first: Vec<Node> = schema.into_iter().flat_map(|schema| schema.items("prefixItems")).collect();
    let rest = schema.and_then(|schema| schema.get("items"));
    items.enumerate().map(|(index, text)| scalar(first.get(index).copied().or(rest), text)).collect()
}

/// The properties of an object.
pub(crate) fn object(schema: Option<Node>, properties: impl Iterator<Item = (String, String)>) -> Value {
    let declared = schema.and_then(|schema| schema.get("properties"));
    let property = |(name, text): (String, String)| {
        let schema = declared.and_then(|properties| properties.get(&name));
        (name, scalar(schema, text))
    };
    Value::Object(properties.map(property).collect::<Map<_, _>>())
}

/// Undoes a spelling in which a separator stands between the items. Escapes are undone last, so that an escaped
/// separator is none.
pub(crate) fn delimited(
    parameter: &Parameter,
    text: &str,
    separator: &str,
    decode: fn(&str) -> String,
) -> Value {
    let mut items = text.split(separator).filter(|_| !text.is_empty());
    match shape(parameter.schema) {
        Shape::Scalar => scalar(parameter.schema, decode(text)),
        Shape::Array => array(parameter.schema, items.map(decode)),
        Shape::Object if parameter.explode => {
            let pairs = items.map(|item| item.split_once('=').unwrap_or((item, "")));
            object(parameter.schema, pairs.map(|(name, value)| (decode(name), decode(value))))
        }
        Shape::Object => {
            let next = || Some((decode(items.next()?), decode(items.next().unwrap_or_default())));
            object(parameter.schema, std::iter::from_fn(next))
        }
    }
}

/// Undoes the spelling of a path variable.
pub(crate) fn path(parameter: &Parameter, text: &str, decode: fn(&str) -> String) -> Result<Value, String> {
    match parameter.style.as_str() {
        "label" => {
            let text = text.strip_prefix('.').ok_or("does not start with `.`, as style `label` does")?;
            Ok(delimited(parameter, text, if parameter.explode { "." } else { "," }, decode))
        }
        "matrix" => matrix(parameter, text, decode),
        _ => Ok(delimited(parameter, text, ",", decode)),
    }
}

/// Undoes the spelling `;name=value`.
fn matrix(parameter: &Parameter, text: &str, decode: fn(&str) -> String) -> Result<Value, String> {
    let text = text.strip_prefix(';').ok_or("does not start with `;`, as style `matrix` does")?;
    let name = format!("{}=", parameter.name);
    match shape(parameter.schema) {
        Shape::Object if parameter.explode => Ok(delimited(parameter, text, ";", decode)),
        Shape::Array if parameter.explode => {
            let items = text.split(';').map(|item| item.strip_prefix(&name).map(decode));
            let items: Option<Vec<_>> = items.collect();
            Ok(array(parameter.schema, items.ok_or("has an item without its name")?.into_iter()))
        }
        _ => {
            let text = text.strip_prefix(&name).ok_or("does not have its name before its value")?;
            Ok(delimited(parameter, text, ",", decode))
        }
    }
}
