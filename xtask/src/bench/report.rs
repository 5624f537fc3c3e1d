//! What was measured, as data that the tables and the JSON are made of.
//!
//! ```json
//! { "version": 1, "machine": { "processor", "cores", "memory_bytes", "system", "rustc" }, "tools": { "name": "version" },
//!   "sections": [{ "part", "title", "columns": [{ "name", "unit" }],
//!     "rows": [{ "subject", "candidate", "values": [{ "median", "least", "most", "runs", "is_bound", "ratio" } or null], "note" }],
//!     "remarks": [text] }] }
//! ```
//!
//! `ratio` is the median over ours, of the same subject.

use std::collections::BTreeMap;

use serde::Serialize;

use super::machine::Machine;
use super::samples::Spread;

/// The number that [`Report::version`] has.
const VERSION: u32 = 1;

/// The candidate that all others are compared with.
pub const OURS: &str = "ours";

/// Everything that a run measured.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    version: u32,
    machine: Machine,
    /// The versions of the other tools.
    tools: BTreeMap<String, String>,
    /// One for each table.
    pub sections: Vec<Section>,
}

impl Report {
    /// A report without tables.
    pub fn new(machine: Machine, tools: BTreeMap<String, String>) -> Self {
        Self { version: VERSION, machine, tools, sections: Vec::new() }
    }

    /// The machine and the versions, in a line or two.
    pub fn heading(&self) -> String {
        let tools: Vec<_> = self.tools.iter().map(|(name, version)| format!("{name} {version}")).collect();
        let tools = if tools.is_empty() { "no other generators".to_owned() } else { tools.join(", ") };
        format!("Machine: {}. Compared with {tools}.\n", self.machine)
    }
}

/// A table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// The part of the run that it belongs to.
    pub part: &'static str,
    /// What it is about.
    pub title: String,
    /// What was measured.
    pub columns: Vec<Column>,
    /// Of what.
    pub rows: Vec<Row>,
    /// What could not be measured, and why; and what to bear in mind.
    pub remarks: Vec<String>,
}

/// Something that is measured.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Column {
    /// What it is called.
    pub name: &'static str,
    /// What it is counted in.
    pub unit: Unit,
}

/// What a number is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Bytes.
    Bytes,
    /// Things.
    Count,
    /// Things for each other thing.
    Rate,
}

/// What was measured of one candidate with one subject.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What it was done with: a description, a kind of JSON.
    pub subject: String,
    /// Who did it.
    pub candidate: String,
    /// A number for each column, where there is one.
    pub values: Vec<Option<Value>>,
    /// Why there are none.
    pub note: Option<String>,
}

/// A number and how it compares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Value {
    /// What was measured.
    #[serde(flatten)]
    pub spread: Spread,
    /// Its median over ours.
    pub ratio: Option<f64>,
}

impl Section {
    /// An empty table.
    pub fn new(part: &'static str, title: &str, columns: &[(&'static str, Unit)]) -> Self {
        let columns = columns.iter().map(|&(name, unit)| Column { name, unit }).collect();
        Self { part, title: title.to_owned(), columns, ..Self::default() }
    }

    /// Adds a row. One of ours stands before those that are compared with it.
    pub fn add(
        &mut self,
        subject: &str,
        candidate: &str,
        numbers: impl IntoIterator<Item = Option<Spread>>,
        note: Option<&str>,
    ) {
        let ours = self.rows.iter().find(|row| row.subject == subject && row.candidate == OURS);
        let own: Vec<Option<f64>> = ours
            .map(|row| row.values.iter().map(|value| value.map(|value| value.spread.median)).collect())
            .unwrap_or_default();
        let ratio = |column: usize, spread: Spread| {
            let own = own.get(column).copied().flatten()?;
            (own > 0.0).then(|| spread.median / own)
        };
        let values = numbers
            .into_iter()
            .enumerate()
            .map(|(column, number)| number.map(|spread| Value { spread, ratio: ratio(column, spread) }));
        let (values, note) = (values.collect(), note.map(str::to_owned));
        self.rows.push(Row { subject: subject.to_owned(), candidate: candidate.to_owned(), values, note });
    }

    /// Says what could not be measured, or what to bear in mind.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }
}
