//! Finds the nodes that are decoded by themselves: those that the document has where the grammar has them, then what references lead
//! to besides.
//!
//! In: a tree. Out: each such node, once for each kind that it is used as. Deliberately absent: what is in them.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use serde_json::Value;

use super::shallow::stands_alone;
use crate::normalize::grammar::{Kind, look};
use crate::normalize::{local_target, node_at};
use crate::pointer::Pointer;
use crate::source::Tree;

/// A node that is decoded by itself.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) kind: Kind,
    pub(super) at: Pointer,
    pub(super) node: &'a Tree,
}

/// All of them.
pub(super) fn nodes(tree: &Tree) -> Vec<Found<'_>> {
    let mut search = Search { seen: HashSet::default(), queue: Vec::new() };
    search.below(Kind::Root, &mut Pointer::root(), tree);
    let mut found = Vec::with_capacity(search.queue.len());
    while let Some(next) = search.queue.pop() {
        search.follow(tree, &next);
        found.push(next);
    }
    found
}

struct Search<'a> {
    seen: HashSet<(Kind, Pointer), RandomState>,
    queue: Vec<Found<'a>>,
}

impl<'a> Search<'a> {
    /// Puts every node at or below a place that is decoded by itself into the queue.
    fn below(&mut self, kind: Kind, at: &mut Pointer, node: &'a Tree) {
        look(kind, at, node, &mut |kind, at, node| {
            if stands_alone(kind) && self.seen.insert((kind, at.clone())) {
                self.queue.push(Found { kind, at: at.clone(), node });
            }
        });
    }

    /// Where a node is a reference, what that leads to is decoded too.
    fn follow(&mut self, tree: &'a Tree, found: &Found<'_>) {
        let reference = found.node.get("$ref").and_then(Value::as_str);
        let Some(target) = reference.and_then(local_target) else { return };
        let mut key = (found.kind, target);
        if !self.seen.contains(&key)
            && let Some(node) = node_at(tree, &key.1)
        {
            self.below(key.0, &mut key.1, node);
        }
    }
}
