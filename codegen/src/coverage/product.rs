//! What the generated crate has, by the places of the document.

use std::collections::{BTreeMap, BTreeSet};

use super::census;
use crate::ir::{Api, PathRoot, SchemaId, Shape};
use crate::names::Names;
use crate::pointer::Pointer;
use crate::rust::Crate;

/// How many aliases in a row are followed.
const LONGEST_CHAIN: usize = 32;

/// What the generated crate has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Product {
    /// Operations by method and path.
    pub(super) operations: BTreeMap<(String, String), String>,
    /// Schemas of the components by their place.
    pub(super) schemas: BTreeMap<Pointer, String>,
    /// Schemas that are any JSON, with the reason.
    pub(super) untyped: BTreeMap<Pointer, String>,
}

impl Product {
    /// What a crate has.
    pub(crate) fn of(api: &Api, names: &Names, output: &Crate) -> Self {
        Self {
            operations: operations(output),
            schemas: schemas(api, names, output),
            untyped: census::untyped(api, names),
        }
    }
}

fn operations(output: &Crate) -> BTreeMap<(String, String), String> {
    let all = output
        .handles
        .iter()
        .flat_map(|handle| handle.operations.iter().map(|operation| (handle.name.as_str(), operation)));
    all.map(|(handle, operation)| {
        let key = (operation.http_method.clone(), operation.declared_path.clone());
        (key, format!("{handle}::{}", operation.method.as_str()))
    })
    .collect()
}

fn schemas(api: &Api, names: &Names, output: &Crate) -> BTreeMap<Pointer, String> {
    let items = output.models.iter().flat_map(|group| &group.items);
    let made: BTreeSet<&str> = items.map(|model| model.name().as_str()).collect();
    let components = api.schemas.iter().filter(|(_, schema)| {
        matches!(schema.path.root, PathRoot::Component(_)) && schema.path.segments.is_empty()
    });
    components
        .filter_map(|(id, schema)| {
            let name = type_of(api, names, &made, id)?;
            Some((schema.at.clone(), format!("models::{name}")))
        })
        .collect()
}

/// The type that a schema becomes; where it is nothing but another schema (a branch beside null), the type of that.
fn type_of<'a>(api: &Api, names: &'a Names, made: &BTreeSet<&str>, schema: SchemaId) -> Option<&'a str> {
    let mut id = schema;
    for _ in 0..LONGEST_CHAIN {
        let forms = [names.ty(id), names.request_ty(id)];
        let name = forms.into_iter().flatten().find(|name| made.contains(name.as_str()));
        match (name, &api.schemas.get(id)?.shape) {
            (Some(name), _) => return Some(name.as_str()),
            (None, Shape::Alias(target)) => id = target.schema,
            (None, _) => return None,
        }
    }
    None
}
