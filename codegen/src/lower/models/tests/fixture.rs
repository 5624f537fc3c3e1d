//! An API of a few schemas, and what becomes of it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::json;

use super::super::models;
use crate::diagnostics::Diagnostics;
use crate::emit;
use crate::graph::Reach;
use crate::ir::{
    Additional, Api, Choice, Content, Docs, Enumeration, EnumerationKind, EnumerationValue, IntegerFormat,
    MediaKind, Object, Operation, PartEncoding, PathRoot, Pointer, Property, RequestBody, Response, SchemaId,
    SchemaPath, Shape, StatusPattern, StringFormat, Tag, TagId, Tuple, Union, Usage, Variant, Webhook,
};
use crate::names;
use crate::rust::{Model, ModelModule, Struct};

/// An API under construction: components by name, operations by tag.
#[derive(Default)]
pub(super) struct Fixture {
    api: Api,
    ids: BTreeMap<String, SchemaId>,
}

impl Fixture {
    /// The id of a component, known or not yet.
    pub(super) fn id(&mut self, name: &str) -> SchemaId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let path = SchemaPath { root: PathRoot::Component(name.to_owned()), segments: Vec::new() };
        let id = self.api.schemas.reserve(Pointer::parse(&format!("/components/schemas/{name}")), path);
        self.ids.insert(name.to_owned(), id);
        id
    }

    pub(super) fn set(&mut self, name: &str, shape: Shape) -> SchemaId {
        let id = self.id(name);
        self.api.schemas.get_mut(id).unwrap().shape = shape;
        id
    }

    /// An inline schema.
    pub(super) fn inline(&mut self, path: &[&str], shape: Shape) -> SchemaId {
        let root = PathRoot::Component(path[0].to_owned());
        let segments = path[1..].iter().map(ToString::to_string).collect();
        let id = self.api.schemas.reserve(Pointer::root(), SchemaPath { root, segments });
        self.api.schemas.get_mut(id).unwrap().shape = shape;
        id
    }

    pub(super) fn object(&mut self, name: &str, properties: &[(&str, Property)]) -> SchemaId {
        self.set(name, object(properties))
    }

    /// An operation that takes and answers a schema.
    pub(super) fn operation(
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
    pub(super) fn webhook(&mut self, told: SchemaId) {
        let contents = vec![content(told, MediaKind::Json)];
        let body = RequestBody { at: Pointer::root(), required: true, docs: Docs::default(), contents };
        let webhook =
            Webhook { at: Pointer::root(), name: "told".to_owned(), docs: Docs::default(), body: Some(body) };
        self.api.webhooks.push(webhook);
    }

    pub(super) fn modules(&self) -> (Vec<ModelModule>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let reach = Reach::of(&self.api);
        let names = names::allocate(&self.api, &reach, names::Pins::default(), &mut diagnostics);
        (models(&self.api, &reach, &names, &mut diagnostics).finish(), diagnostics)
    }
}

pub(super) fn content(id: SchemaId, kind: MediaKind) -> Content {
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

pub(super) fn usage(schema: SchemaId) -> Usage {
    Usage { schema, nullable: false }
}

pub(super) fn optional(schema: SchemaId) -> Property {
    Property::optional(schema)
}

pub(super) fn required(schema: SchemaId) -> Property {
    Property { required: true, ..optional(schema) }
}

/// A property that can only be this value.
pub(super) fn fixed(schema: SchemaId, value: serde_json::Value) -> Property {
    Property { constant: Some(value), ..required(schema) }
}

pub(super) fn nullable(mut property: Property) -> Property {
    property.value.nullable = true;
    property
}

pub(super) fn object(properties: &[(&str, Property)]) -> Shape {
    let properties = properties.iter().map(|(name, property)| ((*name).to_owned(), property.clone()));
    Shape::Object(Object { properties: properties.collect(), additional: Additional::Unspecified })
}

pub(super) fn enumeration(kind: EnumerationKind, values: &[serde_json::Value]) -> Shape {
    let values =
        values.iter().map(|value| EnumerationValue { value: value.clone(), name: None, description: None });
    Shape::Enumeration(Enumeration { kind, values: values.collect() })
}

pub(super) fn find<'a>(modules: &'a [ModelModule], name: &str) -> &'a Struct {
    let all = modules.iter().flat_map(|module| &module.items);
    let found = all.filter(|item| item.name().as_str() == name).find_map(|item| match item {
        Model::Struct(object) => Some(object),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no struct {name}"))
}

pub(super) fn fields(object: &Struct) -> Vec<String> {
    let spelled = object.fields.iter().map(|field| {
        let ty = emit::types::ty(&field.ty).to_string().replace(' ', "");
        format!("{}: {ty}", field.name.as_str())
    });
    spelled.collect()
}

pub(super) fn names_in(module: &ModelModule) -> Vec<&str> {
    module.items.iter().map(|item| item.name().as_str()).collect()
}

/// One of everything, in a file that compiles.
pub(super) fn everything() -> Fixture {
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

pub(super) fn named(mut variants: Vec<Variant>, names: &[&str]) -> Vec<Variant> {
    for (variant, name) in variants.iter_mut().zip(names) {
        variant.name = Some((*name).to_owned());
    }
    variants
}

pub(super) fn print(module: &ModelModule) -> String {
    let file = crate::print::SourceFile::new("src/models.rs".to_owned(), || emit::models::items(module));
    let printed = crate::print::files(&[file], "// Models.");
    printed.files.into_values().collect()
}
