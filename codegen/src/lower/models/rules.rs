//! What the lowering of models has to say.

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::pointer::Pointer;

/// A list or map that holds itself, with no object between: no type can be written for it, so that its members are any value.
pub(super) fn endless_type(at: &Pointer) -> Diagnostic {
    Diagnostic {
        rule: "endless-type",
        severity: Severity::Degraded,
        message: "this list or map holds itself: its innermost members are typed as any value".to_owned(),
        place: Place::Node(at.clone()),
        help: Some("put an object between, or a branch of `oneOf`".to_owned()),
        cure: None,
    }
}

/// An object that requires itself has no finite value: one property of the circle is made optional.
pub(super) fn endless_object(at: &Pointer, property: &str) -> Diagnostic {
    Diagnostic {
        rule: "endless-object",
        severity: Severity::Degraded,
        message: format!(
            "`{property}` is optional in the client: as a required property it leads back to this object"
        ),
        place: Place::Node(at.clone()),
        help: Some(format!("take `{property}` out of `required`, or make it nullable")),
        cure: None,
    }
}

/// A schema with a file is the body of a form and of something else too, which cannot hold a file.
pub(super) fn file_as_text(at: &Pointer) -> Diagnostic {
    Diagnostic {
        rule: "file-as-text",
        severity: Severity::Degraded,
        message: "this schema is the body of a form and is used elsewhere too: its files are texts"
            .to_owned(),
        place: Place::Node(at.clone()),
        help: Some("give the form a schema of its own".to_owned()),
        cure: None,
    }
}

/// Rule: a part is written by its content type; `style` is for forms in the way of URLs (OpenAPI 3.0.4, 4.7.15).
pub(super) fn part_style_ignored(at: &Pointer, part: &str) -> Diagnostic {
    Diagnostic {
        rule: "part-style-ignored",
        severity: Severity::Note,
        message: format!(
            "`style` and `explode` of the part `{part}` are left out: its content type says how it is written"
        ),
        place: Place::Node(at.clone()),
        help: None,
        cure: None,
    }
}
