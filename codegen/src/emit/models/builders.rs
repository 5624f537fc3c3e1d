//! How users make a struct: `new` with what is required, and a table with a setter for each of the rest.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::constant;
use super::super::types::{Imports, ident, ty};
use super::structs::empty_value;
use crate::print::{Item, Member, Methods, Table};
use crate::rust::{Doc, Field, Presence, Struct, Type};

/// More arguments than this need a word to clippy.
const MANY: usize = 7;

/// The constructor with the setters, and `Default` where nothing is required.
pub(super) fn items(object: &Struct, imports: &mut Imports) -> Vec<Item> {
    let name = ident(&object.name);
    let mut items = vec![Item::from(Methods { head: quote!(impl #name), members: vec![new(object)] })];
    if object.arguments().is_empty() && filling(object) != Filling::Default {
        let code = quote! {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        };
        let members = vec![Member::plain(code)];
        items.push(Methods { head: quote!(impl Default for #name), members }.into());
    }
    let set: Vec<TokenStream> =
        object.fields.iter().filter(|field| !field.is_required()).map(setter).collect();
    if !set.is_empty() {
        imports.runtime("setters");
        items.push(Table::plain("setters", quote!(#name), set).into());
    }
    items
}

fn new(object: &Struct) -> Member {
    let arguments: Vec<TokenStream> = object.arguments().into_iter().map(argument).collect();
    let is_generic = object.arguments().into_iter().any(takes_several_types);
    let is_fixed = object.fields.iter().any(|field| field.constant.is_some());
    let doc = match (arguments.is_empty(), is_fixed) {
        (true, false) => "A value with no property set.",
        (true, true) => "A value with nothing but its constants; setters add the others.",
        (false, _) => "A value with its required properties; setters add the others.",
    };
    let many = (arguments.len() > MANY)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "one for each required property")]));
    // Else it is compiled with the library, and so is all that it takes to drop what it is given, whether or not anybody calls it.
    let inline = (!is_generic).then(|| quote!(#[inline]));
    let body = new_body(object);
    let code = quote! {
        #inline
        #many
        pub fn new(#(#arguments),*) -> Self {
            #body
        }
    };
    Member { doc: Doc(doc.to_owned()), code }
}

/// How `new` fills in what it is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// All of it by `Default`, which is derived.
    Default,
    /// By `Empty`, which a struct has that is read.
    Empty,
    /// Field by field, if anything is left.
    Listed,
}

/// How `new` fills in what it is not given.
pub(super) fn filling(object: &Struct) -> Filling {
    let given = object.fields.iter().filter(|field| is_given(field)).count();
    let is_whole = given > 0 && given == object.fields.len() && object.unknown.is_none();
    if object.json && object.received && !is_whole {
        Filling::Empty
    } else if given == 0 {
        Filling::Default
    } else {
        Filling::Listed
    }
}

/// Whether `new` asks for a field, or knows its only value.
fn is_given(field: &Field) -> bool {
    field.constant.is_some() || field.is_required()
}

fn new_body(object: &Struct) -> TokenStream {
    let given: Vec<TokenStream> =
        object.fields.iter().filter(|field| is_given(field)).map(initializer).collect();
    match filling(object) {
        Filling::Default => quote!(Self::default()),
        Filling::Empty if given.is_empty() => quote!(Self::empty()),
        Filling::Empty => quote!(Self { #(#given,)* ..Self::empty() }),
        Filling::Listed => {
            let rest = unset(object);
            quote!(Self { #(#given,)* #(#rest,)* })
        }
    }
}

/// What `new` leaves for later, field by field.
fn unset(object: &Struct) -> Vec<TokenStream> {
    let fields = object.fields.iter().filter(|field| !is_given(field)).map(|field| {
        let (name, value) = (ident(&field.name), empty_value(&field.ty));
        quote!(#name: #value)
    });
    let unknown = object.unknown.iter().map(|unknown| {
        let name = ident(&unknown.name);
        quote!(#name: Map::new())
    });
    fields.chain(unknown).collect()
}

/// What a field that is given starts with.
fn initializer(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if let Some(constant) = &field.constant {
        let value = constant::value(&field.ty, constant, &mut ty);
        return quote!(#name: #value);
    }
    match taken(&field.ty, takes_into(field), &name) {
        (_, value) if is_plain(&value, &name) => quote!(#name),
        (_, value) => quote!(#name: #value),
    }
}

/// Whether a value is the argument itself, so that the field's name alone will do.
fn is_plain(value: &TokenStream, name: &Ident) -> bool {
    *name == value.to_string()
}

/// An `Option` is taken as it is: nothing turns into it but the value itself.
fn takes_into(field: &Field) -> bool {
    field.into && field.presence == Presence::Required
}

/// Whether the argument for a field is an `impl`.
fn takes_several_types(field: &Field) -> bool {
    takes_into(field) || matches!(unboxed(&field.ty), Type::Vec(_))
}

fn argument(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let (spelled, _) = taken(&field.ty, takes_into(field), &name);
    quote!(#name: #spelled)
}

/// The type that an argument has, and how the value is made of it: lists take whatever can be walked.
fn taken(whole: &Type, into: bool, name: &Ident) -> (TokenStream, TokenStream) {
    let (spelled, value) = match unboxed(whole) {
        Type::Vec(item) if into => {
            let item = ty(item);
            (
                quote!(impl IntoIterator<Item = impl Into<#item>>),
                quote!(#name.into_iter().map(Into::into).collect()),
            )
        }
        Type::Vec(item) => {
            let item = ty(item);
            (quote!(impl IntoIterator<Item = #item>), quote!(#name.into_iter().collect()))
        }
        inner if into => {
            let inner = ty(inner);
            (quote!(impl Into<#inner>), quote!(#name.into()))
        }
        inner => (ty(inner), quote!(#name)),
    };
    let value = if matches!(whole, Type::Box(_)) { quote!(Box::new(#value)) } else { value };
    (spelled, value)
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
    quote!(#deprecated #presence #name(#taken) #by,)
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
