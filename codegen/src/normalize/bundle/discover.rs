//! Finds every node of another file that the document refers to, directly or through others.

use std::collections::BTreeSet;

use super::super::grammar::{self, Kind, SECTIONS};
use super::{Bundle, Node, alias};
use crate::pointer::Pointer;
use crate::source::Tree;

impl Bundle<'_> {
    /// A component of the root that is nothing but a reference to another file *is* the node of that file.
    pub(super) fn adopt_aliases(&mut self) {
        for (kind, at) in self.own_components() {
            let from = self.origin(&at);
            let reference = self.output.pointer(at.as_str()).and_then(alias).map(str::to_owned);
            let Some(node) = reference.and_then(|reference| self.reach_through(&reference, &from)) else {
                continue;
            };
            let key = (kind, node);
            if key.1.0 == self.root || self.places.contains_key(&key) {
                continue;
            }
            let Some(content) = self.raw(&key.1).cloned() else { continue };
            if let Some(slot) = self.output.pointer_mut(at.as_str()) {
                *slot = content;
            }
            self.sources.origins.brought(at.clone(), &key.1.0, key.1.1.clone());
            self.places.insert(key, at);
        }
    }

    /// The components of the root; those that keep the name of what they stand for come first.
    fn own_components(&self) -> Vec<(Kind, Pointer)> {
        let mut own = Vec::new();
        for (_, kind) in SECTIONS {
            let Some(section) = self.section(*kind) else { continue };
            let names = self.output.pointer(section.as_str()).and_then(Tree::as_object);
            for (name, node) in names.into_iter().flatten() {
                let keeps_name = alias(node).is_some_and(|reference| reference.contains(name.as_str()));
                own.push((!keeps_name, *kind, section.child(name)));
            }
        }
        own.sort_by_key(|(renames, ..)| *renames);
        own.into_iter().map(|(_, kind, at)| (kind, at)).collect()
    }

    /// All nodes of other files that are needed, in the order in which they are met.
    pub(super) fn discover(&mut self) -> Vec<(Kind, Node)> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let output = std::mem::take(&mut self.output);
        let mut queue = self.references(Kind::Root, &output, None);
        self.output = output;
        while let Some((kind, reference, from)) = queue.pop() {
            let Some(node) = self.reach_through(&reference, &from) else { continue };
            if node.0 == self.root {
                continue;
            }
            let (kind, base, _) = component(kind, node);
            let key = (kind, base);
            if self.places.contains_key(&key) || !seen.insert(key.clone()) {
                continue;
            }
            if let Some(content) = self.raw(&key.1) {
                queue.extend(self.references(kind, content, Some(&key.1)));
            }
            found.push(key);
        }
        found
    }

    /// The references to other files in a node, last first, with what they are used as and where they stand.
    fn references(&self, kind: Kind, tree: &Tree, base: Option<&Node>) -> Vec<(Kind, String, Node)> {
        let mut references = Vec::new();
        grammar::look(kind, &mut Pointer::root(), tree, &mut |kind, at, node| {
            let from = || match base {
                Some((file, pointer)) => (file.clone(), pointer.join(at)),
                None => self.origin(at),
            };
            if kind == Kind::Discriminator {
                let mapping = node.get("mapping").and_then(Tree::as_object);
                for value in mapping.into_iter().flat_map(|mapping| mapping.values()).filter_map(Tree::as_str)
                {
                    let from = from();
                    if let Some(reference) = mapped(value) {
                        references.push((Kind::Schema, reference, from));
                    }
                }
            } else if let Some(reference) = node.get("$ref").and_then(Tree::as_str)
                && !(base.is_none() && self.is_settled(reference))
                && self.section(kind).is_some()
            {
                let from = from();
                let is_local = from.0 == self.root && reference.starts_with('#');
                references.extend((!is_local).then(|| (kind, reference.to_owned(), from)));
            }
        });
        references.reverse();
        references
    }
}

/// The value of a discriminator's mapping as a reference, if it is one and not the name of a component of the root.
pub(super) fn mapped(value: &str) -> Option<String> {
    let is_file = [".yaml", ".yml", ".json"].iter().any(|extension| value.ends_with(extension));
    (is_file || value.contains('#')).then(|| value.to_owned())
}

/// The component that a node is, or is part of, and the way from there to the node.
pub(super) fn component(kind: Kind, node: Node) -> (Kind, Node, Pointer) {
    let segments: Vec<_> = node.1.segments().collect();
    let (depth, held) = match segments.iter().map(AsRef::as_ref).collect::<Vec<_>>().as_slice() {
        ["components", section, _, ..] => {
            (3, SECTIONS.iter().find(|(name, _)| name == section).map(|(_, kind)| *kind))
        }
        ["definitions" | "$defs", _, ..] => (2, Some(Kind::Schema)),
        _ => (0, None),
    };
    let Some(held) = held else { return (kind, node, Pointer::root()) };
    let base =
        segments.iter().take(depth).fold(Pointer::root(), |pointer, segment| pointer.child(&**segment));
    let rest = node.1.strip_prefix(&base).unwrap_or_default();
    (if rest == Pointer::root() { kind } else { held }, (node.0, base), rest)
}
