//! Spells the enumeration of the media types that a request body may have.
//!
//! In: a [`BodyChoice`]. Out: the enumeration, and the table by which it becomes a body, with the branch that each type stands for.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::super::types::ident;
use super::arguments;
use crate::print::{Definition, Item, Member, Table};
use crate::rust::{BodyChoice, BodyKind, BodyVariant, Type};

/// The items of a choice.
pub(super) fn items(choice: &BodyChoice, scope: &mut Scope) -> [Item; 2] {
    [enumeration(choice, scope).into(), table(choice, scope).into()]
}

fn enumeration(choice: &BodyChoice, scope: &mut Scope) -> Definition {
    let name = ident(&choice.name);
    let members = choice.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let ty = scope.ty(&variant.ty);
        Member { doc: variant.doc.clone(), code: quote! { #name(#ty) } }
    });
    let members = members.collect();
    let head = quote! {
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum #name
    };
    Definition { doc: choice.doc.clone(), head, members }
}

fn table(choice: &BodyChoice, scope: &mut Scope) -> Table {
    scope.runtime("choice");
    let name = ident(&choice.name);
    let rows: Vec<_> = choice.variants.iter().map(|variant| row(variant, scope)).collect();
    Table::plain("choice", quote!(#name as body), rows)
}

fn row(variant: &BodyVariant, scope: &mut Scope) -> TokenStream {
    let name = ident(&variant.name);
    // Forms are taken by themselves.
    let is_boxed_form = matches!((&variant.ty, &variant.kind), (Type::Box(_), BodyKind::Multipart(_)));
    let body = if is_boxed_form {
        quote! { *body }
    } else {
        quote! { body }
    };
    let from = variant.from.then(|| match &variant.ty {
        Type::Box(inner) => {
            let inner = scope.ty(inner);
            quote! { (boxed #inner) }
        }
        ty => {
            let ty = scope.ty(ty);
            quote! { (#ty) }
        }
    });
    let sent = arguments::sent(&variant.kind, &body, scope);
    quote! { #name #from => #sent, }
}
