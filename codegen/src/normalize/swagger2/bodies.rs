//! Bodies of Swagger 2.0: the body parameter, form parameters, and responses.

use serde_json::{Value, json};

use super::parameters::Collection;
use super::{Members, Upgrade, parameters};
use crate::diagnostics::Place;
use crate::pointer::Pointer;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Upgrade<'_> {
    /// The body parameter as a request body.
    pub(super) fn body(
        &mut self,
        operation: &Pointer,
        from: &Pointer,
        node: &Value,
        consumes: &[String],
    ) -> Value {
        let at = operation.child("requestBody");
        self.origins.moved(at.clone(), from.clone());
        let schema = node.get("schema").cloned().unwrap_or_else(|| json!({}));
        let media = some_or(consumes, JSON);
        for name in &media {
            self.origins.moved(at.child("content").child(name).child("schema"), from.child("schema"));
        }
        let content: Members = media.into_iter().map(|name| (name, json!({ "schema": schema }))).collect();
        let mut body = Members::new();
        carry(node, &mut body, &["description", "required"]);
        body.insert("content".into(), Value::Object(content));
        Value::Object(body)
    }

    /// Form parameters as a request body.
    pub(super) fn form(&mut self, at: &Pointer, fields: &[(Pointer, Value)], consumes: &[String]) -> Value {
        let (mut properties, mut encoding) = (Members::new(), Members::new());
        let mut required = Vec::new();
        for (from, field) in fields {
            let name = field.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            if field.get("required") == Some(&json!(true)) {
                required.push(json!(name));
            }
            let mut schema = parameters::schema_of(field);
            carry(field, &mut schema, &["description"]);
            // An array that comes as a field for each member is what 3.0 has by itself, and files come no other way.
            let of_files = field.pointer("/items/type") == Some(&json!("file"));
            let is_joined = |collection: &Collection| !collection.explode && !of_files;
            if let Some(collection) = self.collection(field, &Place::Node(from.clone())).filter(is_joined) {
                let style = collection.style.unwrap_or("form");
                encoding.insert(name.clone(), json!({ "style": style, "explode": false }));
            }
            properties.insert(name, Value::Object(schema));
        }
        let has_file = fields.iter().any(|(_, field)| field.get("type") == Some(&json!("file")));
        let mut media: Vec<String> =
            consumes.iter().filter(|name| [FORM, MULTIPART].contains(&name.as_str())).cloned().collect();
        if has_file {
            media.retain(|name| name == MULTIPART);
        }
        let media = some_or(&media, if has_file { MULTIPART } else { FORM });
        if let Some((from, _)) = fields.first() {
            self.origins.moved(at.child("requestBody"), from.clone());
        }
        let is_required = !required.is_empty();
        let mut schema = json!({ "type": "object", "properties": properties });
        if let Some(schema) = schema.as_object_mut().filter(|_| is_required) {
            schema.insert("required".into(), Value::Array(required));
        }
        let mut content = json!({ "schema": schema });
        if let Some(content) = content.as_object_mut().filter(|_| !encoding.is_empty()) {
            content.insert("encoding".into(), Value::Object(encoding));
        }
        let content: Members = media.into_iter().map(|name| (name, content.clone())).collect();
        json!({ "required": is_required, "content": content })
    }

    /// A response: its schema goes under each media type, its headers get schemas.
    pub(super) fn response(&mut self, at: &Pointer, response: &mut Members, produces: &[String]) {
        let examples = response.shift_remove("examples");
        let schema = response.shift_remove("schema");
        let mut content = Members::new();
        if let Some(schema) = schema {
            let is_file = schema.get("type") == Some(&json!("file"));
            for name in some_or(produces, if is_file { BYTES } else { JSON }) {
                self.origins.moved(at.child("content").child(&name).child("schema"), at.child("schema"));
                content.insert(name, json!({ "schema": schema }));
            }
        }
        for (name, example) in examples.as_ref().and_then(Value::as_object).into_iter().flatten() {
            if let Some(media) = content.get_mut(name).and_then(Value::as_object_mut) {
                media.insert("example".into(), example.clone());
            }
        }
        if !content.is_empty() {
            response.insert("content".into(), Value::Object(content));
        }
        let headers = response.get_mut("headers").and_then(Value::as_object_mut);
        for (name, header) in headers.into_iter().flatten() {
            // Headers have one style, commas; any other way to write a list is said.
            _ = self.collection(header, &Place::Node(at.child("headers").child(name)));
            let mut upgraded = Members::new();
            carry(header, &mut upgraded, &["description"]);
            upgraded.insert("schema".into(), Value::Object(parameters::schema_of(header)));
            *header = Value::Object(upgraded);
        }
    }
}

/// The list, or the default if it is empty.
fn some_or(list: &[String], default: &str) -> Vec<String> {
    if list.is_empty() { vec![default.to_owned()] } else { list.to_vec() }
}

/// Copies members, and all extensions.
pub(super) fn carry(from: &Value, to: &mut Members, keys: &[&str]) {
    for (key, value) in from.as_object().into_iter().flatten() {
        if keys.contains(&key.as_str()) || key.starts_with("x-") {
            to.insert(key.clone(), value.clone());
        }
    }
}
