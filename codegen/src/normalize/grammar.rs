//! Which member of which object of a document holds what: the grammar of OpenAPI as data, so that no pass spells it again.
//!
//! In: the [`Kind`] of an object and a key. Out: what stands there. Deliberately absent: the meaning of any of it.

use crate::parallel;
use crate::pointer::Pointer;
use crate::source::Tree;

/// The kind of an object of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Root,
    Info,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Responses,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Discriminator,
    Components,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
}

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Plain data.
    Data,
    /// An object of a kind.
    One(Kind),
    /// A list of such objects.
    List(Kind),
    /// Such objects by name.
    Map(Kind),
}

/// The sections of `components` and what they hold.
pub(crate) const SECTIONS: &[(&str, Kind)] = &[
    ("schemas", Kind::Schema),
    ("responses", Kind::Response),
    ("parameters", Kind::Parameter),
    ("examples", Kind::Example),
    ("requestBodies", Kind::RequestBody),
    ("headers", Kind::Header),
    ("securitySchemes", Kind::SecurityScheme),
    ("links", Kind::Link),
    ("callbacks", Kind::Callback),
    ("pathItems", Kind::PathItem),
];

/// The methods of a path item, as its keys spell them.
pub(crate) const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What the member `key` of an object of this kind holds.
pub(crate) fn member(kind: Kind, key: &str) -> Holds {
    use Holds::{Data, List, Map, One};
    match kind {
        Kind::Root => root_member(key),
        Kind::Components => {
            let section = SECTIONS.iter().find(|(section, _)| *section == key);
            match section {
                Some((_, kind)) => Map(*kind),
                // Written out where it is referred to.
                None if key == "mediaTypes" => Map(Kind::MediaType),
                None => Data,
            }
        }
        Kind::Paths | Kind::Callback if !key.starts_with("x-") => One(Kind::PathItem),
        Kind::Responses if !key.starts_with("x-") => One(Kind::Response),
        Kind::PathItem => match key {
            "parameters" => List(Kind::Parameter),
            "servers" => List(Kind::Server),
            "additionalOperations" => Map(Kind::Operation),
            method if METHODS.contains(&method) => One(Kind::Operation),
            _ => Data,
        },
        Kind::Operation => operation_member(key),
        Kind::Parameter | Kind::Header => match key {
            // `items` is of Swagger 2.0.
            "schema" | "items" => One(Kind::Schema),
            "content" => Map(Kind::MediaType),
            "examples" => Map(Kind::Example),
            _ => Data,
        },
        Kind::RequestBody if key == "content" => Map(Kind::MediaType),
        Kind::Response => match key {
            "headers" => Map(Kind::Header),
            "content" => Map(Kind::MediaType),
            "links" => Map(Kind::Link),
            // Swagger 2.0
            "schema" => One(Kind::Schema),
            _ => Data,
        },
        Kind::MediaType => match key {
            "schema" | "itemSchema" => One(Kind::Schema),
            "examples" => Map(Kind::Example),
            "encoding" => Map(Kind::Encoding),
            _ => Data,
        },
        Kind::Encoding if key == "headers" => Map(Kind::Header),
        Kind::Schema => schema_member(key),
        Kind::Server if key == "variables" => Map(Kind::ServerVariable),
        Kind::Link if key == "server" => One(Kind::Server),
        Kind::Tag if key == "externalDocs" => One(Kind::ExternalDocs),
        _ => Data,
    }
}

fn root_member(key: &str) -> Holds {
    match key {
        "info" => Holds::One(Kind::Info),
        "paths" => Holds::One(Kind::Paths),
        "webhooks" | "x-webhooks" => Holds::Map(Kind::PathItem),
        "components" => Holds::One(Kind::Components),
        "servers" => Holds::List(Kind::Server),
        "tags" => Holds::List(Kind::Tag),
        "externalDocs" => Holds::One(Kind::ExternalDocs),
        // Swagger 2.0
        "definitions" => Holds::Map(Kind::Schema),
        "parameters" => Holds::Map(Kind::Parameter),
        "responses" => Holds::Map(Kind::Response),
        "securityDefinitions" => Holds::Map(Kind::SecurityScheme),
        _ => Holds::Data,
    }
}

fn operation_member(key: &str) -> Holds {
    match key {
        "parameters" => Holds::List(Kind::Parameter),
        "requestBody" => Holds::One(Kind::RequestBody),
        "responses" => Holds::One(Kind::Responses),
        "callbacks" => Holds::Map(Kind::Callback),
        "servers" => Holds::List(Kind::Server),
        "externalDocs" => Holds::One(Kind::ExternalDocs),
        _ => Holds::Data,
    }
}

fn schema_member(key: &str) -> Holds {
    match key {
        "properties"
        | "patternProperties"
        | "x-patternProperties"
        | "x-conditionalProperties"
        | "$defs"
        | "definitions"
        | "dependentSchemas" => Holds::Map(Kind::Schema),
        "allOf" | "oneOf" | "anyOf" | "prefixItems" | "x-prefixItems" => Holds::List(Kind::Schema),
        "items"
        | "additionalItems"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "contentSchema" => Holds::One(Kind::Schema),
        "discriminator" => Holds::One(Kind::Discriminator),
        "externalDocs" => Holds::One(Kind::ExternalDocs),
        _ => Holds::Data,
    }
}

/// What the member `key` of an object of this kind holds, where `held` stands there: a list of `items` is a tuple of JSON Schema before 2020,
/// a reference in place of a list the only item of it.
fn holding(kind: Kind, key: &str, held: &Tree) -> Holds {
    match member(kind, key) {
        Holds::One(Kind::Schema) if key == "items" && held.is_array() => Holds::List(Kind::Schema),
        // Read as a list of it later on.
        Holds::List(Kind::Schema) if held.get("$ref").is_some() => Holds::One(Kind::Schema),
        holds => holds,
    }
}

/// Whether the last word of a place is one of the grammar, and not a name that the document gives.
pub(crate) fn is_keyword(place: &Pointer) -> bool {
    let mut holds = Holds::One(Kind::Root);
    let mut is_keyword = false;
    for segment in place.segments() {
        is_keyword = matches!(holds, Holds::One(_));
        holds = match holds {
            Holds::One(kind) => member(kind, &segment),
            Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
            Holds::Data => return false,
        };
    }
    is_keyword
}

/// What kind of object stands at a place of a document; none if that is not of the grammar.
pub(crate) fn kind_at(place: &Pointer) -> Option<Kind> {
    let mut holds = Holds::One(Kind::Root);
    for segment in place.segments() {
        holds = match holds {
            Holds::Data => return None,
            Holds::One(kind) => member(kind, &segment),
            Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
        };
    }
    match holds {
        Holds::One(kind) => Some(kind),
        _ => None,
    }
}

/// Takes every object of the document in turn, holders before what they hold. What the visitor changes is walked as it
/// is then; the depth of documents is bounded by the parsers.
pub(crate) fn walk(
    kind: Kind,
    at: &Pointer,
    node: &mut Tree,
    visit: &mut dyn FnMut(Kind, &Pointer, &mut Tree),
) {
    descend(kind, &mut at.clone(), node, visit);
}

fn descend(kind: Kind, at: &mut Pointer, node: &mut Tree, visit: &mut dyn FnMut(Kind, &Pointer, &mut Tree)) {
    visit(kind, at, node);
    for (key, held) in node.as_object_mut().into_iter().flatten() {
        let holds = holding(kind, key, held);
        if holds == Holds::Data {
            continue;
        }
        let before = at.push(key);
        match holds {
            Holds::Data => {}
            Holds::One(inner) => descend(inner, at, held, visit),
            Holds::List(inner) => {
                for (index, item) in held.as_array_mut().into_iter().flatten().enumerate() {
                    let list = at.push(index);
                    descend(inner, at, item, visit);
                    at.pop(list);
                }
            }
            Holds::Map(inner) => {
                for (name, item) in held.as_object_mut().into_iter().flatten() {
                    let map = at.push(name);
                    descend(inner, at, item, visit);
                    at.pop(map);
                }
            }
        }
        at.pop(before);
    }
}

/// The same on all cores, for a visitor that knows of nothing but the object at hand. Out: what it has taken down for the objects at the top,
/// then for each path item, each component, and whatever else the objects at the top hold.
pub(crate) fn walk_apart<N: Default + Send>(
    tree: &mut Tree,
    visit: impl Fn(Kind, &Pointer, &mut Tree, &mut N) + Sync,
) -> Vec<N> {
    let mut own = N::default();
    let mut parts = Vec::new();
    outline(Kind::Root, Pointer::root(), tree, &mut parts, &mut |kind, at, node| {
        visit(kind, at, node, &mut own);
    });
    let mut notes = vec![own];
    notes.extend(parallel::map_mut(&mut parts, |(kind, at, node)| {
        let mut notes = N::default();
        descend(*kind, at, node, &mut |kind, at, node| visit(kind, at, node, &mut notes));
        notes
    }));
    notes
}

/// Visits the objects at the top of a document, and gathers what they hold.
fn outline<'a>(
    kind: Kind,
    at: Pointer,
    node: &'a mut Tree,
    parts: &mut Vec<(Kind, Pointer, &'a mut Tree)>,
    visit: &mut dyn FnMut(Kind, &Pointer, &mut Tree),
) {
    if !matches!(kind, Kind::Root | Kind::Paths | Kind::Components) {
        return parts.push((kind, at, node));
    }
    visit(kind, &at, node);
    for (key, held) in node.as_object_mut().into_iter().flatten() {
        let place = at.child(key);
        match holding(kind, key, held) {
            Holds::Data => {}
            Holds::One(inner) => outline(inner, place, held, parts, visit),
            Holds::List(inner) => {
                let items = held.as_array_mut().into_iter().flatten().enumerate();
                parts.extend(items.map(|(index, item)| (inner, place.child(index), item)));
            }
            Holds::Map(inner) => {
                let members = held.as_object_mut().into_iter().flatten();
                parts.extend(members.map(|(name, item)| (inner, place.child(name), item)));
            }
        }
    }
}

/// The same for whoever only looks.
pub(crate) fn look<'a>(
    kind: Kind,
    at: &mut Pointer,
    node: &'a Tree,
    visit: &mut dyn FnMut(Kind, &Pointer, &'a Tree),
) {
    visit(kind, at, node);
    for (key, held) in node.as_object().into_iter().flatten() {
        let holds = holding(kind, key, held);
        if holds == Holds::Data {
            continue;
        }
        let before = at.push(key);
        match holds {
            Holds::Data => {}
            Holds::One(inner) => look(inner, at, held, visit),
            Holds::List(inner) => {
                for (index, item) in held.as_array().into_iter().flatten().enumerate() {
                    let list = at.push(index);
                    look(inner, at, item, visit);
                    at.pop(list);
                }
            }
            Holds::Map(inner) => {
                for (name, item) in held.as_object().into_iter().flatten() {
                    let map = at.push(name);
                    look(inner, at, item, visit);
                    at.pop(map);
                }
            }
        }
        at.pop(before);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Kind, walk, walk_apart};
    use crate::pointer::Pointer;
    use crate::source::Tree;

    /// A document with so many components that several threads have some.
    fn document() -> Tree {
        let schema = |number: usize| json!({ "properties": { "a": { "type": "string" } }, "allOf": [{}, {}], "x-n": number });
        let schemas: Map<String, Value> =
            (0..1000).map(|number| (format!("S{number}"), schema(number))).collect();
        json!({
            "info": {},
            "servers": [{}, { "variables": { "a": {} } }],
            "paths": { "/a": { "get": { "responses": { "200": { "description": "" } } } }, "x-a": {} },
            "components": { "schemas": schemas, "x-a": {}, "responses": { "A": {} } },
            "x-webhooks": { "a": { "post": {} } },
        })
    }

    #[test]
    fn every_object_is_visited_once_by_all_cores_as_by_one() {
        let note = |kind: Kind, at: &Pointer, node: &mut Tree| {
            if let Some(members) = node.as_object_mut() {
                members.insert("x-kind".to_owned(), format!("{kind:?} {}", members.len()).into());
            }
            (kind, at.clone())
        };
        let (mut one, mut all) = (document(), document());
        let mut by_one = Vec::new();
        walk(Kind::Root, &Pointer::root(), &mut one, &mut |kind, at, node| by_one.push(note(kind, at, node)));
        let by_all =
            walk_apart(&mut all, |kind, at, node, notes: &mut Vec<_>| notes.push(note(kind, at, node)));
        let mut by_all = by_all.concat();
        by_one.sort();
        by_all.sort();
        assert_eq!(by_all, by_one);
        assert_eq!(all, one);
        assert!(by_one.len() > 4000);
    }
}
