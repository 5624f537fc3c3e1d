//! Structs: the fields, and how they are read and written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::types::{Imports, ident, ty, word};
use super::builders;
use super::forms;
use crate::print::{Definition, Item, Member, Table};
use crate::rust::{Doc, Identifier, Presence, Struct, Type, Undeclared};

/// The items of a struct.
pub(super) fn items(object: &Struct, imports: &mut Imports) -> Vec<Item> {
    let mut items = vec![definition(object, imports).into()];
    if object.constructible {
        items.push(builders::table(object, imports).into());
    }
    if object.json {
        items.push(table(object, imports).into());
    }
    if let Some(parts) = &object.form {
        items.push(forms::item(object, parts, imports).into());
    }
    items
}

fn definition(object: &Struct, imports: &mut Imports) -> Definition {
    let mut field = |name: &Identifier, whole: &Type, doc: Doc| {
        imports.ty(whole);
        let (name, ty) = (ident(name), ty(whole));
        Member { doc, code: quote!(pub #name: #ty) }
    };
    let declared = object.fields.iter();
    let mut members: Vec<Member> =
        declared.map(|known| field(&known.name, &known.ty, known.doc.clone())).collect();
    members.extend(
        object.unknown.as_ref().map(|Undeclared { name, doc, ty, .. }| {
            field(name, &Type::Map(Box::new(ty.clone())), doc.clone())
        }),
    );
    let name = ident(&object.name);
    // The table of what is JSON gives it most that could be derived; anything else may have files, which cannot be compared.
    let derives = (!object.json).then(|| quote!(#[derive(Debug, Clone)]));
    let head = quote! {
        #derives
        #[non_exhaustive]
        pub struct #name
    };
    Definition { doc: object.doc.clone(), head, members }
}

/// The table by which the struct is read and written.
fn table(object: &Struct, imports: &mut Imports) -> Table {
    imports.runtime("model");
    let name = ident(&object.name);
    let rows = object.fields.iter().enumerate().map(|(index, field)| {
        let (index, name) = (Literal::usize_unsuffixed(index), ident(&field.name));
        let wire = Some(&field.wire).filter(|wire| name != **wire).map(|wire| quote!(= #wire));
        let presence = word(match field.presence {
            Presence::Required => "required",
            Presence::RequiredNullable => "present",
            Presence::Optional if is_any(&field.ty) => "anything",
            Presence::Optional => "optional",
            Presence::OptionalNullable => "nullable",
        });
        quote!(#index: #presence #name #wire,)
    });
    let unknown = object.unknown.as_ref().map(|Undeclared { name, forbidden, .. }| {
        let (name, forbidden) = (ident(name), forbidden.then(|| word("forbidden")));
        quote!(..#name #forbidden)
    });
    let sent = only_sent(object.received);
    Table::plain("model", quote!(#sent #name), rows.chain(unknown))
}

/// What a table says of a type that no answer has.
pub(super) fn only_sent(received: bool) -> Option<TokenStream> {
    (!received).then(|| quote!(sent))
}

/// Whether a property may be absent or any value, null among them.
fn is_any(ty: &Type) -> bool {
    matches!(ty, Type::Option(inner) if **inner == Type::Value)
}
