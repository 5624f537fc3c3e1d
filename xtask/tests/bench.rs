//! `cargo xtask bench` as a program, and `cargo xtask apart`, which it measures with.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
#![cfg(unix)]

use std::fs;
use std::process::Command;

use serde_json::Value;

/// What is said of a script that may take so many seconds.
fn outcome(script: &str, limit: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (outcome, log) = (folder.path().join("outcome.json"), folder.path().join("log"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("apart").arg("--outcome").arg(&outcome).arg("--log").arg(log).args(["--limit", limit, "--"]);
    assert!(command.args(["sh", "-c", script]).status().unwrap().success());
    serde_json::from_slice(&fs::read(outcome).unwrap()).unwrap()
}

#[test]
fn a_program_is_measured_and_its_end_is_told() {
    let done = outcome("true", "60");
    assert!(done["Done"]["wall"].as_f64().unwrap() > 0.0, "{done}");
    assert!(done["Done"]["peak"].as_u64().unwrap() > 100_000, "{done}");
    assert_eq!(outcome("echo 'error: no' >&2; false", "60")["Failed"], "error: no");
    assert!(outcome("sleep 60", "0")["TimedOut"].is_object());
}

#[test]
fn a_size_of_nothing_is_refused() {
    for arguments in [["scale", "--operations", "0"], ["generate", "--runs", "0"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("bench").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("invalid value '0' for '{}", arguments[1])), "{said}");
    }
}
