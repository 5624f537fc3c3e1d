//! Every crate generated for `tests/fixtures/features` compiles without a warning, examples in its documentation included, and
//! values of its types decode, encode, and equal themselves.
//!
//! Every operation of them is called, over real HTTP, with everything that it takes, and answered in each way that its description declares:
//! each parameter arrives with the value that was given, and each answer is read as what it is declared to be.
//!
//! The crates are written into a workspace of their own below `target/`, with one program that uses them all. What each value
//! became is compared with `values.snap`; `INSTA_UPDATE=always` brings that up to date.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod calls;
mod deep;
#[path = "../fixtures.rs"]
mod fixtures;
mod program;
mod reading;
mod tables;
mod types;
mod values;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fixtures::{Fixture, fixtures};
use serde_json::Value;
use support::{Operation, Response, Script, SpecServer, workspace_path};

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
    write(&root.join("program/src/calls.rs"), &calls::source(fixtures));
    // The same versions as this workspace uses, so that nothing is fetched.
    fs::copy(workspace_path("Cargo.lock"), root.join("Cargo.lock")).unwrap();
}

/// Runs cargo in the workspace of the crates, with the dependencies that are compiled already.
fn cargo(arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("round_trips_target");
    let mut command = Command::new(env!("CARGO"));
    let (subcommand, rest) = arguments.split_first().unwrap();
    command.current_dir(workspace()).env("CARGO_TARGET_DIR", target).arg(subcommand);
    command.args(["--offline", "--quiet"]).args(rest).output().unwrap()
}

/// What a run of cargo printed, where it went well and nothing was warned of.
fn clean(output: &Output) -> String {
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{complaints}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Has the program call every operation of every fixture, each at a server that goes by the description. Gives back everything in which
/// something did not arrive as it is declared.
fn call_all(fixtures: &[Fixture]) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut servers = Vec::new();
        let mut arguments =
            vec!["run".to_owned(), "--package".to_owned(), "program".to_owned(), "--".to_owned()];
        for fixture in fixtures {
            let Some(description) = calls::description(fixture) else { continue };
            let server = SpecServer::start(description).await;
            script(&server);
            arguments.extend([fixture.name.clone(), server.url().to_owned()]);
            servers.push((fixture.name.clone(), server));
        }
        let run = move || clean(&cargo(&arguments.iter().map(String::as_str).collect::<Vec<_>>()));
        let printed = tokio::task::spawn_blocking(run).await.unwrap();
        let (mut complaints, mut expected) = (Vec::new(), String::new());
        for (name, server) in servers {
            complaints.extend(differences(&name, &server));
            expected.push_str(&outcomes(&name, &server));
        }
        let (printed, expected): (Vec<_>, Vec<_>) = (printed.lines().collect(), expected.lines().collect());
        let missing = expected.iter().filter(|line| !printed.contains(line));
        complaints.extend(missing.map(|line| format!("not so: {line}")));
        let others = printed.iter().filter(|line| !expected.contains(line));
        complaints.extend(others.map(|line| format!("but so: {line}")));
        complaints
    })
}

/// How many bodies an operation takes, each of which it is called with.
fn bodies(operation: &Operation) -> usize {
    operation.body.as_ref().map_or(1, |body| body.contents.len().max(1))
}

/// Has a server give every declared answer of each operation, once for each of its bodies.
fn script(server: &SpecServer) {
    for operation in server.operations() {
        let statuses = operation.responses.iter().map(|response| status(operation, response));
        let statuses: Vec<u16> = statuses.collect();
        let mut script: Option<Script> = None;
        for status in statuses.iter().cycle().take(statuses.len() * bodies(operation)) {
            let next = script.map_or_else(|| server.on(&operation.id), Script::then);
            script = Some(next.status(*status));
        }
    }
}

/// A status that a declared answer is for. A `default` by itself promises success.
fn status(operation: &Operation, response: &Response) -> u16 {
    let is_alone = operation.responses.len() == 1 && response.status == "default";
    if is_alone { 200 } else { response.code() }
}

/// What comes of the calls, a line for each answer.
fn outcomes(name: &str, server: &SpecServer) -> String {
    let mut lines = String::new();
    for operation in server.operations() {
        let prefix = format!("{name} {}", operation.id);
        for response in &operation.responses {
            let status = status(operation, response);
            let outcome = match (status, response.contents.is_empty()) {
                (..400, _) => "",
                (_, true) => " is Status without its body",
                (_, false) => " is Status with its body",
            };
            writeln!(lines, "{prefix} {status}{outcome}").unwrap();
        }
        if operation.responses.is_empty() {
            writeln!(lines, "{prefix} 200").unwrap();
        }
    }
    lines
}

/// Which operations of a description were not called, and which parameters did not arrive with their value.
fn differences(name: &str, server: &SpecServer) -> Vec<String> {
    let mut complaints = server.violations();
    let requests = server.requests();
    for operation in server.operations() {
        let calls =
            requests.iter().filter(|request| request.operation.as_deref() == Some(operation.id.as_str()));
        let calls: Vec<_> = calls.collect();
        let times = bodies(operation) * operation.responses.len().max(1);
        if calls.len() != times {
            let found = calls.len();
            complaints.push(format!("{name}: {} was called {found} times, not {times}", operation.id));
        }
        for (request, parameter) in
            calls.iter().flat_map(|call| operation.parameters.iter().map(move |parameter| (call, parameter)))
        {
            let is_it = |known: &&(String, String, Option<Value>)| {
                known.0 == parameter.location && known.1 == parameter.name
            };
            let arrived = request.values.iter().find(is_it).and_then(|(.., value)| value.as_ref());
            if arrived != Some(&parameter.example) {
                let (id, location, wire) = (&operation.id, &parameter.location, &parameter.name);
                complaints.push(format!(
                    "{name}: {id}: `{wire}` in {location} is {arrived:?}, not {}",
                    parameter.example
                ));
            }
        }
    }
    complaints
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
    let complaints = call_all(&fixtures);
    assert!(
        complaints.is_empty(),
        "{} calls did not arrive as declared:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    clean(&cargo(&["test", "--doc", "--workspace", "--no-default-features", "--no-fail-fast"]));
    for features in ["", "cats", "big-dogs", "not-declared"] {
        clean(&cargo(&["check", "--package", "tags", "--no-default-features", "--features", features]));
    }
}
