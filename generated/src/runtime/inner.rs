//! Texts of JSON within texts of JSON: what a union has buffered is read once its branch is known.
//!
//! In: such a text, and an empty value. Out: the value, or an error that says where in the text it lies. Each text is read by a parser of its own,
//! which knows nothing of those around it; so their bounds are kept here: how deep texts lie in texts, and how much is read over and over
//! while branches are tried. Without them an answer of a few kilobytes could take the stack, or hours.

use serde::de::Error;
use std::cell::Cell;

use super::json_path;
use super::model::Empty;

/// How deep texts may lie in texts: as deep as `serde_json` lets values lie in values.
const DEEPEST: u32 = 128;
/// How often the bytes of the outermost text may be read in all.
const READINGS: usize = 256;
/// What may be read besides: small texts are tried as often as need be.
const SLACK: usize = 1 << 20;

thread_local! {
    static AROUND: Cell<Around> = const { Cell::new(Around { depth: 0, left: 0 }) };
}

/// The texts around the one that is read.
#[derive(Clone, Copy)]
struct Around {
    depth: u32,
    /// How many bytes may still be read.
    left: usize,
}

/// A text that is being read; dropped, it is no longer.
struct Level;

impl Level {
    fn enter(length: usize) -> serde_json::Result<Self> {
        let around = AROUND.get();
        let left = if around.depth == 0 {
            length.saturating_mul(READINGS).saturating_add(SLACK)
        } else {
            around.left
        };
        match left.checked_sub(length) {
            Some(left) if around.depth < DEEPEST => {
                AROUND.set(Around { depth: around.depth + 1, left });
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
    read(&mut value, json)?;
    Ok(value)
}

/// Reads a value from a text into an empty one.
#[inline]
pub(crate) fn read<T: Empty>(place: &mut T, json: &str) -> serde_json::Result<()> {
    let _level = Level::enter(json.len())?;
    place.read_text(json)
}

/// What the text around makes of an error within one: the place in words, as the parser around adds a place of its own.
pub(crate) fn error<E: Error>(error: &serde_json::Error, json: &str) -> E {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    match error.line() {
        0 => E::custom(what),
        line => {
            let path = json_path::at(json.as_bytes(), line, error.column());
            E::custom(format_args!("{what} (at {path} of what is here)"))
        }
    }
}
