//! `cargo xtask codegen` as a program: what it writes, what it prints, how it ends.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200': {description: All of them.}
";

/// A folder with a description in it.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new() -> Self {
        let scratch = Self(tempfile::tempdir().unwrap());
        scratch.write("openapi.yaml", SPEC);
        scratch
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, content: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), content).unwrap();
    }

    /// Runs the command in the folder.
    fn codegen(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.0.path()).arg("codegen").args(["--spec", "openapi.yaml", "--out", "pets"]);
        command.args(arguments).output().unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[track_caller]
fn assert_ends_with(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{error}");
    (out, error)
}

#[test]
fn a_crate_is_written_and_then_up_to_date() {
    let scratch = Scratch::new();
    let (out, _) = assert_ends_with(&scratch.codegen(&[]), 0);
    assert!(out.starts_with("pets: "), "{out}");
    assert!(out.contains(" written, 0 unchanged, 0 removed\n"), "{out}");
    assert!(scratch.path("pets/src/lib.rs").is_file());
    let (out, _) = assert_ends_with(&scratch.codegen(&[]), 0);
    assert!(out.contains("files: 0 written, "), "{out}");
    assert_ends_with(&scratch.codegen(&["--check"]), 0);
    assert_eq!(scratch.names(), ["openapi.yaml", "pets"]);
}

#[test]
fn the_name_is_that_of_the_folder_or_the_one_that_is_given() {
    let scratch = Scratch::new();
    assert_ends_with(&scratch.codegen(&["--name", "pet-shop"]), 0);
    let manifest = fs::read_to_string(scratch.path("pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pet-shop\""), "{manifest}");
    let (out, _) = assert_ends_with(&scratch.codegen(&["--check"]), 0);
    assert!(out.starts_with("pet-shop: "), "a crate keeps its name: {out}");
}

#[test]
fn a_check_shows_what_differs_and_writes_nothing() {
    let scratch = Scratch::new();
    assert_ends_with(&scratch.codegen(&[]), 0);
    scratch.write("pets/src/lib.rs", "// edited\n");
    let (out, _) = assert_ends_with(&scratch.codegen(&["--check"]), 1);
    assert!(out.contains("changed: src/lib.rs\n"), "{out}");
    assert!(out.contains("-// edited\n"), "{out}");
    assert_eq!(fs::read_to_string(scratch.path("pets/src/lib.rs")).unwrap(), "// edited\n");
}

#[test]
fn a_check_of_nothing_writes_nothing() {
    let scratch = Scratch::new();
    let (out, _) = assert_ends_with(&scratch.codegen(&["--check"]), 1);
    assert!(out.contains("missing: src/lib.rs\n"), "{out}");
    assert_eq!(scratch.names(), ["openapi.yaml"]);
}

#[test]
fn a_description_that_is_not_there_is_an_error() {
    let scratch = Scratch::new();
    fs::remove_file(scratch.path("openapi.yaml")).unwrap();
    let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
    assert!(error.contains("openapi.yaml") || error.contains("No such file"), "{error}");
    assert!(scratch.names().is_empty());
}

#[test]
fn a_folder_that_is_not_ours_is_an_error() {
    let scratch = Scratch::new();
    scratch.write("pets/notes.txt", "precious");
    let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
    assert!(error.starts_with("error: `"), "{error}");
    assert!(error.contains("was not made by the generator: it holds `notes.txt`"), "{error}");
    assert_eq!(fs::read_dir(scratch.path("pets")).unwrap().count(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_an_error() {
    let scratch = Scratch::new();
    scratch.write("pets", "a file");
    let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
    assert!(error.contains("is not a folder"), "{error}");
    let below = scratch.path("openapi.yaml").join("pets");
    let (_, error) = assert_ends_with(&run(&["codegen", "--out", below.to_str().unwrap()]), 1);
    assert!(error.starts_with("error: "), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_an_error() {
    let scratch = Scratch::new();
    let spec = scratch.path("openapi.yaml");
    let arguments = ["codegen", "--spec", spec.to_str().unwrap(), "--out", "/proc/pets"];
    let (_, error) = assert_ends_with(&run(&arguments), 1);
    assert!(error.contains("`/proc/"), "{error}");
    assert!(!Path::new("/proc/pets").exists());
}

#[test]
fn misuse_is_told_from_failure() {
    for arguments in [&["codegen", "--name", "2fast"][..], &["codegen", "--bogus"], &["unknown"], &[]] {
        assert_ends_with(&run(arguments), 2);
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

#[test]
fn the_ledger_is_written_also_by_a_check_and_also_for_errors() {
    let scratch = Scratch::new();
    let read = || -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(scratch.path("ledger.json")).unwrap()).unwrap()
    };
    assert_ends_with(&scratch.codegen(&["--check", "--report", "ledger.json"]), 1);
    assert_eq!(scratch.names(), ["ledger.json", "openapi.yaml"]);
    assert_eq!(read().pointer("/operations/0/status").unwrap(), "generated");
    assert!(read().pointer("/seconds").unwrap().is_number());
    scratch.write("openapi.yaml", "openapi: 3.0.3\npaths: [\n");
    assert_ends_with(&scratch.codegen(&["--report", "ledger.json"]), 1);
    assert_eq!(read().pointer("/document/reasons/0/rule").unwrap(), "malformed-yaml");
}

#[test]
fn timings_show_what_each_stage_costs() {
    let scratch = Scratch::new();
    let (out, _) = assert_ends_with(&scratch.codegen(&["--timings"]), 0);
    let numbers = |stage: &str| -> Vec<String> {
        let line = out.lines().find(|line| line.starts_with(&format!("{stage} ")));
        line.unwrap_or_else(|| panic!("{stage} is missing: {out}"))
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    for stage in ["normalize", "document", "resolve", "names", "lower", "print", "report", "write", "all"] {
        let (seconds, allocations) = (&numbers(stage)[1], &numbers(stage)[4]);
        assert!(seconds.parse::<f64>().is_ok(), "{stage} takes time: {out}");
        // Where nothing was said, there is nothing to report, and no memory that it takes.
        let allocates = cfg!(feature = "count-allocations") && stage != "report";
        assert_eq!(allocations.parse::<u64>().unwrap() > 0, allocates, "{stage} allocates: {out}");
    }
    let (out, _) = assert_ends_with(&scratch.codegen(&["--check"]), 0);
    assert!(!out.contains("allocations"), "{out}");
}

#[test]
fn overlays_are_laid_over_the_description_and_a_changed_one_is_noticed() {
    let scratch = Scratch::new();
    let overlay = |name: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{title: Names, version: '1'}}\nactions: [{{target: $.paths.*.get, update: {{operationId: {name}}}}}]\n"
        )
    };
    let method = |name: &str| {
        let text = fs::read_to_string(scratch.path("pets/src/api/pets.rs")).unwrap();
        text.contains(&format!("pub fn {name}("))
    };
    scratch.write("elsewhere/names.yaml", &overlay("asked"));
    assert_ends_with(&scratch.codegen(&["--overlay", "elsewhere/names.yaml"]), 0);
    assert!(method("asked"));
    scratch.write("elsewhere/names.yaml", &overlay("changed"));
    assert_ends_with(&scratch.codegen(&["--overlay", "elsewhere/names.yaml"]), 0);
    assert!(method("changed"));
    scratch.write("overlays/names.yaml", &overlay("beside"));
    assert_ends_with(&scratch.codegen(&[]), 0);
    assert!(method("beside"));
    assert_ends_with(&scratch.codegen(&["--overlay", "elsewhere/names.yaml"]), 0);
    assert!(method("changed"));
    let (_, error) = assert_ends_with(&scratch.codegen(&["--overlay", "none.yaml"]), 1);
    assert!(error.contains("none.yaml"), "{error}");
}

/// The system refuses every thread: no memory has room for a stack of this size.
#[cfg(target_os = "linux")]
#[test]
fn where_there_are_no_threads_all_is_done_without() {
    let scratch = Scratch::new();
    let schema =
        |number| format!("    Pet{number}: {{ type: object, properties: {{ name: {{ type: string }} }} }}\n");
    let schemas: String = (0..300).map(schema).collect();
    scratch.write("openapi.yaml", &format!("{SPEC}components:\n  schemas:\n{schemas}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(scratch.0.path()).env("RUST_MIN_STACK", (1_u64 << 60).to_string());
    let output = command.args(["codegen", "--spec", "openapi.yaml", "--out", "pets"]).output().unwrap();
    assert_ends_with(&output, 0);
    assert_ends_with(&scratch.codegen(&["--check"]), 0);
}

/// Bad input of every kind: a clear message, exit 1, and nothing written.
#[test]
fn what_is_no_description_is_refused_and_nothing_is_written() {
    let wrong: &[(&str, &[u8])] = &[
        ("empty-file", b""),
        ("not-text", b"\x7fELF\x02\x01\xff\xfe"),
        ("not-openapi", b"kind: Deployment\n"),
        ("unknown-version", b"openapi: 9.9.9\n"),
        ("malformed-yaml", b"openapi: 3.0.3\npaths: [\n"),
        ("malformed-yaml", include_bytes!("../../tests/fixtures/bad/alias-bomb.yaml")),
        ("network-reference", include_bytes!("../../tests/fixtures/bad/network-reference.yaml")),
        ("reference-leaves-folder", include_bytes!("../../tests/fixtures/bad/reference-leaves-folder.yaml")),
        ("dangling-reference", include_bytes!("../../tests/fixtures/bad/dangling-reference.yaml")),
    ];
    let scratch = Scratch::new();
    for (rule, bytes) in wrong {
        fs::write(scratch.path("openapi.yaml"), bytes).unwrap();
        let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
        assert!(error.contains(&format!("error[{rule}]: ")), "{rule}: {error}");
        assert_eq!(scratch.names(), ["openapi.yaml"], "{rule}");
    }
    let large = fs::File::create(scratch.path("openapi.yaml")).unwrap();
    large.set_len(200 * 1024 * 1024).unwrap();
    let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
    assert!(error.contains("error[file-too-large]: "), "{error}");
    assert_eq!(scratch.names(), ["openapi.yaml"]);
    fs::remove_file(scratch.path("openapi.yaml")).unwrap();
    fs::create_dir(scratch.path("openapi.yaml")).unwrap();
    let (_, error) = assert_ends_with(&scratch.codegen(&[]), 1);
    assert!(error.contains("error[unreadable-file]: "), "{error}");
    assert_eq!(scratch.names(), ["openapi.yaml"]);
}
