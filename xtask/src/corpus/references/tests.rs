//! References in every spelling.

use std::path::{Path, PathBuf};

use super::{files_named, plain};

#[test]
fn every_spelling_of_a_reference() {
    let text = "{\"$ref\": \"a.json#/x\", \"$ref\":\"b.json\"}\n$ref: c.yaml\n- { $ref: d.yaml#/y }\n'$ref' : 'e f.yaml'\n\
                $ref: '#/here'\n$ref: https://example.com/g.yaml\n$ref:\n";
    let named: Vec<&str> = files_named(text).into_iter().collect();
    assert_eq!(named, ["a.json", "b.json", "c.yaml", "d.yaml", "e f.yaml"]);
}

#[test]
fn a_plain_path_has_no_dots() {
    assert_eq!(plain(Path::new("a/./b/../c.yaml")), PathBuf::from("a/c.yaml"));
    assert_eq!(plain(Path::new("../a.yaml")), PathBuf::from("../a.yaml"));
}
