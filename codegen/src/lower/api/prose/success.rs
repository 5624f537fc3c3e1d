//! Writes what an operation's only success means, where the document says more of it than that it is one.

use std::collections::BTreeSet;

use crate::ir;
use crate::lower::docs;

use super::super::answers;
use super::sentence;

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

/// With fewer words of its own, a description only names what the types show.
const FEWEST: usize = 3;

/// `On success: …`, unless that says next to nothing, or what is said already.
pub(super) fn line(source: &ir::Operation) -> String {
    let mut successes = source.responses.iter().filter(|response| answers::is_positive(response.status));
    let (Some(only), None) = (successes.next(), successes.next()) else { return String::new() };
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
