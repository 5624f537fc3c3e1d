//! Forms of several parts: taken apart, and compared with what is declared.

use serde_json::Value;

use crate::form;
use crate::node::Node;
use crate::operation::Content;
use crate::query::Query;
use crate::schema::{self, Direction};
use crate::style;

/// The three bytes that some programs put before a text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One part of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its file name.
    pub file_name: Option<String>,
    /// Its media type, as it was on the wire.
    pub content_type: Option<String>,
    /// Its content.
    pub content: Vec<u8>,
}

/// Takes a form apart.
pub(crate) fn read(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = attribute(content_type, "boundary").ok_or("the content type names no boundary")?;
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter has no line before it.
    let body = [b"\r\n", body].concat();
    let mut pieces = split(&body, delimiter.as_bytes()).into_iter().skip(1);
    let mut parts = Vec::new();
    for piece in pieces.by_ref() {
        if piece.starts_with(b"--") {
            return Ok(parts);
        }
        parts.push(read_part(piece)?);
    }
    Err("the form has no end".to_owned())
}

fn read_part(piece: &[u8]) -> Result<Part, String> {
    let piece = piece.strip_prefix(b"\r\n").ok_or("a delimiter is not on a line of its own")?;
    let end = find(piece, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
    let (head, content) = piece.split_at(end);
    let mut part = Part { content: content[4..].to_vec(), ..Part::default() };
    for line in String::from_utf8_lossy(head).split("\r\n") {
        let (name, value) = line.split_once(':').ok_or_else(|| format!("`{line}` is not a header"))?;
        match name.to_ascii_lowercase().as_str() {
            "content-disposition" if value.trim().starts_with("form-data") => {
                part.name = attribute(value, "name").ok_or("a part has no name")?;
                part.file_name = attribute(value, "filename");
            }
            "content-type" => part.content_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    Ok(part)
}

/// The value of an attribute of a header.
fn attribute(header: &str, name: &str) -> Option<String> {
    let attributes = header.split(';').skip(1).filter_map(|attribute| attribute.trim().split_once('='));
    let mut values = attributes.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    Some(values.next()?.trim_matches('"').to_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(mut bytes: &'a [u8], delimiter: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(position) = find(bytes, delimiter) {
        pieces.push(&bytes[..position]);
        bytes = &bytes[position + delimiter.len()..];
    }
    pieces.push(bytes);
    pieces
}

/// Everything in which a form is not as declared.
pub(crate) fn check(content: &Content, content_type: &str, body: &[u8]) -> Vec<String> {
    let (Some(schema), parts) = (content.schema, read(content_type, body)) else { return Vec::new() };
    let mut parts = match parts {
        Ok(parts) => parts,
        Err(error) => return vec![error],
    };
    let (styled, mut complaints) = take_styled(content, schema, &mut parts);
    let required = schema.items("required").filter_map(|name| name.value().as_str());
    let is_there =
        |name: &str| styled.contains(&name.to_owned()) || parts.iter().any(|part| part.name == name);
    let missing = required.filter(|name| !is_there(name));
    complaints.extend(missing.map(|name| format!("part `{name}` is required and missing")));
    for (index, part) in parts.iter().enumerate() {
        let property = schema.get("properties").and_then(|properties| properties.get(&part.name));
        let Some(property) = property else {
            let is_open = schema.get("properties").is_none();
            complaints.extend((!is_open).then(|| format!("part `{}` is not declared", part.name)));
            continue;
        };
        let is_repeated = parts.iter().take(index).any(|earlier| earlier.name == part.name);
        if is_repeated && property.text("type") != Some("array") {
            complaints.push(format!("part `{}` is there more than once", part.name));
        }
        let encoding = content.node.get("encoding").and_then(|encoding| encoding.get(&part.name));
        let found = check_part(property, encoding, part);
        complaints.extend(found.into_iter().map(|complaint| format!("part `{}` {complaint}", part.name)));
    }
    complaints
}

/// Takes the parts out that are pairs of a style, and tells which properties they are, and what is wrong with them.
fn take_styled(content: &Content, schema: Node, parts: &mut Vec<Part>) -> (Vec<String>, Vec<String>) {
    let pair = |part: &Part| (part.name.clone(), as_in_query(&String::from_utf8_lossy(&part.content)));
    let mut query = Query::of(&parts.iter().map(pair).collect::<Vec<_>>());
    let (mut found, mut complaints) = (Vec::new(), Vec::new());
    for (name, property) in schema.entries("properties") {
        let is_file = is_file(property);
        if is_file || !form::is_styled(content, name) {
            continue;
        }
        match query.take(&form::field(content, name, property)) {
            Ok(None) if parts.iter().any(|part| part.name == name) => {
                complaints.push(format!("part `{name}` is not in its style"));
            }
            Ok(None) => {}
            Ok(Some(value)) => {
                complaints.extend(schema::complaints(property, &value, Direction::Request));
                found.push(name.to_owned());
            }
            Err(error) => complaints.push(format!("part `{name}` {error}")),
        }
    }
    let left = query.left_over();
    parts.retain(|part| left.contains(&part.name));
    (found, complaints)
}

/// The text of a part as a query would have it: parts are not percent-encoded.
fn as_in_query(text: &str) -> String {
    text.replace('%', "%25").replace('+', "%2B").replace(' ', "%20")
}

/// Everything in which a part is not as declared.
fn check_part(property: Node, encoding: Option<Node>, part: &Part) -> Vec<String> {
    let item = property.get("items").filter(|_| property.text("type") == Some("array")).unwrap_or(property);
    let mut complaints = check_content_type(encoding, part);
    if !is_file(item) {
        complaints.extend(check_value(item, part));
        return complaints;
    }
    if part.file_name.as_ref().is_none_or(String::is_empty) {
        complaints.push("is a file and has no file name".to_owned());
    }
    if is_stripped(item) && part.content.starts_with(BYTE_ORDER_MARK) {
        complaints.push("starts with a byte-order mark".to_owned());
    }
    complaints
}

/// Whether a text is bytes of whatever kind.
pub(crate) fn is_file(schema: Node) -> bool {
    schema.text("format") == Some("binary")
}

/// Whether a text is to come without a byte-order mark.
pub(crate) fn is_stripped(schema: Node) -> bool {
    schema.flag("x-strip-byte-order-mark").unwrap_or_default()
}

/// A part has the content type that its encoding declares, or one of several.
fn check_content_type(encoding: Option<Node>, part: &Part) -> Vec<String> {
    let Some(declared) = encoding.and_then(|encoding| encoding.text("contentType")) else {
        return Vec::new();
    };
    let found = part.content_type.as_deref().unwrap_or("none");
    let essence = found.split(';').next().unwrap_or_default().trim();
    let takes = |declared: &str| match declared.strip_suffix('*') {
        Some(range) => ["", "*/"].contains(&range) || essence.starts_with(range),
        None => declared.eq_ignore_ascii_case(essence),
    };
    if declared.split(',').any(|declared| takes(declared.trim())) {
        return Vec::new();
    }
    vec![format!("has the content type `{found}`, where `{declared}` is declared")]
}

/// The content of a part that is no file: JSON where it has structure, plain text elsewhere.
fn check_value(schema: Node, part: &Part) -> Vec<String> {
    let text = String::from_utf8_lossy(&part.content).into_owned();
    let is_json = part.content_type.as_deref().is_some_and(|media_type| media_type.ends_with("json"));
    let value = if is_json || schema.text("type") == Some("object") {
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    } else {
        style::scalar(Some(schema), text)
    };
    schema::complaints(schema, &value, Direction::Request)
}
