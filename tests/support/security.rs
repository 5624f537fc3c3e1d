//! Credentials: what a description asks for, and whether a request has them.

use serde_json::Value;

use crate::node::Node;
use crate::received::Received;

/// Where a credential goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
    /// The header `Authorization`, after this word.
    Authorization(&'static str),
}

/// One credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the description.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// The scopes that are needed.
    pub scopes: Vec<String>,
}

/// The alternatives of an operation, or those of the whole description.
pub(crate) fn alternatives(root: Node, operation: Node) -> Vec<Vec<Scheme>> {
    let place = if operation.get("security").is_some() { operation } else { root };
    let scheme = |(name, scopes): (&String, &Value)| {
        let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
        let schemes = schemes.or_else(|| root.get("securityDefinitions"));
        // Of one that is not declared nobody knows where it goes.
        let node = schemes.and_then(|schemes| schemes.get(name))?;
        let scopes = scopes.as_array().into_iter().flatten().filter_map(Value::as_str);
        Some(Scheme {
            name: name.clone(),
            place: read_place(node),
            scopes: scopes.map(str::to_owned).collect(),
        })
    };
    let alternative =
        |node: Node| node.value().as_object().into_iter().flatten().filter_map(scheme).collect();
    place.items("security").map(alternative).collect()
}

fn read_place(scheme: Node) -> Place {
    let name = scheme.text("name").unwrap_or_default().to_owned();
    match (scheme.text("type"), scheme.text("in"), scheme.text("scheme")) {
        (Some("apiKey"), Some("query"), _) => Place::Query(name),
        (Some("apiKey"), Some("cookie"), _) => Place::Cookie(name),
        (Some("apiKey"), _, _) => Place::Header(name),
        (Some("basic"), ..) | (Some("http"), _, Some("basic")) => Place::Authorization("Basic "),
        (Some("http"), _, Some("digest")) => Place::Authorization("digest "),
        _ => Place::Authorization("Bearer "),
    }
}

/// Complains unless one alternative is there as a whole.
pub(crate) fn check(alternatives: &[Vec<Scheme>], request: &Received) -> Vec<String> {
    let is_there = |scheme: &Scheme| match &scheme.place {
        Place::Header(name) => request.header(name).is_some_and(|value| !value.is_empty()),
        Place::Query(name) => request.query.iter().any(|(key, value)| key == name && !value.is_empty()),
        Place::Cookie(name) => request.cookies().iter().any(|(key, value)| key == name && !value.is_empty()),
        Place::Authorization(word) => request
            .header("authorization")
            .is_some_and(|value| value.len() > word.len() && value.starts_with(word)),
    };
    if alternatives.is_empty() && request.header("authorization").is_some() {
        return vec!["credentials are there, and none are asked for".to_owned()];
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.iter().all(is_there)) {
        return Vec::new();
    }
    let names = |schemes: &Vec<Scheme>| {
        schemes.iter().map(|scheme| scheme.name.as_str()).collect::<Vec<_>>().join(" + ")
    };
    let wanted = alternatives.iter().map(names).collect::<Vec<_>>().join(" or ");
    vec![format!("credentials are missing: {wanted}")]
}

/// The query parameters that carry credentials.
pub(crate) fn query_names(alternatives: &[Vec<Scheme>]) -> impl Iterator<Item = &str> {
    alternatives.iter().flatten().filter_map(|scheme| match &scheme.place {
        Place::Query(name) => Some(name.as_str()),
        _ => None,
    })
}
