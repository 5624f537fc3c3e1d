//! What the names stage has to say.

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::pointer::Pointer;

/// A name was taken already (by another part of the document, or by Rust): the thing is generated under another one.
pub(super) fn name_taken(at: &Pointer, raw: &str, wanted: &str, got: &str) -> Diagnostic {
    Diagnostic {
        rule: "name-taken",
        severity: Severity::Note,
        message: format!("`{raw}` is called `{got}`, since `{wanted}` is taken"),
        place: Place::Node(at.clone()),
        help: None,
        cure: None,
    }
}
