//! Why something is not just generated: the diagnostics that cost something, by the place that they are about.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::pointer::Pointer;
use crate::source::{Location, Sources};

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Reason {
    /// The rule, in kebab case.
    pub rule: String,
    /// The place in its document.
    pub pointer: String,
    /// The file, if it is not the root document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// All reasons of a run.
pub(super) struct Reasons<'a> {
    sources: &'a Sources,
    root: &'a str,
    /// Everything that costs something, in the order in which it was said.
    costs: Vec<&'a Diagnostic>,
    /// Indexes into `costs` by place.
    by_place: BTreeMap<&'a Pointer, Vec<usize>>,
    locations: BTreeMap<Place, Location>,
    /// Indexes of those that some part of the document has for a reason.
    claimed: RefCell<BTreeSet<usize>>,
}

impl<'a> Reasons<'a> {
    /// Of everything said; `more` are places that reasons are made for besides.
    pub(super) fn new(
        diagnostics: &'a Diagnostics,
        sources: &'a Sources,
        root: &'a str,
        more: &[Place],
    ) -> Self {
        let costs: Vec<_> = diagnostics.iter().filter(|said| said.severity != Severity::Note).collect();
        let locations = sources.locate(costs.iter().map(|said| &said.place).chain(more));
        let mut by_place: BTreeMap<&Pointer, Vec<usize>> = BTreeMap::new();
        for (index, said) in costs.iter().enumerate() {
            match &said.place {
                Place::InFile(file, _) if file != root => {}
                Place::Node(pointer) | Place::InFile(_, pointer) => {
                    by_place.entry(pointer).or_default().push(index);
                }
                Place::Offset(..) | Place::File(_) => {}
            }
        }
        Self { sources, root, costs, by_place, locations, claimed: RefCell::default() }
    }

    /// What was said about a place and all below it.
    pub(super) fn within(&self, place: &Pointer) -> BTreeSet<usize> {
        let from = self.by_place.range::<Pointer, _>(place..);
        let near = from.take_while(|(pointer, _)| pointer.as_str().starts_with(place.as_str()));
        near.filter(|(pointer, _)| pointer.strip_prefix(place).is_some())
            .flat_map(|(_, indexes)| indexes.iter().copied())
            .collect()
    }

    /// What was left out whole with this place: what was skipped there, or where something around it stands.
    pub(super) fn leaving_out(&self, place: &Pointer) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut holder = Some(place.clone());
        while let Some(candidate) = holder {
            let here = self.by_place.get(&candidate).into_iter().flatten().copied();
            found.extend(here.filter(|index| self.is_left_out(*index)));
            holder = candidate.parent();
        }
        found
    }

    fn is_left_out(&self, index: usize) -> bool {
        let severity = self.costs.get(index).map(|said| said.severity);
        matches!(severity, Some(Severity::Skipped | Severity::Error))
    }

    /// The reasons of these numbers, in the order in which they were said.
    pub(super) fn claim(&self, indexes: BTreeSet<usize>) -> Vec<Reason> {
        let reasons = self.told(indexes.iter().copied());
        self.claimed.borrow_mut().extend(indexes);
        reasons
    }

    /// The reasons that nothing has claimed.
    pub(super) fn others(&self) -> Vec<Reason> {
        let claimed = self.claimed.borrow();
        self.told((0..self.costs.len()).filter(|index| !claimed.contains(index)))
    }

    /// Each of them once: what several operations have in common may have been said for each.
    fn told(&self, indexes: impl Iterator<Item = usize>) -> Vec<Reason> {
        let mut known = BTreeSet::new();
        let reasons = indexes.filter_map(|index| Some(self.said(self.costs.get(index)?)));
        reasons.filter(|reason| known.insert(reason.clone())).collect()
    }

    fn said(&self, said: &Diagnostic) -> Reason {
        self.reason(said.rule, &said.place, said.message.clone())
    }

    /// A reason at a place of the document.
    pub(super) fn reason(&self, rule: &str, place: &Place, message: String) -> Reason {
        let location = self.locations.get(place);
        let file = location.map(|location| location.file.clone()).filter(|file| file != self.root);
        Reason {
            rule: rule.to_owned(),
            pointer: self.pointer(place),
            file,
            line: location.and_then(|location| location.line),
            column: location.and_then(|location| location.column),
            message,
        }
    }

    fn pointer(&self, place: &Place) -> String {
        match place {
            Place::Node(pointer) => written(self.sources, self.root, pointer),
            Place::InFile(_, pointer) => pointer.to_string(),
            Place::Offset(..) | Place::File(_) => String::new(),
        }
    }
}

/// A place as the root document has it; what came from another file goes by its place in the whole.
pub(super) fn written(sources: &Sources, root: &str, pointer: &Pointer) -> String {
    let (file, inner) = sources.origins.of(pointer, root);
    if file == root { inner.to_string() } else { pointer.to_string() }
}
