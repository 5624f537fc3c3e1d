//! Open enumerations, as tables of their values.

use proc_macro2::Literal;
use quote::quote;

use super::super::types::{Imports, ident};
use super::structs::only_sent;
use crate::print::{Member, Table};
use crate::rust::{Enumeration, EnumerationVariant};

/// The table of an enumeration: a row for each value that is named, and the variant for the others.
pub(crate) fn enumeration(known: &Enumeration, imports: &mut Imports) -> Table {
    let name = if known.integer { "integer_enum" } else { "string_enum" };
    imports.runtime(name);
    let (sent, own, unknown) = (only_sent(known.received), ident(&known.name), ident(&known.unknown));
    let rows = known.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), value(variant));
        Member { doc: variant.doc.clone(), code: quote!(#name = #value,) }
    });
    let rows = rows.chain([Member::plain(quote!(..#unknown))]).collect();
    Table { name, doc: known.doc.clone(), head: quote!(#sent #own), rows }
}

/// The value as a literal.
fn value(variant: &EnumerationVariant) -> Literal {
    match variant.value.as_i64() {
        Some(number) => Literal::i64_unsuffixed(number),
        None => Literal::string(variant.value.as_str().unwrap_or_default()),
    }
}
