//! Bodies that are written as Swagger 2.0 writes them: as parameters, or with a schema and no media type.

use serde_json::{Map, Value, json};

use super::super::swagger2::SCHEMA_OF_PARAMETER;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

type Members = Map<String, Value>;

/// Parameters `in: body` and `in: formData` become the body of an operation that has none.
pub(super) fn of_parameters(
    at: &Pointer,
    operation: &mut Members,
    shared: &Value,
    diagnostics: &mut Diagnostics,
) {
    let Some(Value::Array(all)) = operation.get("parameters") else { return };
    let is = |node: &Value, wanted: &str| location(node, shared).as_deref() == Some(wanted);
    let body = all.iter().find(|node| is(node, "body")).map(|node| looked_up(node, shared));
    let fields: Vec<&Value> =
        all.iter().filter(|node| is(node, "formdata")).map(|node| looked_up(node, shared)).collect();
    if operation.contains_key("requestBody") || body.is_none() && fields.is_empty() {
        return;
    }
    let rest: Vec<Value> =
        all.iter().filter(|node| !is(node, "body") && !is(node, "formdata")).cloned().collect();
    let made = body.map_or_else(|| form(&fields), of_body);
    let message = "a body is no parameter since OpenAPI 3.0; it was made the `requestBody`";
    diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child("parameters"))));
    operation.insert("parameters".to_owned(), json!(rest));
    operation.insert("requestBody".to_owned(), made);
}

/// The parameter that a reference to the components names, or the parameter itself.
fn looked_up<'a>(node: &'a Value, shared: &'a Value) -> &'a Value {
    let name = node.get("$ref").and_then(Value::as_str);
    let name = name.and_then(|path| path.strip_prefix("#/components/parameters/"));
    name.and_then(|name| shared.get(name)).unwrap_or(node)
}

fn location(node: &Value, shared: &Value) -> Option<String> {
    looked_up(node, shared).get("in").and_then(Value::as_str).map(str::to_ascii_lowercase)
}

fn of_body(node: &Value) -> Value {
    let content = json!({ "application/json": { "schema": schema(node) } });
    let said = ["description", "required"].into_iter();
    let said = said.filter_map(|key| Some((key.to_owned(), node.get(key)?.clone())));
    Value::Object(said.chain([("content".to_owned(), content)]).collect())
}

fn form(fields: &[&Value]) -> Value {
    let name = |field: &Value| field.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let properties: Members = fields.iter().map(|field| (name(field), schema(field))).collect();
    let is_required = |field: &&&Value| field.get("required") == Some(&json!(true));
    let required: Vec<String> = fields.iter().filter(is_required).map(|field| name(field)).collect();
    let is_file = |field: &&Value| {
        let schema = schema(field);
        schema.get("type") == Some(&json!("file")) || schema.get("format") == Some(&json!("binary"))
    };
    let media_type =
        if fields.iter().any(is_file) { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let is_required = !required.is_empty();
    let schema = if is_required {
        json!({ "type": "object", "properties": properties, "required": required })
    } else {
        json!({ "type": "object", "properties": properties })
    };
    json!({ "required": is_required, "content": { media_type: { "schema": schema } } })
}

/// The schema of a parameter, wherever it stands.
fn schema(node: &Value) -> Value {
    let members = node.as_object().into_iter().flatten();
    let own = members.filter(|(key, _)| SCHEMA_OF_PARAMETER.contains(&key.as_str()) || *key == "description");
    let own: Members = own.map(|(key, value)| (key.clone(), value.clone())).collect();
    node.get("schema").cloned().unwrap_or_else(|| json!(own))
}

/// A schema without a media type is JSON.
pub(super) fn wrap_schema(at: &Pointer, members: &mut Members, diagnostics: &mut Diagnostics) {
    if members.contains_key("content") {
        return;
    }
    let Some(schema) = members.shift_remove("schema") else { return };
    members.insert("content".to_owned(), json!({ "application/json": { "schema": schema } }));
    let message = "a schema belongs under a media type since OpenAPI 3.0; it is taken as JSON";
    diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child("schema"))));
}
