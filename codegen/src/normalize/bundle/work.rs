//! What there is to do for a document: mostly nothing, for it is one file whose references lead to its own components.
//!
//! In: the tree of the root document. Out: which kinds of references it has. Deliberately absent: where they lead.

use super::super::grammar::{self, Holds, Kind, SECTIONS, member};
use super::super::version::Version;
use super::discover::mapped;
use crate::source::Tree;

/// The work that a document takes.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// There may be a reference that is written out: one that stands for something other than a component.
    pub(super) writes_out: bool,
    /// There is a reference that does not start in the document itself.
    pub(super) leads_out: bool,
}

impl Work {
    /// What the document takes; it stays as it is.
    pub(super) fn of(tree: &mut Tree, version: Version) -> Self {
        let mut all = Self {
            writes_out: version == Version::Swagger2 || tree.get("x-path-files").is_some(),
            leads_out: false,
        };
        for part in grammar::walk_apart(tree, |kind, _, node, work: &mut Self| work.see(kind, node)) {
            all.writes_out |= part.writes_out;
            all.leads_out |= part.leads_out;
        }
        all
    }

    fn see(&mut self, kind: Kind, node: &Tree) {
        let leads_out = |reference: &str| !reference.starts_with('#');
        if kind == Kind::Discriminator {
            let mapping = node.get("mapping").and_then(Tree::as_object);
            let values = mapping.into_iter().flat_map(|mapping| mapping.values()).filter_map(Tree::as_str);
            self.leads_out |= values.filter_map(mapped).any(|reference| leads_out(&reference));
        }
        if let Some(reference) = node.get("$ref") {
            let is_component = SECTIONS.iter().any(|(_, held)| *held == kind && kind != Kind::PathItem);
            self.writes_out |= !is_component;
            self.leads_out |= reference.as_str().is_some_and(leads_out);
        }
        for (key, held) in node.as_object().into_iter().flatten() {
            self.writes_out |=
                matches!(member(kind, key), Holds::Map(_) | Holds::List(_)) && held.get("$ref").is_some();
        }
    }
}
