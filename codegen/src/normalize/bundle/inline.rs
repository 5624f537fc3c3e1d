//! Writes out in place what OpenAPI has no component for: path items, and references that stand for a whole map.

use super::super::grammar::{self, Holds, Kind, member};
use super::{Bundle, LONGEST_CHAIN, MOST_NESTED, Node, written_at};
use crate::diagnostics::{self, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

impl Bundle<'_> {
    /// Writes out every reference that cannot become one to a component.
    pub(super) fn inline(&mut self) {
        let mut output = std::mem::take(&mut self.output);
        grammar::walk(Kind::Root, &Pointer::root(), &mut output, &mut |kind, at, node| {
            if self.section(kind).is_none() && kind != Kind::Example && kind != Kind::Link {
                self.write_out(at, node);
            }
            let Some(members) = node.as_object_mut() else { return };
            for (key, held) in members.iter_mut() {
                let holds = member(kind, key);
                if matches!(holds, Holds::Map(_) | Holds::List(_)) && held.get("$ref").is_some() {
                    let place = at.child(key);
                    if matches!(holds, Holds::List(_)) && !self.leads_to_list(&place, held) {
                        self.read_as_item(key, &place, held);
                    } else {
                        self.write_out(&place, held);
                    }
                }
            }
        });
        self.output = output;
    }

    /// Whether a reference that stands where a list belongs leads to one, or to nothing that is known.
    fn leads_to_list(&mut self, at: &Pointer, held: &Tree) -> bool {
        let from = self.origin(at);
        let target =
            held.get("$ref").and_then(Tree::as_str).and_then(|reference| self.reach(reference, &from));
        let node = target.and_then(|target| self.raw(&target));
        node.is_none_or(|node| node.is_array() || node.get("$ref").is_some())
    }

    /// A reference to an item, where a list belongs, is a list of that item.
    fn read_as_item(&mut self, key: &str, at: &Pointer, held: &mut Tree) {
        let message = format!("`{key}` should be a list; it is taken for one of a single item");
        self.diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.clone())));
        *held = Tree::Array(vec![held.take()]);
    }

    /// Replaces a node by what its `$ref` points at; members beside the `$ref` stay.
    fn write_out(&mut self, at: &Pointer, node: &mut Tree) {
        let mut links = 0;
        while let Some(reference) = node.get("$ref").and_then(Tree::as_str).map(str::to_owned) {
            links += 1;
            let content = self.content(at, &reference, links);
            let found = content.is_some();
            let mut content = content.unwrap_or_else(|| Tree::Object(serde_json::Map::new()));
            add_siblings(&mut content, node);
            *node = content;
            if !found {
                return;
            }
        }
    }

    /// A copy of what a `$ref` at a place of the output points at, which is from now on the origin of that place.
    fn content(&mut self, at: &Pointer, reference: &str, links: usize) -> Option<Tree> {
        let from = self.origin(at);
        let place = written_at(&from);
        let target = self.reach(reference, &from)?;
        if links > LONGEST_CHAIN || self.sources.origins.lies_within(at, &target) {
            self.diagnostics.report(diagnostics::reference_cycle(reference, place));
            return None;
        }
        if self.is_too_much(at, &from) {
            // Once is enough: there are thousands more.
            if self.nested == MOST_NESTED + 1 {
                self.diagnostics.report(diagnostics::endless_reference(reference, place));
            }
            return None;
        }
        let Some(content) = self.raw(&target).cloned() else {
            self.diagnostics.report(diagnostics::dangling_reference(reference, place));
            return None;
        };
        self.sources.origins.brought(at.clone(), &target.0, target.1);
        Some(content)
    }
}

impl Bundle<'_> {
    /// Whether references that bring references have brought more than any document means. Without a cycle, thirty of them in
    /// a row that bring two each come to a thousand million.
    fn is_too_much(&mut self, at: &Pointer, from: &Node) -> bool {
        let was_brought = from.0 != self.root || from.1 != *at;
        self.nested += usize::from(was_brought);
        self.nested > MOST_NESTED
    }
}

fn add_siblings(content: &mut Tree, node: &Tree) {
    let (Some(content), Some(members)) = (content.as_object_mut(), node.as_object()) else { return };
    for (key, value) in members.iter().filter(|(key, _)| *key != "$ref") {
        content.insert(key.clone(), value.clone());
    }
}
