//! Rules about overlays (OpenAPI Overlay Specification).

use super::{Diagnostic, Place, error, note, skipped};

/// An overlay says which version of the specification it follows.
pub fn not_overlay(file: &str) -> Diagnostic {
    error("not-overlay", format!("`{file}` is no overlay: it has no `overlay`"), Place::File(file.to_owned()))
        .help("an overlay starts with `overlay: 1.0.0`; move what is none out of the folder of overlays")
}

/// The version of an overlay is one that the generator reads.
pub fn unknown_overlay_version(version: &str, place: Place) -> Diagnostic {
    error("unknown-overlay-version", format!("version `{version}` of overlays is not known"), place)
        .help("versions 1.0, 1.1 and 1.2 are read")
}

/// An action says what it selects and what becomes of that, and fits what it selects.
pub fn malformed_action(message: &str, place: Place) -> Diagnostic {
    error("malformed-action", message.to_owned(), place)
}

/// Overlays leave a description of a size that its parsers would read. Else it would grow until memory or stack is used up.
pub fn overgrown_description(reason: &str, place: Place) -> Diagnostic {
    error("overgrown-description", format!("the description grows too far by this action: {reason}"), place)
        .help("actions copy what others copied; bring each part once")
}

/// The target of an action is a path of RFC 9535.
pub fn invalid_target(path: &str, reason: &str, place: Place) -> Diagnostic {
    error("invalid-target", format!("`{path}` is no JSONPath: {reason}"), place)
        .help("write it as RFC 9535 has it, such as `$.paths['/pets'].get`")
}

/// The target of an action selects something. An action that selects nothing changes nothing.
pub fn unmatched_target(path: &str, place: Place) -> Diagnostic {
    skipped("unmatched-target", format!("`{path}` selects nothing; the action is left out"), place)
        .help("the description may have been corrected; if so, remove the action")
}

/// An overlay is for a file of the description.
pub fn unused_overlay(target: &str, place: Place) -> Diagnostic {
    note(
        "unused-overlay",
        format!("`{target}` is no part of this description; the overlay is left out"),
        place,
    )
}
