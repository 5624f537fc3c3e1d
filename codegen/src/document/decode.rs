//! The walk over a tree that decodes it.

use std::collections::HashSet;

use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shallow::{shallow, stands_alone};
use super::{Document, Nodes, Operation, PathItem, Webhook, head, place, words};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::normalize::grammar::{Kind, METHODS, kind_at, look};
use crate::normalize::node_at;
use crate::pointer::Pointer;
use crate::source::Tree;

/// Decodes a document.
pub(crate) fn document(tree: &Tree, diagnostics: &mut Diagnostics) -> Document {
    let mut decoder =
        Decoder { tree, diagnostics, document: Document::default(), seen: HashSet::new(), queue: Vec::new() };
    head::decode(&mut decoder);
    decoder.find(Kind::Root, &mut Pointer::root(), tree);
    while let Some((kind, at, node)) = decoder.queue.pop() {
        decoder.node(kind, &at, node);
    }
    decoder.paths();
    decoder.webhooks();
    decoder.document
}

pub(super) struct Decoder<'a> {
    pub(super) tree: &'a Tree,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) document: Document,
    seen: HashSet<(Kind, Pointer)>,
    queue: Vec<(Kind, Pointer, &'a Tree)>,
}

impl<'a> Decoder<'a> {
    /// Puts every node at or below a place that is decoded by itself into the queue.
    fn find(&mut self, kind: Kind, at: &mut Pointer, node: &'a Tree) {
        look(kind, at, node, &mut |kind, at, node| {
            if stands_alone(kind) && self.seen.insert((kind, at.clone())) {
                self.queue.push((kind, at.clone(), node));
            }
        });
    }

    /// Decodes one node by its kind.
    fn node(&mut self, kind: Kind, at: &Pointer, node: &Tree) {
        let nodes = |decoder: &mut Self| std::mem::take(&mut decoder.document.nodes);
        let mut taken = nodes(self);
        let Nodes { schemas, parameters, bodies, responses, headers, examples, schemes, .. } = &mut taken;
        match kind {
            // There may be a plain `true` or `false` where a schema may stand.
            Kind::Schema if node.is_boolean() => {}
            Kind::Schema => schemas.insert(at.clone(), self.decode(kind, at, node)),
            Kind::Parameter => parameters.insert(at.clone(), self.decode(kind, at, node)),
            Kind::RequestBody => bodies.insert(at.clone(), self.decode(kind, at, node)),
            Kind::Response => responses.insert(at.clone(), self.decode(kind, at, node)),
            Kind::Header => headers.insert(at.clone(), self.decode(kind, at, node)),
            Kind::Example => examples.insert(at.clone(), self.decode(kind, at, node)),
            Kind::SecurityScheme => schemes.insert(at.clone(), self.decode(kind, at, node)),
            _ => {}
        }
        taken.skipped.append(&mut self.document.nodes.skipped);
        self.document.nodes = taken;
    }

    /// Decodes the node at a place; where it is a reference, what that leads to is decoded too.
    fn decode<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
        at: &Pointer,
        node: &Tree,
    ) -> Option<ReferenceOr<T>> {
        if let Some(reference_text) = node.get("$ref").and_then(Value::as_str) {
            let reference = ReferenceOr::ref_(reference_text);
            if let Some(target) = place(&reference)
                && let Some(node) = node_at(self.tree, &target)
            {
                if kind == Kind::Schema && kind_at(&target).is_some_and(|found| found != kind) {
                    let place = Place::Node(at.child("$ref"));
                    self.diagnostics.report(diagnostics::reference_to_other_kind(reference_text, place));
                }
                let key = (kind, target);
                if !self.seen.contains(&key) {
                    self.find(kind, &mut key.1.clone(), node);
                }
            }
            let own = words::of_its_own(self.tree, kind, node);
            return own.and_then(|node| self.read(at, node)).map(ReferenceOr::Item).or(Some(reference));
        }
        let decoded = self.read(at, shallow(kind, at, node)).map(ReferenceOr::Item);
        if decoded.is_none() {
            self.document.nodes.skipped.push(at.clone());
        }
        decoded
    }

    /// Decodes a value; what does not fit is reported.
    pub(super) fn read<T: DeserializeOwned>(&mut self, at: &Pointer, value: Tree) -> Option<T> {
        serde_json::from_value(value)
            .map_err(|error| {
                let place = Place::Node(at.clone());
                self.diagnostics.report(diagnostics::malformed_node(&error.to_string(), place));
            })
            .ok()
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
                .filter_map(|(index, server)| self.read(&servers.child(index), server.clone()))
                .collect(),
            parameters: (0..list("parameters").len()).map(|index| parameters.child(index)).collect(),
        }
    }

    /// Decodes an operation and takes up its callbacks.
    fn operation(&mut self, at: &Pointer, node: &Tree) -> Option<openapiv3::Operation> {
        let mut cut = shallow(Kind::Operation, at, node);
        if let Some(members) = cut.as_object_mut() {
            members.shift_remove("callbacks");
        }
        let callbacks = at.child("callbacks");
        for (name, callback) in object(node.get("callbacks")) {
            let (at, callback) = self.through(callbacks.child(name), callback);
            for (expression, item) in object(Some(callback)).filter(|(key, _)| !key.starts_with("x-")) {
                self.requests(name, &at.child(expression), item);
            }
        }
        self.read(at, cut)
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
            let mut cut = shallow(Kind::Operation, &at, operation);
            if let Some(members) = cut.as_object_mut() {
                members.shift_remove("callbacks");
            }
            let decoded = self.read(&at, cut);
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
