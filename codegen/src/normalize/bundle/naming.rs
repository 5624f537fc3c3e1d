//! Gives the nodes of other files their names among the components.
//!
//! A name depends on what it clashes with, never on the order of the document: where two nodes want one name, both are
//! qualified, and a component of the root keeps its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::Kind;
use super::{Bundle, Node};
use crate::diagnostics::{self, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

impl Bundle<'_> {
    /// Puts the nodes among the components of the output.
    pub(super) fn place(&mut self, found: Vec<(Kind, Node)>) {
        let mut wanted: BTreeMap<Pointer, usize> = BTreeMap::new();
        for (kind, node) in &found {
            for place in self.candidates(*kind, node).into_iter().collect::<BTreeSet<_>>() {
                *wanted.entry(place).or_default() += 1;
            }
        }
        for (kind, node) in found {
            let candidates = self.candidates(kind, &node);
            let is_free = |place: &&Pointer| {
                wanted.get(place).is_none_or(|count| *count == 1)
                    && self.output.pointer(place.as_str()).is_none()
            };
            let free = candidates.iter().find(is_free).cloned();
            let Some(place) = free.or_else(|| self.numbered(candidates.last()?)) else { continue };
            if candidates.first() != Some(&place) {
                let name = place.segments().last().unwrap_or_default();
                let at = Place::InFile(node.0.clone(), node.1.clone());
                self.diagnostics.report(diagnostics::renamed_component(&natural_name(&node), &name, at));
            }
            self.put(kind, node, place);
        }
    }

    fn put(&mut self, kind: Kind, node: Node, place: Pointer) {
        let Some(content) = self.raw(&node).cloned() else { return };
        insert(&mut self.output, &place, content);
        self.sources.origins.brought(place.clone(), &node.0, node.1.clone());
        self.places.insert((kind, node), place);
    }

    /// The places that a node may have, best first: by its name, then qualified by its file, then by the whole path.
    fn candidates(&self, kind: Kind, node: &Node) -> Vec<Pointer> {
        let Some(section) = self.section(kind) else { return Vec::new() };
        let name = natural_name(node);
        let folder = node.0.rsplit('/').nth(1).unwrap_or_default();
        let qualifier = if node.1 == Pointer::root() { folder } else { stem(&node.0) };
        let path = node.0.rsplit_once('.').map_or(node.0.as_str(), |(path, _)| path).replace('/', "_");
        let whole = node.1.segments().fold(path, |whole, segment| format!("{whole}_{segment}"));
        [name.clone(), format!("{qualifier}_{name}"), whole].iter().map(|name| section.child(name)).collect()
    }

    fn numbered(&self, place: &Pointer) -> Option<Pointer> {
        let section = place.parent()?;
        let name = place.segments().last()?;
        (2..u32::MAX)
            .map(|number| section.child(format!("{name}_{number}")))
            .find(|place| self.output.pointer(place.as_str()).is_none())
    }
}

/// The name of a node where it stands: its key, or for a whole file the file's.
fn natural_name(node: &Node) -> String {
    node.1.segments().last().map_or_else(|| stem(&node.0).to_owned(), Cow::into_owned)
}

/// The name of a file without folder and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Puts a node at a place, with the maps that lead to it.
fn insert(tree: &mut Tree, place: &Pointer, content: Tree) {
    let mut slot = tree;
    for segment in place.segments() {
        if !slot.is_object() {
            *slot = Tree::Object(serde_json::Map::new());
        }
        let Some(members) = slot.as_object_mut() else { return };
        slot = members.entry(segment).or_insert(Tree::Null);
    }
    *slot = content;
}
