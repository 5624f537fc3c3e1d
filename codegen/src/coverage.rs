//! The ledger: what became of every operation and every schema of a document.
//!
//! In: what the document declares (taken from the normalised tree, before anything is decoded), what the crate has, and everything
//! said on the way. Out: [`Coverage`], plain data that is written as JSON. What is declared and neither generated nor explained by a
//! diagnostic shows as skipped with the rule `unaccounted`, so that nothing can be lost in silence. Deliberately absent: the
//! clock (whoever measures sets [`Coverage::seconds`]) and files.
//!
//! ```json
//! {
//!   "version": 1,
//!   "document": { "file", "title", "version", "status", "reasons": [reason] },
//!   "operations": [{ "method", "path", "operation_id", "name", "status", "reasons": [reason] }],
//!   "schemas": [{ "pointer", "name", "status", "reasons": [reason] }],
//!   "untyped": [{ "pointer", "reason" }],
//!   "counts": {
//!     "operations": { "declared", "generated", "degraded", "skipped" },
//!     "schemas": { "declared", "generated", "degraded", "skipped" },
//!     "untyped", "diagnostics": { "errors", "skipped", "degraded", "notes" }
//!   },
//!   "output": { "files", "lines", "bytes" },
//!   "seconds"
//! }
//! ```
//!
//! `status` is `generated`, `degraded` or `skipped`; a reason is `{ "rule", "pointer", "line", "column", "message" }`, with `file`
//! where the place is not in the root document. The reasons of `document` are those that belong to no operation and no schema.
//! `name` is the Rust path below the crate, none for what is skipped. `version` grows when a member changes its meaning or goes;
//! members may be added without that.

mod accounts;
mod census;
mod counts;
mod declared;
mod product;
mod reasons;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use counts::{Counts, DiagnosticCounts, StatusCounts};
pub(crate) use declared::Declared;
pub(crate) use product::Product;
pub use reasons::Reason;

/// The number that [`Coverage::version`] has.
pub const VERSION: u32 = 1;

/// What a ledger is drawn up from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// What the document declares.
    pub(crate) declared: Declared,
    /// What the crate has.
    pub(crate) product: Product,
}

/// The ledger of a run. Its fields are written in this order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// [`VERSION`].
    pub version: u32,
    /// The document as a whole.
    pub document: DocumentEntry,
    /// Every operation of the document, in its order.
    pub operations: Vec<OperationEntry>,
    /// Every schema of `components/schemas` (or `definitions`), in the order of the document.
    pub schemas: Vec<SchemaEntry>,
    /// Every place where a value is any JSON though the document says more.
    pub untyped: Vec<UntypedEntry>,
    /// How many there are of each.
    pub counts: Counts,
    /// The size of what was generated.
    pub output: Output,
    /// How long it took, if anyone measured.
    pub seconds: Option<f64>,
}

/// What became of a part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is in the crate.
    Generated,
    /// It is in the crate, less exact than the document has it, or with a part left out.
    Degraded,
    /// It is not in the crate.
    Skipped,
}

/// The document as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentEntry {
    /// The root document.
    pub file: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// Skipped if nothing was generated.
    pub status: Status,
    /// What belongs to no operation and no schema.
    pub reasons: Vec<Reason>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationEntry {
    /// The method in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `operationId`, if it has one.
    pub operation_id: Option<String>,
    /// Its handle and method, such as `Organizations::list_orgs`.
    pub name: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why it is not just generated.
    pub reasons: Vec<Reason>,
}

/// One schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemaEntry {
    /// Where it stands.
    pub pointer: String,
    /// Its type, such as `models::Organization`.
    pub name: Option<String>,
    /// What became of it.
    pub status: Status,
    /// Why it is not just generated.
    pub reasons: Vec<Reason>,
}

/// A place where a value is any JSON though the document says more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct UntypedEntry {
    /// Where the schema stands.
    pub pointer: String,
    /// Why no type was derived.
    pub reason: String,
}

/// The size of what was generated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Files.
    pub files: usize,
    /// Lines in all of them.
    pub lines: usize,
    /// Bytes in all of them.
    pub bytes: usize,
}
