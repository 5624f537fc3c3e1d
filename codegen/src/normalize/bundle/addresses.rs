//! What nodes are called besides the places where they stand: by `$id` and `$self`, by `$anchor` and `$dynamicAnchor`.
//!
//! In: the files, as they are loaded. Out: the node that a reference by such a name means. Deliberately absent: references to
//! places of files.

use std::collections::{BTreeMap, BTreeSet};

use super::super::reference::{Target, pointer_of, relative, target};
use super::Node;
use crate::pointer::Pointer;
use crate::source::Tree;

/// The keys that name something.
const NAMING: &[&str] = &["$id", "$anchor", "$dynamicAnchor", "$self"];

/// All names of all files.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    ids: BTreeMap<String, Node>,
    anchors: BTreeMap<(String, String), Pointer>,
    /// The addresses that files give themselves.
    bases: BTreeMap<String, String>,
    /// Nodes with an `$id`: a reference within them starts from there.
    resources: BTreeSet<Node>,
}

impl Addresses {
    /// Takes up the names of a file; `text`, if it is all that the file has, tells whether there are any.
    pub(super) fn add(&mut self, file: &str, tree: &Tree, text: Option<&str>) {
        if text.is_some_and(|text| !NAMING.iter().any(|key| text.contains(key))) {
            return;
        }
        let own = ["$self", "$id"].iter().find_map(|key| tree.get(key)?.as_str());
        if let Some(own) = own {
            let own = own.trim_end_matches('#');
            self.bases.insert(file.to_owned(), own.to_owned());
            self.ids.insert(own.to_owned(), (file.to_owned(), Pointer::root()));
        }
        let mut pending = vec![(Pointer::root(), tree)];
        while let Some((at, node)) = pending.pop() {
            match node {
                Tree::Object(members) => {
                    self.name(file, &at, node);
                    pending.extend(members.iter().map(|(key, member)| (at.child(key), member)));
                }
                Tree::Array(items) => {
                    pending.extend(items.iter().enumerate().map(|(index, item)| (at.child(index), item)));
                }
                _ => {}
            }
        }
    }

    /// Whether anything is called by a name.
    pub(super) fn has_any(&self) -> bool {
        !self.ids.is_empty() || !self.anchors.is_empty()
    }

    fn name(&mut self, file: &str, at: &Pointer, node: &Tree) {
        let text = |key: &str| node.get(key).and_then(Tree::as_str);
        for name in ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| text(key)) {
            self.anchors.entry((file.to_owned(), name.to_owned())).or_insert_with(|| at.clone());
        }
        if let Some(id) = text("$id").filter(|_| *at != Pointer::root()) {
            let id = id.trim_end_matches('#');
            let node = (file.to_owned(), at.clone());
            if let Some(base) = self.bases.get(file) {
                self.ids.insert(joined(base, id), node.clone());
            }
            self.ids.insert(id.to_owned(), node.clone());
            self.resources.insert(node);
        }
    }

    /// The node that a reference written at `from` names, if it is one by name. `has` tells whether a file has a place.
    pub(super) fn node(&self, reference: &str, from: &Node, has: impl Fn(&Node) -> bool) -> Option<Node> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let is_name = !fragment.is_empty() && !fragment.starts_with('/');
        let (file, base) = if path.is_empty() {
            self.resource_of(from).unwrap_or_else(|| (from.0.clone(), Pointer::root()))
        } else {
            self.named(path, &from.0).or_else(|| file_of(path, &from.0).filter(|_| is_name))?
        };
        if is_name {
            let place = self.anchors.get(&(file.clone(), fragment.to_owned()))?;
            return Some((file, place.clone()));
        }
        let node = (file, base.join(&pointer_of(fragment)));
        // Where a document is named, but not a part of it, its places are those of the file.
        (!path.is_empty() || base != Pointer::root() && has(&node)).then_some(node)
    }

    /// The node that is called by this address, or the file that lies beside one that has an address.
    fn named(&self, path: &str, file: &str) -> Option<Node> {
        let base = self.bases.get(file);
        let known = self.ids.get(path).or_else(|| self.ids.get(&joined(base?, path)));
        let beside = || {
            let folder = base?.rsplit_once('/')?.0;
            let inner = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((relative(inner, file)?, Pointer::root()))
        };
        known.cloned().or_else(beside)
    }

    /// The closest node around a place that has an `$id`.
    fn resource_of(&self, from: &Node) -> Option<Node> {
        let mut holder = Some(from.1.clone()).filter(|_| !self.resources.is_empty());
        while let Some(at) = holder {
            let node = (from.0.clone(), at);
            if self.resources.contains(&node) {
                return Some(node);
            }
            holder = node.1.parent();
        }
        None
    }
}

/// The file of a path, as a whole.
fn file_of(path: &str, from: &str) -> Option<Node> {
    match target(path, from) {
        Target::Node(file, _) => Some((file, Pointer::root())),
        Target::Outside | Target::Network => None,
    }
}

/// A relative address seen from the folder of another.
fn joined(base: &str, path: &str) -> String {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    if path.contains("://") || folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}
