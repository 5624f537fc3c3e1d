//! Splits a raw name of the document into words, and joins words in the case of a place.
//!
//! In: any text at all. Out: at least one word, of ASCII letters and digits only (other scripts are transliterated, so
//! that no lint about look-alike letters applies). Deliberately absent: scopes, keywords, clashes.

use std::borrow::Cow;

use deunicode::deunicode_char;
use heck::ToSnakeCase;

use super::symbols;

/// Names whose capitals do not mark words.
const KNOWN: &[&str] = &[
    "IdP",
    "OAuth",
    "IPv4",
    "IPv6",
    "GitHub",
    "GitLab",
    "GraphQL",
    "MySQL",
    "PostgreSQL",
    "DynamoDB",
    "MongoDB",
    "JavaScript",
    "TypeScript",
    "OpenAPI",
];

/// How many letters a name has at most: modules are files, whose names no file system takes beyond 255 bytes.
const LONGEST: usize = 200;

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In small letters.
    small: String,
    /// As it stands at the start of a word in camel case.
    capital: String,
}

impl Word {
    fn new(small: &str) -> Self {
        let mut characters = small.chars();
        let capital = characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters);
        Self { small: small.to_owned(), capital: capital.collect() }
    }

    /// Whether it is the same word, however it is spelled.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.small == other.small
    }

    fn known(spelling: &str) -> Self {
        Self { small: spelling.to_ascii_lowercase(), capital: spelling.to_owned() }
    }
}

/// The words of a name: `APIErrorResponse` → api, error, response; `+1` → plus, 1; the empty text → empty.
pub(crate) fn words(raw: &str) -> Vec<Word> {
    let mut found = sign(raw).map(Word::new).into_iter().collect::<Vec<_>>();
    found.extend(plain(raw));
    if found.is_empty() { spelled(raw) } else { found }
}

/// The same with every symbol spelled out: `foo-bar` → foo, dash, bar. Never without a word.
pub(crate) fn spelled(raw: &str) -> Vec<Word> {
    let found: Vec<Word> = symbols::runs(raw)
        .flat_map(|run| match run {
            symbols::Run::Text(text) => plain(&text),
            symbols::Run::Symbol(word) => word.split(' ').map(Word::new).collect(),
        })
        .collect();
    if found.is_empty() { code_points(raw) } else { found }
}

/// `HTTPServer2` for a type or a variant.
pub(crate) fn camel(words: &[Word]) -> String {
    join(words.iter().map(|word| word.capital.as_str()), digits_touch)
}

/// `http_server2` for everything else.
pub(crate) fn snake(words: &[Word]) -> String {
    join(words.iter().map(|word| word.small.as_str()), |_, _| true)
}

/// `http-server2` for a feature.
pub(crate) fn kebab(words: &[Word]) -> String {
    snake(words).replace('_', "-")
}

fn join<'a>(words: impl Iterator<Item = &'a str>, is_apart: impl Fn(&str, &str) -> bool) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() && is_apart(&joined, word) {
            joined.push('_');
        }
        joined.push_str(word);
        if joined.len() > LONGEST {
            return joined.chars().take(LONGEST).collect::<String>().trim_end_matches('_').to_owned();
        }
    }
    joined
}

/// Without something between them, `1.0` and `10` would be one name.
fn digits_touch(before: &str, after: &str) -> bool {
    before.ends_with(|last: char| last.is_ascii_digit())
        && after.starts_with(|first: char| first.is_ascii_digit())
}

/// A sign in front of a word carries meaning (`-created`, `+1`); between words it does not.
fn sign(raw: &str) -> Option<&'static str> {
    let mut characters = raw.trim().chars();
    let sign = match characters.next()? {
        '+' => "plus",
        '-' => "minus",
        _ => return None,
    };
    characters.next()?.is_alphanumeric().then_some(sign)
}

fn plain(raw: &str) -> Vec<Word> {
    let ascii = transliterated(raw);
    ascii.split(|character: char| !character.is_ascii_alphanumeric()).flat_map(split_run).collect()
}

/// The text in ASCII, without apostrophes.
fn transliterated(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() && !raw.contains('\'') {
        return Cow::Borrowed(raw);
    }
    let mut ascii = String::with_capacity(raw.len());
    for character in raw.chars().filter(|character| !matches!(character, '\'' | '\u{2019}')) {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            ascii.push_str(deunicode_char(character).unwrap_or(" "));
        }
    }
    Cow::Owned(ascii)
}

/// Splits a run of letters and digits at its capitals.
fn split_run(run: &str) -> Vec<Word> {
    if !run.contains(|letter: char| letter.is_ascii_uppercase()) {
        return if run.is_empty() { Vec::new() } else { vec![Word::new(run)] };
    }
    let mut found = Vec::new();
    let mut pending = String::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let after_capital = pending.ends_with(|last: char| last.is_ascii_uppercase());
        let special = if after_capital { None } else { special_word(rest, pending.is_empty()) };
        let taken = if let Some((word, length)) = special {
            found.extend(split_pending(&mut pending));
            found.push(word);
            length
        } else {
            pending.push(first);
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    found.extend(split_pending(&mut pending));
    found
}

fn split_pending(pending: &mut String) -> Vec<Word> {
    let snake = std::mem::take(pending).to_snake_case();
    snake.split('_').filter(|word| !word.is_empty()).map(Word::new).collect()
}

/// A known word, or the plural of an acronym (`IPs`), at the start of a text; and how long it is.
fn special_word(text: &str, is_first: bool) -> Option<(Word, usize)> {
    known_word(text, is_first).or_else(|| plural_acronym(text))
}

/// The first word of a name may start with a small letter: `oAuthToken`.
fn known_word(text: &str, is_first: bool) -> Option<(Word, usize)> {
    let is_at = |known: &str| {
        let same = |start: &str| {
            if is_first {
                start.eq_ignore_ascii_case(known.get(..1).unwrap_or_default())
            } else {
                known.starts_with(start)
            }
        };
        text.get(..1).is_some_and(same)
            && text.get(1..).zip(known.get(1..)).is_some_and(|(text, known)| text.starts_with(known))
    };
    let spelling = KNOWN.iter().find(|known| is_at(known) && ends_at(text, known.len()))?;
    let digits = text.chars().skip(spelling.len()).take_while(char::is_ascii_digit).count();
    let length = spelling.len() + digits;
    let digits = text.get(spelling.len()..length)?;
    Some((Word::known(&format!("{spelling}{digits}")), length))
}

fn plural_acronym(text: &str) -> Option<(Word, usize)> {
    let capitals = text.chars().take_while(char::is_ascii_uppercase).count();
    let is_plural = capitals >= 2 && text.chars().nth(capitals) == Some('s') && ends_at(text, capitals + 1);
    let word = text.get(..=capitals).filter(|_| is_plural)?;
    Some((Word::new(&word.to_ascii_lowercase()), capitals + 1))
}

fn ends_at(text: &str, length: usize) -> bool {
    !text.chars().nth(length).is_some_and(|next| next.is_ascii_lowercase())
}

/// What is left when nothing can be read out: the numbers of the characters.
fn code_points(raw: &str) -> Vec<Word> {
    if raw.is_empty() {
        return vec![Word::new("empty")];
    }
    raw.chars().map(|character| Word::new(&format!("u{:x}", u32::from(character)))).collect()
}
