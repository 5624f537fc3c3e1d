//! Breaks running text into lines.

use super::inline::GLUE;

/// Lines are broken here; what has no space in it may be longer.
const WIDTH: usize = 96;

/// A line break that is to stay.
pub(super) const BREAK: char = '\u{3}';

/// What a link to a model has after its name.
const LINK: &str = "(crate::models::";

/// The lines of a text, `indent` columns being taken already. No line starts with what would be a sign there.
pub(super) fn lines(text: &str, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split(BREAK) {
        let part = filled(part, indent);
        if let Some(last) = lines.last_mut().filter(|_: &&mut String| !part.is_empty()) {
            last.push('\\');
        }
        lines.extend(part);
    }
    lines
}

/// The same of a text without line breaks.
fn filled(text: &str, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut columns = indent;
    let has_links = text.contains(LINK);
    for word in text.split_ascii_whitespace() {
        let width = if has_links { shown(word) } else { word }.chars().count() + 1;
        if !line.is_empty() && columns + width > WIDTH {
            lines.push(std::mem::take(&mut line));
            columns = indent;
        }
        if line.is_empty() {
            line = first_word(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
        columns += width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| line.replace(GLUE, " ")).collect()
}

/// A word without the path of the model that it links to: where the model is imported, the path is not written.
fn shown(word: &str) -> &str {
    word.split_once(LINK).map_or(word, |(name, _)| name)
}

/// At the start of a line, some words would open a list, a heading or a quotation.
fn first_word(word: &str) -> String {
    let is_marker = matches!(word, "-" | "+") || word.chars().all(|character| character == '#');
    let is_line =
        word.chars().all(|character| character == '-') || word.chars().all(|character| character == '=');
    if is_marker || is_line || word.starts_with("~~~") {
        return format!("\\{word}");
    }
    match word.strip_suffix(['.', ')']) {
        Some(number) if !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit()) => {
            format!("{number}\\{}", word.strip_prefix(number).unwrap_or_default())
        }
        _ => word.to_owned(),
    }
}
