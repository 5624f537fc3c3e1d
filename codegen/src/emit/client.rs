//! Spells `src/client.rs`: what the runtime must know of the service, and what its client and builder offer beyond it.
//!
//! In: the whole [`Crate`]. Out: the description as one constant, `Client::builder` and `Client::from_env`, a method for each handle, a
//! setter for each server variable and credential, and the enumerations of the variables' values.

mod description;
mod setters;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{inner as inner_docs, outer as docs};
use super::models;
use super::scope::{Scope, cfg};
use super::types::ident;
use crate::print::Item;
use crate::rust::{Crate, Doc, Handle, VariableSetter};

/// The items of `src/client.rs`.
pub(crate) fn file(output: &Crate) -> Vec<Item> {
    let enumerations = || output.client.variables.iter().filter_map(|variable| variable.enumeration.as_ref());
    let mut scope = Scope::beside(enumerations().map(|enumeration| &enumeration.name));
    let mut items: Vec<Item> =
        vec![description::item(output, &mut scope).into(), client(output, &mut scope).into()];
    items.extend(setters::item(&output.client, &mut scope).map(Item::from));
    for enumeration in enumerations() {
        items.push(models::enumeration(enumeration, scope.imports()).into());
    }
    let about = inner_docs(&Doc("How a client is set up, and the way from it to the operations.".to_owned()));
    let mut handles: Vec<&Handle> = output.handles.iter().collect();
    handles.sort_by(|one, other| one.module.cmp(&other.module));
    let handles: TokenStream = handles.into_iter().map(import).collect();
    let imports = scope.uses();
    [about.into(), quote! { #handles #imports }.into()].into_iter().chain(items).collect()
}

/// The names of the types that this file adds to the crate.
pub(crate) fn exported(output: &Crate) -> impl Iterator<Item = &crate::rust::Identifier> {
    let enumeration = |variable: &'_ VariableSetter| variable.enumeration.is_some();
    let with = output.client.variables.iter().filter(move |variable| enumeration(variable));
    with.filter_map(|variable| variable.enumeration.as_ref().map(|enumeration| &enumeration.name))
}

fn import(handle: &Handle) -> TokenStream {
    let gate = cfg(&handle.gate);
    let (module, name) = (ident(&handle.module), ident(&handle.name));
    quote! { #gate use crate::api::#module::#name; }
}

fn client(output: &Crate, scope: &mut Scope) -> TokenStream {
    let client = scope.runtime("Client");
    let builder = scope.runtime("ClientBuilder");
    let error = scope.runtime("ConfigError");
    let handles = output.handles.iter().map(handle);
    let builder_docs = docs(&output.client.builder_doc);
    let environment_docs = docs(&output.client.environment_doc);
    quote! {
        impl #client {
            #builder_docs
            #[inline]
            pub fn builder() -> #builder {
                #builder::new(&API)
            }

            #environment_docs
            #[inline]
            pub fn from_env() -> Result<Self, #error> {
                Self::builder().environment().build()
            }

            #(#handles)*
        }
    }
}

fn handle(handle: &Handle) -> TokenStream {
    let gate = cfg(&handle.gate);
    let about = docs(&handle.doc);
    let (method, name) = (ident(&handle.module), ident(&handle.name));
    quote! {
        #about
        #gate
        #[inline]
        pub fn #method(&self) -> #name {
            #name::new(self.clone())
        }
    }
}
