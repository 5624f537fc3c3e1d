//! Swagger 2.0 to the shape of 3.0.
//!
//! In: the tree of one document, its files already brought together. Out: the same API in 3.0's words. Deliberately absent: repairs of
//! mistakes, which come later for all versions.

mod bodies;
mod parameters;
mod schemas;
mod security;

use serde_json::{Map, Value, json};

pub(super) use parameters::SCHEMA_OF_PARAMETER;

use super::grammar::METHODS;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{Origins, Tree};

/// An object of the tree.
type Members = Map<String, Value>;

/// Sections of the root, and where they stand in 3.0.
const SECTIONS: &[(&str, &str)] = &[
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// Rewrites the document in place.
pub(super) fn upgrade(tree: &mut Tree, origins: &mut Origins, diagnostics: &mut Diagnostics) {
    let Some(root) = tree.as_object_mut() else { return };
    root.shift_remove("swagger");
    root.insert("openapi".into(), json!("3.0.3"));
    let host = Host::of(root);
    let servers = host.servers(texts(root, "schemes"));
    root.insert("servers".into(), servers);
    let media = Media { consumes: texts(root, "consumes"), produces: texts(root, "produces") };
    let shared = root.get("parameters").cloned().unwrap_or_default();
    let mut upgrade = Upgrade { host, media, shared, origins, diagnostics };
    let paths = Pointer::root().child("paths");
    for (path, item) in root.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(item) = item.as_object_mut() {
            upgrade.path_item(&paths.child(path), item);
        }
    }
    upgrade.components(root);
    schemas::upgrade(tree);
}

/// The media types of bodies, where an operation does not say.
#[derive(Debug, Clone, Default)]
struct Media {
    consumes: Vec<String>,
    produces: Vec<String>,
}

struct Upgrade<'a> {
    host: Host,
    media: Media,
    /// The parameters of the root, for looking up what kind they are.
    shared: Value,
    origins: &'a mut Origins,
    diagnostics: &'a mut Diagnostics,
}

impl Upgrade<'_> {
    fn path_item(&mut self, at: &Pointer, item: &mut Members) {
        let shared = self.item_parameters(at, item);
        for (key, operation) in item.iter_mut().filter(|(key, _)| METHODS.contains(&key.as_str())) {
            if let Some(operation) = operation.as_object_mut() {
                self.operation(&at.child(key), operation, &shared);
            }
        }
    }

    fn operation(&mut self, at: &Pointer, operation: &mut Members, shared: &[(Pointer, Value)]) {
        self.schemes(at, operation);
        let own = |key: &str, default: &[String], operation: &mut Members| {
            let own = texts(operation, key);
            if own.is_empty() { default.to_vec() } else { own }
        };
        let consumes = own("consumes", &self.media.consumes, operation);
        let produces = own("produces", &self.media.produces, operation);
        self.parameters(at, operation, shared, &consumes);
        let responses = at.child("responses");
        let nodes = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (status, response) in nodes.into_iter().flatten() {
            if let Some(response) = response.as_object_mut() {
                self.response(&responses.child(status), response, &produces);
            }
        }
    }

    /// Schemes of its own are servers of its own.
    fn schemes(&mut self, at: &Pointer, operation: &mut Members) {
        let schemes = texts(operation, "schemes");
        if schemes.iter().any(|scheme| scheme.starts_with("http")) {
            operation.insert("servers".into(), self.host.servers(schemes));
        } else if !schemes.is_empty() {
            let place = Place::Node(at.child("schemes"));
            let instead = "the servers of the document are used";
            self.diagnostics.report(diagnostics::unsupported_keyword("schemes", instead, place));
        }
    }

    fn components(&mut self, root: &mut Members) {
        let mut components = Members::new();
        for (section, name) in SECTIONS {
            let Some(Value::Object(mut members)) = root.shift_remove(*section) else { continue };
            let at = Pointer::root().child("components").child(name);
            self.origins.moved(at.clone(), Pointer::root().child(section));
            match *name {
                "parameters" => self.shared_parameters(&mut members),
                "responses" => self.shared_responses(&at, &mut members),
                "securitySchemes" => security::upgrade(&mut members),
                _ => {}
            }
            components.insert((*name).to_owned(), Value::Object(members));
        }
        root.insert("components".into(), Value::Object(components));
    }

    fn shared_responses(&mut self, at: &Pointer, members: &mut Members) {
        let produces = self.media.produces.clone();
        for (name, response) in members.iter_mut() {
            if let Some(response) = response.as_object_mut() {
                self.response(&at.child(name), response, &produces);
            }
        }
    }
}

/// Where the service is: the host and the path before all others.
#[derive(Debug, Clone, Default)]
struct Host {
    name: String,
    base: String,
}

impl Host {
    fn of(root: &mut Members) -> Self {
        let mut text = |key: &str| {
            root.shift_remove(key).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        let (name, base) = (text("host"), text("basePath"));
        Self { name, base: base.trim_end_matches('/').to_owned() }
    }

    /// One server for each scheme.
    fn servers(&self, mut schemes: Vec<String>) -> Value {
        let Self { name, base } = self;
        schemes.retain(|scheme| scheme.starts_with("http"));
        // Where both are offered, the safe one is the default.
        schemes.sort_by_key(|scheme| scheme != "https");
        if name.is_empty() {
            return json!([{ "url": if base.is_empty() { "/" } else { base } }]);
        }
        if schemes.is_empty() {
            schemes.push("https".to_owned());
        }
        schemes.iter().map(|scheme| json!({ "url": format!("{scheme}://{name}{base}") })).collect()
    }
}

/// Takes a list of texts out of an object.
fn texts(members: &mut Members, key: &str) -> Vec<String> {
    match members.shift_remove(key) {
        Some(Value::Array(items)) => {
            items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}
