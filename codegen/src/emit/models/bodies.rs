//! Unions of bodies: the enumeration, and a table of how each branch is decoded.

use proc_macro2::Literal;
use quote::quote;

use super::super::types::{Imports, ident, ty, word};
use crate::print::{Definition, Item, Member, Table};
use crate::rust::{BodyFormat, BodyUnion, Doc, Type};

/// The items of a union of bodies.
pub(super) fn items(union: &BodyUnion, imports: &mut Imports) -> Vec<Item> {
    vec![definition(union, imports).into(), table(union, imports).into()]
}

fn definition(union: &BodyUnion, imports: &mut Imports) -> Definition {
    let name = ident(&union.name);
    let variants = union.variants.iter().map(|(variant, format)| {
        let content = content(format);
        imports.ty(&content);
        let (variant, content) = (ident(variant), ty(&content));
        Member { doc: Doc(content_doc(format).to_owned()), code: quote!(#variant(#content)) }
    });
    let head = quote! {
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum #name
    };
    Definition { doc: union.doc.clone(), head, members: variants.collect() }
}

fn table(union: &BodyUnion, imports: &mut Imports) -> Table {
    imports.runtime("bodies");
    let name = ident(&union.name);
    let rows = union.variants.iter().enumerate().map(|(index, (variant, format))| {
        let (index, variant, content) =
            (Literal::usize_unsuffixed(index), ident(variant), ty(&content(format)));
        let kind = word(match format {
            BodyFormat::Json(_) | BodyFormat::Union(_) => "json",
            BodyFormat::Text => "text",
            BodyFormat::Bytes
            | BodyFormat::Events(_)
            | BodyFormat::EventObjects(_)
            | BodyFormat::JsonLines(_) => "octets",
        });
        quote!(#index: #kind #variant(#content),)
    });
    Table::plain("bodies", quote!(#name), rows)
}

fn content_doc(format: &BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json(_) => "A JSON body.",
        BodyFormat::Text => "A text.",
        BodyFormat::Bytes
        | BodyFormat::Events(_)
        | BodyFormat::EventObjects(_)
        | BodyFormat::JsonLines(_)
        | BodyFormat::Union(_) => "Bytes.",
    }
}

/// The type that a form of body is decoded to. A union never holds another.
fn content(format: &BodyFormat) -> Type {
    match format {
        BodyFormat::Json(ty) => ty.clone(),
        BodyFormat::Text => Type::String,
        BodyFormat::Bytes
        | BodyFormat::Events(_)
        | BodyFormat::EventObjects(_)
        | BodyFormat::JsonLines(_) => Type::Runtime("Bytes"),
        BodyFormat::Union(name) => Type::Model(name.clone()),
    }
}
