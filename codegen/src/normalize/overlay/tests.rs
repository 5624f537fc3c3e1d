//! What overlays make of a description, and where each node is said to stand.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostics::Place;
use crate::normalize::normalize;
use crate::pointer::Pointer;
use crate::source::{Sources, Tree};
use crate::{Diagnostics, Severity};

const HEAD: &str = "overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions:\n";

/// A description with overlays, read.
struct Read {
    tree: Tree,
    sources: Sources,
    diagnostics: Diagnostics,
}

fn read(files: &[(&str, &str)]) -> Read {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let (mut sources, mut diagnostics) = (Sources::new("openapi.yaml"), Diagnostics::default());
    let tree = normalize(&files, "openapi.yaml", &mut sources, &mut diagnostics).unwrap_or_default();
    Read { tree, sources, diagnostics }
}

impl Read {
    /// Where a node stands, as `file:line`.
    fn place(&self, pointer: &str) -> String {
        let place = Place::Node(Pointer::parse(pointer));
        let found = self.sources.locate([&place]);
        found
            .get(&place)
            .map_or_else(String::new, |at| format!("{}:{}", at.file, at.line.unwrap_or_default()))
    }

    fn at(&self, pointer: &str) -> &Value {
        self.tree.pointer(pointer).unwrap_or(&Value::Null)
    }

    fn said(&self) -> Vec<(&'static str, Severity)> {
        self.diagnostics.iter().map(|said| (said.rule, said.severity)).collect()
    }
}

/// A description of some info, with overlays of these actions.
fn overlaid(more: &str, overlays: &[&str]) -> Read {
    let root = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\n{more}");
    let overlays: Vec<(String, String)> = (0..)
        .zip(overlays)
        .map(|(index, actions)| (format!("overlays/{index}.yaml"), format!("{HEAD}{actions}")))
        .collect();
    let mut files = vec![("openapi.yaml", root.as_str())];
    files.extend(overlays.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    read(&files)
}

const LIST: &str = "x-list:\n  - { a: 0 }\n  - { a: 1 }\n  - { a: 2 }\n  - { a: 3 }\n";

#[test]
fn objects_are_merged_lists_put_together_and_the_rest_replaced() {
    let read = overlaid(
        "x-a:\n  kept: 1\n  replaced: 1\n  list: [1]\n  inner: { kept: 1 }\n  wrong: [1]\n",
        &[
            "- target: $['x-a']\n  update:\n    replaced: 2\n    list: [2, [3]]\n    inner: { new: 3 }\n    wrong: text\n    new: { a: 1 }\n",
        ],
    );
    let merged = json!({ "kept": 1, "replaced": 2, "list": [1, 2, [3]], "inner": { "kept": 1, "new": 3 }, "wrong": "text", "new": { "a": 1 } });
    assert_eq!(*read.at("/x-a"), merged);
    assert_eq!(read.said(), []);
}

#[test]
fn each_node_stands_where_it_was_written_last() {
    let read = overlaid(
        "x-a:\n  kept: 1\n  replaced: 1\n  list: [1]\n",
        &[
            "- target: $['x-a']\n  update:\n    replaced: 2\n    list: [2]\n    new:\n      deep: 1\n",
            "- target: $['x-a'].new\n  update:\n    deep: 2\n    deeper: 3\n",
        ],
    );
    let places = [
        "/x-a/kept",
        "/x-a/replaced",
        "/x-a/list/0",
        "/x-a/list/1",
        "/x-a/new",
        "/x-a/new/deep",
        "/x-a/new/deeper",
    ];
    let places: Vec<String> = places.iter().map(|place| read.place(place)).collect();
    assert_eq!(
        places,
        [
            "openapi.yaml:5",
            "overlays/0.yaml:6",
            "openapi.yaml:7",
            "overlays/0.yaml:7",
            "overlays/0.yaml:8",
            "overlays/1.yaml:6",
            "overlays/1.yaml:7"
        ]
    );
}

#[test]
fn items_that_move_up_keep_their_places() {
    let read = overlaid(
        LIST,
        &[
            "- target: $['x-list']\n  update: { a: 4 }\n- target: $['x-list'][4]\n  update:\n    b: 5\n",
            "- target: $['x-list'][?@.a == 0 || @.a == 2]\n  remove: true\n",
        ],
    );
    assert_eq!(*read.at("/x-list"), json!([{ "a": 1 }, { "a": 3 }, { "a": 4, "b": 5 }]));
    let places = ["/x-list/0/a", "/x-list/1/a", "/x-list/2/a", "/x-list/2/b"].map(|place| read.place(place));
    assert_eq!(places, ["openapi.yaml:6", "openapi.yaml:8", "overlays/0.yaml:5", "overlays/0.yaml:8"]);
}

#[test]
fn what_is_removed_is_gone_in_whatever_order_it_is_selected() {
    let read = overlaid(
        "x-a: { b: { a: [{ a: 1 }, 2] }, a: 3, c: 4 }\n",
        &["- target: $['x-a']..a\n  remove: true\n- target: $['x-a'].c\n  remove: true\n  update: 5\n"],
    );
    assert_eq!(*read.at("/x-a"), json!({ "b": {} }));
}

#[test]
fn actions_follow_each_other_and_see_what_came_before() {
    let read = overlaid(
        "",
        &[
            "- target: $\n  update: { x-a: { b: 1 } }\n- target: $['x-a']\n  remove: true\n",
            "- target: $\n  update: { x-a: { c: 2 } }\n- target: $['x-a']\n  copy: $.info\n",
        ],
    );
    assert_eq!(*read.at("/x-a"), json!({ "c": 2, "title": "T", "version": "1" }));
    assert_eq!(read.place("/x-a/title"), "openapi.yaml:2");
    assert_eq!(read.place("/x-a/c"), "overlays/1.yaml:5");
}

#[test]
fn an_overlay_is_for_the_file_that_it_extends() {
    let root = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: { /a: { $ref: 'paths/a.yaml' } }\n";
    let overlay = |extends: &str| {
        format!(
            "overlay: 1.1.0\ninfo: {{ title: T, version: '1' }}\nextends: {extends}\nactions:\n- target: $\n  update: {{ description: D }}\n"
        )
    };
    let (inner, other, published) =
        (overlay("../paths/a.yaml"), overlay("../paths/b.yaml"), overlay("https://example.com/openapi.yaml"));
    let read = read(&[
        ("openapi.yaml", root),
        ("paths/a.yaml", "get: { responses: { '204': { description: None } } }\n"),
        ("overlays/a.yaml", &inner),
        ("overlays/b.yaml", &other),
        ("overlays/c.json", &published),
        ("overlays/README.md", "What the overlays are for."),
    ]);
    assert_eq!(*read.at("/paths/~1a/description"), json!("D"));
    assert_eq!(read.place("/paths/~1a/description"), "overlays/a.yaml:6");
    assert_eq!(*read.at("/description"), json!("D"));
    assert!(read.said().contains(&("unused-overlay", Severity::Note)), "{:?}", read.said());
}

#[test]
fn a_reference_that_an_overlay_brings_is_read_as_if_it_stood_in_the_description() {
    let root = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents: { schemas: {} }\n";
    let overlay = format!(
        "{HEAD}- target: $.components.schemas\n  update: {{ A: {{ $ref: 'a.yaml' }}, B: {{ $anchor: here, type: string }}, C: {{ $ref: '#here' }} }}\n"
    );
    let read = read(&[("openapi.yaml", root), ("a.yaml", "type: integer\n"), ("overlays/a.yaml", &overlay)]);
    assert_eq!(*read.at("/components/schemas/A"), json!({ "type": "integer" }));
    assert_eq!(*read.at("/components/schemas/C"), json!({ "$ref": "#/components/schemas/B" }));
}

#[test]
fn what_no_overlay_can_do_is_an_error() {
    for (actions, rule) in [
        ("- target: $\n  remove: true\n", "malformed-action"),
        ("- update: {}\n", "malformed-action"),
        ("- target: $\n", "malformed-action"),
        ("- target: $.info\n  update: 1\n", "malformed-action"),
        ("- target: $\n  copy: $.info.*\n", "malformed-action"),
        ("- 1\n", "malformed-action"),
        ("  {}\n", "malformed-action"),
        ("- target: paths\n  remove: true\n", "invalid-target"),
        (&format!("- target: $[?{}1==1]\n  remove: true\n", "(".repeat(100_000)), "invalid-target"),
    ] {
        let read = overlaid("", &[actions]);
        assert_eq!(read.said(), [(rule, Severity::Error)], "{actions:.60}");
    }
}

/// Each action is harmless, and all of them together are not.
#[test]
fn a_description_does_not_grow_beyond_all_bounds() {
    let doublings = "- { target: \"$['x-list']\", copy: \"$['x-list']\" }\n".repeat(40);
    let read = overlaid(&format!("x-list: ['{}']\n", "long".repeat(1 << 18)), &[&doublings]);
    assert_eq!(read.said(), [("overgrown-description", Severity::Error)]);
    assert_eq!(read.at("/x-list").as_array().map(Vec::len), Some(128), "the actions before are carried out");
    let everywhere = "- target: $['x-list'].*\n  copy: $\n";
    let read = overlaid(&format!("x-list: [{}]\n", "[], ".repeat(5_000)), &[everywhere]);
    assert_eq!(read.said(), [("overgrown-description", Severity::Error)], "within one action");
}

#[test]
fn a_description_is_not_nested_deeper_than_parsers_read() {
    let nestings = "- { target: \"$['x-a']\", copy: $ }\n".repeat(1_000);
    let read = overlaid("x-a: {}\n", &[&nestings, "- { target: $.info, update: { title: Late } }\n"]);
    assert_eq!(read.said(), [("overgrown-description", Severity::Error)]);
    assert_eq!(*read.at("/info/title"), json!("T"), "nothing is done any more");
    let depth = (0..1_000).take_while(|depth| read.tree.pointer(&"/x-a".repeat(*depth)).is_some()).count();
    assert!((100..=129).contains(&depth), "{depth}");
}

#[test]
fn an_action_changes_many_nodes_in_little_time() {
    let list = format!("x-list: [{}]\n", "{}, ".repeat(20_000));
    let read = overlaid(&list, &["- target: $['x-list'].*\n  update: { a: 1 }\n"]);
    assert_eq!((read.at("/x-list/19999/a"), read.said()), (&json!(1), vec![]));
    assert_eq!(read.place("/x-list/19999/a"), "overlays/0.yaml:5");
}

#[test]
fn a_reusable_action_is_carried_out_for_each_target() {
    let overlay = "overlay: 1.2.0\ninfo: { title: T, version: '1' }\ncomponents:\n  actions:\n    both/new:\n      fields:\n        \
                   update: { new: 1 }\nactions:\n  - { $ref: '#/components/actions/both~1new', target: \"$['x-a']\" }\n  \
                   - { $ref: '#/components/actions/both~1new', target: \"$['x-b']\" }\n  \
                   - { $ref: '#/components/actions/other', target: \"$['x-b']\" }\n";
    let root = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\nx-a: {}\nx-b: { old: 0 }\n";
    let read = read(&[("openapi.yaml", root), ("overlays/a.yaml", overlay)]);
    assert_eq!((read.at("/x-a"), read.at("/x-b")), (&json!({ "new": 1 }), &json!({ "old": 0, "new": 1 })));
    assert_eq!(read.place("/x-b/new"), "overlays/a.yaml:7");
    assert_eq!(read.said(), [("malformed-action", Severity::Error)]);
}
