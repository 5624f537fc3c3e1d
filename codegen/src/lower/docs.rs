//! Documentation of items: prose of the document, made safe for rustdoc, with facts that the schema knows.
//!
//! In: [`Docs`] and the names of things. Out: [`Doc`]s, whose Markdown has no doctest, no link that leads nowhere, and no
//! line that clippy or rustdoc warns of. Deliberately absent: where the documentation is put.

mod emphasis;
mod html;
mod inline;
mod limits;
mod markdown;
mod wrap;

#[cfg(test)]
mod tests;

pub(crate) use markdown::markdown;

use serde_json::Value;

use crate::ir::{Docs, Limits, Property};
use crate::rust::Doc;

/// Documentation of a type; none, where the description says no more than its name.
pub(crate) fn item(docs: &Docs) -> Doc {
    paragraphs(vec![prose(docs).unwrap_or_default(), external(docs), limits(docs), age(docs.deprecated)])
}

/// Documentation of another name for a type; `each` is what is said of the items of a list, or of the values of a map.
pub(crate) fn alias(docs: &Docs, each: Option<&Docs>) -> Doc {
    let said = prose(docs).or_else(|| each.and_then(of_each)).unwrap_or_default();
    paragraphs(vec![said, external(docs), limits(docs), age(docs.deprecated)])
}

/// Documentation of a field: what is said of the property, else of its schema, else of each item or value in it; else its name on the
/// wire, where it is another one.
pub(crate) fn field(
    name: &str,
    wire: &str,
    property: &Property,
    schema: Option<&Docs>,
    each: Option<&Docs>,
) -> Doc {
    let is_plain = name.trim_start_matches("r#") == wire;
    let said = prose(&property.docs).or_else(|| schema.and_then(prose));
    let said = said.or_else(|| each.and_then(of_each));
    let said = said.or_else(|| (!is_plain).then(|| named(wire)));
    let said = said.unwrap_or_default();
    paragraphs(vec![said, external(&property.docs), facts(property)])
}

/// Documentation of the field that keeps what is not declared; `each` is what is said of a value there.
pub(crate) fn undeclared(each: Option<&Docs>, forbidden: bool) -> Doc {
    let verb = if forbidden { "forbids" } else { "does not declare" };
    let named = format!("Properties that the description {verb}.");
    let each_limits = each
        .and_then(|docs| docs.limits.clone())
        .map(|each| Limits { each: Some(each), ..Limits::default() });
    let own = Docs { limits: each_limits.map(Box::new), ..Docs::default() };
    paragraphs(vec![named, each.and_then(of_each).unwrap_or_default(), limits(&own)])
}

/// What a property is, by its name alone.
fn named(wire: &str) -> String {
    if wire.is_empty() {
        "The property whose name is empty.".to_owned()
    } else {
        format!("The property {}.", code(wire))
    }
}

/// What is said of the items of a list, or of the values of a map.
fn of_each(docs: &Docs) -> Option<String> {
    let said = prose(docs)?;
    let (first, rest) = said.split_at(said.find("\n\n").unwrap_or(said.len()));
    let is_running = first.lines().all(is_plain);
    Some(if is_running {
        format!("{}{rest}", filled("", &format!("Each: {first}")))
    } else {
        format!("Each:\n\n{said}")
    })
}

/// Documentation of a value of an enumeration; which one it is, the table of the enumeration says.
pub(crate) fn value(description: Option<&str>) -> Doc {
    Doc(description
        .map(markdown)
        .filter(|said| !said.is_empty())
        .map(|said| sentence(&said))
        .unwrap_or_default())
}

/// Documentation of a branch of a union: the first paragraph of what is said of its schema. What values may be is told, where that does not
/// stand at a type of its own.
pub(crate) fn branch(schema: Option<&Docs>, name: Option<&str>, is_model: bool) -> Doc {
    let said = schema.and_then(prose).map(|said| said.split("\n\n").next().unwrap_or_default().to_owned());
    let said = said.filter(|said| is_plain(said)).or_else(|| branch_name(name?));
    let limits = schema.filter(|_| !is_model).map(said_of_limits).unwrap_or_default();
    match said {
        Some(said) if limits.is_empty() => Doc(said),
        Some(said) => Doc(filled("", &format!("{said} {limits}"))),
        None => Doc(filled("", &limits)),
    }
}

/// Documentation of a branch with that of others that are the same type.
pub(crate) fn beside(own: Doc, others: impl Iterator<Item = Doc>) -> Doc {
    let mut said = vec![own.0];
    for Doc(other) in others {
        let is_new = said.iter().all(|known| !known.ends_with(&other));
        match said.as_slice() {
            _ if !is_new => {}
            [own] if own.is_empty() => said = vec![other],
            _ => said.push(filled("", &format!("Or: {other}"))),
        }
    }
    paragraphs(said)
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

/// The first paragraph of a text, if it is running text: in one line, without the line breaks of the document.
pub(crate) fn first_paragraph(text: &str) -> String {
    let safe = markdown(text);
    let first = safe.split("\n\n").next().unwrap_or_default();
    if !first.lines().all(is_plain) {
        return String::new();
    }
    first.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
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
    facts.extend(property.default.as_ref().map(|value| format!("Default: {}.", shown(value))));
    filled("", &facts.join(" "))
}

/// Values that are longer are not shown: nobody reads them there.
const LONGEST_VALUE: usize = 1000;

/// A value as code, or how long it is.
pub(crate) fn shown(value: &Value) -> String {
    let text = value.as_str().filter(|text| !text.trim().is_empty());
    let text = text.map_or_else(|| value.to_string(), str::to_owned);
    match text.chars().count() {
        count if count > LONGEST_VALUE => format!("a value of {count} characters"),
        _ => code(&text),
    }
}
