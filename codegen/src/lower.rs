//! Decides everything about the Rust side: [`crate::ir`] and names in, [`crate::rust`] out.
//!
//! Deliberately absent: tokens, text layout.

pub(crate) mod api;
mod depth;
pub(crate) mod docs;
pub(crate) mod models;
mod parts;
mod prose;
pub(crate) mod styles;

use std::collections::BTreeSet;

use indexmap::IndexSet;

use crate::Options;
use crate::diagnostics::Diagnostics;
use crate::graph::{Reach, User, Users};
use crate::ir;
use crate::names::Names;
use crate::rust::{
    BodyFormat, BodyUnion, Crate, Feature, Gate, Handle, Identifier, Model, ModelModule, Type,
};

/// The crate that an API becomes.
pub(crate) fn crate_of(
    api: &ir::Api,
    reach: &Reach,
    names: &Names,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Crate {
    let mut groups = models::models(api, reach, names, diagnostics);
    let types = models::types::Types::new(api, names);
    let index = api::Index::of(groups.models());
    let large = models::large(|| groups.models());
    let crate_name = &options.crate_name;
    let by_tag = api::by_tag(api);
    let scene = api::Scene { api, names, types, models: index, large: &large, crate_name, by_tag };
    let lowered = api::lower(&scene, diagnostics);
    for (mut union, tags) in lowered.unions {
        box_large(&mut union, &large);
        let users = tags.iter().fold(Users::Nobody, |users, tag| users.and(&Users::one(User::Tag(*tag))));
        if users == Users::Many {
            groups.share(tags.into_iter().map(User::Tag));
        }
        groups.add(users, Model::Bodies(union));
    }
    let models = groups.finish();
    let recursion_limit = depth::recursion_limit(&models);
    let mut output = Crate {
        name: options.crate_name.clone(),
        doc: prose::crate_doc(api, &options.crate_name, &lowered.handles, recursion_limit),
        description: prose::description(&api.info),
        api_version: api.info.version.split_whitespace().collect::<Vec<_>>().join(" "),
        features: features(&lowered.features, &models),
        recursion_limit,
        models,
        handles: lowered.handles,
        client: lowered.client,
        runtime: BTreeSet::new(),
    };
    output.runtime = parts::of(&output);
    output
}

/// Boxes the large branches of a union of bodies.
fn box_large(union: &mut BodyUnion, large: &BTreeSet<Identifier>) {
    for (_, format) in &mut union.variants {
        if let BodyFormat::Json(ty) = format
            && matches!(ty, Type::Model(name) if large.contains(name))
        {
            *ty = Type::Box(Box::new(ty.clone()));
        }
    }
}

/// The features of handles, in the order of the tags, then those that only models ask for.
fn features(of_handles: &[Feature], models: &[ModelModule]) -> Vec<Feature> {
    let mut features: IndexSet<Feature> = of_handles.iter().cloned().collect();
    for group in models {
        if let Gate::Any(gating) = &group.gate {
            features.extend(gating.iter().cloned());
        }
    }
    features.into_iter().collect()
}

/// Whether some operation of a handle is fit to be shown first: it asks for nothing.
fn simplest(handles: &[Handle]) -> Option<(&Handle, &crate::rust::Operation)> {
    let all = || {
        handles.iter().flat_map(|handle| handle.operations.iter().map(move |operation| (handle, operation)))
    };
    let is_simple = |operation: &crate::rust::Operation| {
        operation.arguments.is_empty() && operation.http_method == "GET" && !operation.deprecated
    };
    all().find(|(_, operation)| is_simple(operation))
}
