//! What the lowering of models has to say.

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::pointer::Pointer;

/// Rule: a schema says something of its values. One that is nothing but another, which is nothing but the first, is any value.
pub(super) fn endless_type(at: &Pointer) -> Diagnostic {
    Diagnostic {
        rule: "endless-type",
        severity: Severity::Degraded,
        message: "this schema leads back to itself and says nothing on the way: it is typed as any value"
            .to_owned(),
        place: Place::Node(at.clone()),
        help: Some("say what its values are".to_owned()),
        cure: None,
    }
}

/// Rule: a tuple has few enough members to be told apart by their position; those beyond have one type, or they are any value.
pub(super) fn long_tuple(at: &Pointer, longest: usize) -> Diagnostic {
    Diagnostic {
        rule: "long-tuple",
        severity: Severity::Degraded,
        message: format!("the members of this list from number {} on are typed as any value", longest + 1),
        place: Place::Node(at.clone()),
        help: Some("give all of them one schema, or make the list an object".to_owned()),
        cure: None,
    }
}

/// Rule: lists and maps lie no deeper in each other than types are written; what lies deeper is any value.
pub(super) fn deep_type(at: &Pointer, deepest: usize) -> Diagnostic {
    Diagnostic {
        rule: "deep-type",
        severity: Severity::Degraded,
        message: format!("what lies {deepest} lists and maps deep in this is typed as any value"),
        place: Place::Node(at.clone()),
        help: Some("give what lies between a schema of its own, with properties".to_owned()),
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

/// Rule: a style is for values; a file goes out as it is (OpenAPI 3.1.2, 4.8.15.1.2).
pub(super) fn file_has_no_style(at: &Pointer, part: &str) -> Diagnostic {
    Diagnostic {
        rule: "file-without-style",
        severity: Severity::Note,
        message: format!("`style` of the part `{part}` is left out: it is a file, which goes out as it is"),
        place: Place::Node(at.clone()),
        help: None,
        cure: None,
    }
}

/// Rule: an object or a list of them is written as JSON, whatever its content type says.
pub(super) fn part_as_json(at: &Pointer, part: &str, media_type: &str) -> Diagnostic {
    Diagnostic {
        rule: "part-as-json",
        severity: Severity::Degraded,
        message: format!("the part `{part}` is written as JSON, though it is said to be `{media_type}`"),
        place: Place::Node(at.clone()),
        help: Some(format!("make `{part}` a text, which goes out as `{media_type}` word for word")),
        cure: None,
    }
}
