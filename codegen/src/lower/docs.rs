//! Documentation of items: prose of the document, made safe for rustdoc, with facts that the schema knows.
//!
//! In: [`Docs`] and the names of things. Out: [`Doc`]s, whose Markdown has no doctest, no link that leads nowhere, and no
//! line that clippy or rustdoc warns of. Deliberately absent: where the documentation is put.

mod inline;
mod limits;
mod markdown;
mod wrap;

#[cfg(test)]
mod tests;

pub(crate) use markdown::markdown;

use serde_json::Value;

use crate::ir::{Docs, Property};
use crate::rust::Doc;

/// Documentation of a type; none, where the description says no more than its name.
pub(crate) fn item(docs: &Docs) -> Doc {
    paragraphs(vec![prose(docs).unwrap_or_default(), external(docs), limits(docs), age(docs.deprecated)])
}

/// Documentation of a field: what is said of the property, else of its schema; else its name on the wire, where it is another one.
pub(crate) fn field(name: &str, wire: &str, property: &Property, schema: Option<&Docs>) -> Doc {
    let is_plain = name.trim_start_matches("r#") == wire;
    let said = prose(&property.docs).or_else(|| schema.and_then(prose));
    let said = said.or_else(|| (!is_plain).then(|| format!("The property {}.", code(wire))));
    let said = said.unwrap_or_default();
    paragraphs(vec![said, external(&property.docs), facts(property)])
}

/// Documentation of a value of an enumeration.
pub(crate) fn value(description: Option<&str>, text: &str) -> Doc {
    let said = description.map(markdown).filter(|said| !said.is_empty()).map(|said| sentence(&said));
    let fallback =
        || if text.is_empty() { "The empty text.".to_owned() } else { format!("The value {}.", code(text)) };
    Doc(said.unwrap_or_else(fallback))
}

/// Documentation of a branch of a union: the first paragraph of what is said of its schema.
pub(crate) fn branch(schema: Option<&Docs>, name: Option<&str>) -> Doc {
    let said = schema.and_then(prose).map(|said| said.split("\n\n").next().unwrap_or_default().to_owned());
    let said = said.filter(|said| is_plain(said)).or_else(|| branch_name(name?));
    Doc(said.unwrap_or_default())
}

/// What a branch is by its name, where that is the property that only it has.
fn branch_name(name: &str) -> Option<String> {
    name.strip_prefix("with ").map(|property| format!("An object with {}.", code(property)))
}

/// Joins paragraphs; empty ones are left out.
pub(crate) fn paragraphs(parts: Vec<String>) -> Doc {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Doc(parts.join("\n\n"))
}

/// What is said of a thing: its description, else its title, as sentences.
pub(crate) fn prose(docs: &Docs) -> Option<String> {
    let texts = [docs.description.as_deref(), docs.title.as_deref()];
    texts.into_iter().flatten().map(markdown).find(|said| !said.is_empty()).map(|said| sentence(&said))
}

/// Running text of Markdown, broken into lines; those after the first stand below the end of `lead`.
pub(crate) fn filled(lead: &str, text: &str) -> String {
    let indent = lead.chars().count();
    format!("{lead}{}", wrap::lines(text, indent).join(&format!("\n{}", " ".repeat(indent))))
}

/// The first paragraph of a text, if it is running text.
pub(crate) fn first_paragraph(text: &str) -> String {
    let safe = markdown(text);
    let first = safe.split("\n\n").next().unwrap_or_default();
    if first.lines().all(is_plain) { first.to_owned() } else { String::new() }
}

/// Ends a text as a sentence, if it ends in running text.
pub(crate) fn sentence(text: &str) -> String {
    let last_line = text.lines().last().unwrap_or_default();
    let is_ended = text.ends_with(['.', '!', '?', ':', ';', '…', '。', '|']);
    if is_ended || text.is_empty() || !is_plain(last_line) { text.to_owned() } else { format!("{text}.") }
}

/// A text as code within a line; whatever it holds, the span is closed.
pub(crate) fn code(text: &str) -> String {
    inline::code(text)
}

/// Where more is said, if that is an address of its own.
pub(crate) fn external(docs: &Docs) -> String {
    let Some((url, label)) = docs.external.as_ref().filter(|(url, _)| inline::is_absolute(url)) else {
        return String::new();
    };
    let label =
        label.as_deref().map(markdown).filter(|label| is_plain(label) && !label.contains(['[', '\n']));
    match label.filter(|label| !label.is_empty() && !label.contains('<')) {
        Some(label) => format!("See [{label}](<{}>).", inline::address(url)),
        None => format!("See <{}>.", inline::address(url)),
    }
}

/// What is said of values beyond their type.
pub(crate) fn limits(docs: &Docs) -> String {
    filled("", &said_of_limits(docs))
}

fn said_of_limits(docs: &Docs) -> String {
    docs.limits.as_deref().map(limits::limits).unwrap_or_default()
}

/// A word about a thing that is on its way out.
pub(crate) fn age(is_deprecated: bool) -> String {
    if is_deprecated { "**Deprecated.**".to_owned() } else { String::new() }
}

/// Whether a text is running text rather than a list, table or code.
fn is_plain(text: &str) -> bool {
    !text.starts_with(['|', '-', '>', '`']) && !text.starts_with("```") && !text.starts_with("   ")
        || is_span(text)
}

/// Whether a text starts with a code span rather than with a fence.
fn is_span(text: &str) -> bool {
    text.starts_with('`') && !text.starts_with("```")
}

fn facts(property: &Property) -> String {
    let mut facts = Vec::new();
    if property.docs.deprecated {
        facts.push(age(true));
    }
    if property.read_only {
        facts.push("Read-only.".to_owned());
    }
    if property.write_only {
        facts.push("Write-only.".to_owned());
    }
    let limits = said_of_limits(&property.docs);
    facts.extend((!limits.is_empty()).then_some(limits));
    if let Some(default) = property.default.as_ref().and_then(shown) {
        facts.push(format!("Default: {}.", code(&default)));
    }
    filled("", &facts.join(" "))
}

/// A value that is short enough to be shown.
fn shown(value: &Value) -> Option<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (!text.is_empty() && text.chars().count() <= 60).then_some(text)
}
