//! Finds the nodes that are decoded by themselves: those that the document has where the grammar has them, then what references lead
//! to besides.
//!
//! In: a tree. Out: each such node, once for each kind that it is used as. Deliberately absent: what is in them.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use serde_json::Value;

use super::shallow::stands_alone;
use crate::normalize::grammar::{Kind, SECTIONS, look};
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
    let mut search = Search { found: Vec::new(), queue: Vec::new(), seen: None };
    search.below(Kind::Root, &mut Pointer::root(), tree);
    while let Some(next) = search.queue.pop() {
        let elsewhere = elsewhere(&next);
        let kind = next.kind;
        search.found.push(next);
        if let Some(mut target) = elsewhere
            && let Some(node) = node_at(tree, &target)
            && !search.has_seen(kind, &target)
        {
            search.below(kind, &mut target, node);
        }
    }
    search.found
}

/// The place that a node refers to, unless it is a component of its own kind, which the grammar has anyway.
pub(super) fn elsewhere(found: &Found<'_>) -> Option<Pointer> {
    let reference = found.node.get("$ref").and_then(Value::as_str);
    reference.and_then(local_target).filter(|target| !is_component(found.kind, target))
}

fn is_component(kind: Kind, at: &Pointer) -> bool {
    let inner = at.as_str().strip_prefix("/components/").and_then(|inner| inner.split_once('/'));
    inner.is_some_and(|(section, name)| !name.contains('/') && SECTIONS.contains(&(section, kind)))
}

struct Search<'a> {
    found: Vec<Found<'a>>,
    queue: Vec<Found<'a>>,
    /// What was found, once a reference leads to a place where it has to be known. A walk by the grammar meets nothing twice.
    seen: Option<HashSet<(Kind, Pointer), RandomState>>,
}

impl<'a> Search<'a> {
    /// Puts every node at or below a place that is decoded by itself into the queue.
    fn below(&mut self, kind: Kind, at: &mut Pointer, node: &'a Tree) {
        look(kind, at, node, &mut |kind, at, node| {
            let is_new =
                stands_alone(kind) && self.seen.as_mut().is_none_or(|seen| seen.insert((kind, at.clone())));
            if is_new {
                self.queue.push(Found { kind, at: at.clone(), node });
            }
        });
    }

    fn has_seen(&mut self, kind: Kind, at: &Pointer) -> bool {
        let all = self.found.iter().chain(&self.queue);
        let seen = self.seen.get_or_insert_with(|| all.map(|found| (found.kind, found.at.clone())).collect());
        seen.contains(&(kind, at.clone()))
    }
}
