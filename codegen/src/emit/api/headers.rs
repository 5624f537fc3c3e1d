//! Spells the headers of answers.
//!
//! In: a [`Header`]. Out: a constant of the handle.

use quote::quote;

use super::super::scope::Scope;
use super::super::types::ident;
use super::operation::deprecated;
use crate::print::Member;
use crate::rust::{Header, HeaderForm};

/// `pub const X_TOTAL: Header<i64> = Header::new("x-total");`
pub(super) fn constant(header: &Header, scope: &mut Scope) -> Member {
    let deprecated = deprecated(header.deprecated);
    let (name, wire) = (ident(&header.name), &header.wire);
    let header_type = scope.runtime("Header");
    let ty = scope.ty(&header.ty);
    let constructor = quote::format_ident!(
        "{}",
        match header.form {
            HeaderForm::One => "new",
            HeaderForm::List => "list",
            HeaderForm::Object => "object",
            HeaderForm::Json => "json",
        }
    );
    let code = quote! {
        #deprecated
        pub const #name: #header_type<#ty> = #header_type::#constructor(#wire);
    };
    Member { doc: header.doc.clone(), code }
}
