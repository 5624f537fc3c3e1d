//! Open enumerations: the variants, and a table of the values that they stand for.

use proc_macro2::Literal;
use quote::quote;

use super::super::types::{Imports, ident};
use super::structs::only_sent;
use crate::print::{Definition, Item, Member, Table};
use crate::rust::{Doc, Enumeration, EnumerationVariant};

/// What is said of the variant for what is not named.
const UNKNOWN: &str = "A value that the description does not name: it is kept, and goes back out unchanged.";

/// The items of an enumeration.
pub(crate) fn enumeration(known: &Enumeration, imports: &mut Imports) -> Vec<Item> {
    vec![definition(known).into(), table(known, imports).into()]
}

/// The table of the values on the wire.
fn table(known: &Enumeration, imports: &mut Imports) -> Table {
    let macro_name = if known.integer { "integer_enum" } else { "string_enum" };
    imports.runtime(macro_name);
    let rows = known.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), value(variant));
        quote!(#name = #value,)
    });
    let (sent, name, unknown) = (only_sent(known.received), ident(&known.name), ident(&known.unknown));
    Table::plain(macro_name, quote!(#sent #name), rows.chain([quote!(..#unknown)]))
}

/// The value as a literal.
fn value(variant: &EnumerationVariant) -> Literal {
    match variant.value.as_i64() {
        Some(number) => Literal::i64_unsuffixed(number),
        None => Literal::string(variant.value.as_str().unwrap_or_default()),
    }
}

fn definition(known: &Enumeration) -> Definition {
    let (name, unknown) = (ident(&known.name), ident(&known.unknown));
    let variants = known.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        Member { doc: variant.doc.clone(), code: quote!(#name) }
    });
    let content = if known.integer { quote!(i64) } else { quote!(String) };
    let unknown = Member { doc: Doc(UNKNOWN.to_owned()), code: quote!(#unknown(#content)) };
    let head = quote! {
        #[non_exhaustive]
        pub enum #name
    };
    Definition { doc: known.doc.clone(), head, members: variants.chain([unknown]).collect() }
}
