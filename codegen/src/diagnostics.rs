//! What the generator has to say about a document: the sink that every stage writes to.
//!
//! In: one [`Diagnostic`] for each thing said. Out: all of them, with a [`Severity`] that decides whether anything is
//! written. Deliberately absent: files and lines. A diagnostic names its place by a pointer into the normalised
//! document (or a span of a file that could not be read); [`render`] works the line out when it is printed.

mod cure;
pub mod render;
mod rules;

#[cfg(test)]
mod tests;

pub use cure::Cure;
pub use rules::*;

use crate::pointer::Pointer;

/// How much a diagnostic costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// The part at this place is left out.
    Skipped,
    /// The part at this place is generated, less exact than the document has it.
    Degraded,
    /// Worth knowing; nothing is lost.
    Note,
}

/// Where a diagnostic points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A node of the normalised document; the sources know which file it came from.
    Node(Pointer),
    /// A node of a file, before the files were brought together.
    InFile(String, Pointer),
    /// A byte offset of a file that could not be read as a document.
    Offset(String, usize),
    /// A file as a whole (or a folder).
    File(String),
}

/// One thing said about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name in kebab case, stable across versions: reports are grouped by it.
    pub rule: &'static str,
    /// What it costs.
    pub severity: Severity,
    /// What is wrong, in one plain sentence without a full stop; words of the document stand in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// The next action, if one is known.
    pub help: Option<String>,
    /// What an overlay can do about it.
    pub cure: Option<Cure>,
}

/// The sink: everything said so far, in the order in which it was said.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Takes one more.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes all that others have, one after the other.
    pub(crate) fn extend(&mut self, others: Vec<Self>) {
        self.0.extend(others.into_iter().flat_map(|other| other.0));
    }

    /// Makes an error of everything said by a rule.
    pub fn raise(&mut self, rule: &str) {
        self.0.iter_mut().filter(|said| said.rule == rule).for_each(|said| said.severity = Severity::Error);
    }

    /// Whether anything said forbids output.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All of them, in the order in which they were said.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}
