//! `cargo xtask corpus` as a program, without compiling.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const GOOD: &str = "openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '200': { description: All of them. } } }
";

const BAD: &str = "openapi: 3.0.3\npaths: [\n";

/// Runs the command in a folder, which holds what it makes too.
fn corpus(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target")).arg("corpus").args(arguments);
    command.output().unwrap()
}

#[track_caller]
fn assert_ends_with(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{error}");
    (out, error)
}

#[test]
fn one_that_fails_fails_the_run_and_not_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    fs::write(folder.path().join("specs/good.yaml"), GOOD).unwrap();
    fs::write(folder.path().join("specs/torn.yaml"), BAD).unwrap();
    let (out, error) = assert_ends_with(&corpus(folder.path(), &["specs", "--report", "report.json"]), 1);
    assert!(out.contains("1 of 2 documents passed; 1 of 1 operations made"), "{out}");
    assert!(
        error.contains("good.yaml: passed") && error.contains("torn.yaml: error[malformed-yaml]"),
        "{error}"
    );
    assert!(folder.path().join("target/corpus/good/src/lib.rs").is_file());
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report.get("finished"), Some(&Value::Bool(true)));
    assert_eq!(report.pointer("/documents/1/generation").and_then(Value::as_str), Some("refused"));
    let (out, _) = assert_ends_with(&corpus(folder.path(), &["specs", "--filter", "good", "--jobs", "1"]), 0);
    assert!(!out.contains("torn"), "{out}");
}

#[test]
fn a_folder_without_descriptions_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.yaml"), "a: 1\n").unwrap();
    let (_, error) = assert_ends_with(&corpus(folder.path(), &["."]), 1);
    assert_eq!(error, "error: `.` holds no OpenAPI or Swagger document, in JSON or YAML\n");
    let (_, error) = assert_ends_with(&corpus(folder.path(), &["nowhere"]), 1);
    assert!(error.starts_with("error: `nowhere` cannot be read"), "{error}");
    fs::write(folder.path().join("good.yaml"), GOOD).unwrap();
    let (_, error) = assert_ends_with(&corpus(folder.path(), &[".", "--filter", "bad"]), 1);
    assert_eq!(error, "error: no document of `.` has `bad` in its path\n");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_shows_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    for number in 0..300 {
        fs::write(folder.path().join(format!("specs/s{number}.yaml")), GOOD).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder.path()).env("CARGO_TARGET_DIR", folder.path().join("target"));
    command.args(["corpus", "specs", "--jobs", "1", "--report", "report.json"]);
    let running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while !folder.path().join("report.json").exists() {
        std::thread::yield_now();
    }
    let interrupt = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let (out, error) = assert_ends_with(&running.wait_with_output().unwrap(), 1);
    assert!(out.contains(" of 300 documents passed;"), "{out}");
    assert!(error.contains("error: interrupted after "), "{error}");
    let report: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(report.get("finished"), Some(&Value::Bool(false)));
    assert!(report.get("documents").and_then(Value::as_array).is_some_and(|documents| !documents.is_empty()));
}
