//! What stands beside the `$ref` of a Reference Object.
//!
//! Since 3.1, `summary` and `description` stand for those of the target (OpenAPI 3.1.1, 4.8.23): they stay, and are read with it. All else is
//! ignored, as the standard says, and noted.

use serde_json::{Map, Value};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::normalize::grammar::{Kind, SECTIONS};
use crate::normalize::version::Version;
use crate::pointer::Pointer;

/// Whether an object is a Reference Object. Schemas and path items with a `$ref` are none.
pub(in crate::normalize) fn is_reference(kind: Kind, members: &Map<String, Value>) -> bool {
    members.get("$ref").is_some_and(Value::is_string)
        && !matches!(kind, Kind::Schema | Kind::PathItem)
        && SECTIONS.iter().any(|(_, held)| *held == kind)
}

/// Takes out what has no effect.
pub(super) fn siblings(
    kind: Kind,
    at: &Pointer,
    members: &mut Map<String, Value>,
    version: Version,
    diagnostics: &mut Diagnostics,
) {
    members.retain(|key, value| {
        let is_meant = version == Version::V31 && value.is_string() && has_effect(kind, key);
        if !is_meant && key != "$ref" && !key.starts_with("x-") {
            diagnostics.report(diagnostics::ignored_beside_reference(key, Place::Node(at.child(key))));
        }
        is_meant || key == "$ref"
    });
}

/// Whether objects of a kind have this member, so that a reference may give it.
fn has_effect(kind: Kind, key: &str) -> bool {
    match key {
        "description" => kind != Kind::Callback,
        "summary" => matches!(kind, Kind::Response | Kind::Example),
        _ => false,
    }
}
