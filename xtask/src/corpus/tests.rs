//! A description whose generator fails in one way or another.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::documents::Document;
use super::generation::generate;
use super::outcome::{Compilation, Ending, Outcome, Report};
use super::scratch::{Scratch, prepare};
use super::table::table;

/// What comes of a description with a generator that is this script.
fn outcome(script: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let generator = folder.path().join("generator");
    fs::write(&generator, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&generator, fs::Permissions::from_mode(0o755)).unwrap();
    let document = Document {
        path: PathBuf::from("pets.yaml"),
        name: "pets.yaml".to_owned(),
        crate_name: "pets".to_owned(),
        bytes: 1,
    };
    generate(&generator, &document, &Scratch::at(folder.path().join("corpus")).unwrap())
}

#[test]
fn every_end_of_the_generator_is_told() {
    let cases = [
        ("exit 0", Ending::Generated, None),
        ("echo 'error: no' >&2; exit 1", Ending::Refused, Some("error: no")),
        (
            "echo \"thread 'main' panicked at a.rs:1:2:\" >&2; echo ouch >&2; exit 101",
            Ending::Panicked,
            Some("thread 'main' panicked at a.rs:1:2: (ouch)"),
        ),
        ("kill -9 $$", Ending::Killed, Some("the generator said nothing")),
    ];
    for (script, ending, error) in cases {
        let outcome = outcome(script);
        assert_eq!((outcome.generation, outcome.first_error.as_deref()), (ending, error), "{script}");
        assert_eq!(outcome.passed, error.is_none(), "{script}");
    }
}

#[test]
fn an_operation_that_is_not_made_is_a_failure() {
    let ledger = r#"{"counts": {"operations": {"declared": 3, "generated": 1, "degraded": 1, "skipped": 1},
        "schemas": {"declared": 0, "generated": 0, "degraded": 0, "skipped": 0}, "untyped": 0,
        "diagnostics": {"errors": 0, "skipped": 1, "degraded": 1, "notes": 0}},
        "output": {"files": 1, "lines": 2, "bytes": 3}}"#;
    let outcome = outcome(&format!(
        "while [ \"$1\" != --report ]; do shift; done; cat > \"$2\" <<'END'\n{ledger}\nEND"
    ));
    assert_eq!(outcome.first_error.as_deref(), Some("1 of 3 operations are not made"));
    assert!(!outcome.passed);
    assert_eq!(outcome.output.lines, 2);
}

#[test]
fn a_warning_is_a_failure_and_the_table_says_so() {
    let mut failing = outcome("exit 0");
    let first = Some("warning[dead_code]: never used".to_owned());
    failing.compiled(Ok(Compilation { warnings: 1, first, ..Compilation::default() }));
    failing.seconds = 0.25;
    let mut report = Report::new(true, 2);
    report.add(failing);
    report.add(Outcome { document: "a.json".to_owned(), seconds: 1.0, ..outcome("exit 0") });
    assert_eq!((report.passed, report.failed), (1, 1));
    let expected = "\
document   operations  notes  lines  seconds  compiled    seconds  first error
a.json         0 of 0      0      0     1.00  -
pets.yaml      0 of 0      0      0     0.25  1 warnings     0.00  warning[dead_code]: never used

1 of 2 documents passed; 0 of 0 operations made, 0 lines, 0 untyped values
";
    assert_eq!(table(&report), expected);
}

#[test]
fn a_crate_becomes_a_workspace_once() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("Cargo.toml");
    fs::write(&manifest, "[package]\nname = \"pets\"\n").unwrap();
    prepare(folder.path()).unwrap();
    prepare(folder.path()).unwrap();
    assert_eq!(fs::read_to_string(manifest).unwrap(), "[package]\nname = \"pets\"\n\n[workspace]\n");
    assert!(folder.path().join("Cargo.lock").is_file());
}
