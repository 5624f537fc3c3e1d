//! A document with one of each status, its whole ledger beside it; and what nothing said anything about.
//!
//! `UPDATE_EXPECTED=1` writes the expected ledger anew.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{Coverage, Declared, Ledger, Product, Status};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::{Options, generate};

/// The ledger of a document of one file, without the size of the output, which is of no interest here.
fn ledger(text: &str) -> Coverage {
    let files = BTreeMap::from([("openapi.yaml".to_owned(), text.as_bytes().to_vec())]);
    let options = Options { crate_name: "sample".to_owned(), manifest: None, allow_dangling: true };
    let mut coverage = generate(&files, "openapi.yaml", &options).coverage();
    coverage.output = super::Output::default();
    coverage
}

#[test]
fn one_of_each() {
    let ledger = serde_json::to_string_pretty(&ledger(include_str!("tests/each.yaml"))).unwrap() + "\n";
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/coverage/tests/each.json");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&expected, &ledger).unwrap();
    }
    assert_eq!(ledger, std::fs::read_to_string(&expected).unwrap_or_default());
}

#[test]
fn the_fixture_has_each_status() {
    let Coverage { document, operations, schemas, untyped, .. } = ledger(include_str!("tests/each.yaml"));
    for status in [Status::Generated, Status::Degraded, Status::Skipped] {
        assert!(operations.iter().any(|entry| entry.status == status), "no operation is {status:?}");
    }
    for status in [Status::Generated, Status::Degraded] {
        assert!(schemas.iter().any(|entry| entry.status == status), "no schema is {status:?}");
    }
    assert!(!document.reasons.is_empty());
    assert!(!untyped.is_empty());
}

#[test]
fn what_nobody_accounts_for_is_skipped() {
    let tree = json!({
        "paths": { "/a": { "get": { "operationId": "a" }, "PUT": {}, "x-get": {} } },
        "components": { "schemas": { "A": { "type": "string" } } },
    });
    let declared = Declared::of(&tree);
    let sources = Sources::new("openapi.yaml");
    let ledger = Ledger { declared, product: Product::default() };
    let ledger = ledger.coverage(&BTreeMap::new(), &sources, &Diagnostics::default());
    let operations: Vec<_> =
        ledger.operations.iter().map(|entry| (entry.method.as_str(), entry.status)).collect();
    assert_eq!(operations, [("GET", Status::Skipped), ("PUT", Status::Skipped)]);
    let reasons = ledger.operations.iter().map(|entry| &entry.reasons);
    for reasons in reasons.chain(ledger.schemas.iter().map(|entry| &entry.reasons)) {
        let [reason] = reasons.as_slice() else { panic!("{reasons:?}") };
        assert_eq!(reason.rule, "unaccounted");
    }
    assert_eq!(ledger.schemas.len(), 1);
}

#[test]
fn a_document_with_errors_has_nothing() {
    let ledger = ledger(
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      responses: { '200': { $ref: 'https://example.com/a.yaml' } }\n",
    );
    assert_eq!(ledger.document.status, Status::Skipped);
    assert_eq!(ledger.counts.operations.skipped, 1);
    assert!(ledger.counts.diagnostics.errors > 0);
    let rules: Vec<_> =
        ledger.operations.iter().flat_map(|entry| &entry.reasons).map(|reason| &reason.rule).collect();
    assert!(rules.iter().any(|rule| *rule == "network-reference" || *rule == "document-failed"), "{rules:?}");
}

#[test]
fn an_unreadable_document_has_a_reason() {
    let ledger = ledger("");
    assert_eq!(ledger.document.status, Status::Skipped);
    assert_eq!(ledger.document.reasons.first().map(|reason| reason.rule.as_str()), Some("empty-file"));
}

#[test]
fn a_component_that_is_another_type_goes_by_that() {
    let ledger = ledger(
        "openapi: 3.1.0
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { anyOf: [{ type: string, enum: [a, b] }, { type: 'null' }] }
    B: { $ref: '#/components/schemas/A' }
",
    );
    let names: Vec<_> = ledger.schemas.iter().map(|entry| (entry.name.as_deref(), entry.status)).collect();
    let made = |name| (Some(name), Status::Generated);
    assert_eq!(names, [made("models::A"), made("models::B")]);
}
