//! Lowers operations: handles, requests, results, and what the client builder offers.
//!
//! In: an [`ir::Api`] with its names and lowered types. Out: [`Lowered`], the parts of a [`crate::rust::Crate`] that are not models.
//! Deliberately absent: how models come about, tokens.

mod answers;
mod arguments;
mod body;
mod client;
mod examples;
mod headers;
mod index;
mod operation;
mod pagination;
mod paths;
mod prose;
mod rules;
mod undefined;

use std::collections::{BTreeMap, BTreeSet};

use answers::Unions;
use headers::Headers;
pub(crate) use index::Index;

use crate::diagnostics::Diagnostics;
use crate::ir::{self, TagId};
use crate::lower::models::types::Types;
use crate::names::{Names, TagNames};
use crate::parallel;
use crate::rust::{BodyUnion, ClientApi, Doc, Feature, Gate, Handle, Identifier, Operation};

/// What the operations of an API become.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    /// Groups of operations, in the order of the tags; those without a tag come last.
    pub(crate) handles: Vec<Handle>,
    /// What the client builder offers.
    pub(crate) client: ClientApi,
    /// One feature for each tag that has operations.
    pub(crate) features: Vec<Feature>,
    /// Unions of bodies, with the tags of the operations that answer with them (none: an operation without a tag does).
    pub(crate) unions: Vec<(BodyUnion, BTreeSet<TagId>)>,
}

/// What is known while operations are lowered.
pub(crate) struct Scene<'a> {
    /// The API.
    pub(crate) api: &'a ir::Api,
    /// Its names.
    pub(crate) names: &'a Names,
    /// The types of its schemas.
    pub(crate) types: Types<'a>,
    /// Its models by name.
    pub(crate) models: Index<'a>,
    /// The models that are too large to stand in a branch themselves.
    pub(crate) large: &'a BTreeSet<Identifier>,
    /// Name of the generated crate.
    pub(crate) crate_name: &'a str,
    /// The operations by their first tag.
    pub(crate) by_tag: BTreeMap<Option<TagId>, Vec<ir::OperationId>>,
}

/// Lowers all operations.
pub(crate) fn lower(scene: &Scene<'_>, diagnostics: &mut Diagnostics) -> Lowered {
    let mut unions = Unions::default();
    let mut handles: Vec<Handle> = Vec::new();
    let tags = (0..).map(TagId).take(scene.api.tags.len()).map(Some);
    let tags: Vec<_> = tags.chain([None]).map(|tag| (tag, headers::lower(scene, tag))).collect();
    let mut docs = docs(scene, &tags).into_iter();
    for (tag, headers) in tags {
        let operations = operations(scene, tag, &mut docs, &mut unions, diagnostics);
        if !operations.is_empty() {
            handles.push(handle(scene, tag, headers, operations));
        }
    }
    let features = handles.iter().filter_map(|handle| match &handle.gate {
        Gate::Always => None,
        Gate::Any(features) => features.first().cloned(),
    });
    let features = features.collect();
    Lowered { handles, client: client::lower(scene, diagnostics), features, unions: unions.into_all() }
}

/// The documentation of all operations, tag by tag: most of what there is to do for an operation, and the same whatever the others are.
fn docs(scene: &Scene<'_>, tags: &[(Option<TagId>, Headers)]) -> Vec<Doc> {
    let mut operations = Vec::new();
    for (tag, headers) in tags {
        let headers = |id| headers.of_operations.get(&id).map_or(&[][..], Vec::as_slice);
        operations.extend(belonging(scene, *tag).into_iter().map(|(id, source)| (source, headers(id))));
    }
    parallel::map(&operations, |(source, headers)| {
        prose::operation(scene, source, headers, answers::stream(scene, source).as_ref())
    })
}

/// The operations whose first tag this is.
fn operations(
    scene: &Scene<'_>,
    tag: Option<TagId>,
    docs: &mut impl Iterator<Item = Doc>,
    unions: &mut Unions,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let documented = belonging(scene, tag).into_iter().zip(docs);
    let lower = |((id, source), doc)| operation::lower(scene, id, source, doc, unions, diagnostics);
    documented.filter_map(lower).collect()
}

fn handle(scene: &Scene<'_>, tag: Option<TagId>, headers: Headers, operations: Vec<Operation>) -> Handle {
    let TagNames { handle, module, feature, .. } = tag_names(scene, tag).clone();
    let gate = match tag {
        Some(_) => Gate::Any(BTreeSet::from([Feature(feature)])),
        None => Gate::Always,
    };
    let source = tag.and_then(|tag| scene.api.tags.get(tag.0 as usize));
    let doc = source.map_or_else(|| Doc("Operations without a tag.".to_owned()), prose::tag);
    Handle { name: handle, module, gate, doc, headers: headers.constants, operations }
}

fn tag_names<'a>(scene: &Scene<'a>, tag: Option<TagId>) -> &'a TagNames {
    tag.map_or_else(|| scene.names.untagged(), |tag| scene.names.tag(tag))
}

/// The operations of the document whose first tag this is.
fn belonging<'a>(scene: &Scene<'a>, tag: Option<TagId>) -> Vec<(ir::OperationId, &'a ir::Operation)> {
    let api = scene.api;
    let ids = scene.by_tag.get(&tag).into_iter().flatten();
    ids.filter_map(|id| Some((*id, api.operations.get(id.0 as usize)?))).collect()
}

/// The operations by their first tag (none: they have no tag), in the order of the document.
pub(crate) fn by_tag(api: &ir::Api) -> BTreeMap<Option<TagId>, Vec<ir::OperationId>> {
    let mut by_tag: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, operation) in (0..).map(ir::OperationId).zip(&api.operations) {
        by_tag.entry(operation.tags.first().copied()).or_default().push(id);
    }
    by_tag
}
