//! Parameters of Swagger 2.0.

use serde_json::{Value, json};

use super::bodies::carry;
use super::{Members, Upgrade};
use crate::diagnostics::{self, Place};
use crate::pointer::Pointer;

/// Members of a parameter that belong to its schema in 3.0.
pub(in crate::normalize) const SCHEMA_OF_PARAMETER: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// Members of a parameter that stay.
const OWN: &[&str] = &["name", "in", "description", "required", "allowEmptyValue", "deprecated", "example"];

/// The schema of a parameter, header or form field.
pub(super) fn schema_of(node: &Value) -> Members {
    let mut schema = Members::new();
    carry(node, &mut schema, SCHEMA_OF_PARAMETER);
    schema
}

/// How an array is written.
pub(super) struct Collection {
    /// The style, where it is not the one that goes without saying.
    pub(super) style: Option<&'static str>,
    pub(super) explode: bool,
}

impl Upgrade<'_> {
    /// Parameters of a path item: those of bodies are handed to its operations.
    pub(super) fn item_parameters(&mut self, at: &Pointer, item: &mut Members) -> Vec<(Pointer, Value)> {
        let list = at.child("parameters");
        let Some(Value::Array(nodes)) = item.shift_remove("parameters") else { return Vec::new() };
        let (bodies, others): (Vec<_>, Vec<_>) = nodes
            .into_iter()
            .enumerate()
            .map(|(index, node)| (list.child(index), node))
            .partition(|(_, node)| matches!(self.location(node).as_deref(), Some("body" | "formData")));
        let others: Vec<Value> = self.moved_into(&list, others);
        if !others.is_empty() {
            item.insert("parameters".into(), Value::Array(others));
        }
        bodies
    }

    /// Parameters of an operation, and its body.
    pub(super) fn parameters(
        &mut self,
        at: &Pointer,
        operation: &mut Members,
        shared: &[(Pointer, Value)],
        consumes: &[String],
    ) {
        let list = at.child("parameters");
        let own = operation.shift_remove("parameters");
        let own = own.as_ref().and_then(Value::as_array).into_iter().flatten().enumerate();
        let all = shared.iter().cloned().chain(own.map(|(index, node)| (list.child(index), node.clone())));
        let (mut fields, mut others, mut body) = (Vec::new(), Vec::new(), None);
        for (from, node) in all {
            match self.location(&node).as_deref() {
                Some("body") => body = Some((from, self.looked_up(&node))),
                Some("formData") => fields.push((from, self.looked_up(&node))),
                _ => others.push((from, node)),
            }
        }
        let others = self.moved_into(&list, others);
        if !others.is_empty() {
            operation.insert("parameters".into(), Value::Array(others));
        }
        if let Some((from, node)) = body {
            operation.insert("requestBody".into(), self.body(at, &from, &node, consumes));
        } else if !fields.is_empty() {
            operation.insert("requestBody".into(), self.form(at, &fields, consumes));
        }
    }

    /// Rewrites the parameters of a list whose positions may have changed.
    fn moved_into(&mut self, list: &Pointer, nodes: Vec<(Pointer, Value)>) -> Vec<Value> {
        let mut upgraded = Vec::new();
        for (index, (from, node)) in nodes.into_iter().enumerate() {
            let at = list.child(index);
            self.origins.moved(at.child("schema"), from.clone());
            let node = self.parameter(&node, &Place::Node(at.clone()));
            self.origins.moved(at, from);
            upgraded.push(node);
        }
        upgraded
    }

    /// Rewrites the parameters of the root; those of bodies are written out where they are used.
    pub(super) fn shared_parameters(&mut self, members: &mut Members) {
        members
            .retain(|_, node| !matches!(node.get("in").and_then(Value::as_str), Some("body" | "formData")));
        let at = Pointer::root().child("components").child("parameters");
        for (name, node) in members.iter_mut() {
            *node = self.parameter(node, &Place::Node(at.child(name)));
        }
    }

    fn parameter(&mut self, node: &Value, place: &Place) -> Value {
        if node.get("$ref").is_some() {
            return node.clone();
        }
        let mut parameter = Members::new();
        carry(node, &mut parameter, OWN);
        parameter.insert("schema".into(), Value::Object(schema_of(node)));
        if let Some(Collection { style, explode }) = self.collection(node, place) {
            parameter.insert("explode".into(), json!(explode));
            parameter.extend(style.map(|style| ("style".to_owned(), json!(style))));
        }
        Value::Object(parameter)
    }

    /// How an array is written: by commas, unless it says something else; nothing, if it is no array.
    pub(super) fn collection(&mut self, node: &Value, place: &Place) -> Option<Collection> {
        if node.get("type") != Some(&json!("array")) {
            return None;
        }
        let may_have_style = matches!(node.get("in").and_then(Value::as_str), Some("query" | "formData"));
        let (style, explode) = match node.get("collectionFormat").and_then(Value::as_str) {
            Some("multi") => (None, true),
            Some("ssv") if may_have_style => (Some("spaceDelimited"), false),
            Some("pipes") if may_have_style => (Some("pipeDelimited"), false),
            None | Some("csv") => (None, false),
            Some(other) => {
                self.diagnostics.report(diagnostics::unknown_collection_format(other, place.clone()));
                (None, false)
            }
        };
        Some(Collection { style, explode })
    }

    /// Where a parameter goes.
    fn location(&self, node: &Value) -> Option<String> {
        self.looked_up(node).get("in").and_then(Value::as_str).map(str::to_owned)
    }

    /// The parameter that a reference to the root's names, or the parameter itself.
    fn looked_up(&self, node: &Value) -> Value {
        let name =
            node.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/parameters/"));
        name.and_then(|name| self.shared.get(name)).unwrap_or(node).clone()
    }
}
