//! Writes the documentation of handles, operations, arguments, servers and credentials.
//!
//! In: the document's prose, and facts about an operation. Out: paragraphs of Markdown that are safe to print. Deliberately absent:
//! how prose is made safe, which is [`crate::lower::docs`]' business.

mod arguments;
mod client;
mod errors;
mod headers;
mod reserved;
mod success;

pub(super) use client::{builder, client_credentials, credential, environment, variable, variable_values};

use indexmap::IndexSet;

use crate::ir;
use crate::lower::docs::{self, code, external};
use crate::rust::{Doc, Identifier, StreamedAnswer};

pub(super) use headers::header;

use super::Scene;

/// Prose as it stands in the document.
pub(super) fn text(prose: &str) -> Doc {
    Doc(docs::markdown(prose))
}

/// Paragraphs, those that say something.
fn paragraphs(parts: impl IntoIterator<Item = String>) -> Doc {
    docs::paragraphs(parts.into_iter().map(|part| part.trim_end().to_owned()).collect())
}

/// Running text, broken into lines.
fn filled(text: &str) -> String {
    docs::filled("", text)
}

/// A status as a reader knows it; `other` is what the default is called.
fn status(pattern: ir::StatusPattern, other: &str) -> String {
    match pattern {
        ir::StatusPattern::Code(code) => code.to_string(),
        ir::StatusPattern::Class(class) => format!("{class}XX"),
        ir::StatusPattern::Default => other.to_owned(),
    }
}

/// The first paragraph of a text as a sentence, in one line.
fn sentence(text: &str) -> String {
    docs::sentence(&docs::first_paragraph(text))
}

/// What a tag says.
pub(super) fn tag(tag: &ir::Tag) -> Doc {
    let description = tag.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    let fallback = || format!("Operations tagged {}.", code(&tag.name));
    let described = if description.is_empty() { fallback() } else { description };
    paragraphs([described, external(&tag.docs)])
}

/// What an operation says, short of its example.
pub(super) fn operation(
    scene: &Scene<'_>,
    source: &ir::Operation,
    headers: &[(Identifier, Vec<ir::StatusPattern>)],
    stream: Option<&StreamedAnswer>,
) -> Doc {
    let title = source.docs.title.as_deref().map(sentence).unwrap_or_default();
    let description = source.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    let repeated = !title.is_empty() && description.trim_start().starts_with(title.trim_end_matches('.'));
    let endpoint = format!("`{} {}`", source.method, source.path);
    let lead = if repeated { String::new() } else { filled(&title) };
    let nothing = lead.is_empty() && description.is_empty();
    let first = if nothing { format!("Calls {endpoint}.") } else { lead };
    let success::Told { line, section } = success::told(scene, source);
    let endpoint = if nothing { String::new() } else { format!("Calls {endpoint}.") };
    paragraphs([
        first,
        description,
        endpoint,
        unstable(source),
        external(&source.docs),
        other_tags(scene, source),
        authentication(scene, source),
        reserved::section(scene, source),
        stream.map(streamed).unwrap_or_default(),
        source.body.as_ref().filter(|body| body.required).map(open).unwrap_or_default(),
        line,
        headers::section(headers),
        arguments::section(source),
        section,
        errors::section(scene, source),
    ])
}

fn unstable(source: &ir::Operation) -> String {
    let Some(reason) = &source.unstable else { return String::new() };
    let reason = sentence(reason);
    let reason = if reason.is_empty() { "It may change without notice.".to_owned() } else { reason };
    let opt_in = "A client calls it only with `ClientBuilder::allow_unstable(true)`.";
    filled(&format!("**Unstable.** {reason} {opt_in}"))
}

/// That there is a stream beside the answer as a whole.
fn streamed(stream: &StreamedAnswer) -> String {
    filled(&format!(
        "[`Call::streamed`] asks for the answer piece by piece, as {}.",
        code(&stream.media_type)
    ))
}

fn other_tags(scene: &Scene<'_>, source: &ir::Operation) -> String {
    let names = source.tags.iter().skip(1).filter_map(|tag| scene.api.tags.get(tag.0 as usize));
    let names: Vec<String> = names.map(|tag| code(&tag.name)).collect();
    if names.is_empty() { String::new() } else { filled(&format!("Also tagged {}.", names.join(", "))) }
}

/// The alternatives of authentication, in a sentence, where the document says something of it.
fn authentication(scene: &Scene<'_>, source: &ir::Operation) -> String {
    let Some(security) = &source.security else { return String::new() };
    let scheme = |(id, scopes): &(ir::SchemeId, Vec<String>)| {
        let name = scene.api.security_schemes.get(id.0 as usize).map(|scheme| code(&scheme.name))?;
        let scopes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        Some(if scopes.is_empty() { name } else { format!("{name} with {}", scopes.join(", ")) })
    };
    let alternative = |requirement: &ir::Requirement| {
        let schemes: Vec<String> = requirement.schemes.iter().filter_map(scheme).collect();
        if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(" and ") }
    };
    // The same alternative may be there twice.
    let alternatives: IndexSet<String> = security.iter().map(alternative).collect();
    match alternatives.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] if scene.api.security_schemes.is_empty() => String::new(),
        [] | ["nothing"] => "Needs no authentication.".to_owned(),
        several => filled(&format!("Authentication: {}.", several.join(", or "))),
    }
}

/// What a setter of a parameter says beside what it sets, which the table of setters says.
pub(super) fn setter(parameter: &ir::Parameter) -> Doc {
    let description = parameter.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    let default =
        parameter.default.as_ref().map(|value| filled(&format!("Default: {}.", code(&value.to_string()))));
    let constant = parameter
        .constant
        .as_ref()
        .map(|value| filled(&format!("Set to {} from the start.", code(&value.to_string()))));
    paragraphs([description, docs::limits(&parameter.docs), default.or(constant).unwrap_or_default()])
}

/// What the setter of a body says.
pub(super) fn body(body: &ir::RequestBody) -> Doc {
    let description = body.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    paragraphs(["Sets the body.".to_owned(), description, open(body)])
}

/// That the caller names the media type of a body, where a range is all that is known.
fn open(body: &ir::RequestBody) -> String {
    let [content] = body.contents.as_slice() else { return String::new() };
    let range = code(&content.media_type);
    let text = format!("The body is of any type in {range}, which is named by [`File::with_content_type`].");
    if content.is_open() { filled(&text) } else { String::new() }
}

/// What the choice of a body's media types says.
pub(super) fn choice(method: &Identifier) -> Doc {
    Doc(format!("The body of `{}`, in one of its media types.", method.as_str().trim_start_matches("r#")))
}

/// What a branch of that choice says: its media type, unless that is what everybody calls by the name.
pub(super) fn media_type(name: &Identifier, media_type: &str) -> Doc {
    let usual = match name.as_str() {
        "Json" => "application/json",
        "Form" => "application/x-www-form-urlencoded",
        "Multipart" => "multipart/form-data",
        "Text" => "text/plain",
        "Xml" => "application/xml",
        _ => "",
    };
    if usual == media_type { Doc::default() } else { Doc(format!("As {}.", code(media_type))) }
}
