//! What a document declares, read off its normalised tree without decoding anything.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::normalize::grammar::METHODS;
use crate::normalize::{local_target, node_at};
use crate::pointer::Pointer;
use crate::source::Tree;

/// What a document declares.
#[derive(Debug, Clone, Default)]
pub(crate) struct Declared {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) operations: Vec<DeclaredOperation>,
    /// The schemas of the components.
    pub(super) schemas: Vec<Pointer>,
}

/// One operation.
#[derive(Debug, Clone)]
pub(super) struct DeclaredOperation {
    pub(super) at: Pointer,
    /// In capitals.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) operation_id: Option<String>,
    /// Where else something stands that is a part of it: what its path item says for all operations, and the components that it
    /// refers to, schemas aside.
    pub(super) parts: BTreeSet<Pointer>,
}

impl Declared {
    /// What a tree declares.
    pub(crate) fn of(tree: &Tree) -> Self {
        let info = |key: &str| tree.get("info").and_then(|info| info.get(key)).and_then(Value::as_str);
        let schemas = Pointer::root().child("components").child("schemas");
        let names = members(node_at(tree, &schemas)).map(|(name, _)| schemas.child(name)).collect();
        Self {
            title: info("title").unwrap_or_default().to_owned(),
            version: info("version").unwrap_or_default().to_owned(),
            operations: operations(tree),
            schemas: names,
        }
    }
}

fn operations(tree: &Tree) -> Vec<DeclaredOperation> {
    let paths = Pointer::root().child("paths");
    let items = members(tree.get("paths")).filter(|(path, _)| !path.starts_with("x-"));
    items.flat_map(|(path, item)| of_path(tree, path, &paths.child(path), item)).collect()
}

/// The operations of a path item. A method in capitals is one too, whether or not anything is made of it.
fn of_path(tree: &Tree, path: &str, at: &Pointer, item: &Tree) -> Vec<DeclaredOperation> {
    let shared = ["parameters", "servers"].map(|key| (at.child(key), item.get(key)));
    let own = members(Some(item)).filter(|(key, node)| {
        METHODS.contains(&key.as_str())
            || (node.is_object() && METHODS.contains(&key.to_ascii_lowercase().as_str()))
    });
    let own = own.map(|(key, node)| (key.to_ascii_uppercase(), at.child(key), node));
    let more = at.child("additionalOperations");
    let additional = members(item.get("additionalOperations"));
    let additional = additional.map(|(key, node)| (key.clone(), more.child(key), node));
    let operation = |(method, at, node): (String, Pointer, &Tree)| {
        let mut parts: BTreeSet<Pointer> = shared.iter().map(|(place, _)| place.clone()).collect();
        let nodes = shared.iter().filter_map(|(_, node)| *node).chain([node]);
        refer(tree, nodes.collect(), &mut parts);
        let operation_id = node.get("operationId").and_then(Value::as_str).map(str::to_owned);
        DeclaredOperation { at, method, path: path.to_owned(), operation_id, parts }
    };
    own.chain(additional).map(operation).collect()
}

/// Adds the components that nodes refer to, directly or not. Schemas stand for themselves in the ledger.
fn refer<'a>(tree: &'a Tree, nodes: Vec<&'a Tree>, parts: &mut BTreeSet<Pointer>) {
    let mut pending = nodes;
    while let Some(node) = pending.pop() {
        if let Some(target) = node.get("$ref").and_then(Value::as_str).and_then(local_target)
            && !target.as_str().starts_with("/components/schemas/")
            && let Some(found) = node_at(tree, &target)
            && parts.insert(target)
        {
            pending.push(found);
        }
        match node {
            Value::Object(members) => pending.extend(members.values()),
            Value::Array(items) => pending.extend(items),
            _ => {}
        }
    }
}

fn members(node: Option<&Tree>) -> impl Iterator<Item = (&String, &Tree)> {
    node.and_then(Value::as_object).into_iter().flatten()
}
