use codegen::Options;
use serde_json::Value;

use super::document;
use crate::folder::Folder;

fn text(operations: usize) -> Vec<u8> {
    let mut text = Vec::new();
    document(&mut text, operations).unwrap();
    text
}

#[test]
fn a_description_has_as_many_operations_as_were_asked_for() {
    for operations in [1, 2, 3, 5, 99, 250] {
        let value: Value = serde_json::from_slice(&text(operations)).unwrap();
        let paths = value["paths"].as_object().unwrap().values();
        let methods =
            paths.flat_map(|item| item.as_object().unwrap().keys().filter(|key| *key != "parameters"));
        assert_eq!(methods.count(), operations);
    }
}

#[test]
fn it_is_the_same_in_every_run() {
    assert_eq!(text(120), text(120));
}

#[test]
fn all_of_it_is_generated_and_nothing_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    super::write(&folder.path().join("openapi.json"), 60).unwrap();
    let options = Options { crate_name: "synthetic".to_owned(), manifest: None, allow_dangling: false };
    let generation = codegen::generate(&Folder::new(folder.path()).unwrap(), "openapi.json", &options);
    let said: Vec<_> = generation.diagnostics.iter().map(|said| &said.message).collect();
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(generation.summary.operations, 60);
    assert!(generation.summary.models > 60, "{:?}", generation.summary);
}
