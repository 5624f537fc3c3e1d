//! What came of a run: data that the table and the report are made of.

use std::collections::BTreeMap;

use anyhow::Result;
use codegen::coverage::{Counts, Output};
use serde::Serialize;

/// The number that [`Report::version`] has.
const VERSION: u32 = 1;

/// What came of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Grows when a member changes its meaning or goes.
    pub version: u32,
    /// Whether all were run; false while the run goes on, and if it was interrupted.
    pub finished: bool,
    /// Whether the results were compiled.
    pub compile: bool,
    /// How many there are to run.
    pub planned: usize,
    /// How many passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
    /// Those that were run, by name.
    pub documents: Vec<Outcome>,
}

impl Report {
    /// Of a run that has not begun.
    pub fn new(compile: bool, planned: usize) -> Self {
        Self {
            version: VERSION,
            finished: false,
            compile,
            planned,
            passed: 0,
            failed: 0,
            documents: Vec::new(),
        }
    }

    /// Takes one more.
    pub fn add(&mut self, outcome: Outcome) {
        self.passed += usize::from(outcome.passed);
        self.failed += usize::from(!outcome.passed);
        let place = self.documents.partition_point(|known| known.document < outcome.document);
        self.documents.insert(place, outcome);
    }
}

/// What came of one description.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Its path below the folder.
    pub document: String,
    /// The name of its crate, and of the folder in `target/corpus`.
    pub name: String,
    /// Whether nothing is wrong with it.
    pub passed: bool,
    /// How generating ended.
    pub generation: Ending,
    /// How much of it was generated; all zero if the generator did not come that far.
    pub counts: Counts,
    /// The size of the crate.
    pub output: Output,
    /// How long generating took.
    pub seconds: f64,
    /// What the compiler said, if it was asked.
    pub compilation: Option<Compilation>,
    /// The first thing that went wrong.
    pub first_error: Option<String>,
}

/// How generating ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The crate is there.
    Generated,
    /// The description has errors.
    Refused,
    /// The generator panicked.
    Panicked,
    /// The system ended the generator: an overflow of the stack, or too much memory.
    Killed,
    /// It took too long.
    TimedOut,
    /// It could not be run.
    Failed,
}

/// What the compiler said.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Compilation {
    /// Errors.
    pub errors: usize,
    /// Warnings, which are failures too.
    pub warnings: usize,
    /// How many there are of each code (or lint).
    pub codes: BTreeMap<String, usize>,
    /// How long it took.
    pub seconds: f64,
    /// The first error, or else the first warning.
    pub first: Option<String>,
}

impl Outcome {
    /// Whether there is something to compile.
    pub fn has_output(&self) -> bool {
        self.generation == Ending::Generated
    }

    /// Takes down what the compiler said, or why it could not be asked.
    pub fn compiled(&mut self, checked: Result<Compilation>) {
        let compilation = checked.unwrap_or_else(|error| Compilation {
            errors: 1,
            first: Some(format!("{error:#}")),
            ..Compilation::default()
        });
        self.passed &= compilation.errors + compilation.warnings == 0;
        self.first_error = self.first_error.take().or_else(|| compilation.first.clone());
        self.compilation = Some(compilation);
    }
}
