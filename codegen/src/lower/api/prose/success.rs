//! Writes what the answers of an operation mean that are no failures: the only success, where the document says more of it than that it is
//! one; and else each of them, redirects included.

use std::collections::BTreeSet;

use crate::ir;
use crate::lower::docs;
use crate::rust::{BodyFormat, Type};

use super::super::{Scene, answers};
use super::{sentence, status};

/// Words that say of a success no more than that it is one.
const EMPTY: &[&str] = &[
    "a",
    "accepted",
    "an",
    "and",
    "been",
    "completed",
    "content",
    "created",
    "default",
    "deleted",
    "done",
    "empty",
    "executed",
    "expected",
    "for",
    "good",
    "has",
    "have",
    "http",
    "is",
    "no",
    "none",
    "null",
    "of",
    "ok",
    "okay",
    "operation",
    "processed",
    "query",
    "received",
    "request",
    "requests",
    "response",
    "responses",
    "result",
    "results",
    "retrieved",
    "return",
    "returned",
    "returns",
    "status",
    "succeeded",
    "success",
    "successful",
    "successfully",
    "the",
    "updated",
    "valid",
    "was",
    "were",
    "with",
];

/// Words of the reason phrases of redirects (RFC 9110, section 15.4).
const REASONS: &[&str] = &[
    "found",
    "modified",
    "moved",
    "not",
    "other",
    "permanent",
    "permanently",
    "redirect",
    "see",
    "temporarily",
    "temporary",
];

/// With fewer words of its own, a description only names what the types show.
const FEWEST: usize = 3;

/// What is said of the answers, in one of two ways.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// In a word: `On success: …`, unless that says next to nothing, or what is said already.
    pub(super) line: String,
    /// `# Answers`, with each that is no failure: status, type and description.
    pub(super) section: String,
}

/// Says what the answers mean that are no failures.
pub(super) fn told(scene: &Scene<'_>, source: &ir::Operation) -> Told {
    let several = match positive(source).as_slice() {
        [] => return Told::default(),
        [only] if !is_redirect(only.status) => {
            return Told { line: only_line(source, only), ..Told::default() };
        }
        several => several
            .iter()
            .map(|response| (kind(scene, source, response), text(scene, source, response)))
            .collect::<Vec<_>>(),
    };
    if several.iter().all(|(_, text)| text.is_empty()) {
        let kinds: Vec<String> = several.into_iter().map(|(kind, _)| kind).collect();
        return Told {
            line: docs::filled("On success: ", &format!("{}.", kinds.join("; "))),
            ..Told::default()
        };
    }
    let line = |(kind, text): &(String, String)| {
        let colon = if text.is_empty() { "." } else { ": " };
        docs::filled("- ", &format!("{kind}{colon}{text}"))
    };
    let lines: Vec<String> = several.iter().map(line).collect();
    Told { section: format!("# Answers\n\n{}", lines.join("\n")), ..Told::default() }
}

/// The responses that are no failures.
fn positive(source: &ir::Operation) -> Vec<&ir::Response> {
    source.responses.iter().filter(|response| answers::is_positive(response.status)).collect()
}

fn is_redirect(status: ir::StatusPattern) -> bool {
    matches!(status, ir::StatusPattern::Code(300..=399) | ir::StatusPattern::Class(3))
}

/// What is said of a response, if that is more than that it is one, and what its type and its operation are called.
fn text(scene: &Scene<'_>, source: &ir::Operation, response: &ir::Response) -> String {
    let said = response.docs.description.as_deref().map(sentence).unwrap_or_default();
    let operation: BTreeSet<String> = source.operation_id.iter().flat_map(|id| words(id)).collect();
    let own: Vec<String> = words(&said).filter(|word| !is_empty(word) && !operation.contains(word)).collect();
    let is_reason = own.iter().all(|word| REASONS.contains(&word.as_str()));
    let is_type = match answers::main_format(scene, source, response) {
        Some(BodyFormat::Json(Type::Model(name))) => name.as_str().to_lowercase() == own.concat(),
        _ => false,
    };
    if is_reason || is_type { String::new() } else { said }
}

/// A status and what comes with it.
fn kind(scene: &Scene<'_>, source: &ir::Operation, response: &ir::Response) -> String {
    let body = match answers::main_format(scene, source, response) {
        None => "no body".to_owned(),
        Some(BodyFormat::Json(ty)) => json(&ty),
        Some(BodyFormat::Events(_) | BodyFormat::EventObjects(_)) => "events".to_owned(),
        Some(BodyFormat::JsonLines(_)) => "lines of JSON".to_owned(),
        Some(BodyFormat::Text) => "text".to_owned(),
        Some(BodyFormat::Bytes | BodyFormat::Union(_)) => "bytes".to_owned(),
    };
    format!("{}, {body}", status(response.status, "Any other status"))
}

fn json(ty: &Type) -> String {
    match ty {
        Type::Model(name) => format!("[`{0}`](crate::models::{0})", name.as_str()),
        Type::Vec(item) if matches!(**item, Type::Model(_)) => format!("a list of {}", json(item)),
        _ => "JSON".to_owned(),
    }
}

/// `On success: …`
fn only_line(source: &ir::Operation, only: &ir::Response) -> String {
    let said = only.docs.description.as_deref().map(sentence).unwrap_or_default();
    let words_of_it: Vec<String> = own_words(&said).collect();
    if words_of_it.len() < FEWEST {
        return String::new();
    }
    let texts = [source.docs.title.as_deref(), source.docs.description.as_deref(), Some(&*source.path)];
    let before: BTreeSet<String> = texts.into_iter().flatten().flat_map(words).map(stem).collect();
    let own = words_of_it.iter().filter(|word| !before.contains(*word)).count();
    if own < FEWEST { String::new() } else { docs::filled("On success: ", &said) }
}

/// The words that say more than that it is a success.
fn own_words(text: &str) -> impl Iterator<Item = String> {
    words(text).filter(|word| !is_empty(word)).map(stem)
}

/// One and several are the same word here.
fn stem(word: String) -> String {
    word.strip_suffix('s').map(str::to_owned).unwrap_or(word)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether a word says nothing: one of the list, or a status.
fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word) || word.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::own_words;

    #[test]
    fn phrases_that_mean_success_have_no_words_of_their_own() {
        for text in [
            "OK",
            "Success.",
            "successful operation",
            "200 response",
            "The request was successful",
            "No content",
        ] {
            assert_eq!(own_words(text).count(), 0, "{text}");
        }
        assert_eq!(own_words("A list of pets").collect::<Vec<_>>(), ["list", "pet"]);
    }
}
