//! YAML text to a tree. This is the one module that knows `serde_yaml`.
//!
//! A key that is given twice is against YAML 1.2.2, section 3.2.1.1; what becomes of it is [`value`](super::value)'s business.

use super::Failure;
use super::value::{self, Parsed};

/// How many brackets may be open at once. The parser refuses far fewer, but only after reading all of them in a time that grows
/// with their square.
const DEEPEST: usize = 10_000;

/// Parses a YAML text.
pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    if let Some(offset) = too_deep(text) {
        return Err(Failure { message: "recursion limit exceeded".to_owned(), offset: Some(offset) });
    }
    let body = text.trim_start_matches('\u{feff}');
    value::read(serde_yaml::Deserializer::from_str(body), true).map_err(|error| {
        let offset = error.location().map(|location| location.index() + text.len() - body.len());
        Failure { message: without_position(&error.to_string()), offset }
    })
}

/// The byte at which too many brackets are open. Prose may have some that nothing closes, but never as many.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

fn without_position(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}
