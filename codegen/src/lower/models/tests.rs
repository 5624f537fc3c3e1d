#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic"
)]

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::json;

use super::models;
use crate::diagnostics::Diagnostics;
use crate::emit;
use crate::graph::Reach;
use crate::ir::{
    Additional, Api, Choice, Content, Docs, Enumeration, EnumerationKind, EnumerationValue, IntegerFormat,
    MediaKind, Object, Operation, PartEncoding, PathRoot, Pointer, Property, RequestBody, Response, SchemaId,
    SchemaPath, Shape, StatusPattern, StringFormat, Tag, TagId, Tuple, Union, Usage, Variant, Webhook,
};
use crate::names;
use crate::rust::{Constant, Gate, Identifier, Model, ModelModule, Presence, Struct, Type};

/// An API under construction: components by name, operations by tag.
#[derive(Default)]
struct Fixture {
    api: Api,
    ids: BTreeMap<String, SchemaId>,
}

impl Fixture {
    /// The id of a component, known or not yet.
    fn id(&mut self, name: &str) -> SchemaId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let path = SchemaPath { root: PathRoot::Component(name.to_owned()), segments: Vec::new() };
        let id = self.api.schemas.reserve(Pointer::parse(&format!("/components/schemas/{name}")), path);
        self.ids.insert(name.to_owned(), id);
        id
    }

    fn set(&mut self, name: &str, shape: Shape) -> SchemaId {
        let id = self.id(name);
        self.api.schemas.get_mut(id).unwrap().shape = shape;
        id
    }

    /// An inline schema.
    fn inline(&mut self, path: &[&str], shape: Shape) -> SchemaId {
        let root = PathRoot::Component(path[0].to_owned());
        let segments = path[1..].iter().map(ToString::to_string).collect();
        let id = self.api.schemas.reserve(Pointer::root(), SchemaPath { root, segments });
        self.api.schemas.get_mut(id).unwrap().shape = shape;
        id
    }

    fn object(&mut self, name: &str, properties: &[(&str, Property)]) -> SchemaId {
        self.set(name, object(properties))
    }

    /// An operation that takes and answers a schema.
    fn operation(
        &mut self,
        tags: &[u32],
        sent: Option<SchemaId>,
        answered: Option<SchemaId>,
    ) -> &mut Operation {
        let number = self.api.operations.len();
        while self.api.tags.len() < 3 {
            let name = ["Pets", "Shops", "People"][self.api.tags.len()].to_owned();
            self.api.tags.push(Tag { name, docs: Docs::default() });
        }
        self.api.operations.push(Operation {
            at: Pointer::root(),
            operation_id: Some(format!("operation{number}")),
            method: "POST".to_owned(),
            path: format!("/{number}"),
            template: format!("/{number}"),
            tags: tags.iter().copied().map(TagId).collect(),
            docs: Docs::default(),
            unstable: None,
            parameters: Vec::new(),
            body: sent.map(|id| RequestBody {
                at: Pointer::root(),
                required: true,
                docs: Docs::default(),
                contents: vec![content(id, MediaKind::Json)],
            }),
            responses: vec![Response {
                at: Pointer::root(),
                status: StatusPattern::Code(200),
                docs: Docs::default(),
                contents: answered.map(|id| content(id, MediaKind::Json)).into_iter().collect(),
                headers: Vec::new(),
            }],
            reserved_headers: Vec::new(),
            security: None,
            servers: Vec::new(),
            pagination: None,
        });
        self.api.operations.last_mut().unwrap()
    }

    /// A webhook that brings a schema.
    fn webhook(&mut self, told: SchemaId) {
        let contents = vec![content(told, MediaKind::Json)];
        let body = RequestBody { at: Pointer::root(), required: true, docs: Docs::default(), contents };
        let webhook =
            Webhook { at: Pointer::root(), name: "told".to_owned(), docs: Docs::default(), body: Some(body) };
        self.api.webhooks.push(webhook);
    }

    fn modules(&self) -> (Vec<ModelModule>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let reach = Reach::of(&self.api);
        let names = names::allocate(&self.api, &reach, names::Pins::default(), &mut diagnostics);
        (models(&self.api, &reach, &names, &mut diagnostics).finish(), diagnostics)
    }
}

fn content(id: SchemaId, kind: MediaKind) -> Content {
    Content {
        at: Pointer::root(),
        media_type: "application/json".to_owned(),
        parameters: String::new(),
        kind,
        value: Some(usage(id)),
        encoding: IndexMap::new(),
        examples: IndexMap::new(),
        strip_byte_order_mark: false,
    }
}

fn usage(schema: SchemaId) -> Usage {
    Usage { schema, nullable: false }
}

fn optional(schema: SchemaId) -> Property {
    Property {
        value: usage(schema),
        required: false,
        rank: 0,
        read_only: false,
        write_only: false,
        docs: Docs::default(),
        default: None,
        constant: None,
        strip_byte_order_mark: false,
    }
}

fn required(schema: SchemaId) -> Property {
    Property { required: true, ..optional(schema) }
}

/// A property that can only be this value.
fn fixed(schema: SchemaId, value: serde_json::Value) -> Property {
    Property { constant: Some(value), ..required(schema) }
}

fn nullable(mut property: Property) -> Property {
    property.value.nullable = true;
    property
}

fn object(properties: &[(&str, Property)]) -> Shape {
    let properties = properties.iter().map(|(name, property)| ((*name).to_owned(), property.clone()));
    Shape::Object(Object { properties: properties.collect(), additional: Additional::Unspecified })
}

fn enumeration(kind: EnumerationKind, values: &[serde_json::Value]) -> Shape {
    let values =
        values.iter().map(|value| EnumerationValue { value: value.clone(), name: None, description: None });
    Shape::Enumeration(Enumeration { kind, values: values.collect() })
}

fn find<'a>(modules: &'a [ModelModule], name: &str) -> &'a Struct {
    let all = modules.iter().flat_map(|module| &module.items);
    let found = all.filter(|item| item.name().as_str() == name).find_map(|item| match item {
        Model::Struct(object) => Some(object),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no struct {name}"))
}

fn fields(object: &Struct) -> Vec<String> {
    let spelled = object.fields.iter().map(|field| {
        let ty = emit::types::ty(&field.ty).to_string().replace(' ', "");
        format!("{}: {ty}", field.name.as_str())
    });
    spelled.collect()
}

fn names_in(module: &ModelModule) -> Vec<&str> {
    module.items.iter().map(|item| item.name().as_str()).collect()
}

/// One of everything, in a file that compiles.
fn everything() -> Fixture {
    let mut fixture = Fixture::default();
    let text = fixture.set("Text", Shape::String(StringFormat::Plain));
    let number = fixture.set("Count", Shape::Integer(IntegerFormat::Int64));
    let time = fixture.set("When", Shape::String(StringFormat::DateTime));
    let any = fixture.set("Anything", Shape::Any);
    let kind = fixture.set("Kind", enumeration(EnumerationKind::String, &[json!("pet")]));
    let role =
        fixture.set("Role", enumeration(EnumerationKind::String, &[json!("st"), json!("adm"), json!("")]));
    let level = fixture.set("Level", enumeration(EnumerationKind::Integer, &[json!(0), json!(-1)]));
    let list = fixture.set("Texts", Shape::Array(usage(text)));
    let tuple = fixture.set(
        "Point",
        Shape::Tuple(Tuple { members: vec![usage(number), usage(number)], required: 2, rest: None }),
    );
    let pet = fixture.id("Pet");
    fixture.object("Owner", &[("name", required(text)), ("pets", optional(pet)), ("sub", optional(text))]);
    let owner = fixture.id("Owner");
    let (circle, square) = (fixture.id("Circle"), fixture.id("Square"));
    fixture.object("Circle", &[("type", required(text)), ("radius", required(number))]);
    fixture.object(
        "Square",
        &[("type", required(text)), ("side", required(number)), ("owner", required(owner))],
    );
    let variant = |id, tag: Option<&str>| Variant {
        tags: tag.into_iter().map(str::to_owned).collect(),
        ..Variant::new(usage(id), None)
    };
    let tagged = vec![variant(circle, Some("circle")), variant(square, Some("square"))];
    let tagged = Union {
        variants: named(tagged, &["Circle", "Square"]),
        choice: Choice::Discriminator("type".into()),
    };
    let shape = fixture.set("Shape", Shape::Union(tagged));
    let kinds = Union { variants: vec![variant(text, None), variant(list, None)], choice: Choice::JsonType };
    let texts = fixture.set("TextOrTexts", Shape::Union(kinds));
    let trial = vec![variant(circle, None), variant(owner, None), variant(any, None)];
    let trial = Union { variants: named(trial, &["Circle", "Owner", "Any"]), choice: Choice::Trial };
    let trial = fixture.set("Trial", Shape::Union(trial));
    fixture.object(
        "Pet",
        &[
            ("type", fixed(kind, json!("pet"))),
            ("id", required(text)),
            ("modified_at", nullable(required(time))),
            ("description", nullable(optional(text))),
            ("role", optional(role)),
            ("level", required(level)),
            ("owner", required(owner)),
            ("friend", optional(pet)),
            ("texts", optional(list)),
            ("at", required(tuple)),
            ("shape", optional(shape)),
            ("either", required(texts)),
            ("trial", nullable(optional(trial))),
            ("value", required(any)),
            ("+1", optional(number)),
        ],
    );
    fixture.inline(&["Pet", "unused"], object(&[]));
    let empty =
        fixture.set("Nothing", Shape::Object(Object { additional: Additional::Denied, ..Object::default() }));
    fixture.operation(&[0], Some(pet), Some(pet));
    fixture.operation(&[0], Some(empty), None);
    let form = fixture.id("Upload");
    let file = fixture.set("File", Shape::String(StringFormat::Binary));
    let files = fixture.set("Files", Shape::Array(usage(file)));
    fixture.object(
        "Upload",
        &[
            ("file", Property { strip_byte_order_mark: true, ..required(file) }),
            ("more", Property { strip_byte_order_mark: true, ..optional(files) }),
            ("all", Property { strip_byte_order_mark: true, ..required(files) }),
            ("names", optional(list)),
            ("owner", nullable(optional(owner))),
        ],
    );
    let operation = fixture.operation(&[0], Some(form), None);
    let content = &mut operation.body.as_mut().unwrap().contents[0];
    content.kind = MediaKind::Multipart;
    let encoding =
        PartEncoding { content_types: vec!["application/xml".to_owned()], ..PartEncoding::default() };
    content.encoding.insert("file".to_owned(), encoding);
    fixture
}

fn named(mut variants: Vec<Variant>, names: &[&str]) -> Vec<Variant> {
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = Some((*name).to_owned());
    }
    variants
}

fn print(module: &ModelModule) -> String {
    let file = crate::print::SourceFile::new("src/models.rs".to_owned(), || emit::models::items(module));
    let printed = crate::print::files(&[file], "// Models.");
    printed.files.into_values().collect()
}

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
fn models_are_grouped_by_those_who_reach_them() {
    let mut fixture = Fixture::default();
    let none = object(&[]);
    let [one, both, always, told, known] =
        ["One", "Both", "Always", "Told", "Known"].map(|name| fixture.set(name, none.clone()));
    fixture.object("Idle", &[("known", optional(known))]);
    fixture.operation(&[0], Some(one), Some(both));
    fixture.operation(&[1], None, Some(both));
    fixture.operation(&[], None, Some(always));
    fixture.operation(&[2], None, Some(known));
    fixture.webhook(told);
    let (modules, _) = fixture.modules();
    let found: Vec<(&str, Vec<&str>)> =
        modules.iter().map(|module| (module.name.as_str(), names_in(module))).collect();
    let expected = [
        ("pets", vec!["One"]),
        ("webhook_payloads", vec!["Told"]),
        ("other_schemas", vec!["Idle"]),
        ("shared", vec!["Both", "Known"]),
        ("common", vec!["Always"]),
    ];
    assert_eq!(found, expected);
    let gates = modules.iter().map(|module| match &module.gate {
        Gate::Always => Vec::new(),
        Gate::Any(features) => features.iter().map(|feature| feature.0.as_str()).collect(),
    });
    let shared = vec!["other-schemas", "people", "pets", "shops"];
    let expected = [vec!["pets"], vec!["webhook-payloads"], vec!["other-schemas"], shared, Vec::new()];
    assert_eq!(gates.collect::<Vec<_>>(), expected);
}

#[test]
fn where_much_is_shared_those_who_share_it_have_files_of_their_own() {
    let mut fixture = Fixture::default();
    let all = fixture.set("All", object(&[]));
    let roots = ["Left", "Right"].map(|side| {
        let names: Vec<String> = (0..30).map(|number| format!("{side}{number}")).collect();
        let held: Vec<SchemaId> = names.iter().map(|name| fixture.set(name, object(&[]))).collect();
        let properties = names.iter().zip(held).map(|(name, held)| (name.as_str(), optional(held)));
        let properties: Vec<_> = properties.chain([("all", optional(all))]).collect();
        fixture.object(side, &properties)
    });
    for (tag, root) in [(0, roots[0]), (1, roots[0]), (1, roots[1]), (2, roots[1])] {
        fixture.operation(&[tag], None, Some(root));
    }
    let (modules, _) = fixture.modules();
    let found: Vec<(&str, usize, Vec<&str>)> = modules
        .iter()
        .map(|module| match &module.gate {
            Gate::Any(features) => {
                let features = features.iter().map(|feature| feature.0.as_str()).collect();
                (module.name.as_str(), module.items.len(), features)
            }
            Gate::Always => panic!("{} is always there", module.name.as_str()),
        })
        .collect();
    let expected = [
        ("shared_left", 31, vec!["pets", "shops"]),
        ("shared_all", 1, vec!["people", "pets", "shops"]),
        ("shared_right", 31, vec!["people", "shops"]),
    ];
    assert_eq!(found, expected);
    for (module, items, features) in &found {
        // Whatever a module names is there where the module is.
        let held =
            modules.iter().filter(|other| other.name.as_str() == *module).flat_map(|other| &other.items);
        let held: Vec<&Identifier> = held.flat_map(Model::types).flat_map(Type::models).collect();
        assert!(*items == 1 || held.len() == 31);
        for name in held {
            let home =
                modules.iter().find(|other| other.items.iter().any(|item| item.name() == name)).unwrap();
            let (_, _, there) = found.iter().find(|(module, _, _)| *module == home.name.as_str()).unwrap();
            assert!(features.iter().all(|feature| there.contains(feature)), "{}", name.as_str());
        }
    }
    assert_eq!(modules[0].doc.0, "Models that `pets` and `shops` share.");
    assert_eq!(modules[1].doc.0, "Models that `pets`, `shops` and `people` share.");
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
