//! Decodes the nodes that stand by themselves, on all cores.
//!
//! In: the nodes. Out: [`Nodes`], and what is said of those that cannot be read, in the order of the list.

use openapiv3::{Example, Header, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::{Error, Value};

use super::find::{self, Found};
use super::shallow::Shallow;
use super::{Nodes, words};
use crate::diagnostics::{self, Diagnostic, Diagnostics, Place};
use crate::normalize::grammar::{Kind, kind_at};
use crate::normalize::node_at;
use crate::parallel;
use crate::pointer::Pointer;
use crate::source::Tree;

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
pub(super) fn decode(tree: &Tree, found: Vec<Found<'_>>, nodes: &mut Nodes, diagnostics: &mut Diagnostics) {
    for found in &found {
        if let Some(diagnostic) = of_other_kind(tree, found) {
            diagnostics.report(diagnostic);
        }
    }
    let decoded = parallel::map(&found, |found| node(tree, found));
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

/// What there is to say of a schema that refers to something else.
fn of_other_kind(tree: &Tree, found: &Found<'_>) -> Option<Diagnostic> {
    let target = find::elsewhere(found).filter(|target| node_at(tree, target).is_some())?;
    let is_other = found.kind == Kind::Schema && kind_at(&target).is_some_and(|kind| kind != found.kind);
    let reference = found.node.get("$ref").and_then(Value::as_str).filter(|_| is_other)?;
    Some(diagnostics::reference_to_other_kind(reference, Place::Node(found.at.child("$ref"))))
}

/// Decodes one by its kind.
fn node(tree: &Tree, found: &Found<'_>) -> Result<Node, Box<Diagnostic>> {
    match found.kind {
        // There may be a plain `true` or `false` where a schema may stand.
        Kind::Schema if found.node.is_boolean() => Ok(Node::Nothing),
        Kind::Schema => slot(tree, found).map(Node::Schema),
        Kind::Parameter => slot(tree, found).map(Node::Parameter),
        Kind::RequestBody => slot(tree, found).map(Node::Body),
        Kind::Response => slot(tree, found).map(Node::Response),
        Kind::Header => slot(tree, found).map(Node::Header),
        Kind::Example => slot(tree, found).map(Node::Example),
        Kind::SecurityScheme => slot(tree, found).map(Node::Scheme),
        _ => Ok(Node::Nothing),
    }
}

fn slot<T: DeserializeOwned>(tree: &Tree, found: &Found<'_>) -> Result<Slot<T>, Box<Diagnostic>> {
    let Found { kind, at, node } = found;
    if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
        let own = words::of_its_own(tree, *kind, node);
        let own = own.and_then(|(place, whole)| read(at, Shallow::node(*kind, place, &whole)).ok());
        return Ok(Box::new(own.map_or_else(|| ReferenceOr::ref_(reference), ReferenceOr::Item)));
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
