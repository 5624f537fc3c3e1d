//! Every rule once: the smallest document that triggers it, and what is shown.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod meaning;
mod reading;
mod shape;

use std::collections::BTreeMap;

use super::Diagnostics;
use super::render::render;

/// Reads the files, of which the first is the root document, and compares what is shown.
fn check(files: &[(&str, &str)], expected: &str) {
    let map: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let Some((root, _)) = files.first() else { panic!("no root document") };
    let mut diagnostics = Diagnostics::default();
    let (sources, _) = crate::read(&map, root, &mut diagnostics);
    assert_eq!(render(&diagnostics, &sources, false), expected);
}

#[test]
fn a_very_long_line_is_cut_and_keeps_its_column() {
    let long = "x".repeat(700);
    check(
        &[(
            "openapi.json",
            &format!(
                r##"{{"openapi":"3.0.3","info":{{"title":"T","version":"1","description":"{long}"}},"components":{{"schemas":{{"A":{{"$ref":"#/gone"}}}}}}}}"##
            ),
        )],
        r##"skipped[dangling-reference]: `#/gone` points at nothing
 --> openapi.json:1:809
  |
1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},"components":{"schemas":{"A":{"$ref":"#/gone"}}}}
  |                                                                                 ^^^^^^^^
  |
  = help: correct the `$ref`, add what it names, or leave such places out with `--allow-dangling`
"##,
    );
}

#[test]
fn the_most_serious_come_first_and_colour_is_a_choice() {
    let text = "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { colour: red, $ref: '#/gone' } } }\n";
    let files = BTreeMap::from([("openapi.yaml".to_owned(), text.as_bytes().to_vec())]);
    let mut diagnostics = Diagnostics::default();
    let (sources, _) = crate::read(&files, "openapi.yaml", &mut diagnostics);
    let plain = render(&diagnostics, &sources, false);
    let titles: Vec<&str> =
        plain.lines().filter_map(|line| line.split_once("]: ").map(|(head, _)| head)).collect();
    assert_eq!(titles, ["skipped[dangling-reference", "note[ignored-sibling", "note[missing-member"]);
    assert!(render(&diagnostics, &sources, true).contains('\u{1b}'));
}
