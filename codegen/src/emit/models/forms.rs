//! How a struct is taken apart into the parts of a form.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::types::{Imports, ident, word};
use crate::print::Table;
use crate::rust::{Field, Part, PartKind, Presence, Struct, Type, Undeclared, WireStyle};

const FILE: Type = Type::Runtime("File");

/// The table of the parts of a form.
pub(super) fn item(object: &Struct, parts: &[Part], imports: &mut Imports) -> Table {
    imports.runtime("form");
    let name = ident(&object.name);
    let form = word(if parts.is_empty() && object.unknown.is_none() { "_form" } else { "form" });
    let rows = parts.iter().filter_map(|part| Some(row(part, object.fields.get(part.field)?)));
    let others = object.unknown.as_ref().map(|Undeclared { name, ty, .. }| {
        let (name, kind) = (ident(name), word(if *ty == FILE { "other_files" } else { "others" }));
        quote!(..#kind(form.#name))
    });
    Table::plain("form", quote!(#name as #form), rows.chain(others))
}

fn row(part: &Part, field: &Field) -> TokenStream {
    let wire = &field.wire;
    if let PartKind::Styled(style, explode) = part.kind {
        let (style, value) = (word(method_of(style)), whole(field));
        return quote!(#wire => #style(#value, #explode),);
    }
    let values = values(part, field);
    let content_type = part.content_type.as_ref();
    let content_type = content_type.map_or_else(|| quote!(None), |media_type| quote!(Some(#media_type)));
    let kind = word(match part.kind {
        PartKind::File => "files",
        PartKind::Text => "texts",
        PartKind::Json | PartKind::Styled(..) => "json",
    });
    quote!(#wire => #kind(#values, #content_type),)
}

/// What the runtime calls a style of parts; those of paths and headers have none (OpenAPI 3.1.2, 4.8.15.1.2).
fn method_of(style: WireStyle) -> &'static str {
    match style {
        WireStyle::SpaceDelimited => "space_delimited",
        WireStyle::PipeDelimited => "pipe_delimited",
        WireStyle::DeepObject => "deep_object",
        WireStyle::Form | WireStyle::Simple | WireStyle::Segments | WireStyle::Label | WireStyle::Matrix => {
            "form"
        }
    }
}

/// The value of a field as it is.
fn whole(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match field.presence {
        Presence::OptionalNullable => quote!(&form.#name.into_value()),
        Presence::Required | Presence::RequiredNullable | Presence::Optional => quote!(&form.#name),
    }
}

/// The values of a field, one for each part.
fn values(part: &Part, field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let strips = part.strip_byte_order_mark && part.kind == PartKind::File;
    let held = match field.presence {
        Presence::Required if !part.repeated && strips => {
            return quote!([form.#name.without_byte_order_mark()]);
        }
        Presence::Required if !part.repeated => return quote!([form.#name]),
        Presence::OptionalNullable => quote!(form.#name.into_value()),
        Presence::Required | Presence::RequiredNullable | Presence::Optional => quote!(form.#name),
    };
    let all = match (part.repeated, field.presence) {
        (true, Presence::Required) if strips => quote!(#held.into_iter()),
        (false, _) | (true, Presence::Required) => held,
        (true, _) => quote!(#held.into_iter().flatten()),
    };
    if strips { quote!(#all.map(File::without_byte_order_mark)) } else { all }
}
