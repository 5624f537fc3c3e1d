//! Texts of other encodings than UTF-8: the two that HTTP had before it, which some services still send, and UTF-16 with its halves.
//!
//! In: an answer whose body could not be read. Out: the same in UTF-8, if its `charset` (RFC 9110, section 8.3.2) or a mark says how it is written, or
//! without the halves. Deliberately absent: all other encodings, and any guess.

use bytes::Bytes;

use super::operation::Answer;
use super::response::{Reply, essence, text};

/// What the bytes from 80 to 9F stand for in Windows-1252; the five that stand for nothing are control characters, as in ISO 8859-1.
const FROM_80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The body in UTF-8; none, if it is that already, or if nothing is said of its encoding. UTF-16 without a mark, of which no order is said
/// either, has the higher byte first (RFC 2781, section 4.3).
pub(crate) fn as_utf8(reply: &Reply) -> Option<Bytes> {
    let charset = text(&reply.headers, "content-type").and_then(charset).unwrap_or_default();
    let is_one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(charset));
    match *reply.body {
        [0xFF, 0xFE, ref body @ ..] => return Some(utf16(body, u16::from_le_bytes)),
        [0xFE, 0xFF, ref body @ ..] => return Some(utf16(body, u16::from_be_bytes)),
        ref body if is_one_of(&["utf-16le"]) => return Some(utf16(body, u16::from_le_bytes)),
        ref body if is_one_of(&["utf-16", "utf-16be"]) => return Some(utf16(body, u16::from_be_bytes)),
        _ => {}
    }
    let is_known = is_one_of(&["iso-8859-1", "latin1", "windows-1252"]);
    if !is_known || std::str::from_utf8(&reply.body).is_ok() {
        return None;
    }
    // As browsers do, ISO 8859-1 is taken for Windows-1252, which has all of it but control characters.
    let special = |byte: u8| FROM_80.get(usize::from(byte).checked_sub(0x80)?).copied();
    let decoded: String = reply.body.iter().map(|&byte| special(byte).unwrap_or(char::from(byte))).collect();
    Some(decoded.into())
}

/// The body as it came; where it is read as a text, UTF-16 is made UTF-8, for which it may pass, with NUL in every other place.
pub(crate) fn body(answer: &Answer, reply: &Reply) -> Bytes {
    let is_wide = matches!(*reply.body, [0, _, ..] | [_, 0, ..]);
    let is_text = || answer.media_type.starts_with("text/") || essence(answer.media_type).ends_with("xml");
    let decoded = if is_wide && is_text() { as_utf8(reply) } else { None };
    decoded.unwrap_or_else(|| reply.body.clone())
}

/// UTF-16 in UTF-8 (RFC 2781, section 2.2); what is half of a character is U+FFFD.
fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Bytes {
    let (mut text, mut held) = (String::new(), None::<u32>);
    for pair in body.chunks(2) {
        let unit = u32::from(<[u8; 2]>::try_from(pair).map_or(0xFFFD, unit));
        let code = match (held.take(), unit) {
            (Some(first), 0xDC00..=0xDFFF) => 0x1_0000_u32 + ((first - 0xD800) << 10) + (unit - 0xDC00),
            (before, _) => {
                if before.is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                unit
            }
        };
        match code {
            0xD800..=0xDBFF => held = Some(code),
            code => text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }
    if held.is_some() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text.into()
}

/// The parameter `charset` of a content type.
fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.trim().split_once('='));
    let mut named = parameters.filter(|(name, _)| name.eq_ignore_ascii_case("charset"));
    named.next().map(|(_, value)| value.trim_matches('"'))
}

/// JSON with U+FFFD for each escape that is half of a surrogate pair, which stands for no character (RFC 8259, section 8.2); none, if there
/// is no such escape.
pub(crate) fn without_halves(json: &str) -> Option<String> {
    let (mut whole, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(found) = json.get(at..)?.find('\\') {
        let start = at + found;
        at = match (half(json, start), half(json, start + 6)) {
            (Some(Half::First), Some(Half::Second)) => start + 12,
            (Some(_), _) => {
                whole.push_str(json.get(kept..start)?);
                whole.push('\u{FFFD}');
                kept = start + 6;
                kept
            }
            (None, _) => start + 2,
        };
    }
    whole.push_str(json.get(kept..)?);
    (kept > 0).then_some(whole)
}

/// Which half of a surrogate pair an escape is.
enum Half {
    First,
    Second,
}

/// The half that stands at a place: `\uD800` to `\uDBFF`, or `\uDC00` to `\uDFFF`.
fn half(json: &str, at: usize) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', digit, _, _] = json.as_bytes().get(at..at + 6)? else { return None };
    match digit.to_ascii_lowercase() {
        b'8' | b'9' | b'a' | b'b' => Some(Half::First),
        b'c'..=b'f' => Some(Half::Second),
        _ => None,
    }
}
