//! Which files of a folder are descriptions, and what their crates are called.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;

use super::find;

/// The descriptions of a folder of these files, with the names of their crates.
fn found(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let documents = find(folder.path()).unwrap();
    documents.into_iter().map(|document| (document.name, document.crate_name)).collect()
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
    let found = found(files);
    let found: Vec<_> = found.iter().map(|(name, package)| (name.as_str(), package.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_root_tells_a_description() {
    check(
        &[
            ("a/pets.yaml", "info: {}\nopenapi: 3.0.3\n"),
            ("a/quoted.yml", "\"swagger\": '2.0'\n"),
            ("b.JSON", "{\"info\": {}, \"openapi\": \"3.1.0\"}"),
            ("flow.yaml", "{ openapi: 3.0.0 }"),
            ("deep.json", "{\"info\": {\"openapi\": \"3.1.0\"}}"),
            ("other.yaml", "info:\n  openapi: 3.0.3\n"),
            ("notes.txt", "openapi: 3.0.3\n"),
            ("torn.json", "{\n  \"openapi\": \"3.1.0\",\n  \"paths\": {"),
            ("binary.yaml", "\u{0}\u{1}"),
        ],
        &[
            ("a/pets.yaml", "a-pets"),
            ("a/quoted.yml", "a-quoted"),
            ("b.JSON", "b"),
            ("flow.yaml", "flow"),
            ("torn.json", "torn"),
        ],
    );
}

#[test]
fn parts_of_another_description_are_none() {
    check(
        &[
            ("bundle/root.yaml", "openapi: 3.0.3\npaths: { /a: { $ref: 'parts/a.yaml#/paths/~1a' } }\n"),
            ("bundle/parts/a.yaml", "openapi: 3.0.3\npaths: { /a: { $ref: ../b.yaml } }\n"),
            ("bundle/b.yaml", "openapi: 3.0.3\nx: { $ref: '#/paths' }\n"),
            ("one.json", "{\"openapi\": \"3.0.3\", \"x\": {\"$ref\": \"two.json#/y\"}}"),
            ("two.json", "{\"openapi\": \"3.0.3\", \"y\": {\"$ref\": \"one.json\"}}"),
        ],
        &[("bundle/root.yaml", "bundle-root"), ("one.json", "one")],
    );
}

#[test]
fn every_crate_has_a_name_of_its_own_that_cargo_takes() {
    let text = "{\"openapi\": \"3.0.3\"}";
    check(
        &[("2ch.json", text), ("box.json", text), ("pets.json", text), ("pets.yaml", text), ("ü.json", text)],
        &[
            ("2ch.json", "api-2ch"),
            ("box.json", "box-json"),
            ("pets.json", "pets"),
            ("pets.yaml", "pets-yaml"),
            ("ü.json", "json"),
        ],
    );
}
