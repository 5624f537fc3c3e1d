//! Structs: the fields, and how they are read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::types::{Imports, ident, ty, word};
use super::{builders, forms};
use crate::rust::{Presence, Struct, Type};

/// The items of a struct.
pub(super) fn items(object: &Struct, imports: &mut Imports) -> Vec<TokenStream> {
    let mut items = vec![definition(object, imports)];
    if object.constructible {
        items.extend(builders::items(object));
        if builders::starts_empty(object) {
            imports.runtime("Empty as _");
        }
    }
    if object.json {
        items.push(table(object, imports));
    }
    if let Some(parts) = &object.form {
        items.push(forms::item(object, parts, imports));
    }
    items
}

fn definition(object: &Struct, imports: &mut Imports) -> TokenStream {
    let (doc, name) = (docs::outer(&object.doc), ident(&object.name));
    let fields = object.fields.iter().map(|field| {
        imports.ty(&field.ty);
        let (doc, name, ty) = (docs::outer(&field.doc), ident(&field.name), ty(&field.ty));
        quote!(#doc pub #name: #ty,)
    });
    let fields: Vec<TokenStream> = fields.collect();
    let unknown = object.unknown.as_ref().map(|(name, value)| {
        let map = Type::Map(Box::new(value.clone()));
        imports.ty(&map);
        let (name, ty) = (ident(name), ty(&map));
        quote! {
            /// Properties that the description does not declare.
            pub #name: #ty,
        }
    });
    // Files cannot be compared.
    let derives = if object.json { quote!(Debug, Clone, PartialEq) } else { quote!(Debug, Clone) };
    quote! {
        #doc
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* #unknown }
    }
}

/// The table by which the struct is read and written.
fn table(object: &Struct, imports: &mut Imports) -> TokenStream {
    imports.runtime("model");
    let name = ident(&object.name);
    let rows = object.fields.iter().enumerate().map(|(index, field)| {
        let (index, name, wire) = (Literal::usize_unsuffixed(index), ident(&field.name), &field.wire);
        let presence = word(match field.presence {
            Presence::Required | Presence::RequiredNullable => "required",
            Presence::Optional if is_any(&field.ty) => "anything",
            Presence::Optional => "optional",
            Presence::OptionalNullable => "nullable",
        });
        quote!(#index: #presence #name = #wire,)
    });
    let unknown = object.unknown.as_ref().map(|(name, _)| {
        let name = ident(name);
        quote!(..#name)
    });
    quote!(model! { #name { #(#rows)* #unknown } })
}

/// Whether a property may be absent or any value, null among them.
fn is_any(ty: &Type) -> bool {
    matches!(ty, Type::Option(inner) if **inner == Type::Value)
}

/// What a field holds that may be missing, and is.
pub(super) fn empty_value(whole: &Type) -> TokenStream {
    match whole {
        Type::Nullable(_) => quote!(Nullable::Absent),
        _ => quote!(None),
    }
}
