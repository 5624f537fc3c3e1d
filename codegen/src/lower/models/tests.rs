#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

mod fixture;
mod groups;

use serde_json::json;

use self::fixture::{
    Fixture, enumeration, everything, fields, find, fixed, named, names_in, nullable, object, optional,
    print, required, usage,
};
use crate::emit;
use crate::ir::{Choice, EnumerationKind, Property, Shape, StringFormat, Union, Variant};
use crate::rust::{Constant, Model, Presence};

#[test]
fn everything_is_spelled_as_expected() {
    let (modules, _) = everything().modules();
    let text = modules.iter().map(print).collect::<Vec<_>>().join("\n");
    let expected = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lower/models/tests/everything.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(expected, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(expected).unwrap());
}

#[test]
fn presence_is_told_by_required_and_nullable() {
    let mut fixture = Fixture::default();
    let text = fixture.set("Name", Shape::String(StringFormat::Plain));
    let when = fixture.set("When", Shape::String(StringFormat::DateTime));
    let pet = fixture.object(
        "Pet",
        &[
            ("a", required(text)),
            ("b", nullable(required(when))),
            ("c", optional(text)),
            ("d", nullable(optional(text))),
        ],
    );
    fixture.operation(&[0], Some(pet), None);
    let (modules, _) = fixture.modules();
    let pet = find(&modules, "Pet");
    assert_eq!(fields(pet), ["a: String", "b: Option<DateTime>", "c: Option<String>", "d: Nullable<String>"]);
    let presences: Vec<Presence> = pet.fields.iter().map(|field| field.presence).collect();
    assert_eq!(
        presences,
        [Presence::Required, Presence::RequiredNullable, Presence::Optional, Presence::OptionalNullable,]
    );
    assert!(pet.constructible);
}

#[test]
fn only_what_differs_by_direction_is_split() {
    let mut fixture = Fixture::default();
    let text = fixture.set("Name", Shape::String(StringFormat::Plain));
    let same = fixture.object("Same", &[("name", optional(text))]);
    let inner = fixture.object(
        "Inner",
        &[
            ("id", Property { read_only: true, ..required(text) }),
            ("password", Property { write_only: true, ..optional(text) }),
            ("name", optional(text)),
        ],
    );
    let list = fixture.inline(&["Outer", "inners"], Shape::Array(usage(inner)));
    let outer = fixture.object("Outer", &[("inners", optional(list)), ("same", optional(same))]);
    let sent = fixture.object("Sent", &[("id", Property { read_only: true, ..optional(text) })]);
    fixture.operation(&[0], Some(outer), Some(outer));
    fixture.operation(&[0], Some(sent), None);
    let (modules, _) = fixture.modules();
    let expected = ["Name", "Same", "Inner", "InnerRequest", "Outer", "OuterRequest", "Sent"];
    assert_eq!(modules.iter().flat_map(names_in).collect::<std::collections::BTreeSet<_>>(), expected.into());
    assert_eq!(fields(find(&modules, "Inner")), ["id: String", "name: Option<String>"]);
    assert_eq!(fields(find(&modules, "InnerRequest")), ["password: Option<String>", "name: Option<String>"]);
    assert_eq!(fields(find(&modules, "Outer")), ["inners: Option<Vec<Inner>>", "same: Option<Same>"]);
    assert_eq!(
        fields(find(&modules, "OuterRequest")),
        ["inners: Option<Vec<InnerRequest>>", "same: Option<Same>"]
    );
    assert!(!find(&modules, "Outer").constructible && find(&modules, "OuterRequest").constructible);
    assert!(find(&modules, "Sent").fields.is_empty());
}

#[test]
fn only_what_some_answer_may_have_is_read() {
    let mut fixture = Fixture::default();
    let text = fixture.set("Name", Shape::String(StringFormat::Plain));
    let id = Property { read_only: true, ..required(text) };
    let split = fixture.object("Split", &[("id", id), ("name", optional(text))]);
    let both = fixture.object("Both", &[]);
    let shown = fixture.object("Shown", &[]);
    let sent = fixture.object("Sent", &[("both", optional(both)), ("shown", optional(shown))]);
    fixture.object("Idle", &[("shown", optional(shown))]);
    fixture.operation(&[0], Some(split), Some(split));
    fixture.operation(&[0], Some(sent), Some(both));
    let (modules, _) = fixture.modules();
    let received = ["Split", "SplitRequest", "Both", "Shown", "Sent", "Idle"]
        .map(|name| (name, find(&modules, name).received));
    let expected = [
        ("Split", true),
        ("SplitRequest", false),
        ("Both", true),
        ("Shown", true),
        ("Sent", false),
        ("Idle", true),
    ];
    assert_eq!(received, expected);
}

#[test]
fn what_a_twin_is_received_as_its_elder_is() {
    let mut fixture = Fixture::default();
    let text = fixture.set("Name", Shape::String(StringFormat::Plain));
    let pair = object(&[("name", optional(text))]);
    let [sent, both] = ["Sent", "Both"].map(|name| fixture.inline(&[name, "pair"], pair.clone()));
    let requested = fixture.object("Sent", &[("pair", optional(sent))]);
    let exchanged = fixture.object("Both", &[("pair", optional(both))]);
    fixture.operation(&[0], Some(requested), None);
    fixture.operation(&[0], Some(exchanged), Some(exchanged));
    let (modules, _) = fixture.modules();
    assert!(find(&modules, "BothPair").received);
    assert!(!find(&modules, "Sent").received);
}

#[test]
fn only_what_would_hold_itself_is_boxed() {
    let mut fixture = Fixture::default();
    let (a, b, c) = (fixture.id("A"), fixture.id("B"), fixture.id("C"));
    let list = fixture.inline(&["A", "list"], Shape::Array(usage(a)));
    let map = fixture.inline(&["A", "map"], Shape::Map(usage(a)));
    fixture.object(
        "A",
        &[("b", optional(b)), ("c", optional(c)), ("list", optional(list)), ("map", optional(map))],
    );
    fixture.object("B", &[("c", optional(c))]);
    fixture.object("C", &[("a", optional(a))]);
    fixture.operation(&[0], None, Some(a));
    let (modules, diagnostics) = fixture.modules();
    let expected = ["b: Option<B>", "c: Option<C>", "list: Option<Vec<A>>", "map: Option<Map<A>>"];
    assert_eq!(fields(find(&modules, "A")), expected);
    assert_eq!(fields(find(&modules, "B")), ["c: Option<C>"]);
    assert_eq!(fields(find(&modules, "C")), ["a: Option<Box<A>>"]);
    assert_eq!(diagnostics.iter().count(), 0);
}

#[test]
fn an_object_that_requires_itself_is_made_finite() {
    let mut fixture = Fixture::default();
    let node = fixture.id("Node");
    fixture.object("Node", &[("next", required(node))]);
    fixture.operation(&[0], None, Some(node));
    let (modules, diagnostics) = fixture.modules();
    assert_eq!(fields(find(&modules, "Node")), ["next: Option<Box<Node>>"]);
    let rules: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    assert_eq!(rules, ["endless-object"]);
}

#[test]
fn a_schema_that_is_nothing_but_itself_is_reported() {
    let mut fixture = Fixture::default();
    let itself = fixture.id("Tree");
    fixture.set("Tree", Shape::Alias(usage(itself)));
    fixture.operation(&[0], None, Some(itself));
    let (_, diagnostics) = fixture.modules();
    let rules: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    assert_eq!(rules, ["endless-type"]);
}

#[test]
fn a_constant_is_not_asked_for() {
    let mut fixture = Fixture::default();
    let kind = fixture.set("Kind", enumeration(EnumerationKind::String, &[json!("org_connection")]));
    let pet = fixture.object("Pet", &[("type", fixed(kind, json!("org_connection")))]);
    fixture.operation(&[0], Some(pet), None);
    let (modules, _) = fixture.modules();
    let constant = find(&modules, "Pet").fields.first().and_then(|field| field.constant.clone());
    assert!(matches!(constant, Some(Constant::Variant(name)) if name.as_str() == "OrgConnection"));
}

#[test]
fn large_branches_are_boxed() {
    let mut fixture = Fixture::default();
    let text = fixture.set("Name", Shape::String(StringFormat::Plain));
    let names: Vec<String> = (0..20).map(|number| format!("field{number}")).collect();
    let properties: Vec<(&str, Property)> =
        names.iter().map(|name| (name.as_str(), optional(text))).collect();
    let large = fixture.object("Large", &properties);
    let small = fixture.object("Small", &[("name", optional(text))]);
    let variant = |id| Variant::new(usage(id), None);
    let variants = named(vec![variant(large), variant(small)], &["Large", "Small"]);
    let union = fixture.set("Either", Shape::Union(Union { variants, choice: Choice::Trial }));
    fixture.operation(&[0], None, Some(union));
    let (modules, _) = fixture.modules();
    let union = modules.iter().flat_map(|module| &module.items).find_map(|item| match item {
        Model::Union(union) => Some(union),
        _ => None,
    });
    let types = union
        .unwrap()
        .variants
        .iter()
        .map(|variant| emit::types::ty(&variant.ty).to_string().replace(' ', ""));
    assert_eq!(types.collect::<Vec<_>>(), ["Box<Large>", "Small"]);
}
