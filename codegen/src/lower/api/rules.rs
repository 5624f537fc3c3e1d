//! What may have to be said while operations are lowered: one constructor for each rule.

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::pointer::Pointer;

/// Rule: where an answer is offered as JSON, it is not asked for in other forms as well.
pub(super) fn media_type_not_asked_for(at: &Pointer, media_type: &str) -> Diagnostic {
    Diagnostic {
        rule: "media-type-not-asked-for",
        severity: Severity::Note,
        message: format!("the answer is asked for as JSON, never as `{media_type}`"),
        place: Place::Node(at.clone()),
        help: None,
        cure: None,
    }
}

/// Rule: a body with a schema has a type, if its media type is one that is read and written here; else it is a text, or bytes.
pub(super) fn media_type_without_type(at: &Pointer, media_type: &str) -> Diagnostic {
    Diagnostic {
        rule: "media-type-without-type",
        severity: Severity::Degraded,
        message: format!("the schema of `{media_type}` is not used: such a body goes as it is"),
        place: Place::Node(at.clone()),
        help: Some(
            "read and write it yourself, or describe the body as JSON, if the service knows that".to_owned(),
        ),
        cure: None,
    }
}

/// Rule: the body of a form is an object, so that its parts are known; of any other the parts are put together by hand.
pub(super) fn form_without_properties(at: &Pointer) -> Diagnostic {
    Diagnostic {
        rule: "form-without-properties",
        severity: Severity::Degraded,
        message: "the form does not list its parts; they are put together by hand".to_owned(),
        place: Place::Node(at.clone()),
        help: Some("give the form a schema of type `object` with a property for each part".to_owned()),
        cure: None,
    }
}

/// Rule: pages are walked where the answer and the parameters have what the walk needs; else the operation answers single pages.
pub(super) fn pages_not_walked(at: &Pointer, reason: &str) -> Diagnostic {
    Diagnostic {
        rule: "pages-not-walked",
        severity: Severity::Degraded,
        message: format!("the pages cannot be walked: {reason}"),
        place: Place::Node(at.clone()),
        help: Some("correct `x-pagination`".to_owned()),
        cure: None,
    }
}

/// Rule: pages that the document does not speak of are walked where parameters and answer leave no doubt.
pub(super) fn pages_inferred(at: &Pointer, way: &str) -> Diagnostic {
    Diagnostic {
        rule: "pages-inferred",
        severity: Severity::Note,
        message: format!("the answer comes in pages {way}, which `pages` and `items` walk"),
        place: Place::Node(at.clone()),
        help: Some("write `x-pagination`, or `x-pagination: false` if it is not so".to_owned()),
        cure: None,
    }
}

/// Rule: credentials that have to be computed or fetched in a way that the client does not know are given by its user.
pub(super) fn credential_by_hand(at: &Pointer, what: &str) -> Diagnostic {
    Diagnostic {
        rule: "credential-by-hand",
        severity: Severity::Note,
        message: what.to_owned(),
        place: Place::Node(at.clone()),
        cure: None,
        help: Some(
            "`ClientBuilder` takes the credential, a source of tokens, or an HTTP client of your own"
                .to_owned(),
        ),
    }
}

/// Rule: the form of a parameter is one that OpenAPI defines for its style and the kind of its value.
pub(super) fn undefined_style(at: &Pointer, name: &str, sent: &str) -> Diagnostic {
    Diagnostic {
        rule: "undefined-style",
        severity: Severity::Note,
        message: format!("OpenAPI does not define how the value of `{name}` is written; it is sent {sent}"),
        place: Place::Node(at.clone()),
        help: Some("use `deepObject`, or `content` with a media type".to_owned()),
        cure: None,
    }
}

/// Rule: what has a media type other than JSON is a single value, which is text in any of them; lists and objects are sent as JSON.
pub(super) fn parameter_as_json(at: &Pointer, name: &str, media_type: &str) -> Diagnostic {
    Diagnostic {
        rule: "parameter-as-json",
        severity: Severity::Degraded,
        message: format!("`{name}` cannot be written as `{media_type}`; it is sent as JSON"),
        place: Place::Node(at.clone()),
        help: Some("declare it as `type: string`, and write it yourself".to_owned()),
        cure: None,
    }
}
