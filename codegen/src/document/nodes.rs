//! Decodes the nodes that stand by themselves, on all cores.
//!
//! In: the nodes. Out: [`Nodes`], and what is said of those that cannot be read, in the order of the list.

use openapiv3::{Example, Header, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::{Error, Value};

use super::Nodes;
use super::find::Found;
use super::shallow::Shallow;
use crate::diagnostics::{self, Diagnostic, Diagnostics, Place};
use crate::normalize::grammar::Kind;
use crate::parallel;
use crate::pointer::Pointer;

/// A decoded node of one kind.
type Slot<T> = Box<ReferenceOr<T>>;

/// A decoded node.
enum Node {
    Schema(Slot<Schema>),
    Parameter(Slot<Parameter>),
    Body(Slot<RequestBody>),
    Response(Slot<Response>),
    Header(Slot<Header>),
    Example(Slot<Example>),
    Scheme(Slot<SecurityScheme>),
    /// Nothing is decoded of it.
    Nothing,
}

/// Decodes all of them.
pub(super) fn decode(found: Vec<Found<'_>>, nodes: &mut Nodes, diagnostics: &mut Diagnostics) {
    let decoded = parallel::map(&found, node);
    nodes.schemas.reserve(found.iter().filter(|found| found.kind == Kind::Schema).count());
    for (Found { at, .. }, node) in found.into_iter().zip(decoded) {
        match node {
            Ok(node) => insert(nodes, at, node),
            Err(diagnostic) => {
                diagnostics.report(*diagnostic);
                nodes.skipped.insert(at);
            }
        }
    }
}

fn insert(nodes: &mut Nodes, at: Pointer, node: Node) {
    match node {
        Node::Schema(node) => nodes.schemas.insert(at, node),
        Node::Parameter(node) => nodes.parameters.insert(at, node),
        Node::Body(node) => nodes.bodies.insert(at, node),
        Node::Response(node) => nodes.responses.insert(at, node),
        Node::Header(node) => nodes.headers.insert(at, node),
        Node::Example(node) => nodes.examples.insert(at, node),
        Node::Scheme(node) => nodes.schemes.insert(at, node),
        Node::Nothing => {}
    }
}

/// Decodes one by its kind.
fn node(found: &Found<'_>) -> Result<Node, Box<Diagnostic>> {
    match found.kind {
        // There may be a plain `true` or `false` where a schema may stand.
        Kind::Schema if found.node.is_boolean() => Ok(Node::Nothing),
        Kind::Schema => slot(found).map(Node::Schema),
        Kind::Parameter => slot(found).map(Node::Parameter),
        Kind::RequestBody => slot(found).map(Node::Body),
        Kind::Response => slot(found).map(Node::Response),
        Kind::Header => slot(found).map(Node::Header),
        Kind::Example => slot(found).map(Node::Example),
        Kind::SecurityScheme => slot(found).map(Node::Scheme),
        _ => Ok(Node::Nothing),
    }
}

fn slot<T: DeserializeOwned>(found: &Found<'_>) -> Result<Slot<T>, Box<Diagnostic>> {
    let Found { kind, at, node } = found;
    if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
        return Ok(Box::new(ReferenceOr::ref_(reference)));
    }
    read(at, Shallow::node(*kind, at.clone(), node)).map(|item| Box::new(ReferenceOr::Item(item)))
}

/// Decodes what stands at a place.
pub(super) fn read<'de, T: DeserializeOwned>(
    at: &Pointer,
    value: impl Deserializer<'de, Error = Error>,
) -> Result<T, Box<Diagnostic>> {
    let malformed = |error: Error| diagnostics::malformed_node(&error.to_string(), Place::Node(at.clone()));
    T::deserialize(value).map_err(|error| Box::new(malformed(error)))
}
