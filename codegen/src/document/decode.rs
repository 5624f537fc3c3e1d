//! The walk over a tree that decodes it.

use serde::de::{DeserializeOwned, Deserializer};
use serde_json::{Error, Map, Value};

use super::shallow::Shallow;
use super::{Document, Operation, PathItem, Webhook, find, head, nodes};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::normalize::grammar::{Kind, METHODS};
use crate::normalize::node_at;
use crate::pointer::Pointer;
use crate::source::Tree;

/// Decodes a document.
pub(crate) fn document(tree: &Tree, diagnostics: &mut Diagnostics) -> Document {
    let mut decoder = Decoder { tree, diagnostics, document: Document::default() };
    head::decode(&mut decoder);
    nodes::decode(tree, find::nodes(tree), &mut decoder.document.nodes, decoder.diagnostics);
    decoder.paths();
    decoder.webhooks();
    decoder.document
}

pub(super) struct Decoder<'a> {
    pub(super) tree: &'a Tree,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) document: Document,
}

impl<'a> Decoder<'a> {
    /// Decodes a value; what does not fit is reported.
    pub(super) fn read<'de, T: DeserializeOwned>(
        &mut self,
        at: &Pointer,
        value: impl Deserializer<'de, Error = Error>,
    ) -> Option<T> {
        nodes::read(at, value).map_err(|diagnostic| self.diagnostics.report(*diagnostic)).ok()
    }

    fn paths(&mut self) {
        let at = Pointer::root().child("paths");
        for (path, item) in object(self.tree.get("paths")).filter(|(path, _)| !path.starts_with("x-")) {
            let place = at.child(path);
            if !path.starts_with('/') {
                self.diagnostics.report(diagnostics::path_without_slash(path, Place::Node(place.clone())));
            }
            let shared = self.path_item(&place, item);
            for (method, at, operation) in operations(&place, item) {
                if !is_method(&method) {
                    self.diagnostics.report(diagnostics::unknown_method(&method, Place::Node(at)));
                    continue;
                }
                let decoded = self.operation(&at, operation);
                self.document.operations.extend(decoded.map(|decoded| Operation {
                    at,
                    method,
                    path: path.clone(),
                    item: shared.clone(),
                    decoded,
                }));
            }
        }
    }

    fn path_item(&mut self, at: &Pointer, item: &Tree) -> PathItem {
        let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
        let list = |key: &str| item.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let parameters = at.child("parameters");
        let servers = at.child("servers");
        PathItem {
            summary: text("summary"),
            description: text("description"),
            servers: list("servers")
                .iter()
                .enumerate()
                .filter_map(|(index, server)| self.read(&servers.child(index), server))
                .collect(),
            parameters: (0..list("parameters").len()).map(|index| parameters.child(index)).collect(),
        }
    }

    /// Decodes an operation and takes up its callbacks.
    fn operation(&mut self, at: &Pointer, node: &Tree) -> Option<openapiv3::Operation> {
        let callbacks = at.child("callbacks");
        for (name, callback) in object(node.get("callbacks")) {
            let (at, callback) = self.through(callbacks.child(name), callback);
            for (expression, item) in object(Some(callback)).filter(|(key, _)| !key.starts_with("x-")) {
                self.requests(name, &at.child(expression), item);
            }
        }
        self.read(at, Shallow::node(Kind::Operation, at.clone(), node))
    }

    /// The callback that a reference points at, or the callback itself.
    fn through<'b>(&self, at: Pointer, node: &'b Tree) -> (Pointer, &'b Tree)
    where
        'a: 'b,
    {
        let target = node.get("$ref").and_then(Value::as_str).and_then(crate::normalize::local_target);
        match target.and_then(|target| Some((target.clone(), node_at(self.tree, &target)?))) {
            Some(found) => found,
            None => (at, node),
        }
    }

    fn webhooks(&mut self) {
        let at = Pointer::root().child("x-webhooks");
        for (name, item) in object(self.tree.get("x-webhooks")) {
            self.requests(name, &at.child(name), item);
        }
    }

    fn requests(&mut self, name: &str, at: &Pointer, item: &Tree) {
        for (_, at, operation) in operations(at, item) {
            let decoded = self.read(&at, Shallow::node(Kind::Operation, at.clone(), operation));
            self.document.webhooks.extend(decoded.map(|decoded| Webhook {
                at,
                name: name.to_owned(),
                decoded,
            }));
        }
    }
}

/// Whether a request can have this method: a token (RFC 9110, section 5.6.2).
fn is_method(name: &str) -> bool {
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&letter);
    !name.is_empty() && name.bytes().all(is_letter)
}

fn object(node: Option<&Tree>) -> impl Iterator<Item = (&String, &Tree)> {
    node.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The operations of a path item: method, place and node.
fn operations<'a>(at: &Pointer, item: &'a Tree) -> Vec<(String, Pointer, &'a Tree)> {
    let own = object(Some(item)).filter(|(key, _)| METHODS.contains(&key.as_str()));
    let own = own.map(|(key, node)| (key.to_ascii_uppercase(), at.child(key), node));
    let more = at.child("additionalOperations");
    let additional = object(item.get("additionalOperations"));
    own.chain(additional.map(|(key, node)| (key.clone(), more.child(key), node))).collect()
}
