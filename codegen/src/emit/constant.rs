//! Spells the only value of a field or an argument.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::types::ident;
use crate::rust::{Constant, Type};

/// The value as one of its type; `ty` spells types where it stands.
pub(super) fn value(
    whole: &Type,
    constant: &Constant,
    ty: &mut dyn FnMut(&Type) -> TokenStream,
) -> TokenStream {
    match (whole, constant) {
        (Type::Option(inner), _) => {
            let inner = value(inner, constant, ty);
            quote!(Some(#inner))
        }
        (Type::Nullable(inner), _) => {
            let inner = value(inner, constant, ty);
            quote!(Nullable::Value(#inner))
        }
        (_, Constant::Variant(name)) => {
            let (ty, name) = (ty(whole), ident(name));
            quote!(#ty::#name)
        }
        (_, Constant::Text(text)) => quote!(#text.to_owned()),
        (_, Constant::Boolean(flag)) => quote!(#flag),
        (_, Constant::Integer(number)) => Literal::i64_unsuffixed(*number).into_token_stream(),
        (_, Constant::Number(number)) => Literal::f64_unsuffixed(*number).into_token_stream(),
    }
}
