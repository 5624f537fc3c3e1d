//! Texts to trees, and back to lines.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use serde_json::json;

use super::{Parsed, Place, Sources, Tree, Twice, json as json_text, load, yaml};
use crate::{Diagnostics, pointer::Pointer};

fn yaml(text: &str) -> Tree {
    let parsed = yaml::parse(text).map(|parsed| parsed.tree);
    parsed.map_err(|failure| failure.message).unwrap_or_else(Tree::String)
}

#[test]
fn keys_are_kept_as_they_are_written() {
    assert_eq!(
        yaml("200: a\n1.10: b\nnull: c\ntrue: d\non: e\n"),
        json!({
            "200": "a", "1.10": "b", "null": "c", "true": "d", "on": "e"
        })
    );
}

#[test]
fn merge_keys_are_applied_and_own_members_win() {
    let text = "base: &base { a: 1, b: 2 }\nmore: &more { b: 3, c: 4 }\nnode: { <<: [*base, *more], a: 0 }\n";
    assert_eq!(yaml(text)["node"], json!({ "a": 0, "b": 2, "c": 4 }));
}

#[test]
fn numbers_that_json_has_not_are_no_failure() {
    assert_eq!(
        yaml("[18446744073709551615, 340282366920938463463374607431768211455, .inf, .nan, -1]"),
        json!([18_446_744_073_709_551_615_u64, 3.402_823_669_209_385e38, "inf", "NaN", -1])
    );
}

#[test]
fn tags_are_dropped() {
    assert_eq!(yaml("a: !custom { b: 1 }\nc: !!str 5\n"), json!({ "a": { "b": 1 }, "c": "5" }));
}

#[test]
fn of_a_repeated_key_the_last_one_counts_and_it_is_told() {
    let text = "a: 1\nb: [{ c: d, 'c': d }]\na: { <<: { e: 1 }, e: 2 }\n";
    let parsed = yaml::parse(text).map(|Parsed { tree, twice }| {
        let twice = twice.into_iter().map(|Twice { at, is_same }| (at.to_string(), is_same));
        (tree, twice.collect::<Vec<_>>())
    });
    let twice = vec![("/b/0/c".to_owned(), true), ("/a".to_owned(), false)];
    assert_eq!(parsed.ok(), Some((json!({ "a": { "e": 2 }, "b": [{ "c": "d" }] }), twice)));
}

#[test]
fn bombs_and_deep_nesting_end_in_a_message() {
    let bomb: String = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
        let below = level - 1;
        format!("{text}a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n")
    });
    assert_eq!(yaml(&bomb), json!("repetition limit exceeded"));
    let deep = "[".repeat(100_000);
    assert_eq!(yaml(&deep), json!("recursion limit exceeded"));
    assert!(json_text::parse(&deep).is_err());
}

#[test]
fn a_byte_order_mark_is_tolerated() {
    assert_eq!(yaml("\u{feff}a: 1\n"), json!({ "a": 1 }));
    assert_eq!(json_text::parse("\u{feff}{\"a\":1}").ok().map(|parsed| parsed.tree), Some(json!({ "a": 1 })));
}

#[test]
fn json_is_recognised_by_its_content_and_flow_style_is_yaml() {
    let files = BTreeMap::from([("a.yaml".to_owned(), b"{ a: [1, 2] }".to_vec())]);
    let (mut sources, mut diagnostics) = (Sources::new("a.yaml"), Diagnostics::default());
    let tree = load(&files, "a.yaml", &Place::File("a.yaml".into()), &mut sources, &mut diagnostics);
    assert_eq!(tree, Some(json!({ "a": [1, 2] })));
}

#[test]
fn places_are_found_in_json_on_one_line_and_in_yaml() {
    let texts = [
        ("a.json", r#"{"a":{"b/c":[1,{"d":"é"}]}}"#, (1, 21)),
        ("a.yaml", "a:\n  b/c:\n    - 1\n    - d: é\n", (4, 10)),
    ];
    for (name, text, expected) in texts {
        let files = BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())]);
        let (mut sources, mut diagnostics) = (Sources::new(name), Diagnostics::default());
        load(&files, name, &Place::File(name.into()), &mut sources, &mut diagnostics);
        let place = Place::Node(Pointer::parse("/a/b~1c/1/d/not/there"));
        let found = sources.locate([&place]);
        let location = found.get(&place).map(|location| (location.line, location.column));
        assert_eq!(location, Some((Some(expected.0), Some(expected.1))), "{name}");
    }
}
