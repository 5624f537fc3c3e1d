//! Spells one operation.
//!
//! In: an [`Operation`]. Out: the method of its handle, its table, and its setters. Methods and setters are `#[inline]`, so
//! that a body is compiled by the crate that sends it: a client of a thousand operations costs its user the ten that are called.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::scope::Scope;
use super::super::types::ident;
use super::{arguments, endpoint, example, pagination};
use crate::print::{Item, Member, Methods, Table};
use crate::rust::{Argument, BodyFormat, Doc, Handle, Operation, Output, StreamedAnswer};

/// The method that makes a call.
pub(super) fn method(operation: &Operation, handle: &Handle, crate_name: &str, scope: &mut Scope) -> Member {
    let doc = scope.linked(&example::with_example(operation, handle, crate_name));
    let deprecated = deprecated(operation.deprecated);
    let many = many(operation);
    let name = ident(&operation.method);
    let marker = ident(&operation.marker);
    let call = scope.runtime("Call");
    let taken: Vec<_> =
        operation.arguments.iter().map(|argument| arguments::declared(argument, scope)).collect();
    let request = quote! { call.request };
    let arguments = operation.arguments.iter().map(|argument| arguments::given(argument, &request, scope));
    let mut given: Vec<_> = arguments.collect();
    let setters = operation.setters.iter();
    given.extend(setters.filter_map(|argument| arguments::preset(argument, &request, scope)));
    let body = if given.is_empty() {
        quote! { #call::new(&self.client) }
    } else {
        quote! {
            let mut call = #call::new(&self.client);
            #(#given)*
            call
        }
    };
    let code = quote! {
        #deprecated
        #many
        #[inline]
        pub fn #name(&self, #(#taken),*) -> #call<#marker> {
            #body
        }
    };
    Member { doc, code }
}

/// More arguments than clippy likes need a word to it; the handle itself is one.
fn many(operation: &Operation) -> Option<TokenStream> {
    let reason = "one for each required parameter";
    (operation.arguments.len() >= 7)
        .then(|| quote! { #[expect(clippy::too_many_arguments, reason = #reason)] })
}

pub(super) fn deprecated(is: bool) -> TokenStream {
    if is {
        quote! { #[deprecated] }
    } else {
        TokenStream::new()
    }
}

/// The items of an operation beside its method.
pub(super) fn items(operation: &Operation, handle: &Handle, scope: &mut Scope) -> Vec<Item> {
    let mut items = vec![endpoint::table(operation, handle, scope).into()];
    items.extend(setters(operation, scope));
    items.extend(operation.stream.as_ref().map(|stream| streamed(operation, stream, scope).into()));
    items.extend(operation.pagination.as_ref().map(|pages| pagination::item(operation, pages, scope).into()));
    items
}

/// What an operation streams where it is asked for that.
fn streamed(operation: &Operation, stream: &StreamedAnswer, scope: &mut Scope) -> TokenStream {
    let name = ident(&operation.marker);
    let streamed_trait = scope.runtime("Streamed");
    let stream_type = format(&stream.format, scope);
    let media_type = &stream.media_type;
    quote! {
        impl #streamed_trait for #name {
            type Stream = #stream_type;
            const MEDIA_TYPE: &'static str = #media_type;
        }
    }
}

/// The marker that decodes what an operation answers.
pub(super) fn output(output: &Output, scope: &mut Scope) -> TokenStream {
    match output {
        Output::Empty => {
            let empty = scope.runtime("NoBody");
            quote! { #empty }
        }
        Output::Body(body) => format(body, scope),
        Output::OrEmpty(body) => {
            let or_empty = scope.runtime("OrNoBody");
            let body = format(body, scope);
            quote! { #or_empty<#body> }
        }
    }
}

/// The marker that decodes one form of body.
pub(super) fn format(format: &BodyFormat, scope: &mut Scope) -> TokenStream {
    let (name, ty) = match format {
        BodyFormat::Json(ty) => (scope.runtime("Json"), ty),
        BodyFormat::Events(ty) => (scope.runtime("Events"), ty),
        BodyFormat::EventObjects(ty) => (scope.runtime("EventObjects"), ty),
        BodyFormat::JsonLines(ty) => (scope.runtime("JsonLines"), ty),
        BodyFormat::Text => return scope.runtime("Text").into_token_stream(),
        BodyFormat::Bytes => return scope.runtime("Octets").into_token_stream(),
        BodyFormat::Union(name) => return scope.model(name),
    };
    let ty = scope.ty(ty);
    quote! { #name<#ty> }
}

/// The setters: of parameters as a table, of a body as a method.
fn setters(operation: &Operation, scope: &mut Scope) -> Vec<Item> {
    let marker = ident(&operation.marker);
    let (mut rows, mut methods) = (Vec::new(), Vec::new());
    for argument in &operation.setters {
        match arguments::row(argument, scope) {
            Some(row) => rows.push(row),
            None => methods.push(setter(argument, scope)),
        }
    }
    let mut items = Vec::new();
    if !rows.is_empty() {
        scope.runtime("parameters");
        items.push(Table { name: "parameters", doc: Doc::default(), head: quote!(#marker), rows }.into());
    }
    if !methods.is_empty() {
        let call = scope.runtime("Call");
        items.push(Methods { head: quote!(impl #call<#marker>), members: methods }.into());
    }
    items
}

fn setter(argument: &Argument, scope: &mut Scope) -> Member {
    let deprecated = deprecated(argument.deprecated);
    let name = ident(&argument.name);
    let taken = arguments::declared(argument, scope);
    let given = arguments::given(argument, &quote! { self.request }, scope);
    let code = quote! {
        #deprecated
        #[inline]
        pub fn #name(mut self, #taken) -> Self {
            #given
            self
        }
    };
    Member { doc: argument.doc.clone(), code }
}
