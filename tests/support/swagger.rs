//! What Swagger 2.0 says in other words: collections of parameters, bodies and forms among them.

use serde_json::{Map, Value, json};

use crate::node::Node;
use crate::operation::{Body, read_content};

/// The style of a parameter's `collectionFormat`, where it has one that is no default.
pub(crate) fn style(node: Node) -> Option<&'static str> {
    match node.text("collectionFormat")? {
        "ssv" => Some("spaceDelimited"),
        "pipes" => Some("pipeDelimited"),
        _ => None,
    }
}

/// Whether a collection repeats its parameter. `csv` is the default.
pub(crate) fn explode(node: Node) -> Option<bool> {
    let is_collection = node.text("type") == Some("array");
    is_collection.then(|| node.text("collectionFormat") == Some("multi"))
}

/// The body that parameters make: the one that is in the body, or a form of those that are in one.
pub(crate) fn body(root: Node, item: Node, operation: Node) -> Option<Body> {
    let all: Vec<Node> = operation.items("parameters").chain(item.items("parameters")).collect();
    let consumed = operation.items("consumes").chain(root.items("consumes"));
    let mut types = consumed.filter_map(|name| name.value().as_str());
    if let Some(body) = all.iter().find(|node| node.text("in") == Some("body")) {
        let media_type = types.next().unwrap_or("application/json");
        let required = body.flag("required").unwrap_or_default();
        return Some(Body { required, contents: vec![read_content(media_type, *body)] });
    }
    let fields: Vec<Node> = all.into_iter().filter(|node| node.text("in") == Some("formData")).collect();
    let is_file = |node: &Node| node.text("type") == Some("file");
    let usual =
        if fields.iter().any(is_file) { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let media_type = types.find(|name| name.contains("form")).unwrap_or(usual);
    let required = fields.iter().any(|node| node.flag("required").unwrap_or_default());
    (!fields.is_empty())
        .then(|| Body { required, contents: vec![read_content(media_type, form(root, &fields))] })
}

/// The media type object that OpenAPI 3 would have for a form.
fn form(root: Node, fields: &[Node]) -> Node {
    let name = |node: &Node| node.text("name").expect("a field has a name").to_owned();
    let property = |node: &Node| match node.text("type") {
        Some("file") => json!({"type": "string", "format": "binary"}),
        _ => node.value().clone(),
    };
    let properties: Map<String, Value> = fields.iter().map(|node| (name(node), property(node))).collect();
    let required = fields.iter().filter(|node| node.flag("required").unwrap_or_default()).map(name);
    let schema = json!({
        "type": "object", "properties": properties, "required": required.collect::<Vec<_>>(),
    });
    let joined = fields.iter().filter(|node| explode(**node) == Some(false));
    let encoding: Map<String, Value> = joined
        .map(|node| (name(node), json!({"style": style(*node).unwrap_or("form"), "explode": false})))
        .collect();
    // Tests share descriptions and never let them go; what is made of them neither.
    root.beside(Box::leak(Box::new(json!({"schema": schema, "encoding": encoding}))))
}
