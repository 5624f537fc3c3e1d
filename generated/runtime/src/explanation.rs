//! The words in which a service explains what went wrong, wherever it puts them.
//!
//! In: an answer, or a body. Out: its explanation on one line, if there is one. Deliberately absent: documented errors, which have types.

use serde_json::value::RawValue;

use super::body::BYTE_ORDER_MARK;
use super::charset;
use super::parameter::{Member, items, members, scalar};
use super::response::Reply;

/// The explanation in an answer: in its JSON or XML, or its plain text.
pub(crate) fn explanation(reply: &Reply) -> Option<String> {
    let body = charset::as_utf8(reply).unwrap_or_else(|| reply.body.clone());
    let text = |body| std::str::from_utf8(body).ok();
    let media_type = reply.media_type();
    let shown = message(&body).or_else(|| match media_type {
        "text/plain" => text(&body).map(|text| shown(text.trim())),
        _ if media_type.ends_with("xml") => text(&body).and_then(element).map(|text| shown(&text)),
        _ => None,
    });
    shown.filter(|text| !text.is_empty())
}

/// The words of a service as they may be shown: not without end, and without what moves a terminal or begins a line of a log.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 500;
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().take(LONGEST).map(plain).collect()
}

/// The explanation in a body of JSON.
pub(crate) fn message(body: &[u8]) -> Option<String> {
    let json = std::str::from_utf8(body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)).ok()?;
    telling(json.trim_ascii_start(), 4).map(|text| shown(&text))
}

/// What explanations are called, the most telling first.
const NAMES: [&str; 8] =
    ["detail", "message", "title", "error_description", "description", "error", "errors", "reason"];

/// The text of the most telling member of an object or array, which may be one itself, so many levels deep.
fn telling(json: &str, depth: usize) -> Option<String> {
    let within = |value: &RawValue| match value.get() {
        text if text.starts_with('"') => scalar(text).filter(|text| !text.trim().is_empty()),
        text if depth > 1 => telling(text, depth - 1),
        _ => None,
    };
    match json.as_bytes().first() {
        Some(b'[') => items(json).ok()?.into_iter().find_map(within),
        Some(b'{') => {
            let members = members(json).ok()?;
            let named = |name: &&str| members.iter().rfind(|Member(known, _)| known == name);
            NAMES.iter().filter_map(named).find_map(|Member(_, value)| within(value))
        }
        _ => None,
    }
}

/// The text of the most telling element of an XML document, by its name without the prefix, in whatever case.
fn element(xml: &str) -> Option<String> {
    let (mut best, mut rank, mut rest): (Option<(usize, &str)>, _, _) = (None, None, xml);
    while let Some((_, markup)) = rest.split_once('<') {
        let text;
        if let Some(data) = markup.strip_prefix("![CDATA[") {
            (text, rest) = data.split_once("]]>").unwrap_or((data, ""));
        } else {
            let Some((tag, after)) = markup.split_once('>') else { break };
            let (name, _) = tag.split_once(' ').unwrap_or((tag, ""));
            let (_, local) = name.split_once(':').unwrap_or(("", name));
            rank = NAMES.iter().position(|known| known.eq_ignore_ascii_case(local));
            (text, rest) = (after.split_once('<').map_or(after, |(text, _)| text), after);
        }
        if let Some(rank) = rank
            && !text.trim().is_empty()
            && best.is_none_or(|(known, _)| rank < known)
        {
            best = Some((rank, text.trim()));
        }
    }
    best.map(|(_, text)| unescaped(text))
}

/// The text without the five entities that every XML document has (XML 1.0, section 4.6).
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(entity, character);
    }
    text
}
