//! Reads the text of a `$ref`.

use std::borrow::Cow;

use crate::pointer::Pointer;

/// What a `$ref` points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A node of a file of the folder.
    Node(String, Pointer),
    /// A place outside the folder.
    Outside,
    /// An address on the network.
    Network,
}

/// The place that a `$ref` within the normalised document points at.
pub(crate) fn local_target(reference: &str) -> Option<Pointer> {
    reference.strip_prefix('#').map(pointer_of)
}

/// The `$ref` that points at a place of the normalised document.
pub(crate) fn local_reference(place: &Pointer) -> String {
    // As RFC 6901, section 6, says, except that only what would be read as an escape needs one here.
    format!("#{}", place.as_str().replace('%', "%25"))
}

/// The place that the part of a `$ref` behind the `#` names.
pub(super) fn pointer_of(fragment: &str) -> Pointer {
    Pointer::parse(&percent_decode(fragment))
}

/// What a `$ref` in the file `base` points at.
pub(super) fn target(reference: &str, base: &str) -> Target {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let pointer = pointer_of(fragment);
    if path.is_empty() {
        return Target::Node(base.to_owned(), pointer);
    }
    if path.contains("://") || path.starts_with("//") || path.starts_with("urn:") {
        return Target::Network;
    }
    match relative(&percent_decode(path), base) {
        Some(file) => Target::Node(file, pointer),
        None => Target::Outside,
    }
}

/// A path relative to the folder of `base`, as a path below the root folder; none if it leaves it.
pub(super) fn relative(path: &str, base: &str) -> Option<String> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\']) || is_drive {
        return None;
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent-encoding; what is not validly encoded stays as it is.
fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let escape = if byte == b'%' {
            bytes.as_slice().first_chunk::<2>().copied().and_then(hexadecimal)
        } else {
            None
        };
        if escape.is_some() {
            bytes.nth(1);
        }
        decoded.push(escape.unwrap_or(byte));
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hexadecimal(digits: [u8; 2]) -> Option<u8> {
    std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
}
