//! References to components whose names have a `/` in them, written as it is.
//!
//! In: a tree whose references are all local. Out: the same tree, with `~1` for such a slash (RFC 6901, section 3), where a reference means
//! nothing else. Deliberately absent: references that lead somewhere.

use std::collections::BTreeMap;

use serde_json::Value;

use super::grammar::{self, Kind, SECTIONS};
use super::reference::{local_reference, local_target};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

/// Rewrites the references in place.
pub(super) fn settle(tree: &mut Tree, diagnostics: &mut Diagnostics) {
    let meant = components(tree);
    if meant.is_empty() {
        return;
    }
    grammar::walk(Kind::Root, &Pointer::root(), tree, &mut |_, at, node| {
        let Some(Value::String(reference)) = node.get_mut("$ref") else { return };
        let target = local_target(reference);
        let found = target.and_then(|target| {
            let (written, component) =
                meant.iter().find(|(written, _)| target.strip_prefix(written).is_some())?;
            Some(component.join(&target.strip_prefix(written)?))
        });
        if let Some(place) = found {
            *reference = local_reference(&place);
            let message = "`/` in the name of a component is written `~1` in a `$ref`";
            diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child("$ref"))));
        }
    });
}

/// The components with a slash in their names, by the places that their names without escapes lead to.
fn components(tree: &Tree) -> BTreeMap<Pointer, Pointer> {
    let mut found = BTreeMap::new();
    for (section, _) in SECTIONS {
        let holder = Pointer::root().child("components").child(*section);
        let names = tree.pointer(holder.as_str()).and_then(Value::as_object);
        for name in names.into_iter().flat_map(serde_json::Map::keys).filter(|name| name.contains('/')) {
            let written = name.split('/').fold(holder.clone(), |place, part| place.child(part));
            if tree.pointer(written.as_str()).is_none() {
                found.insert(written, holder.child(name));
            }
        }
    }
    found
}
