//! Decodes a normalised tree into the types of `openapiv3`, node by node, so that one bad node costs nothing but itself.
//!
//! In: a [`Tree`](crate::source::Tree) of 3.0 shape. Out: a [`Document`], in which every node that OpenAPI allows a `$ref` for is decoded by itself, under
//! its place; what holds it has a reference to that place. Thus inline and `$ref` look alike from here on, a bad node is one
//! diagnostic, and nothing recurses. Deliberately absent: what any keyword means.

mod decode;
mod find;
mod head;
mod nodes;
mod shallow;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use openapiv3::{
    Example, ExternalDocumentation, Header, Info, Parameter, ReferenceOr, RequestBody, Response, Schema,
    SecurityRequirement, SecurityScheme, Server, Tag,
};

use crate::pointer::Pointer;

pub(crate) use decode::document;

/// A decoded document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) info: Info,
    pub(crate) servers: Vec<Server>,
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) external_docs: Option<ExternalDocumentation>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) security_schemes: Vec<(Pointer, String)>,
    pub(crate) nodes: Nodes,
}

/// All nodes that may be referred to, by their place.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    pub(crate) schemas: Places<Schema>,
    pub(crate) parameters: Places<Parameter>,
    pub(crate) bodies: Places<RequestBody>,
    pub(crate) responses: Places<Response>,
    pub(crate) headers: Places<Header>,
    pub(crate) examples: Places<Example>,
    pub(crate) schemes: Places<SecurityScheme>,
    /// Places of the components' schemas, in the order of the document.
    pub(crate) components: Vec<Pointer>,
    /// Places of nodes that could not be decoded; they have been reported.
    pub(crate) skipped: HashSet<Pointer, RandomState>,
}

/// Nodes of one kind by their place. Each is kept by itself, so that it stays where it is while others are added.
#[derive(Debug)]
pub(crate) struct Places<T>(HashMap<Pointer, Box<ReferenceOr<T>>, RandomState>);

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T> Places<T> {
    /// The node at a place.
    pub(crate) fn get(&self, at: &Pointer) -> Option<&ReferenceOr<T>> {
        self.0.get(at).map(|node| &**node)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is a node at a place.
    pub(crate) fn contains_key(&self, at: &Pointer) -> bool {
        self.0.contains_key(at)
    }

    /// Makes room for so many.
    fn reserve(&mut self, count: usize) {
        self.0.reserve(count);
    }

    fn insert(&mut self, at: Pointer, node: Box<ReferenceOr<T>>) {
        self.0.insert(at, node);
    }
}

/// An operation with what its path item says for it.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) at: Pointer,
    /// In capitals.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) item: PathItem,
    pub(crate) decoded: openapiv3::Operation,
}

/// What a path item says for all its operations.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathItem {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Pointer>,
}

/// A request that the service makes: a webhook, or a callback of an operation.
#[derive(Debug)]
pub(crate) struct Webhook {
    pub(crate) at: Pointer,
    pub(crate) name: String,
    pub(crate) decoded: openapiv3::Operation,
}

/// The place that a reference of a decoded node stands for.
pub(crate) fn place<T>(reference: &ReferenceOr<T>) -> Option<Pointer> {
    match reference {
        ReferenceOr::Reference { reference } => crate::normalize::local_target(reference),
        ReferenceOr::Item(_) => None,
    }
}
