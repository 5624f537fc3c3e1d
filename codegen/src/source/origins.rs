//! Which node of the normalised document came from which node of which file.

use std::collections::BTreeMap;

use crate::pointer::Pointer;

/// Origins of nodes. Only roots of moved subtrees are recorded; what lies below moves with them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origins {
    /// Nodes that came from another file, or another place of the root document.
    files: BTreeMap<Pointer, (String, Pointer)>,
    /// Nodes that a later pass moved within the document.
    moves: BTreeMap<Pointer, Pointer>,
}

impl Origins {
    /// Records that the node at `place` is the node `inner` of `file`.
    pub(crate) fn brought(&mut self, place: Pointer, file: &str, inner: Pointer) {
        self.files.insert(place, (file.to_owned(), inner));
    }

    /// Records that the node at `place` stood at `before` when the files had just been brought together.
    pub(crate) fn moved(&mut self, place: Pointer, before: Pointer) {
        self.moves.insert(place, before);
    }

    /// Whether every node stands where it was read, in the root document.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.moves.is_empty()
    }

    /// Whether a place lies within (or is) something that was brought from this node of a file.
    pub(crate) fn lies_within(&self, pointer: &Pointer, node: &(String, Pointer)) -> bool {
        let mut holder = Some(pointer.clone());
        while let Some(candidate) = holder {
            if self.files.get(&candidate) == Some(node) {
                return true;
            }
            holder = candidate.parent();
        }
        false
    }

    /// The file and the node in it that a node of the normalised document came from; what is not recorded stands at the
    /// same place of `root`.
    pub(crate) fn of(&self, pointer: &Pointer, root: &str) -> (String, Pointer) {
        let before = match nearest(&self.moves, pointer) {
            Some((before, rest)) => before.join(&rest),
            None => pointer.clone(),
        };
        match nearest(&self.files, &before) {
            Some(((file, inner), rest)) => (file.clone(), inner.join(&rest)),
            None => (root.to_owned(), before),
        }
    }
}

/// What is recorded for the pointer or the closest node that holds it, and the way from there.
fn nearest<'a, T>(records: &'a BTreeMap<Pointer, T>, pointer: &Pointer) -> Option<(&'a T, Pointer)> {
    if records.is_empty() {
        return None;
    }
    let mut holder = Some(pointer.clone());
    while let Some(candidate) = holder {
        if let Some(record) = records.get(&candidate) {
            return Some((record, pointer.strip_prefix(&candidate)?));
        }
        holder = candidate.parent();
    }
    None
}
