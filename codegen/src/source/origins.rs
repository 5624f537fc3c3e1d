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
    /// Nodes of files, by file, that are written elsewhere: an overlay brought them, or others before them were taken out of a list.
    elsewhere: BTreeMap<String, BTreeMap<Pointer, (String, Pointer)>>,
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

    /// Records that a node of a file is written as the node `from` of another. What was known of the nodes below is forgotten.
    pub(crate) fn overlaid(&mut self, file: &str, place: &Pointer, from: (String, Pointer)) {
        self.forget(file, place);
        self.elsewhere.entry(file.to_owned()).or_default().insert(place.clone(), from);
    }

    /// Forgets where a node of a file, and those below it, were written.
    pub(crate) fn forget(&mut self, file: &str, place: &Pointer) {
        let Some(records) = self.elsewhere.get_mut(file) else { return };
        records.remove(place);
        let inner: Vec<Pointer> = below(records, place).map(|(known, _)| known.clone()).collect();
        for known in inner {
            records.remove(&known);
        }
    }

    /// Records that an item was taken out of a list of a file, so that those behind it, up to `count`, moved up.
    pub(crate) fn moved_up(&mut self, file: &str, list: &Pointer, removed: usize, count: usize) {
        for index in removed..count {
            let (place, before) = (list.child(index), list.child(index + 1));
            let origin = self.written(file.to_owned(), before.clone());
            let records = self.elsewhere.entry(file.to_owned()).or_default();
            let moved: Vec<_> = below(records, &before)
                .filter_map(|(known, from)| Some((place.join(&known.strip_prefix(&before)?), from.clone())))
                .collect();
            self.overlaid(file, &place, origin);
            self.forget(file, &before);
            self.elsewhere.entry(file.to_owned()).or_default().extend(moved);
        }
    }

    /// The file and the place where a node of a file is written.
    pub(crate) fn written(&self, file: String, place: Pointer) -> (String, Pointer) {
        match self.elsewhere.get(&file).and_then(|records| nearest(records, &place)) {
            Some(((file, inner), rest)) => (file.clone(), inner.join(&rest)),
            None => (file, place),
        }
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

/// The records of the nodes below a node: they stand together, as their pointers begin with the same text.
fn below<'a, T>(
    records: &'a BTreeMap<Pointer, T>,
    place: &Pointer,
) -> impl Iterator<Item = (&'a Pointer, &'a T)> {
    records.range(place.child("")..).take_while(move |(known, _)| known.strip_prefix(place).is_some())
}
