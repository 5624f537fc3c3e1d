//! Spells how the pages of an operation are walked.
//!
//! In: [`Pagination`] with its ways into a page. Out: the `impl Paginated`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::scope::Scope;
use super::super::types::ident;
use crate::rust::{Operation, Pagination, PaginationKind, Step, Type};

/// `impl Paginated for ListOrgs { … }`
pub(super) fn item(operation: &Operation, pagination: &Pagination, scope: &mut Scope) -> TokenStream {
    let marker = ident(&operation.marker);
    let paginated = scope.runtime("Paginated");
    let pages_type = scope.runtime("Pages");
    let (item, page) = (scope.ty(&pagination.item), scope.ty(&pagination.page));
    let pages = pages(&pagination.kind, scope);
    let (items, count) = (items(pagination), count(pagination));
    let rest = facts(pagination, &page);
    quote! {
        impl #paginated for #marker {
            type Item = #item;
            const PAGES: #pages_type = #pages;

            fn items(page: #page) -> Vec<#item> {
                #items
            }

            fn count(page: &#page) -> usize {
                #count
            }

            #rest
        }
    }
}

fn pages(kind: &PaginationKind, scope: &mut Scope) -> TokenStream {
    let pages = scope.runtime("Pages");
    match kind {
        PaginationKind::Offset(parameter, _) => quote! { #pages::Offset(#parameter) },
        PaginationKind::Page(parameter, first, _) => {
            let first = Literal::i64_unsuffixed(*first);
            quote! { #pages::Number(#parameter, #first) }
        }
        PaginationKind::Cursor(parameter, _) => quote! { #pages::Cursor(#parameter) },
        PaginationKind::Link => quote! { #pages::Link },
        PaginationKind::Url(_) => quote! { #pages::Url },
    }
}

/// What else a page tells.
fn facts(pagination: &Pagination, page: &TokenStream) -> TokenStream {
    match &pagination.kind {
        PaginationKind::Offset(_, Some(way)) | PaginationKind::Page(_, _, Some(way)) => {
            let total = total(way, &pagination.page);
            quote! { fn total(page: &#page) -> Option<i64> { #total } }
        }
        PaginationKind::Cursor(_, way) | PaginationKind::Url(way) => {
            let next = next(way, &pagination.page);
            quote! { fn next(page: &#page) -> Option<String> { #next } }
        }
        _ => TokenStream::new(),
    }
}

/// The list at the end of the way, taken out of `page`; empty where something on the way is missing.
fn items(pagination: &Pagination) -> TokenStream {
    let mut items = Walked { value: quote! { page }, optional: matches!(pagination.page, Type::Option(_)) };
    for step in &pagination.items {
        let field = ident(&step.field);
        let taken = |from: &TokenStream| {
            let unwrapped = matches!(step.ty, Type::Nullable(_)).then(|| quote! { .into_value() });
            quote! { #from.#field #unwrapped }
        };
        items = items.step(is_optional(&step.ty), &taken, &taken);
    }
    let value = items.value;
    if items.optional {
        quote! { #value.unwrap_or_default() }
    } else {
        value
    }
}

fn count(pagination: &Pagination) -> TokenStream {
    let Walked { value, optional } = look(&pagination.items, &pagination.page);
    if optional {
        quote! { #value.map_or(0, Vec::len) }
    } else {
        quote! { #value.len() }
    }
}

fn total(way: &[Step], page: &Type) -> TokenStream {
    let Walked { value, optional } = look(way, page);
    match (end(way), optional) {
        (Some(Type::I64), true) => quote! { #value.copied() },
        (Some(Type::I64), false) => quote! { Some(#value) },
        (Some(Type::I32 | Type::U32), true) => quote! { #value.map(|total| i64::from(*total)) },
        (Some(Type::I32 | Type::U32), false) => quote! { Some(i64::from(#value)) },
        (_, true) => quote! { #value.and_then(|total| total.to_string().parse().ok()) },
        (_, false) => quote! { #value.to_string().parse().ok() },
    }
}

fn next(way: &[Step], page: &Type) -> TokenStream {
    let Walked { value, optional } = look(way, page);
    match (end(way), optional) {
        (Some(Type::String), true) => quote! { #value.cloned() },
        (Some(Type::String), false) => quote! { Some(#value.clone()) },
        (_, true) => quote! { #value.map(ToString::to_string) },
        (_, false) => quote! { Some(#value.to_string()) },
    }
}

/// How far into a page an expression has come.
struct Walked {
    value: TokenStream,
    /// Whether `value` is an `Option`, because something on the way may be missing.
    optional: bool,
}

impl Walked {
    /// One step further: `taken` spells the field's value if it may be missing, `kept` if it is always there.
    fn step(
        self,
        missing: bool,
        taken: &dyn Fn(&TokenStream) -> TokenStream,
        kept: &dyn Fn(&TokenStream) -> TokenStream,
    ) -> Self {
        let before = self.value;
        let inner = quote! { value };
        let value = match (self.optional, missing) {
            (false, true) => taken(&before),
            (false, false) => {
                let field = kept(&before);
                field.into_iter().skip_while(|token| token.to_string() == "&").collect()
            }
            (true, true) => {
                let field = taken(&inner);
                quote! { #before.and_then(|value| #field) }
            }
            (true, false) => {
                let field = kept(&inner);
                quote! { #before.map(|value| #field) }
            }
        };
        Self { value, optional: self.optional || missing }
    }
}

/// The value at the end of a way, looked at in `page`: a place, or an `Option` of a reference.
fn look(way: &[Step], page: &Type) -> Walked {
    let optional = matches!(page, Type::Option(_));
    let start = if optional {
        quote! { page.as_ref() }
    } else {
        quote! { page }
    };
    way.iter().fold(Walked { value: start, optional }, |walked, step| {
        let field = ident(&step.field);
        let taken = |from: &TokenStream| {
            let is_nullable = matches!(step.ty, Type::Nullable(_));
            if is_nullable {
                quote! { #from.#field.value() }
            } else {
                quote! { #from.#field.as_ref() }
            }
        };
        let kept = |from: &TokenStream| quote! { &#from.#field };
        walked.step(is_optional(&step.ty), &taken, &kept)
    })
}

fn is_optional(ty: &Type) -> bool {
    matches!(ty, Type::Option(_) | Type::Nullable(_))
}

/// The type at the end of a way, without its presence.
fn end(way: &[Step]) -> Option<&Type> {
    match &way.last()?.ty {
        Type::Option(inner) | Type::Nullable(inner) => Some(inner),
        other => Some(other),
    }
}
