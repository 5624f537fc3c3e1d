//! What stands within a line: escaped text, code, addresses.
//!
//! Spaces at which a line may be broken are plain spaces; those that must stay are [`GLUE`] until the lines are made.

use std::borrow::Cow;

/// A space at which no line is broken.
pub(super) const GLUE: char = '\u{1}';

/// Characters that may end an address without being part of it.
const AFTER_ADDRESS: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '"', '*', '_'];

/// A text as code: the fence is longer than any run of backticks in it.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let is_bare =
        !text.starts_with('`') && !text.ends_with('`') && !text.trim().is_empty() && text.trim() == text;
    if is_bare { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}

/// The same without a place to break the line.
pub(super) fn glued_code(text: &str) -> String {
    code(text).replace(' ', &GLUE.to_string())
}

/// How long the longest run of a character is.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of).map(str::len).max().unwrap_or_default()
}

/// A text without line breaks, tabs and other control characters.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) { text.replace(char::is_control, " ").into() } else { text.into() }
}

/// Whether an address leads somewhere from anywhere.
pub(super) fn is_absolute(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
        && !address.chars().any(|character| character.is_whitespace() || character.is_control())
}

/// An address as it may stand between angle brackets.
pub(super) fn address(address: &str) -> String {
    address.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C").replace('|', "%7C")
}

/// Running text: whatever Markdown would take for a sign is escaped, and bare addresses become links.
pub(super) fn text(raw: &str, links: bool) -> String {
    let raw = one_line(raw);
    if !links || !raw.contains("://") {
        return escape(&raw);
    }
    raw.split(' ').map(linked).collect::<Vec<_>>().join(" ")
}

/// A word whose address, if it has one, stands between angle brackets.
fn linked(word: &str) -> String {
    let start = [word.find("https://"), word.find("http://")].into_iter().flatten().min();
    let Some((before, rest)) = start.and_then(|start| word.split_at_checked(start)) else {
        return escape(word);
    };
    let end = rest.find(['<', '>', '"', '`', '\\', '|']).unwrap_or(rest.len());
    let (found, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let mut found_end = found.trim_end_matches(AFTER_ADDRESS);
    while unclosed(found_end) {
        found_end = found_end.trim_end_matches([')', ']', '}']).trim_end_matches(AFTER_ADDRESS);
    }
    let tail = found.strip_prefix(found_end).unwrap_or_default();
    if found_end.ends_with("://") {
        return escape(word);
    }
    format!("{}<{found_end}>{}{}", escape(before), escape(tail), linked(after))
}

/// Whether an address ends with a bracket that opens before it.
fn unclosed(address: &str) -> bool {
    let count = |of: char| address.matches(of).count();
    [('(', ')'), ('[', ']'), ('{', '}')]
        .iter()
        .any(|(open, close)| address.ends_with(*close) && count(*close) > count(*open))
}

/// Puts a backslash before what would be a sign.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if is_sign(before, character, next) {
            escaped.push('\\');
        }
        escaped.push(character);
        before = Some(character);
    }
    escaped
}

/// Underscores within a word and single tildes are not signs.
fn is_sign(before: Option<char>, character: char, next: Option<char>) -> bool {
    let within = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    match character {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' => true,
        '_' => !within,
        '~' => next == Some('~') || before == Some('~'),
        '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
        _ => false,
    }
}
