//! The operations of a description, as far as a test has to know them.

use std::path::Path;

use serde_json::Value;

use crate::document::Document;
use crate::node::Node;
use crate::sample::{sample, sendable, sendable_reserved};
use crate::security::{self, Scheme};
use crate::swagger;

/// The words that are methods among the keys of a path.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its `operationId`; method and path, if it has none.
    pub id: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path, with variables in braces.
    pub path: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its parameters, those of the path included.
    pub parameters: Vec<Parameter>,
    /// Its body, if it takes one.
    pub body: Option<Body>,
    /// Its answers, in the order of the description.
    pub responses: Vec<Response>,
    /// The alternatives of credentials; none are needed if one of them is empty or there are none.
    pub security: Vec<Vec<Scheme>>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub location: String,
    /// Whether it has to be there.
    pub required: bool,
    /// How it is spelled, such as `form`.
    pub style: String,
    /// Whether each item has a spelling of its own.
    pub explode: bool,
    /// What it may be.
    pub schema: Option<Node>,
    /// Whether it is spelled as JSON.
    pub is_json: bool,
    /// A value for it.
    pub example: Value,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it has to be there.
    pub required: bool,
    /// What it may be, by media type.
    pub contents: Vec<Content>,
}

/// A body of one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// The media type.
    pub media_type: String,
    /// What it may be.
    pub schema: Option<Node>,
    /// The place of the description that says all this.
    pub node: Node,
    /// Its examples. If the description gives none, one is made from the schema.
    pub examples: Vec<Example>,
}

/// An example.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name; empty if it has none.
    pub name: String,
    /// The example itself.
    pub value: Value,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status as declared: a number, a range such as `4XX`, or `default`.
    pub status: String,
    /// What its body may be; nothing, if it has none.
    pub contents: Vec<Content>,
    /// The headers that come with it, each with an example.
    pub headers: Vec<(String, String)>,
}

impl Response {
    /// A number that this answer is for.
    pub fn code(&self) -> u16 {
        match self.status.to_ascii_uppercase().as_str() {
            "DEFAULT" => 500,
            range if range.ends_with("XX") => {
                range.trim_end_matches('X').parse::<u16>().expect("a digit") * 100
            }
            code => code.parse().unwrap_or_else(|_| panic!("`{code}` is not a status")),
        }
    }

    /// Whether this is what the caller hopes for.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.code())
    }
}

/// The operations of the description at a path of this workspace.
pub fn operations(path: impl AsRef<Path>) -> Vec<Operation> {
    let root = Document::open(path).root();
    let listed = root.value().get("x-path-files").and_then(Value::as_array).into_iter().flatten();
    let files = listed.filter_map(Value::as_str).map(|file| root.document().file(file));
    let mut operations: Vec<Operation> = Vec::new();
    for (path, item) in std::iter::once(root).chain(files).flat_map(|file| file.entries("paths")) {
        let methods = METHODS.iter().filter_map(|method| Some((*method, item.get(method)?)));
        let methods = methods.chain(item.entries("additionalOperations"));
        for mut operation in methods.map(|(method, node)| read_operation(root, path, item, method, node)) {
            if operations.iter().any(|known| known.id == operation.id) {
                operation.id = format!("{} {path}", operation.method);
            }
            if operations
                .iter()
                .all(|known| (&known.path, &known.method) != (&operation.path, &operation.method))
            {
                operations.push(operation);
            }
        }
    }
    operations
}

fn read_operation(root: Node, path: &str, item: Node, method: &str, node: Node) -> Operation {
    let method = method.to_uppercase();
    Operation {
        id: node.text("operationId").map_or_else(|| format!("{method} {path}"), str::to_owned),
        path: path.to_owned(),
        tags: node.items("tags").filter_map(|tag| tag.value().as_str()).map(str::to_owned).collect(),
        parameters: read_parameters(item, node),
        body: node.get("requestBody").map(read_body).or_else(|| swagger::body(root, item, node)),
        responses: node
            .entries("responses")
            .map(|(status, response)| read_response(status, response))
            .collect(),
        security: security::alternatives(root, node),
        method,
    }
}

fn read_body(node: Node) -> Body {
    Body { required: node.flag("required").unwrap_or_default(), contents: read_contents(node) }
}

/// The parameters of an operation, and those of its path that it does not override.
fn read_parameters(item: Node, node: Node) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = node.items("parameters").filter_map(read_parameter).collect();
    for parameter in item.items("parameters").filter_map(read_parameter) {
        let same =
            |known: &Parameter| (&known.name, &known.location) == (&parameter.name, &parameter.location);
        if !parameters.iter().any(same) {
            parameters.push(parameter);
        }
    }
    parameters
}

/// Headers that are no parameters, whatever a description says (OpenAPI 3.1.2, 4.8.12.2.1).
const RESERVED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// A parameter; none, where it is a body or may not be one.
fn read_parameter(node: Node) -> Option<Parameter> {
    let name = node.text("name").expect("a parameter has a name").to_ascii_lowercase();
    match node.text("in").expect("a parameter is somewhere") {
        "body" | "formData" => None,
        "header" if RESERVED_HEADERS.contains(&name.as_str()) => None,
        "querystring" => {
            // The whole query as a form (OpenAPI 3.2.0, 4.12.1): each property is a pair, as in the style `form`.
            let parameter = read_parameter_in("query", node);
            Some(Parameter { is_json: false, style: "form".to_owned(), explode: true, ..parameter })
        }
        location => Some(read_parameter_in(location, node)),
    }
}

fn read_parameter_in(location: &str, node: Node) -> Parameter {
    let location = location.to_owned();
    let usual = if matches!(location.as_str(), "query" | "cookie") { "form" } else { "simple" };
    let style = match node.text("style").or_else(|| swagger::style(node)).unwrap_or(usual) {
        // What RFC 6265 has, which is what exploded forms in cookies are.
        "cookie" => "form".to_owned(),
        style => style.to_owned(),
    };
    let content = node.entries("content").next();
    let essence = |media_type: &str| media_type.split(';').next().unwrap_or_default().trim().to_owned();
    let is_json = content.is_some_and(|(media_type, _)| essence(media_type).ends_with("json"));
    let content = content.map(|(_, content)| content);
    // Swagger 2.0 has the schema's keywords in the parameter itself.
    let schema = content.unwrap_or(node).get("schema").or_else(|| node.get("type").map(|_| node));
    let example = read_examples(node).into_iter().next().map(|example| example.value);
    // What goes out as it is must not hold what ends it.
    let is_reserved = node.flag("allowReserved").unwrap_or_default();
    let value = if is_reserved { sendable_reserved } else { sendable };
    Parameter {
        name: node.text("name").expect("a parameter has a name").to_owned(),
        required: node.flag("required").unwrap_or_default(),
        explode: node.flag("explode").or_else(|| swagger::explode(node)).unwrap_or(style == "form"),
        is_json,
        example: example.or_else(|| schema.map(value)).unwrap_or_default(),
        location,
        style,
        schema,
    }
}

fn read_response(status: &str, node: Node) -> Response {
    let header = |(name, header): (&str, Node)| {
        let example = read_examples(header).into_iter().next().map(|example| example.value);
        let value = example.or_else(|| header.get("schema").map(sample)).unwrap_or_default();
        (name.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let headers = node.entries("headers").map(header).collect();
    let mut contents = read_contents(node);
    contents.extend(node.get("schema").map(|_| read_content("application/json", node)));
    Response { status: status.to_owned(), contents, headers }
}

fn read_contents(node: Node) -> Vec<Content> {
    node.entries("content").map(|(media_type, node)| read_content(media_type, node)).collect()
}

pub(crate) fn read_content(media_type: &str, node: Node) -> Content {
    let schema = node.get("schema");
    let mut examples = read_examples(node);
    if examples.is_empty() {
        // Of a sequence, only the items have a schema (OpenAPI 3.2.0, 4.14); where it is JSON, it is a list of them.
        let items = node.get("itemSchema").filter(|_| schema.is_none() && media_type.ends_with("json"));
        let list = items.map(|item| Value::Array(vec![sample(item)]));
        let value = schema.map(sample).or(list);
        examples.extend(value.map(|value| Example { name: String::new(), value }));
    }
    Content { media_type: media_type.to_owned(), schema, node, examples }
}

/// The examples that stand at a place.
fn read_examples(node: Node) -> Vec<Example> {
    let single = node.get("example").map(|example| (String::new(), example));
    let several =
        node.entries("examples").filter_map(|(name, node)| Some((name.to_owned(), node.get("value")?)));
    let example = |(name, node): (String, Node)| Example { name, value: node.value().clone() };
    single.into_iter().chain(several).map(example).collect()
}
