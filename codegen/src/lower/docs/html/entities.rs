//! Decodes character references (HTML Living Standard, section 13.5 "Named character references").

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// No name of a character is longer.
const LONGEST: usize = 32;

/// A text whose references are characters; what refers to none stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        rest = after;
        match reference(after) {
            Some((characters, after)) => {
                decoded.push_str(&characters);
                rest = after;
            }
            None => decoded.push('&'),
        }
    }
    decoded.push_str(rest);
    decoded.into()
}

/// The characters that are referred to behind an ampersand, and what follows the reference.
fn reference(text: &str) -> Option<(Cow<'static, str>, &str)> {
    let end = text.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    let (name, after) = text.split_at_checked(end)?;
    Some((characters(name)?, after.strip_prefix(';')?))
}

/// The characters of a name. The rarer ones are known to the parser of Markdown, which has the same names.
fn characters(name: &str) -> Option<Cow<'static, str>> {
    let usual = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        _ => "",
    };
    if !usual.is_empty() {
        return Some(usual.into());
    }
    let raw = format!("&{name};");
    let text =
        Parser::new(&raw).filter_map(|event| if let Event::Text(text) = event { Some(text) } else { None });
    let decoded: String = text.map(pulldown_cmark::CowStr::into_string).collect();
    (decoded != raw).then_some(decoded.into())
}
