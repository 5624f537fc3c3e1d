//! Names of types: a component by its key, an inline schema by its path.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::graph::Reach;
use crate::ir::{Api, EnumerationKind, OperationId, PathRoot, Schema, SchemaId, SchemaPath, Shape};
use crate::rust::Identifier;

use super::candidates::{TYPE, path_words, without_repetitions};
use super::scope::{Candidates, Claim, settle_beside};
use super::words::{Word, words};
use super::{Names, reserved, rules};

/// A type that wants a name: that of a schema, or its other form in requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Schema(SchemaId),
    Request(SchemaId),
}

pub(super) fn allocate(api: &Api, reach: &Reach, names: &mut Names, diagnostics: &mut Diagnostics) {
    let wrappers = wrappers(api);
    let wrapping: BTreeSet<SchemaId> = wrappers.values().copied().collect();
    let mut claims = Vec::new();
    for (id, _) in api.schemas.iter().filter(|(id, schema)| is_item(schema) && !wrapping.contains(id)) {
        let Some(path) = outermost(api, id, &wrappers) else {
            continue;
        };
        claims.push(claim(api, id, path));
        if reach.is_split(id) {
            claims.push(request_claim(api, id, path));
        }
    }
    let things = claims.iter().map(|claim| (claim.key, thing(api, claim.key)));
    let pinned = names.pinned.of(things, reserved::TYPES);
    let settled = settle_beside(pinned, claims, reserved::TYPES);
    for (key, name) in settled.names {
        names.allocated.add(thing(api, key), &name);
        match key {
            Key::Schema(id) => names.types.insert(id, Identifier::new(name)),
            Key::Request(id) => names.requests.insert(id, Identifier::new(name)),
        };
    }
    for clash in settled.clashes {
        let (Key::Schema(id) | Key::Request(id)) = clash.key;
        if let Some(schema) = api.schemas.get(id) {
            let raw = raw_name(api, &schema.path).join("/");
            diagnostics.report(rules::name_taken(&schema.at, &raw, &clash.wanted, &clash.got));
        }
    }
}

/// What a name is for, as `names.lock` has it.
fn thing(api: &Api, key: Key) -> String {
    let (kind, id) = match key {
        Key::Schema(id) => ("schema", id),
        Key::Request(id) => ("request form of schema", id),
    };
    let raw = api.schemas.get(id).map(|schema| raw_name(api, &schema.path).join("/")).unwrap_or_default();
    let root = match api.schemas.get(id).map(|schema| &schema.path.root) {
        Some(PathRoot::Operation(_)) => " of operation",
        Some(PathRoot::Webhook(_)) => " of webhook",
        _ => "",
    };
    format!("{kind}{root} {raw}")
}

/// For each inline schema that is all there is to the schema around it (an `anyOf` of it and null, say), that schema: the
/// inner one goes by the name of the outer.
fn wrappers(api: &Api) -> BTreeMap<SchemaId, SchemaId> {
    let aliases = api.schemas.iter().filter_map(|(id, schema)| match schema.shape {
        Shape::Alias(target) => Some((id, &schema.path, target.schema)),
        _ => None,
    });
    let inner = aliases.filter(|(_, outer, target)| {
        api.schemas
            .get(*target)
            .is_some_and(|target| is_item(target) && is_directly_within(&target.path, outer))
    });
    inner.map(|(id, _, target)| (target, id)).collect()
}

fn is_directly_within(inner: &SchemaPath, outer: &SchemaPath) -> bool {
    let before = inner.segments.split_last().map(|(_, before)| before);
    inner.root == outer.root && before == Some(outer.segments.as_slice())
}

/// The path that a schema goes by.
fn outermost<'a>(
    api: &'a Api,
    id: SchemaId,
    wrappers: &BTreeMap<SchemaId, SchemaId>,
) -> Option<&'a SchemaPath> {
    let outer = std::iter::successors(Some(id), |id| wrappers.get(id).copied()).take(16).last();
    outer.and_then(|id| api.schemas.get(id)).map(|schema| &schema.path)
}

/// Whether a schema becomes an item of its own: everything that is named in the document, and what no type in place can
/// express.
pub(crate) fn is_item(schema: &Schema) -> bool {
    let is_component = matches!(schema.path.root, PathRoot::Component(_)) && schema.path.segments.is_empty();
    match &schema.shape {
        Shape::Object(_) | Shape::Union(_) => true,
        Shape::Enumeration(enumeration) => is_component || enumeration.kind != EnumerationKind::Mixed,
        _ => is_component,
    }
}

fn claim<'a>(api: &'a Api, id: SchemaId, path: &'a SchemaPath) -> Claim<'a, Key> {
    let raw = raw_name(api, path);
    let candidates = match raw.as_slice() {
        [single] => Candidates::new(TYPE.wanted(single), move || {
            raw_name(api, path).iter().flat_map(|raw| TYPE.candidates_beside(raw, reserved::TYPES)).collect()
        }),
        _ => Candidates::new(TYPE.join(&path_words(raw.iter().map(String::as_str))), move || {
            inline_candidates(api, path, &raw_name(api, path))
        }),
    };
    let is_exact = raw.first().is_some_and(|first| candidates.wanted() == first);
    Claim { key: Key::Schema(id), rank: (rank(path), !is_exact, raw), candidates }
}

/// An inline schema goes by its whole path; where that is taken, an operation is told by its method and path.
fn inline_candidates(api: &Api, path: &SchemaPath, raw: &[String]) -> Vec<String> {
    let parts = path_words(raw.iter().map(String::as_str));
    let mut found = vec![TYPE.join(&parts)];
    if let PathRoot::Operation(id) = path.root {
        let mut qualified = operation_place(api, id);
        qualified.extend(path_words(path.segments.iter().map(String::as_str)));
        found.push(TYPE.join(&qualified));
    }
    found.push(TYPE.suffixed(&parts, "Value"));
    without_repetitions(found)
}

fn request_claim<'a>(api: &Api, id: SchemaId, path: &SchemaPath) -> Claim<'a, Key> {
    let raw = raw_name(api, path);
    let parts = path_words(raw.iter().map(String::as_str));
    let candidates = ["Request", "ForRequest", "RequestModel"].map(|suffix| TYPE.suffixed(&parts, suffix));
    let candidates = Candidates::known(candidates.to_vec());
    Claim { key: Key::Request(id), rank: (rank(path) + 100, true, raw), candidates }
}

/// Components come first, then what lies less deep.
fn rank(path: &SchemaPath) -> usize {
    let root = match path.root {
        PathRoot::Component(_) => 0,
        PathRoot::Operation(_) => 1000,
        PathRoot::Webhook(_) => 2000,
    };
    root + path.segments.len()
}

/// The raw names on the way to a schema.
fn raw_name(api: &Api, path: &SchemaPath) -> Vec<String> {
    let root = match &path.root {
        PathRoot::Component(name) | PathRoot::Webhook(name) => name.clone(),
        PathRoot::Operation(id) => operation_name(api, *id),
    };
    std::iter::once(root).chain(path.segments.iter().cloned()).collect()
}

/// What an operation is called in the document: its id, else its method and path.
pub(super) fn operation_name(api: &Api, id: OperationId) -> String {
    let operation = api.operations.get(id.0 as usize);
    let written = operation.and_then(|operation| operation.operation_id.clone());
    written.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| place_text(api, id))
}

/// The words of an operation's method and path: get, orgs, by, id.
pub(super) fn operation_place(api: &Api, id: OperationId) -> Vec<Word> {
    words(&place_text(api, id))
}

/// `GET /orgs/{id}` as `get orgs by id`.
fn place_text(api: &Api, id: OperationId) -> String {
    let Some(operation) = api.operations.get(id.0 as usize) else {
        return "operation".to_owned();
    };
    let path = operation.template.trim_matches('/');
    let path = if path.is_empty() { "root".to_owned() } else { path.replace('{', " by ") };
    format!("{} {path}", operation.method.to_lowercase())
}
