//! Models as items: structs, enumerations, unions, aliases.
//!
//! In: a [`ModelModule`]. Out: the items of its file. What can be said once for all models is in the runtime; here stands only
//! what differs from model to model.

mod bodies;
mod builders;
mod enumerations;
mod forms;
mod structs;
mod unions;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{Imports, ident, ty};
use crate::print::Item;
use crate::rust::{Alias, Model, ModelModule};

pub(crate) use enumerations::enumeration;

/// The items of a file of models: its documentation, its imports, then each model with what belongs to it.
pub(crate) fn items(module: &ModelModule) -> Vec<Item> {
    let mut imports = Imports::default();
    let models: Vec<Item> = module.items.iter().flat_map(|item| model(item, &mut imports)).collect();
    let local: BTreeSet<&str> = module.items.iter().map(|item| item.name().as_str()).collect();
    imports.models.retain(|name| !local.contains(name.as_str()));
    let uses: TokenStream = imports.items(&BTreeSet::new()).into_iter().collect();
    let mut items = vec![docs::inner(&module.doc).into(), uses.into()];
    items.extend(models);
    items
}

/// The items of one model.
pub(crate) fn model(model: &Model, imports: &mut Imports) -> Vec<Item> {
    match model {
        Model::Struct(object) => structs::items(object, imports),
        Model::Enumeration(known) => vec![enumeration(known, imports).into()],
        Model::Union(union) => unions::items(union, imports),
        Model::Alias(other) => vec![alias(other, imports).into()],
        Model::Bodies(union) => bodies::items(union, imports),
    }
}

fn alias(alias: &Alias, imports: &mut Imports) -> TokenStream {
    imports.ty(&alias.ty);
    let (doc, name, target) = (docs::outer(&alias.doc), ident(&alias.name), ty(&alias.ty));
    quote! {
        #doc
        pub type #name = #target;
    }
}
