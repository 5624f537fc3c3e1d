//! Draws the ledger up: every declared thing against what the crate has and what was said.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::DeclaredOperation;
use super::reasons::{Reasons, written};
use super::{
    Counts, Coverage, Declared, DiagnosticCounts, DocumentEntry, Ledger, OperationEntry, Output, Product,
    Reason, SchemaEntry, Status, StatusCounts, UntypedEntry, VERSION,
};
use crate::diagnostics::{Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::Sources;

impl Ledger {
    /// The ledger of a run that wrote these files.
    pub(crate) fn coverage(
        &self,
        files: &BTreeMap<String, String>,
        sources: &Sources,
        diagnostics: &Diagnostics,
    ) -> Coverage {
        let Self { declared, product } = self;
        let root = sources.root();
        let reasons = Reasons::new(diagnostics, sources, root, &missing(declared, product));
        let accounts = Accounts { product, reasons, failed: diagnostics.has_errors() };
        let operations: Vec<_> =
            declared.operations.iter().map(|operation| accounts.operation(operation)).collect();
        let schemas: Vec<_> = declared
            .schemas
            .iter()
            .map(|schema| SchemaEntry { pointer: written(sources, root, schema), ..accounts.schema(schema) })
            .collect();
        let untyped: Vec<_> = untyped(product, sources, root);
        Coverage {
            version: VERSION,
            document: DocumentEntry {
                file: root.to_owned(),
                title: declared.title.clone(),
                version: declared.version.clone(),
                ..accounts.document()
            },
            counts: Counts {
                operations: StatusCounts::of(operations.iter().map(|entry| entry.status)),
                schemas: StatusCounts::of(schemas.iter().map(|entry| entry.status)),
                untyped: untyped.len(),
                diagnostics: DiagnosticCounts::of(diagnostics),
            },
            operations,
            schemas,
            untyped,
            output: Output::of(files),
            seconds: None,
        }
    }
}

/// The places of what the crate does not have.
fn missing(declared: &Declared, product: &Product) -> Vec<Place> {
    let operations =
        declared.operations.iter().filter(|operation| !product.operations.contains_key(&operation.key()));
    let schemas = declared.schemas.iter().filter(|schema| !product.schemas.contains_key(schema));
    operations.map(|operation| &operation.at).chain(schemas).cloned().map(Place::Node).collect()
}

fn untyped(product: &Product, sources: &Sources, root: &str) -> Vec<UntypedEntry> {
    let entry = |(at, reason): (&Pointer, &String)| UntypedEntry {
        pointer: written(sources, root, at),
        reason: reason.clone(),
    };
    let mut entries: Vec<_> = product.untyped.iter().map(entry).collect();
    entries.sort();
    entries
}

struct Accounts<'a> {
    product: &'a Product,
    reasons: Reasons<'a>,
    /// Whether there were errors, so that nothing is written.
    failed: bool,
}

impl Accounts<'_> {
    fn operation(&self, operation: &DeclaredOperation) -> OperationEntry {
        let name = self.product.operations.get(&operation.key()).cloned();
        let places = operation.parts.iter().chain([&operation.at]);
        let said = places.flat_map(|place| self.reasons.within(place)).collect();
        let (status, reasons) = self.verdict(&operation.at, name.is_some(), said);
        OperationEntry {
            method: operation.method.clone(),
            path: operation.path.clone(),
            operation_id: operation.operation_id.clone(),
            name,
            status,
            reasons,
        }
    }

    fn schema(&self, schema: &Pointer) -> SchemaEntry {
        let name = self.product.schemas.get(schema).cloned();
        let (status, reasons) = self.verdict(schema, name.is_some(), self.reasons.within(schema));
        SchemaEntry { pointer: String::new(), name, status, reasons }
    }

    /// The status of a part, and the reasons for it.
    fn verdict(&self, at: &Pointer, is_made: bool, said: BTreeSet<usize>) -> (Status, Vec<Reason>) {
        if is_made {
            let reasons = self.reasons.claim(said);
            return (if reasons.is_empty() { Status::Generated } else { Status::Degraded }, reasons);
        }
        let explained = self.reasons.leaving_out(at);
        let is_explained = !explained.is_empty();
        let mut reasons = self.reasons.claim(said.into_iter().chain(explained).collect());
        if !is_explained {
            reasons.push(self.unexplained(at));
        }
        (Status::Skipped, reasons)
    }

    /// Rule: what is not generated has a reason of its own; it is the fault of the generator if it has none.
    fn unexplained(&self, at: &Pointer) -> Reason {
        let (rule, message) = if self.failed {
            ("document-failed", "nothing is generated, because the document has errors")
        } else {
            ("unaccounted", "this is in the document and not in the crate, and nothing said why")
        };
        self.reasons.reason(rule, &Place::Node(at.clone()), message.to_owned())
    }

    /// To be called last: what is left belongs to the document.
    fn document(&self) -> DocumentEntry {
        let reasons = self.reasons.others();
        let status = match (self.failed, reasons.is_empty()) {
            (true, _) => Status::Skipped,
            (false, false) => Status::Degraded,
            (false, true) => Status::Generated,
        };
        DocumentEntry { file: String::new(), title: String::new(), version: String::new(), status, reasons }
    }
}

impl DeclaredOperation {
    fn key(&self) -> (String, String) {
        (self.method.clone(), self.path.clone())
    }
}

impl Output {
    fn of(files: &BTreeMap<String, String>) -> Self {
        Self {
            files: files.len(),
            lines: files.values().map(|text| text.lines().count()).sum(),
            bytes: files.values().map(String::len).sum(),
        }
    }
}
