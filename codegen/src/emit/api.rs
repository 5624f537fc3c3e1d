//! Spells the operations of a handle.
//!
//! In: a [`Handle`]. Out: the items of `src/api/<tag>.rs`: the handle with a method for each operation, and for each operation its marker,
//! its description, its setters and its pages. Deliberately absent: anything that operations have in common beyond data, which is the
//! runtime's.

mod arguments;
mod choice;
mod endpoint;
mod example;
mod headers;
mod operation;
mod pagination;

use quote::quote;

use super::docs::inner as inner_docs;
use super::scope::Scope;
use super::types::ident;
use crate::print::{Definition, Item, Member, Methods};
use crate::rust::{Argument, BodyKind, Doc, Handle, Identifier, Operation, Target};

pub(crate) use endpoint::server;

/// The items of a handle's file. `crate_name` is how the crate is written in a path.
pub(crate) fn handle_file(handle: &Handle, crate_name: &str) -> Vec<Item> {
    let (items, scope) = Scope::beside(local(handle)).settled(|scope| items(handle, crate_name, scope));
    let about = Doc(format!("[`{}`] and what its calls take and answer.", handle.name.as_str()));
    [inner_docs(&about).into(), scope.uses().into()].into_iter().chain(items).collect()
}

/// The handle, then its operations, then the choices of their bodies.
fn items(handle: &Handle, crate_name: &str, scope: &mut Scope) -> Vec<Item> {
    let mut items = Vec::new();
    for operation in &handle.operations {
        items.extend(operation::items(operation, handle, scope));
    }
    for argument in handle.operations.iter().flat_map(bodies_of) {
        if let Target::Body(BodyKind::Choice(body_choice)) = &argument.target {
            items.extend(choice::items(body_choice, scope));
        }
    }
    // The documentation of the methods comes last: it links differently to what is imported.
    handle_items(handle, crate_name, scope).into_iter().chain(items).collect()
}

fn bodies_of(operation: &Operation) -> impl Iterator<Item = &Argument> {
    operation.arguments.iter().chain(&operation.setters)
}

/// The names of the items of the file.
fn local(handle: &Handle) -> Vec<&Identifier> {
    let markers = handle.operations.iter().map(|operation| &operation.marker);
    let choices =
        handle.operations.iter().flat_map(bodies_of).filter_map(|argument| match &argument.target {
            Target::Body(BodyKind::Choice(body_choice)) => Some(&body_choice.name),
            _ => None,
        });
    [&handle.name].into_iter().chain(markers).chain(choices).collect()
}

/// The handle's type, and its methods.
fn handle_items(handle: &Handle, crate_name: &str, scope: &mut Scope) -> Vec<Item> {
    let name = ident(&handle.name);
    let client = scope.runtime("Client");
    // All imports have to be known before the documentation is written: it links differently to what is imported.
    for argument in handle.operations.iter().flat_map(bodies_of) {
        arguments::declared(argument, scope);
    }
    let headers: Vec<_> = handle.headers.iter().map(|header| headers::constant(header, scope)).collect();
    let methods =
        handle.operations.iter().map(|operation| operation::method(operation, handle, crate_name, scope));
    let new = quote! {
        #[inline]
        pub(crate) fn new(client: #client) -> Self {
            Self { client }
        }
    };
    let methods = Methods {
        head: quote!(impl #name),
        members: headers.into_iter().chain([Member::plain(new)]).chain(methods).collect(),
    };
    let head = quote! {
        #[derive(Debug, Clone)]
        pub struct #name
    };
    let members = vec![Member::plain(quote!(client: #client))];
    vec![Definition { doc: handle.doc.clone(), head, members }.into(), methods.into()]
}
