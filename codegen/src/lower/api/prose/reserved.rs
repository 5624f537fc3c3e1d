//! Writes of the headers that a document describes as parameters, and which OpenAPI ignores there (OpenAPI 3.0.3, 4.7.12.1).

use super::super::Scene;
use super::{filled, paragraphs};
use crate::ir::{self, Location, ReservedHeader, SecuritySchemeKind};
use crate::lower::docs::{self, code};

/// A paragraph for each that the client does not set by itself, or that the document says something of.
pub(super) fn section(scene: &Scene<'_>, source: &ir::Operation) -> String {
    let headers = source.reserved_headers.iter();
    let told = headers.filter(|header| {
        if is_authorization(header) {
            !is_seen_to(scene, source)
        } else {
            header.description.is_some() || is_another(source, header)
        }
    });
    paragraphs(told.map(header)).0
}

/// Whether the default is another media type than those that the client sends and asks for by itself.
fn is_another(source: &ir::Operation, header: &ReservedHeader) -> bool {
    let sent = source.body.iter().flat_map(|body| &body.contents);
    let mut own = sent.chain(source.responses.iter().flat_map(|response| &response.contents));
    let default = header.default.as_ref().and_then(|value| value.as_str());
    default.is_some_and(|default| own.all(|content| content.whole_media_type() != default))
}

fn is_authorization(header: &ReservedHeader) -> bool {
    header.name.eq_ignore_ascii_case("authorization")
}

fn header(header: &ReservedHeader) -> String {
    let name = code(&header.name);
    let call = code(&format!(".header(\"{}\", …)", header.name.to_ascii_lowercase()));
    let lead = match (is_authorization(header), header.required) {
        (true, true) => format!("Needs the header {name}, which {call} sets on the call"),
        (true, false) => format!("Takes the header {name}, which {call} sets on the call"),
        (false, _) => format!("The client sets the header {name}, unless {call} on the call does"),
    };
    let default = header.default.as_ref().map(|value| format!(" Default: {}.", docs::shown(value)));
    let default = default.unwrap_or_default();
    let Some(description) = header.description.as_deref() else {
        return filled(&format!("{lead}.{default}"));
    };
    let (said, whole) = (super::sentence(description), docs::markdown(description));
    if said.is_empty() || whole.contains("\n\n") {
        return paragraphs([filled(&format!("{lead}:")), whole, default]).0;
    }
    filled(&format!("{lead}: {said}{default}"))
}

/// Whether a credential of the client goes out in `Authorization`.
fn is_seen_to(scene: &Scene<'_>, source: &ir::Operation) -> bool {
    let needed = source.security.iter().flatten().flat_map(|alternative| &alternative.schemes);
    let mut schemes = needed.filter_map(|(id, _)| scene.api.security_schemes.get(id.0 as usize));
    schemes.any(|scheme| match &scheme.kind {
        SecuritySchemeKind::ApiKey(location, name) => {
            *location == Location::Header && name.eq_ignore_ascii_case("authorization")
        }
        SecuritySchemeKind::MutualTls => false,
        _ => true,
    })
}
