//! Open enumerations: the variants, and a table of the values that they stand for.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::types::{Imports, ident, word};
use crate::rust::{Enumeration, EnumerationVariant};

/// The items of an enumeration.
pub(crate) fn enumeration(known: &Enumeration, imports: &mut Imports) -> Vec<TokenStream> {
    vec![definition(known), table(known, imports)]
}

/// The table of the values on the wire.
fn table(known: &Enumeration, imports: &mut Imports) -> TokenStream {
    let macro_name = if known.integer { "integer_enum" } else { "string_enum" };
    imports.runtime(macro_name);
    let rows = known.variants.iter().map(|variant| {
        let (name, value) = (ident(&variant.name), value(variant));
        quote!(#name = #value,)
    });
    let (name, unknown, macro_name) = (ident(&known.name), ident(&known.unknown), word(macro_name));
    quote!(#macro_name! { #name { #(#rows)* ..#unknown } })
}

/// The value as a literal.
fn value(variant: &EnumerationVariant) -> Literal {
    match variant.value.as_i64() {
        Some(number) => Literal::i64_unsuffixed(number),
        None => Literal::string(variant.value.as_str().unwrap_or_default()),
    }
}

fn definition(known: &Enumeration) -> TokenStream {
    let (doc, name, unknown) = (docs::outer(&known.doc), ident(&known.name), ident(&known.unknown));
    let variants = known.variants.iter().map(|variant| {
        let (doc, name) = (docs::outer(&variant.doc), ident(&variant.name));
        quote!(#doc #name,)
    });
    let content = if known.integer { quote!(i64) } else { quote!(String) };
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the description does not name: it is kept, and goes back out unchanged.
            #unknown(#content),
        }
    }
}
