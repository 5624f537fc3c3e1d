//! Unions: the variants, and a table of how one is chosen, and which of them `From` makes of what they hold.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::types::{Imports, ident, ty, word};
use super::builders::unboxed;
use super::structs::only_sent;
use crate::print::{Definition, Item, Member, Table};
use crate::rust::{BranchKind, Doc, Type, Union, UnionChoice};

/// What is said of the variant for what is none of the others.
const UNKNOWN: &str = "A value that is none of these: it is kept, and goes back out unchanged.";

/// The items of a union.
pub(super) fn items(union: &Union, imports: &mut Imports) -> Vec<Item> {
    imports.runtime("Value");
    vec![definition(union, imports).into(), table(union, imports).into()]
}

/// The table of the branches, with the way to choose one.
fn table(union: &Union, imports: &mut Imports) -> Table {
    imports.runtime("union");
    let rows = union.variants.iter().enumerate().map(|(index, variant)| {
        let (index, name) = (Literal::usize_unsuffixed(index), ident(&variant.name));
        let content = ty(unboxed(&variant.ty));
        let kind = word(match variant.kind {
            BranchKind::Struct => "object",
            BranchKind::Union => "choice",
            BranchKind::Value => "value",
        });
        let from = match (variant.from, &variant.ty) {
            (false, _) => TokenStream::new(),
            (true, Type::String) => quote!(+ From<&str>),
            (true, _) => quote!(+ From),
        };
        quote!(#index: #kind #name(#content) #from,)
    });
    let (name, unknown, choice) = (ident(&union.name), ident(&union.unknown), choice(union));
    let sent = only_sent(union.received);
    let head = quote!(#sent #name by #choice =>);
    Table::plain("union", head, rows.chain([quote!(..#unknown)]))
}

fn definition(union: &Union, imports: &mut Imports) -> Definition {
    let (name, unknown) = (ident(&union.name), ident(&union.unknown));
    let variants = union.variants.iter().map(|variant| {
        imports.ty(&variant.ty);
        let (name, ty) = (ident(&variant.name), ty(&variant.ty));
        Member { doc: variant.doc.clone(), code: quote!(#name(#ty)) }
    });
    let unknown = Member { doc: Doc(UNKNOWN.to_owned()), code: quote!(#unknown(Value)) };
    let head = quote! {
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name
    };
    Definition { doc: union.doc.clone(), head, members: variants.chain([unknown]).collect() }
}

fn choice(union: &Union) -> TokenStream {
    match &union.choice {
        UnionChoice::Tag(property) => {
            let tags = union.variants.iter().enumerate().flat_map(|(index, variant)| {
                let index = Literal::usize_unsuffixed(index);
                variant.tags.iter().map(move |tag| quote!((#tag, #index)))
            });
            quote!(Tag(#property, &[#(#tags),*]))
        }
        UnionChoice::JsonType(kinds) => {
            let kinds = kinds.iter().map(|kind| kind_name(kind));
            quote!(Kind(&[#(#kinds),*]))
        }
        UnionChoice::RequiredProperty(names) => {
            let names = names
                .iter()
                .map(|name| name.as_ref().map_or_else(|| quote!(None), |name| quote!(Some(#name))));
            quote!(Property(&[#(#names),*]))
        }
        UnionChoice::Trial => quote!(Trial),
    }
}

fn kind_name(kind: &str) -> Ident {
    word(match kind {
        "object" => "Object",
        "array" => "Array",
        "integer" => "Integer",
        "number" => "Number",
        "boolean" => "Boolean",
        _ => "String",
    })
}
