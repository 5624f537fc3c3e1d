//! Spells how an argument is taken and where it goes.
//!
//! In: an [`Argument`]. Out: its declaration, and the statement that puts it into the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::constant;
use super::super::scope::Scope;
use super::super::types::ident;
use crate::print::Member;
use crate::rust::{Argument, BodyKind, ParameterStyle, Passing, Target, Type, WireStyle};

/// `name: impl Into<String>`
pub(super) fn declared(argument: &Argument, scope: &mut Scope) -> TokenStream {
    let name = ident(&argument.name);
    let ty = match argument.passing {
        Passing::Value => scope.ty(&argument.ty),
        Passing::Into => {
            let ty = scope.ty(&argument.ty);
            quote! { impl Into<#ty> }
        }
        Passing::Items => {
            let item = scope.ty(item(&argument.ty));
            quote! { impl IntoIterator<Item = #item> }
        }
        Passing::IntoItems => {
            let item = scope.ty(item(&argument.ty));
            quote! { impl IntoIterator<Item = impl Into<#item>> }
        }
    };
    quote! { #name: #ty }
}

/// The type of the items of a list.
fn item(ty: &Type) -> &Type {
    match ty {
        Type::Vec(item) => item,
        other => other,
    }
}

/// The row of a table of setters; none, where the argument is no parameter.
pub(super) fn row(argument: &Argument, scope: &mut Scope) -> Option<Member> {
    let (place, wire, style) = parameter(&argument.target).ok()?;
    let deprecated = argument.deprecated.then(|| quote! { #[deprecated] });
    let (place, name) = (quote::format_ident!("{place}"), ident(&argument.name));
    let taken = match argument.passing {
        Passing::Value => scope.ty(&argument.ty),
        Passing::Into => {
            let ty = scope.ty(&argument.ty);
            quote! { into #ty }
        }
        Passing::Items => {
            let item = scope.ty(item(&argument.ty));
            quote! { each #item }
        }
        Passing::IntoItems => {
            let item = scope.ty(item(&argument.ty));
            quote! { each into #item }
        }
    };
    let usual = if matches!(argument.target, Target::Query(..) | Target::Cookie(..)) {
        ParameterStyle::Style(WireStyle::Form, true, false)
    } else {
        ParameterStyle::Style(WireStyle::Simple, false, false)
    };
    let by = (style != usual).then(|| {
        let style = self::style(style, scope);
        quote! { by #style }
    });
    let wire = (name != wire).then(|| quote! { = #wire });
    let code = quote! { #deprecated #place #name(#taken) #wire #by, };
    Some(Member { doc: argument.doc.clone(), code })
}

/// Where a parameter goes: the method of requests, the name on the wire, and the style; or how a body is written.
fn parameter(target: &Target) -> Result<(&'static str, &str, ParameterStyle), &BodyKind> {
    match target {
        Target::Path(wire, style) => Ok(("path", wire, *style)),
        Target::Query(wire, style) => Ok(("query", wire, *style)),
        Target::Header(wire, style) => Ok(("header", wire, *style)),
        Target::SecretHeader(wire, style) => Ok(("secret_header", wire, *style)),
        Target::Cookie(wire, style) => Ok(("cookie", wire, *style)),
        Target::Body(kind) => Err(kind),
    }
}

/// The statement that puts an argument into `request`.
pub(super) fn given(argument: &Argument, request: &TokenStream, scope: &mut Scope) -> TokenStream {
    let value = value(argument, scope);
    put(argument, request, &value, scope)
}

/// The statement that puts what an argument is from the start into `request`.
pub(super) fn preset(argument: &Argument, request: &TokenStream, scope: &mut Scope) -> Option<TokenStream> {
    let known = argument.constant.as_ref()?;
    let value = constant::value(&argument.ty, known, &mut |ty| scope.ty(ty));
    Some(put(argument, request, &value, scope))
}

fn put(argument: &Argument, request: &TokenStream, value: &TokenStream, scope: &mut Scope) -> TokenStream {
    let (place, wire, style) = match parameter(&argument.target) {
        Ok(parameter) => parameter,
        Err(kind) => return body(kind, request, value, scope),
    };
    let place = quote::format_ident!("{place}");
    let style = self::style(style, scope);
    quote! { #request.#place(#wire, #style, &#value); }
}

/// The argument as a value of its type.
fn value(argument: &Argument, scope: &mut Scope) -> TokenStream {
    let name = ident(&argument.name);
    match argument.passing {
        Passing::Value => quote! { #name },
        Passing::Into => quote! { #name.into() },
        Passing::Items => quote! { #name.into_iter().collect::<Vec<_>>() },
        Passing::IntoItems => {
            let ty = scope.ty(&argument.ty);
            quote! { #name.into_iter().map(Into::into).collect::<#ty>() }
        }
    }
}

/// The statement that makes `value` the body of `request`.
fn body(kind: &BodyKind, request: &TokenStream, value: &TokenStream, scope: &mut Scope) -> TokenStream {
    if let BodyKind::Choice(_) = kind {
        return quote! { #value.put(&mut #request); };
    }
    let sent = sent(kind, value, scope);
    quote! { #request.#sent; }
}

/// The method of requests that takes `value` for their body, which is no choice.
pub(super) fn sent(kind: &BodyKind, value: &TokenStream, scope: &mut Scope) -> TokenStream {
    match kind {
        BodyKind::Json(media_type) => quote! { json(#media_type, &#value) },
        BodyKind::UrlEncoded(styles) => {
            let styles = styles.iter().map(|(field, style)| {
                let style = self::style(*style, scope);
                quote! { (#field, #style) }
            });
            quote! { url_encoded(&#value, &[#(#styles),*]) }
        }
        BodyKind::Multipart(form) if form == "multipart/form-data" => quote! { multipart(#value) },
        BodyKind::Multipart(other) => quote! { multipart_of(#other, #value) },
        BodyKind::Text(media_type) => quote! { text(#media_type, #value) },
        BodyKind::File(media_type, strip) => quote! { file(#media_type, #value, #strip) },
        BodyKind::Choice(_) => TokenStream::new(),
    }
}

/// The style of a parameter.
fn style(style: ParameterStyle, scope: &mut Scope) -> TokenStream {
    let name = scope.runtime("Style");
    let ParameterStyle::Style(style, explode, reserved) = style else { return quote! { #name::JSON } };
    let plain = match (style, explode) {
        (WireStyle::Simple, false) => quote! { #name::SIMPLE },
        (WireStyle::Form, true) => quote! { #name::FORM },
        (WireStyle::DeepObject, _) => quote! { #name::DEEP_OBJECT },
        (other, explode) => {
            let form = scope.runtime("Form");
            let variant = form_of(other);
            quote! { #name::new(#form::#variant, #explode) }
        }
    };
    if reserved {
        quote! { #plain.reserved() }
    } else {
        plain
    }
}

fn form_of(style: WireStyle) -> proc_macro2::Ident {
    let name = match style {
        WireStyle::Simple => "Simple",
        WireStyle::Segments => "Segments",
        WireStyle::Label => "Label",
        WireStyle::Matrix => "Matrix",
        WireStyle::Form => "Form",
        WireStyle::SpaceDelimited => "SpaceDelimited",
        WireStyle::PipeDelimited => "PipeDelimited",
        WireStyle::DeepObject => "DeepObject",
    };
    quote::format_ident!("{name}")
}
