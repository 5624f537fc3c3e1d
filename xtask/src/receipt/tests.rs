#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;

use codegen::Files as _;
use tempfile::TempDir;

use super::{Made, Question, Recording, keep, recall};
use crate::folder::Folder;

/// A run that read one file, missed another, and made a third.
struct Run {
    scratch: TempDir,
    question: Question,
}

impl Run {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("openapi.yaml"), "openapi: 3.0.3").unwrap();
        fs::create_dir(scratch.path().join("out")).unwrap();
        fs::write(scratch.path().join("out/lib.rs"), "//! A crate.").unwrap();
        let question = Question {
            spec: scratch.path().join("openapi.yaml"),
            overlays: Vec::new(),
            out: scratch.path().join("out"),
            name: "pets".to_owned(),
            allow_dangling: false,
            colour: false,
            shown_below: String::new(),
        };
        let run = Self { scratch, question };
        let folder = run.folder();
        let recording = Recording::new(&folder);
        recording.read("openapi.yaml").unwrap();
        recording.read("paths.yaml").unwrap_err();
        keep(run.scratch.path(), &run.question, recording, &made());
        run
    }

    fn folder(&self) -> Folder {
        Folder::new(self.scratch.path()).unwrap()
    }

    fn recall(&self) -> Option<Made> {
        recall(self.scratch.path(), &self.question, &self.folder())
    }

    fn write(&self, path: &str, content: &str) {
        fs::write(self.scratch.path().join(path), content).unwrap();
    }
}

fn made() -> Made {
    let files = [("lib.rs".to_owned(), "//! A crate.".to_owned())];
    Made { files: files.into(), operations: 3, shown: "skipped: a part".to_owned(), ..Made::default() }
}

#[test]
fn what_is_as_it_was_is_not_worked_out_again() {
    assert_eq!(Run::new().recall(), Some(made()));
}

#[test]
fn another_input_is_another_run() {
    let run = Run::new();
    run.write("openapi.yaml", "openapi: 3.0.4");
    assert_eq!(run.recall(), None);
}

#[test]
fn a_file_that_was_missing_and_is_there_is_another_run() {
    let run = Run::new();
    run.write("paths.yaml", "{}");
    assert_eq!(run.recall(), None);
}

#[test]
fn an_output_that_was_edited_or_removed_is_made_anew() {
    let run = Run::new();
    run.write("out/lib.rs", "//! An edited crate.");
    assert_eq!(run.recall(), None);
    fs::remove_file(run.scratch.path().join("out/lib.rs")).unwrap();
    assert_eq!(run.recall(), None);
}

#[test]
fn another_question_is_another_run() {
    let mut run = Run::new();
    run.question.allow_dangling = true;
    assert_eq!(run.recall(), None);
}

#[test]
fn a_damaged_receipt_is_none() {
    let run = Run::new();
    let mut entries = fs::read_dir(run.scratch.path()).unwrap().map(|entry| entry.unwrap().path());
    let receipt = entries.find(|path| path.extension().is_some_and(|extension| extension == "json"));
    fs::write(receipt.unwrap(), "{").unwrap();
    assert_eq!(run.recall(), None);
}

#[test]
fn a_run_with_errors_is_not_kept() {
    let run = Run::new();
    let folder = run.folder();
    let question =
        Question { name: "other".to_owned(), out: run.scratch.path().join("else"), ..run.question.clone() };
    keep(run.scratch.path(), &question, Recording::new(&folder), &Made { failed: true, ..Made::default() });
    assert_eq!(recall(run.scratch.path(), &question, &folder), None);
}

#[test]
fn another_overlay_is_another_run_and_so_is_one_that_changed() {
    let mut run = Run::new();
    run.write("mine.yaml", "overlay: 1.0.0");
    run.question.overlays = vec!["mine.yaml".to_owned()];
    assert_eq!(run.recall(), None);
    let folder = run.folder();
    let recording = Recording::new(&folder);
    recording.read("mine.yaml").unwrap();
    keep(run.scratch.path(), &run.question, recording, &made());
    assert_eq!(run.recall(), Some(made()));
    run.write("mine.yaml", "overlay: 1.1.0");
    assert_eq!(run.recall(), None);
}
