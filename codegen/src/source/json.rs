//! JSON text to a tree, by `serde_json`'s own parser.

use super::Failure;
use super::value::{self, Parsed};

/// Parses a JSON text (a byte-order mark before it is tolerated).
pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    let body = text.trim_start_matches('\u{feff}');
    let mut parser = serde_json::Deserializer::from_str(body);
    let parsed = value::read(&mut parser, false).and_then(|parsed| parser.end().map(|()| parsed));
    parsed.map_err(|error| Failure {
        message: without_position(&error.to_string()),
        offset: offset(body, error.line(), error.column()).map(|offset| offset + text.len() - body.len()),
    })
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    Some((start + column.saturating_sub(1)).min(text.len().saturating_sub(1)))
}

fn without_position(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(head, _)| head).to_owned()
}
