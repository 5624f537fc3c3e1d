//! The same API, however its description is written: laws that hold for the workspace's own description and for every fixture.
//!
//! Each law changes the documents in a way that must not matter, generates again, and compares the crates.

pub(crate) mod changes;

use std::collections::BTreeMap;
use std::path::Path;

use codegen::is_runtime;
use serde_json::{Value, json};
use support::workspace_path;

use crate::fixtures::{Documents, Fixture, fixtures, generate};
use changes::{read, write};

/// The files of a crate.
type Crate = BTreeMap<String, String>;

/// The workspace's own description and the fixtures of all features.
fn subjects() -> Vec<Fixture> {
    let mut subjects = fixtures("tests/fixtures/features");
    subjects.extend(Fixture::at(&workspace_path("spec")));
    subjects
}

/// The crate of a subject after a change of its documents.
fn after(subject: &Fixture, change: impl Fn(&mut Documents)) -> Crate {
    let mut files = subject.files.clone();
    change(&mut files);
    let generation = generate(&files, &subject.root, "law");
    let said = codegen::diagnostics::render::render(&generation.diagnostics, &generation.sources, false);
    assert!(!generation.files.is_empty(), "{}: {said}", subject.name);
    generation.files
}

/// Changes each document as a tree.
fn each(change: impl Fn(&mut Value)) -> impl Fn(&mut Documents) {
    move |files| {
        for bytes in files.values_mut() {
            let mut document = read(bytes);
            change(&mut document);
            *bytes = write(&document);
        }
    }
}

/// The lines that differ, for a message that can be read.
fn differences(before: &Crate, after: &Crate) -> String {
    let lines = |files: &Crate| -> Vec<String> {
        let lines =
            files.iter().flat_map(|(path, text)| text.lines().map(move |line| format!("{path}: {line}")));
        lines.collect()
    };
    let (one, other) = (lines(before), lines(after));
    let gone = one.iter().filter(|line| !other.contains(line)).map(|line| format!("- {line}\n"));
    let new = other.iter().filter(|line| !one.contains(line)).map(|line| format!("+ {line}\n"));
    gone.chain(new).take(30).collect()
}

fn assert_same(subject: &Fixture, before: &Crate, after: &Crate) {
    assert!(before == after, "{}:\n{}", subject.name, differences(before, after));
}

#[test]
fn two_runs_write_the_same_bytes() {
    for subject in subjects() {
        assert_same(&subject, &after(&subject, |_| {}), &after(&subject, |_| {}));
    }
}

#[test]
fn json_is_as_good_as_yaml() {
    for subject in subjects() {
        assert_same(&subject, &after(&subject, |_| {}), &after(&subject, each(|_| {})));
    }
}

fn is_module(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

/// What of a crate does not depend on the order in which things are declared: the lines of its code, sorted, and those of several rows of a
/// table row by row.
fn unordered(files: &Crate) -> Crate {
    let sorted = |text: &String| {
        let is_code = |line: &&str| !line.is_empty() && !line.trim_start().starts_with("//");
        let lines = text.lines().filter(is_code);
        let mut lines: Vec<String> = lines.flat_map(rows).map(unordered_line).collect();
        lines.sort();
        lines.join("\n")
    };
    let modules = files.iter().filter(|(path, _)| is_module(path));
    modules.map(|(path, text)| (path.clone(), sorted(text))).collect()
}

/// The rows of a line: its pieces between commas that stand in no bracket.
fn rows(line: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let pieces = line.split_inclusive(move |character| {
        depth += match character {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        character == ',' && depth == 0
    });
    pieces.map(|row| row.trim_end_matches(',')).collect()
}

/// A line without the number of its row, without the order of a list of constants or of the schemes that are needed together, and without
/// what tells the last line of a function from the others.
fn unordered_line(line: &str) -> String {
    let line = line.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit());
    let line = line.trim_start_matches("let parts = ").trim_end_matches(';');
    if !line.contains("&[") && !line.starts_with("security(") {
        return line.to_owned();
    }
    let mut words: Vec<&str> = line.split(['(', ')', '[', ']', ',', ' ']).collect();
    words.sort_unstable();
    words.join(" ")
}

#[test]
fn the_order_of_keys_does_not_change_the_api() {
    for subject in subjects() {
        let before = unordered(&after(&subject, |_| {}));
        for change in [changes::reverse_keys, changes::shuffle_keys] {
            assert_same(&subject, &before, &unordered(&after(&subject, each(change))));
        }
    }
}

#[test]
fn one_file_is_as_good_as_many() {
    type Split = fn(&mut Documents, &str);
    let all: [Split; 3] = [changes::split, changes::split_paths, changes::split_components];
    for subject in subjects().iter().filter(|subject| subject.files.len() == 1) {
        let before = after(subject, |_| {});
        // What is no reference before it is repaired cannot be moved as one.
        let splits = if subject.name == "readable_mistakes" { &all[..1] } else { &all };
        for split in splits {
            assert_same(subject, &before, &after(subject, |files| split(files, &subject.root)));
        }
    }
}

#[test]
fn an_overlay_is_as_good_as_an_edit() {
    for subject in subjects() {
        assert_same(
            &subject,
            &after(&subject, |_| {}),
            &after(&subject, |files| changes::overlay(files, &subject.root)),
        );
    }
}

#[test]
fn a_component_is_as_good_as_what_stands_in_place() {
    for subject in subjects() {
        let before = after(&subject, |_| {});
        assert_same(&subject, &before, &after(&subject, each(changes::inline_parameters_and_responses)));
        assert_same(&subject, &before, &after(&subject, each(changes::extract_request_bodies)));
    }
}

#[test]
fn the_spelling_of_three_one_is_as_good_as_that_of_three_zero() {
    for subject in subjects().iter().filter(|subject| changes::is_three_zero(&subject.files[&subject.root])) {
        assert_same(subject, &after(subject, |_| {}), &after(subject, each(changes::spell_as_three_one)));
    }
}

/// Adds a schema and an operation that nothing else knows of.
fn add_unrelated(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let operation = json!({
        "tags": ["zzz unrelated"],
        "operationId": "unrelatedOperation",
        "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": { "type": "object", "properties": { "unrelated": { "type": "string" } } } } } } },
    });
    document["paths"]["/zzz-unrelated"] = json!({ "get": operation });
    let schema = json!({ "type": "object", "properties": { "unrelated": { "type": "boolean" } } });
    let schemas = if document.get("swagger").is_some() {
        &mut document["definitions"]
    } else {
        &mut document["components"]["schemas"]
    };
    schemas["ZzzUnrelated"] = schema;
    files.insert(root.to_owned(), write(&document));
}

#[test]
fn an_unrelated_addition_moves_nothing_else() {
    for subject in subjects() {
        let (before, after) =
            (after(&subject, |_| {}), after(&subject, |files| add_unrelated(files, &subject.root)));
        for (path, text) in before.iter().filter(|(path, _)| is_module(path) && !is_runtime(path)) {
            let mut lines = after[path].lines();
            // Everything is there, in its order; more may stand in between. The first example is that of the simplest operation.
            let lost = text
                .lines()
                .filter(|line| !line.starts_with("//!"))
                .find(|line| !lines.any(|other| other == *line));
            assert_eq!(lost, None, "{}: {path}\n{}", subject.name, differences(&before, &after));
        }
    }
}

/// Adds, before all others, schemas and operations that want the very names that others have.
fn add_namesakes(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let section = if document.get("swagger").is_some() { "/definitions" } else { "/components/schemas" };
    let namesake = |name: &String| {
        let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
        let other = if first.to_uppercase() == first { first.to_lowercase() } else { first.to_uppercase() };
        format!("{other}{rest}")
    };
    let Some(schemas) = document.pointer_mut(section).and_then(Value::as_object_mut) else { return };
    let before = std::mem::take(schemas);
    for name in before.keys().map(namesake).filter(|name| !before.contains_key(name)) {
        schemas.insert(name, json!({ "type": "object", "properties": { "namesake": { "type": "string" } } }));
    }
    schemas.extend(before);
    let Some(paths) = document["paths"].as_object_mut() else { return };
    let before = std::mem::take(paths);
    for (path, item) in &before {
        let id = item.pointer("/get/operationId").and_then(Value::as_str).map(str::to_owned);
        let mut operation = json!({ "operationId": id.as_ref().map(namesake), "responses": { "204": { "description": "None." } } });
        if let Some(tags) = item.pointer("/get/tags") {
            operation["tags"] = tags.clone();
        }
        if id.is_some() {
            paths
                .insert(format!("/aaa{path}"), json!({ "parameters": item["parameters"], "get": operation }));
        }
    }
    paths.extend(before);
    files.insert(root.to_owned(), write(&document));
}

#[test]
fn what_is_pinned_keeps_its_name_whatever_is_added() {
    for subject in subjects() {
        let first = generate(&subject.files, &subject.root, "law");
        let mut files = subject.files.clone();
        files.insert(codegen::NAMES.to_owned(), first.names.clone().into_bytes());
        add_namesakes(&mut files, &subject.root);
        let second = generate(&files, &subject.root, "law");
        let said = codegen::diagnostics::render::render(&second.diagnostics, &second.sources, false);
        assert!(!second.files.is_empty(), "{}: {said}", subject.name);
        let lost = first.names.lines().filter(|line| !second.names.contains(line.trim_end_matches(',')));
        assert_eq!(lost.collect::<Vec<_>>(), [""; 0], "{}", subject.name);
    }
}
