//! Documentation as attributes, one for each line, which print as `///`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Doc;

/// `/// line` for each line of an item's documentation.
pub(crate) fn outer(doc: &Doc) -> TokenStream {
    lines(doc).map(|line| quote!(#[doc = #line])).collect()
}

/// `//! line` for each line of a module's documentation.
pub(crate) fn inner(doc: &Doc) -> TokenStream {
    lines(doc).map(|line| quote!(#![doc = #line])).collect()
}

fn lines(doc: &Doc) -> impl Iterator<Item = String> {
    doc.0.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
}
