//! Texts of JSON within texts of JSON: what a union has buffered is read once its branch is known.
//!
//! In: such a text, or what a text says, and an empty value. Out: the value, or an error that says where in the text it lies. Each text is read by a parser of its own,
//! which knows nothing of those around it; so their bounds are kept here: how deep texts lie in texts, and how much is read over and over
//! while branches are tried. Without them an answer of a few kilobytes could take the stack, or hours.

use serde::de::Error;
use serde_json::Value;
use std::{borrow::Cow, cell::Cell};

use super::deviation;
use super::json_path;
use super::model::Empty;

/// How deep texts may lie in texts: as deep as `serde_json` lets values lie in values.
const DEEPEST: u32 = 128;
/// How often the bytes of the outermost text may be read in all.
const READINGS: usize = 256;
/// What may be read besides: small texts are tried as often as need be.
const SLACK: usize = 1 << 20;

thread_local! {
    static AROUND: Cell<Around> = const { Cell::new(Around { depth: 0, left: 0, reserve: 0 }) };
}

/// A value that was buffered.
#[derive(Debug, Clone, Copy)]
pub enum Buffered<'a> {
    /// Any value, as JSON.
    Json(&'a str),
    /// A text: what it says.
    Text(&'a str),
}

impl<'a> Buffered<'a> {
    /// It as JSON.
    pub fn json(self) -> Cow<'a, str> {
        match self {
            Self::Json(json) => Cow::Borrowed(json),
            Self::Text(text) => Cow::Owned(Value::from(text).to_string()),
        }
    }

    /// What it says, if it is a text without escapes, for which there is no need of a parser.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self {
            Self::Json(json) => plain_text(json),
            Self::Text(text) => Some(text),
        }
    }
}

/// What a text of JSON says, if that is a text without escapes.
pub(crate) fn plain_text(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\').then_some(text)
}

/// The texts around the one that is read.
#[derive(Clone, Copy)]
struct Around {
    depth: u32,
    /// How many bytes may still be read.
    left: usize,
    /// How many of them are for what is borne, so that looking for what is described costs nobody the value.
    reserve: usize,
}

/// A text that is being read; dropped, it is no longer.
struct Level;

impl Level {
    fn enter(length: usize) -> serde_json::Result<Self> {
        let mut around = AROUND.get();
        if around.depth == 0 {
            around.left = length.saturating_mul(READINGS).saturating_add(SLACK);
            around.reserve = around.left / 2;
        }
        match around.left.checked_sub(length) {
            Some(left) if left < around.reserve && deviation::give_up() => {
                Err(serde_json::Error::custom("what is described takes too long to find"))
            }
            Some(left) if around.depth < DEEPEST => {
                AROUND.set(Around { depth: around.depth + 1, left, ..around });
                Ok(Self)
            }
            _ => Err(serde_json::Error::custom(
                "unions lie too deep in unions, or take too long to tell apart",
            )),
        }
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        let around = AROUND.get();
        AROUND.set(Around { depth: around.depth.saturating_sub(1), ..around });
    }
}

/// Reads a value from a text.
pub fn value<T: Empty>(json: &str) -> serde_json::Result<T> {
    let mut value = T::empty();
    read(&mut value, Buffered::Json(json))?;
    Ok(value)
}

/// Reads what was buffered into an empty value.
#[inline]
pub(crate) fn read<T: Empty>(place: &mut T, value: Buffered<'_>) -> serde_json::Result<()> {
    let (Buffered::Json(text) | Buffered::Text(text)) = value;
    let _level = Level::enter(text.len())?;
    place.read_buffered(value)
}

/// What the text around makes of an error within one: the place in words, as the parser around adds a place of its own.
pub(crate) fn error<E: Error>(error: &serde_json::Error, value: Buffered<'_>) -> E {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    match error.line() {
        0 => E::custom(what),
        line => {
            let path = json_path::at(value.json().as_bytes(), line, error.column());
            E::custom(format_args!("{what} (at {path} of what is here)"))
        }
    }
}
