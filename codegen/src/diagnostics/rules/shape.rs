//! Rules about the shape of a document: what the specification demands of its objects.

use super::{Cure, Diagnostic, Place, degraded, note, skipped};

/// A member has the type that OpenAPI gives it. A mistake that does not matter is repaired.
pub fn repaired_value(message: &str, place: Place) -> Diagnostic {
    note("repaired-value", message.to_owned(), place)
}

/// Lists are lists, and maps are maps. Where something else stands and cannot be read as one, what it holds is left out.
pub fn unreadable_member(key: &str, place: Place) -> Diagnostic {
    degraded("unreadable-member", format!("`{key}` has the wrong form and is left out"), place)
}

/// Objects are objects. Where something else stands that names no object, what it should say is not known.
pub fn unreadable_object(place: Place) -> Diagnostic {
    degraded("unreadable-object", "an object was expected here; an empty one is taken".to_owned(), place)
}

/// `type` names types of JSON Schema. A name that stands for none says nothing.
pub fn unknown_type(name: &str, place: Place) -> Diagnostic {
    degraded("unknown-type", format!("`{name}` is no type; any value is taken"), place)
}

/// The keys of responses are statuses, classes of them such as `4XX`, or `default`; each stands once.
pub fn unknown_status(status: &str, place: Place) -> Diagnostic {
    degraded("unknown-status", format!("`{status}` is no status of its own; the response is left out"), place)
}

/// A parameter has a style that its location has. Else it has the usual one.
pub fn unknown_style(style: &str, place: Place) -> Diagnostic {
    degraded("unknown-style", format!("there is no style `{style}` here; the usual one is taken"), place)
}

/// Parts of OpenAPI 3.2 that the client cannot act on.
pub fn unsupported_keyword(key: &str, instead: &str, place: Place) -> Diagnostic {
    degraded("unsupported-keyword", format!("`{key}` is not supported: {instead}"), place)
}

/// Members that OpenAPI demands are there. The value that stands for nothing takes their place.
pub fn missing_member(key: &str, place: Place) -> Diagnostic {
    note("missing-member", format!("`{key}` is missing here"), place)
}

/// Members are of OpenAPI, or start with `x-`. Others are ignored.
pub fn unknown_keyword(key: &str, place: Place) -> Diagnostic {
    note("unknown-keyword", format!("`{key}` is no keyword of OpenAPI here; it is ignored"), place)
}

/// Beside a `$ref`, OpenAPI 3.0 has nothing. Prose is taken up all the same; what would change the shape is ignored.
pub fn ignored_sibling(key: &str, place: Place) -> Diagnostic {
    note("ignored-sibling", format!("`{key}` beside `$ref` is ignored, as OpenAPI 3.0 says"), place)
        .help("put the `$ref` into an `allOf`")
}

/// Beside the `$ref` of a Reference Object, OpenAPI 3.0 has nothing, and later versions only `summary` and `description`, where the target
/// has them (OpenAPI 3.1.1, 4.8.23). All else is ignored.
pub fn ignored_beside_reference(key: &str, place: Place) -> Diagnostic {
    note("ignored-beside-reference", format!("`{key}` beside `$ref` is ignored, as OpenAPI says"), place)
        .help(format!("say it where the `$ref` leads, or write that out here with a `{key}` of its own"))
}

/// Keywords of JSON Schema that relate values to each other are not expressed by types; such values are not checked.
pub fn unexpressed_keyword(key: &str, place: Place) -> Diagnostic {
    note("unexpressed-keyword", format!("`{key}` constrains values in a way that no type expresses"), place)
}

/// A node that cannot be read even after repairs is left out.
pub fn malformed_node(reason: &str, place: Place) -> Diagnostic {
    skipped("malformed-node", format!("this cannot be read: {reason}"), place).cure(Cure::Remove)
}

/// A method is a token (RFC 9110, section 9.1). No request can be made with anything else.
pub fn unknown_method(method: &str, place: Place) -> Diagnostic {
    skipped("unknown-method", format!("`{method}` is no method of HTTP"), place).cure(Cure::Remove)
}

/// Paths start with a slash.
pub fn path_without_slash(path: &str, place: Place) -> Diagnostic {
    note("path-without-slash", format!("the path `{path}` does not start with `/`"), place)
}

/// Arrays of Swagger 2.0 are written in a way that OpenAPI has a style for. Others are written with commas.
pub fn unknown_collection_format(format: &str, place: Place) -> Diagnostic {
    let message = format!("`collectionFormat: {format}` has no style here; the values are joined by commas");
    degraded("unknown-collection-format", message, place)
}
