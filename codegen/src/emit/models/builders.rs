//! How users make a struct, as a table: `new` with what is required, and a setter for each of the rest.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::constant;
use super::super::types::{Imports, ident, ty};
use crate::print::Table;
use crate::rust::{Field, Presence, Struct, Type};

/// The table of how a struct is made.
pub(super) fn table(object: &Struct, imports: &mut Imports) -> Table {
    imports.runtime("builder");
    let name = ident(&object.name);
    let given = object.arguments().into_iter().chain(object.fields.iter().filter(|field| is_fixed(field)));
    let given = given.map(given_row);
    let new = quote!(new(#(#given),*),);
    let setters = object.fields.iter().filter(|field| !field.is_required()).map(setter);
    let unknown = object.unknown.iter().map(|unknown| {
        let name = ident(&unknown.name);
        quote!(..#name)
    });
    Table::plain("builder", quote!(#name), [new].into_iter().chain(setters).chain(unknown))
}

/// Whether a field must be there and can only have one value.
fn is_fixed(field: &Field) -> bool {
    field.is_required() && field.constant.is_some()
}

/// What `new` is given for a field, or what it fills in. An `Option` is taken as it is: nothing turns into it but the value itself.
fn given_row(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match preset(field) {
        Some(preset) => quote!(#name #preset),
        None => {
            let taken = row_of(&field.ty, field.into && field.presence == Presence::Required);
            quote!(#name(#taken))
        }
    }
}

/// What a field is from the start.
fn preset(field: &Field) -> Option<TokenStream> {
    let constant = field.constant.as_ref()?;
    let value = constant::value(&field.ty, constant, &mut ty);
    Some(quote!(= #value))
}

/// What is in the box, if it is one.
pub(super) fn unboxed(whole: &Type) -> &Type {
    match whole {
        Type::Box(inner) => inner,
        other => other,
    }
}

/// The row of a setter.
fn setter(field: &Field) -> TokenStream {
    let (name, setter) = (ident(&field.name), ident(&field.setter));
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let by = (field.setter != field.name).then(|| quote!(by #setter));
    let (presence, taken) = match &field.ty {
        Type::Nullable(_) => {
            let whole = ty(&field.ty);
            (quote!(nullable), quote!(into #whole))
        }
        Type::Option(inner) => (quote!(optional), row_of(inner, field.into)),
        other => (quote!(anything), ty(other)),
    };
    let preset = preset(field);
    quote!(#deprecated #presence #name(#taken) #by #preset,)
}

/// What a setter takes, as a row has it.
fn row_of(whole: &Type, into: bool) -> TokenStream {
    let (kind, inner) = match unboxed(whole) {
        Type::Vec(item) => (quote!(each), &**item),
        inner if matches!(whole, Type::Box(_)) => (quote!(boxed), inner),
        inner => (TokenStream::new(), inner),
    };
    let inner = ty(inner);
    let into = into.then(|| quote!(into));
    quote!(#kind #into #inner)
}
