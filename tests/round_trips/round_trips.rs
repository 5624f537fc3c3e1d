//! Every crate generated for `tests/fixtures/features` compiles without a warning, examples in its documentation included, and
//! values of its types decode, encode, and equal themselves.
//!
//! The crates are written into a workspace of their own below `target/`, with one program that uses them all. What each value
//! became is compared with `values.snap`; `INSTA_UPDATE=always` brings that up to date.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod deep;
#[path = "../fixtures.rs"]
mod fixtures;
mod program;
mod values;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fixtures::{Fixture, fixtures};
use support::workspace_path;

/// Where the crates are generated. They stay there, so that only what changed is compiled again.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("round_trips")
}

/// Writes a file unless it is there as it should be.
fn write(path: &Path, content: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == content) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Writes all crates, the program, and the workspace around them.
fn write_workspace(fixtures: &[Fixture]) {
    let root = workspace();
    for fixture in fixtures {
        let generation = fixture.generate();
        assert!(!generation.files.is_empty(), "{} is generated", fixture.name);
        for (path, content) in &generation.files {
            write(&root.join(&fixture.name).join(path), content);
        }
    }
    write(&root.join("Cargo.toml"), program::WORKSPACE);
    write(&root.join("program/Cargo.toml"), &program::manifest(fixtures));
    write(&root.join("program/src/main.rs"), &program::source(&values::values(fixtures)));
    // The same versions as this workspace uses, so that nothing is fetched.
    fs::copy(workspace_path("Cargo.lock"), root.join("Cargo.lock")).unwrap();
}

/// Runs cargo in the workspace of the crates, with the dependencies that are compiled already.
fn cargo(arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round_trips_target");
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(workspace()).env("CARGO_TARGET_DIR", target).args(arguments);
    command.args(["--offline", "--quiet"]).output().unwrap()
}

/// What a run of cargo printed, where it went well and nothing was warned of.
fn clean(output: &Output) -> String {
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{complaints}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// All in one test, since cargo does one thing at a time in a folder.
#[test]
fn the_crates_compile_and_values_equal_themselves() {
    let mut fixtures = fixtures("tests/fixtures/features");
    fixtures.push(deep::chain(300));
    write_workspace(&fixtures);
    let printed = clean(&cargo(&["run", "--package", "program"]));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace_path("tests/round_trips"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("values", printed));
    let changed: Vec<&str> = printed.lines().filter(|line| line.contains("≠")).collect();
    assert_eq!(changed, [""; 0], "these values do not equal themselves");
    clean(&cargo(&["test", "--doc", "--workspace", "--no-default-features", "--no-fail-fast"]));
    for features in ["", "cats", "big-dogs", "not-declared"] {
        clean(&cargo(&["check", "--package", "tags", "--no-default-features", "--features", features]));
    }
}
