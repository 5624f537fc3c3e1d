//! Spells the enumeration of the media types that a request body may have.
//!
//! In: a [`BodyChoice`]. Out: the enumeration, how it becomes a body, and `From` for the branch that each type stands for.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::outer as docs;
use super::super::scope::Scope;
use super::super::types::ident;
use super::arguments;
use crate::rust::{BodyChoice, BodyKind, BodyVariant, Type};

/// The items of a choice.
pub(super) fn items(choice: &BodyChoice, scope: &mut Scope) -> Vec<TokenStream> {
    let from = choice.variants.iter().filter(|variant| variant.from);
    let from: Vec<_> = from.map(|variant| conversion(choice, variant, scope)).collect();
    [enumeration(choice, scope), put(choice, scope)].into_iter().chain(from).collect()
}

fn enumeration(choice: &BodyChoice, scope: &mut Scope) -> TokenStream {
    let name = ident(&choice.name);
    let about = docs(&choice.doc);
    let variants = choice.variants.iter().map(|variant| {
        let about = docs(&variant.doc);
        let name = ident(&variant.name);
        let ty = scope.ty(&variant.ty);
        quote! { #about #name(#ty) }
    });
    quote! {
        #about
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

fn put(choice: &BodyChoice, scope: &mut Scope) -> TokenStream {
    let name = ident(&choice.name);
    let request_type = scope.runtime("Request");
    let request = quote! { request };
    let arms: Vec<_> = choice
        .variants
        .iter()
        .map(|variant| {
            let name = ident(&variant.name);
            // Forms are taken by themselves.
            let is_boxed_form =
                matches!((&variant.ty, &variant.kind), (Type::Box(_), BodyKind::Multipart(_)));
            let body = if is_boxed_form {
                quote! { *body }
            } else {
                quote! { body }
            };
            let statement = arguments::body(&variant.kind, &request, &body, scope);
            quote! { Self::#name(body) => { #statement } }
        })
        .collect();
    quote! {
        impl #name {
            #[inline]
            fn put(self, request: &mut #request_type) {
                match self { #(#arms)* }
            }
        }
    }
}

fn conversion(choice: &BodyChoice, variant: &BodyVariant, scope: &mut Scope) -> TokenStream {
    let name = ident(&choice.name);
    let variant_name = ident(&variant.name);
    let (ty, value) = match &variant.ty {
        Type::Box(inner) => (scope.ty(inner), quote! { Box::new(body) }),
        ty => (scope.ty(ty), quote! { body }),
    };
    quote! {
        impl From<#ty> for #name {
            fn from(body: #ty) -> Self {
                Self::#variant_name(#value)
            }
        }
    }
}
