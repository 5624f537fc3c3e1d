//! Names of operations, parameters, tags, and of what the client builder offers.

mod headers;

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::ir::{
    Api, Content, Location, MediaKind, Operation, OperationId, Parameter, SecuritySchemeKind, TagId,
};
use crate::pointer::Pointer;
use crate::rust::Identifier;

use super::candidates::{
    BUILDER, HANDLE, MARKER, METHOD, MODULE, PARAMETER, TYPE, VARIANT, escaped, path_words,
    without_repetitions,
};
use super::scope::{Candidates, Claim, Settled, settle, settle_beside};
use super::types::{operation_name, operation_place};
use super::words::{Word, kebab, words};
use super::{BuilderKey, Names, OperationNames, ServerEnumerationNames, TagNames, reserved, rules};

/// Allocates them; returns the names of all types of `crate::api` and of the client.
pub(super) fn allocate(
    api: &Api,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> impl Iterator<Item = String> + use<> {
    let types = api_types(api, names);
    for clash in &types.clashes {
        if let ApiType::Marker(id) = clash.key
            && let Some(operation) = api.operations.get(id.0 as usize)
        {
            let raw = operation_name(api, id);
            diagnostics.report(rules::name_taken(&operation.at, &raw, &clash.wanted, &clash.got));
        }
    }
    tags(api, &types.names, names);
    operations(api, &types.names, names, diagnostics);
    builder(api, &types.names, names);
    types.names.into_values()
}

/// Types of `crate::api` and of the client: they share one scope, so that any of them can be imported beside any other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ApiType {
    Handle(Option<TagId>),
    Marker(OperationId),
    Body(OperationId),
    Variable(String),
}

fn api_types(api: &Api, names: &mut Names) -> Settled<ApiType> {
    let reserved = reserved::api_types();
    let handles = tag_ids(api).map(|(id, name)| {
        let candidates = HANDLE.beside(name, &reserved);
        Claim { key: ApiType::Handle(Some(id)), rank: (0, false, vec![name.to_owned()]), candidates }
    });
    let untagged = Claim {
        key: ApiType::Handle(None),
        rank: (1, false, Vec::new()),
        candidates: Candidates::known(vec!["Operations".to_owned(), "UntaggedOperations".to_owned()]),
    };
    let variables = variable_names(api).map(|name| {
        let candidates = Candidates::known(TYPE.candidates_beside(&name, &reserved));
        Claim { key: ApiType::Variable(name.clone()), rank: (2, false, vec![name]), candidates }
    });
    let operations = operation_ids(api).flat_map(|(id, operation)| markers(api, id, operation, &reserved));
    let claims: Vec<_> = handles.chain([untagged]).chain(variables).chain(operations).collect();
    let things = claims.iter().filter_map(|claim| Some((claim.key.clone(), thing(api, &claim.key)?)));
    let pinned = names.pinned.of(things, &reserved);
    let settled = settle_beside(pinned, claims, &reserved);
    for (key, name) in &settled.names {
        if let Some(thing) = thing(api, key) {
            names.allocated.add(thing, name);
        }
    }
    settled
}

/// What a type is for, as `names.lock` has it; none for those that are not pinned.
fn thing(api: &Api, key: &ApiType) -> Option<String> {
    match key {
        ApiType::Handle(tag) => Some(format!("tag {}", api.tags.get((*tag)?.0 as usize)?.name)),
        ApiType::Marker(id) => Some(format!("operation {}", place(api, *id)?)),
        ApiType::Body(_) | ApiType::Variable(_) => None,
    }
}

/// Method and path of an operation.
fn place(api: &Api, id: OperationId) -> Option<String> {
    let operation = api.operations.get(id.0 as usize)?;
    Some(format!("{} {}", operation.method, operation.path))
}

fn markers<'a>(
    api: &'a Api,
    id: OperationId,
    operation: &Operation,
    reserved: &'a [&'a str],
) -> [Claim<'a, ApiType>; 2] {
    let raw = operation_name(api, id);
    let parts = words(&raw);
    let candidates = Candidates::new(MARKER.join(&parts), move || {
        let mut candidates = MARKER.candidates_beside(&operation_name(api, id), reserved);
        candidates.insert(1, MARKER.join(&operation_place(api, id)));
        without_repetitions(candidates)
    });
    let body = MARKER.suffixed(&parts, "Body");
    let bodies = Candidates::new(body.clone(), move || {
        without_repetitions(vec![body.clone(), MARKER.suffixed(&operation_place(api, id), "Body")])
    });
    let rank = vec![raw, operation.path.clone(), operation.method.clone()];
    [
        Claim { key: ApiType::Marker(id), rank: (3, false, rank.clone()), candidates },
        Claim { key: ApiType::Body(id), rank: (4, false, rank), candidates: bodies },
    ]
}

fn tag_ids(api: &Api) -> impl Iterator<Item = (TagId, &str)> {
    (0..).map(TagId).zip(api.tags.iter().map(|tag| tag.name.as_str()))
}

fn operation_ids(api: &Api) -> impl Iterator<Item = (OperationId, &Operation)> {
    (0..).map(OperationId).zip(&api.operations)
}

/// Names of all variables of servers that the client as a whole may use, each once.
fn variable_names(api: &Api) -> impl Iterator<Item = String> {
    let own = api.operations.iter().flat_map(|operation| &operation.servers);
    let all = api.servers.iter().chain(own).flat_map(|server| server.variables.keys().cloned());
    all.collect::<std::collections::BTreeSet<String>>().into_iter()
}

fn tags(api: &Api, types: &BTreeMap<ApiType, String>, names: &mut Names) {
    let untagged = Candidates::known(vec!["operations".to_owned(), "untagged_operations".to_owned()]);
    let reserved: Vec<&str> = reserved::MODULES.iter().chain(reserved::CLIENT).copied().collect();
    let claims = tag_ids(api).map(|(id, name)| tag_claim(Some(id), name, module_candidates(name, &reserved)));
    let claims = claims.chain([Claim { key: None, rank: (1, false, Vec::new()), candidates: untagged }]);
    let modules = settle(claims.collect(), &reserved);
    let claims = tag_ids(api).map(|(id, name)| {
        let candidates = vec![kebab(&words(name)), format!("{}-operations", kebab(&words(name)))];
        tag_claim(Some(id), name, candidates)
    });
    let features = settle(claims.collect(), reserved::FEATURES);
    let by_tag = by_tag(api);
    for (key, module) in modules.names {
        let tag = TagNames {
            handle: identifier(types.get(&ApiType::Handle(key))),
            module: Identifier::new(module),
            feature: features.names.get(&key).cloned().unwrap_or_default(),
            headers: headers::allocate(api, by_tag.get(&key).map_or(&[], Vec::as_slice)),
        };
        match key {
            Some(id) => drop(names.tags.insert(id, tag)),
            None => names.untagged = tag,
        }
    }
}

/// The operations of each handle.
fn by_tag(api: &Api) -> BTreeMap<Option<TagId>, Vec<OperationId>> {
    let mut by_tag: BTreeMap<Option<TagId>, Vec<OperationId>> = BTreeMap::new();
    for (id, operation) in operation_ids(api) {
        by_tag.entry(operation.tags.first().copied()).or_default().push(id);
    }
    by_tag
}

fn tag_claim<'a>(key: Option<TagId>, name: &str, candidates: Vec<String>) -> Claim<'a, Option<TagId>> {
    Claim { key, rank: (0, false, vec![name.to_owned()]), candidates: Candidates::known(candidates) }
}

/// A module is a file, which cannot bear a keyword.
fn module_candidates(name: &str, reserved: &[&str]) -> Vec<String> {
    let plain = MODULE.candidates_beside(name, reserved);
    let is_keyword = plain.first().is_some_and(|wanted| reserved::is_keyword(wanted));
    if is_keyword { plain.into_iter().rev().take(1).collect() } else { plain }
}

fn operations(
    api: &Api,
    types: &BTreeMap<ApiType, String>,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) {
    let mut methods = BTreeMap::new();
    for (tag, operations) in by_tag(api) {
        methods.extend(self::methods(api, tag, &operations, names));
    }
    for (id, operation) in operation_ids(api) {
        let parameters = parameters(operation, diagnostics);
        let allocated = OperationNames {
            marker: identifier(types.get(&ApiType::Marker(id))),
            method: identifier(methods.get(&id)),
            parameters,
            body: identifier(types.get(&ApiType::Body(id))),
            body_variants: body_variants(operation),
        };
        names.operations.insert(id, allocated);
    }
}

/// The names of the methods of a handle.
fn methods(
    api: &Api,
    tag: Option<TagId>,
    operations: &[OperationId],
    names: &mut Names,
) -> BTreeMap<OperationId, String> {
    let tag =
        tag.and_then(|tag| api.tags.get(tag.0 as usize)).map(|tag| words(&tag.name)).unwrap_or_default();
    let claims = operations.iter().filter_map(|id| method(api, *id, &tag)).collect();
    let thing = |id: OperationId| place(api, id).map(|place| format!("method {place}"));
    let things = operations.iter().filter_map(|id| Some((*id, thing(*id)?)));
    let settled = settle_beside(names.pinned.of(things, reserved::METHODS), claims, reserved::METHODS);
    for (id, name) in &settled.names {
        if let Some(thing) = thing(*id) {
            names.allocated.add(thing, name);
        }
    }
    settled.names
}

/// A method wants the name of its operation, without the words of the tag that many descriptions begin it with: the handle bears them.
fn method<'a>(api: &'a Api, id: OperationId, tag: &[Word]) -> Option<Claim<'a, OperationId>> {
    let operation = api.operations.get(id.0 as usize)?;
    let raw = operation_name(api, id);
    let short = without_tag(&words(&raw), tag);
    let wanted = short.clone().unwrap_or_else(|| reserved::escape(&METHOD.wanted(&raw)));
    let is_short = short.is_some();
    let candidates = Candidates::new(wanted, move || {
        let mut candidates = METHOD.candidates(&operation_name(api, id));
        candidates.insert(1, METHOD.join(&operation_place(api, id)));
        short.iter().cloned().chain(escaped(&candidates)).collect()
    });
    let rank = vec![raw, operation.path.clone(), operation.method.clone()];
    Some(Claim { key: id, rank: (usize::from(is_short), false, rank), candidates })
}

/// The name of an operation without its tag; none, if it does not begin with that, or if the rest could not stand alone.
fn without_tag(operation: &[Word], tag: &[Word]) -> Option<String> {
    let (start, rest) = operation.split_at_checked(tag.len())?;
    let begins_with_it = !tag.is_empty() && start.iter().zip(tag).all(|(word, known)| word.is(known));
    let short = METHOD.join(rest);
    let is_alone =
        !reserved::is_keyword(&short) && kebab(rest).starts_with(|first: char| !first.is_ascii_digit());
    (begins_with_it && is_alone).then_some(short)
}

fn parameters(operation: &Operation, diagnostics: &mut Diagnostics) -> Vec<Identifier> {
    let claims =
        operation.parameters.iter().enumerate().map(|(index, parameter)| parameter_claim(index, parameter));
    let settled = settle(claims.collect(), reserved::PARAMETERS);
    for clash in settled.clashes {
        let at =
            operation.parameters.get(clash.key).map_or_else(Pointer::root, |parameter| parameter.at.clone());
        let raw = operation.parameters.get(clash.key).map_or("", |parameter| parameter.name.as_str());
        diagnostics.report(rules::name_taken(&at, raw, &clash.wanted, &clash.got));
    }
    settled.names.into_values().map(Identifier::new).collect()
}

/// One name in two places is told apart by the place; the path comes first.
fn parameter_claim(index: usize, parameter: &Parameter) -> Claim<'_, usize> {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let candidates = Candidates::new(reserved::escape(&PARAMETER.wanted(&parameter.name)), move || {
        let mut candidates = PARAMETER.candidates_beside(&parameter.name, reserved::PARAMETERS);
        let placed = PARAMETER.join(&path_words([location, parameter.name.as_str()]));
        candidates.insert(candidates.len().min(1), placed);
        escaped(&candidates)
    });
    let rank = (parameter.location as usize, false, vec![parameter.name.clone()]);
    Claim { key: index, rank, candidates }
}

fn body_variants(operation: &Operation) -> Vec<Identifier> {
    let contents = operation.body.iter().flat_map(|body| &body.contents).enumerate();
    let claims = contents.map(|(index, content)| {
        let candidates =
            vec![VARIANT.join(&words(media_word(content))), VARIANT.join(&words(&content.media_type))];
        let rank = (usize::from(!is_plain(content)), false, vec![content.media_type.clone()]);
        Claim { key: index, rank, candidates: Candidates::known(candidates) }
    });
    settle(claims.collect(), &[]).names.into_values().map(Identifier::new).collect()
}

fn media_word(content: &Content) -> &str {
    let media_type = content.media_type.as_str();
    match content.kind {
        MediaKind::Json => "Json",
        MediaKind::Form => "Form",
        MediaKind::Multipart => "Multipart",
        MediaKind::Text if media_type.ends_with("xml") => "Xml",
        MediaKind::Text => "Text",
        MediaKind::EventStream => "Events",
        MediaKind::JsonLines => "JsonLines",
        MediaKind::Bytes if matches!(media_type, "application/octet-stream" | "*/*" | "application/*") => {
            "Bytes"
        }
        MediaKind::Bytes if media_type.ends_with("/*") => media_type.trim_end_matches("/*"),
        MediaKind::Bytes => media_type.rsplit('/').next().unwrap_or(media_type),
    }
}

fn is_plain(content: &Content) -> bool {
    matches!(content.media_type.as_str(), "application/json" | "text/plain" | "application/octet-stream")
}

fn builder(api: &Api, types: &BTreeMap<ApiType, String>, names: &mut Names) {
    let claims = variable_names(api).map(|name| builder_claim(BuilderKey::Variable(name.clone()), 0, &name));
    let schemes = api.security_schemes.iter();
    let credentials =
        schemes.map(|scheme| builder_claim(BuilderKey::Credential(scheme.name.clone()), 1, &scheme.name));
    let clients = api.security_schemes.iter().filter(|scheme| {
        matches!(&scheme.kind, SecuritySchemeKind::OAuth2 { client_credentials: Some(_), .. })
    });
    let clients = clients.map(|scheme| client_claim(&scheme.name));
    let settled = settle(claims.chain(credentials).chain(clients).collect(), reserved::BUILDER);
    names.builder = settled.names.into_iter().map(|(key, name)| (key, Identifier::new(name))).collect();
    for name in variable_names(api) {
        let enumeration = server_enumeration(api, &name, types);
        names.server_types.insert(name, enumeration);
    }
}

fn builder_claim<'a>(key: BuilderKey, rank: usize, raw: &str) -> Claim<'a, BuilderKey> {
    let suffix = if rank == 0 { "variable" } else { "credential" };
    let mut candidates = BUILDER.candidates_beside(raw, reserved::BUILDER);
    candidates.insert(1, BUILDER.suffixed(&words(raw), suffix));
    let candidates = Candidates::known(escaped(&candidates));
    Claim { key, rank: (rank, false, vec![raw.to_owned()]), candidates }
}

/// The client credentials of a scheme: `oauth_client`.
fn client_claim<'a>(raw: &str) -> Claim<'a, BuilderKey> {
    let named = words(raw);
    let candidates = vec![BUILDER.suffixed(&named, "client"), BUILDER.suffixed(&named, "client credentials")];
    let (key, candidates) = (BuilderKey::ClientCredentials(raw.to_owned()), Candidates::known(candidates));
    Claim { key, rank: (2, false, vec![raw.to_owned()]), candidates }
}

/// The values of a variable, over all servers that have it, each once, in the order of the document.
pub(crate) fn variable_values(api: &Api, variable: &str) -> Vec<String> {
    let own = api.operations.iter().flat_map(|operation| &operation.servers);
    let found = api.servers.iter().chain(own).filter_map(|server| server.variables.get(variable));
    without_repetitions(found.flat_map(|variable| variable.values.iter().cloned()).collect())
}

fn server_enumeration(
    api: &Api,
    variable: &str,
    types: &BTreeMap<ApiType, String>,
) -> ServerEnumerationNames {
    let values = variable_values(api, variable);
    let claims = values.into_iter().enumerate().map(|(index, value)| {
        let candidates = Candidates::known(VARIANT.candidates_beside(&value, &["Unknown", "Self"]));
        Claim { key: index, rank: (0, false, vec![value]), candidates }
    });
    let settled = settle(claims.collect(), &["Unknown", "Self"]);
    ServerEnumerationNames {
        name: identifier(types.get(&ApiType::Variable(variable.to_owned()))),
        variants: settled.names.into_values().map(Identifier::new).collect(),
        unknown: Identifier::new("Unknown".to_owned()),
    }
}

fn identifier(name: Option<&String>) -> Identifier {
    Identifier::new(name.cloned().unwrap_or_default())
}
