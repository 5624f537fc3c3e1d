//! How far overlays may make a file grow.
//!
//! In: a value, and the place where an action is about to bring it. Out: whether the file stays within what the parsers keep to: else a few
//! actions that copy what others copied double it until no memory is left, or nest it until no stack is. Deliberately absent: the
//! actions.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::source::LARGEST_FILE;

/// How many lists and objects may stand within each other: as many as the parsers of JSON and YAML read.
const DEEPEST: usize = 128;

/// About how many bytes a node takes beside its text.
const NODE: usize = 128;

/// What the overlays of one file brought.
#[derive(Debug, Default)]
pub(super) struct Growth {
    /// About how many bytes.
    brought: usize,
    is_over: bool,
}

/// A value that is brought, to as many places as an action selects.
pub(super) struct Load {
    bytes: usize,
    depth: usize,
}

impl Growth {
    /// Takes a value that is about to be brought to a place into account; why it may not be, if so.
    pub(super) fn add(&mut self, load: &Load, place: &Pointer) -> Result<(), String> {
        self.brought = self.brought.saturating_add(load.bytes);
        // What is put into a list stands one level below the place.
        let depth = place.segments().count() + 1 + load.depth;
        self.is_over = depth > DEEPEST || self.brought > LARGEST_FILE;
        if depth > DEEPEST {
            Err(format!("more than {DEEPEST} lists and objects would stand within each other"))
        } else if self.is_over {
            Err(format!("overlays would bring more than the largest file holds, {LARGEST_FILE} bytes"))
        } else {
            Ok(())
        }
    }

    /// Whether something could not be brought. Nothing else is, then.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }
}

impl Load {
    /// Weighs a value, whose depth is bounded: a parser or [`Growth`] let it pass.
    pub(super) fn of(value: &Value) -> Self {
        let (text, depth, inner) = match value {
            Value::String(text) => (text.len(), 0, Vec::new()),
            Value::Array(items) => (0, 1, items.iter().collect()),
            Value::Object(members) => {
                (members.keys().map(String::len).sum(), 1, members.values().collect::<Vec<_>>())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => (0, 0, Vec::new()),
        };
        let whole = Self { bytes: NODE + text, depth };
        inner.into_iter().map(Self::of).fold(whole, |whole, inner| Self {
            bytes: whole.bytes.saturating_add(inner.bytes),
            depth: whole.depth.max(inner.depth + 1),
        })
    }
}
