//! How many there are of each: a first look at a ledger.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::diagnostics::{Diagnostics, Severity};

/// How many there are of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Operations by status.
    pub operations: StatusCounts,
    /// Schemas by status.
    pub schemas: StatusCounts,
    /// Untyped places.
    pub untyped: usize,
    /// Everything said.
    pub diagnostics: DiagnosticCounts,
}

/// How many have which status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts {
    /// All of the document.
    pub declared: usize,
    /// Those in the crate as they are.
    pub generated: usize,
    /// Those in the crate less exact.
    pub degraded: usize,
    /// Those not in the crate.
    pub skipped: usize,
}

/// How much was said of which severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticCounts {
    /// Errors.
    pub errors: usize,
    /// Parts left out.
    pub skipped: usize,
    /// Parts less exact.
    pub degraded: usize,
    /// Notes.
    pub notes: usize,
}

impl StatusCounts {
    /// Those in the crate.
    pub fn made(&self) -> usize {
        self.generated + self.degraded
    }

    pub(super) fn of(statuses: impl Iterator<Item = Status>) -> Self {
        statuses.fold(Self::default(), |mut counts, status| {
            counts.declared += 1;
            match status {
                Status::Generated => counts.generated += 1,
                Status::Degraded => counts.degraded += 1,
                Status::Skipped => counts.skipped += 1,
            }
            counts
        })
    }
}

impl DiagnosticCounts {
    pub(super) fn of(diagnostics: &Diagnostics) -> Self {
        Self {
            errors: diagnostics.count(Severity::Error),
            skipped: diagnostics.count(Severity::Skipped),
            degraded: diagnostics.count(Severity::Degraded),
            notes: diagnostics.count(Severity::Note),
        }
    }
}
