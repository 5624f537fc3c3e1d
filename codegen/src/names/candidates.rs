//! What a thing may be called, from the most to the least wanted: as it is; with its symbols spelled out; with its case
//! spelled out; with a word for what it is.

use super::reserved;
use super::scope::Candidates;
use super::words::{Word, camel, snake, spelled, words};

/// A kind of name: how words are joined, and what is done about a name that could not stand alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    join: fn(&[Word]) -> String,
    /// Stands before a digit.
    before_digit: &'static str,
    /// Stands behind a name that is taken already.
    suffix: &'static str,
}

/// Types.
pub(super) const TYPE: Style = Style { join: camel, before_digit: "Type", suffix: "Model" };
/// Variants.
pub(super) const VARIANT: Style = Style { join: camel, before_digit: "Value", suffix: "Value" };
/// Fields.
pub(super) const FIELD: Style = Style { join: snake, before_digit: "field", suffix: "field" };
/// Parameters.
pub(super) const PARAMETER: Style = Style { join: snake, before_digit: "value", suffix: "parameter" };
/// Marker types.
pub(super) const MARKER: Style = Style { join: camel, before_digit: "Operation", suffix: "Operation" };
/// Methods of operations.
pub(super) const METHOD: Style = Style { join: snake, before_digit: "operation", suffix: "operation" };
/// Constants.
pub(super) const CONSTANT: Style = Style { join: constant, before_digit: "header", suffix: "header" };
/// Modules.
pub(super) const MODULE: Style = Style { join: snake, before_digit: "tag", suffix: "operations" };
/// Handles.
pub(super) const HANDLE: Style = Style { join: camel, before_digit: "Tag", suffix: "Operations" };
/// Methods of the client builder.
pub(super) const BUILDER: Style = Style { join: snake, before_digit: "value", suffix: "value" };

fn constant(parts: &[Word]) -> String {
    snake(parts).to_uppercase()
}

impl Style {
    /// The name that words make.
    pub(super) fn join(self, parts: &[Word]) -> String {
        let joined = (self.join)(parts);
        if joined.starts_with(|first: char| first.is_ascii_digit()) {
            let mut prefixed = words(self.before_digit);
            prefixed.extend_from_slice(parts);
            return (self.join)(&prefixed);
        }
        joined
    }

    /// The same name with a word behind it.
    pub(super) fn suffixed(self, parts: &[Word], suffix: &str) -> String {
        let mut longer = parts.to_vec();
        longer.extend(words(suffix));
        self.join(&longer)
    }

    /// The name that is wanted most for a raw one.
    pub(super) fn wanted(self, raw: &str) -> String {
        self.join(&words(raw))
    }

    /// What a raw name may become.
    pub(super) fn candidates(self, raw: &str) -> Vec<String> {
        let plain = words(raw);
        let mut found = vec![self.join(&plain), self.join(&spelled(raw))];
        if let Some(case) = case(raw) {
            let mut described = words(case);
            described.extend_from_slice(&plain);
            found.push(self.join(&described));
        }
        found.push(self.suffixed(&plain, self.suffix));
        without_repetitions(found)
    }

    /// The same where some names are reserved, worked out when needed.
    pub(super) fn beside<'a>(self, raw: &'a str, reserved: &'a [&'a str]) -> Candidates<'a> {
        Candidates::new(self.wanted(raw), move || self.candidates_beside(raw, reserved))
    }

    /// The same where some names are reserved: a reserved one takes the suffix before anything else.
    pub(super) fn candidates_beside(self, raw: &str, reserved: &[&str]) -> Vec<String> {
        let mut found = self.candidates(raw);
        if found.first().is_some_and(|wanted| reserved.contains(&wanted.as_str())) {
            let suffixed = self.suffixed(&words(raw), self.suffix);
            found.insert(1, suffixed);
        }
        without_repetitions(found)
    }
}

/// Words of a path, joined.
pub(super) fn path_words<'a>(segments: impl IntoIterator<Item = &'a str>) -> Vec<Word> {
    segments.into_iter().flat_map(words).collect()
}

/// A variant by a word that is known to be fit.
pub(super) fn variant_name(raw: &str) -> String {
    VARIANT.wanted(raw)
}

/// What the variant for a body may be called.
pub(super) fn of_body(raw: &str) -> Candidates<'_> {
    Candidates::new(VARIANT.wanted(raw), move || {
        let plain = words(raw);
        vec![VARIANT.join(&plain), VARIANT.suffixed(&plain, "Body")]
    })
}

/// The names with those escaped that are keywords, each once.
pub(super) fn escaped(names: &[String]) -> Vec<String> {
    without_repetitions(names.iter().map(|name| reserved::escape(name)).collect())
}

pub(super) fn without_repetitions(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// How a name's case would be said, if all of it has one.
fn case(raw: &str) -> Option<&'static str> {
    let mut letters = raw.chars().filter(|character| character.is_alphabetic()).peekable();
    letters.peek()?;
    let is_upper = raw.chars().all(|character| !character.is_lowercase());
    let is_lower = raw.chars().all(|character| !character.is_uppercase());
    match (is_upper, is_lower) {
        (true, false) => Some("upper"),
        (false, true) => Some("lower"),
        _ => Some("mixed"),
    }
}
