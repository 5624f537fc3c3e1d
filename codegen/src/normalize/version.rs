//! Which version of the specification a document follows.

use crate::diagnostics::{self, Diagnostic, Place};
use crate::pointer::Pointer;
use crate::source::Tree;

/// The versions that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Swagger2,
    V30,
    /// 3.1 and 3.2, which differ in nothing that is not simply an addition.
    V31,
}

/// The version that a document claims.
pub(super) fn of(tree: &Tree, file: &str) -> Result<Version, Box<Diagnostic>> {
    let claim = |key: &str| tree.get(key).map(|value| (Pointer::root().child(key), plain(value)));
    let Some((at, claimed)) = claim("openapi").or_else(|| claim("swagger")) else {
        return Err(Box::new(diagnostics::not_openapi(file)));
    };
    let mut parts = claimed.split('.');
    match (parts.next(), parts.next()) {
        (Some("2"), Some("0") | None) => Ok(Version::Swagger2),
        (Some("3"), Some("0") | None) => Ok(Version::V30),
        (Some("3"), Some("1" | "2")) => Ok(Version::V31),
        _ => Err(Box::new(diagnostics::unknown_version(&claimed, Place::InFile(file.to_owned(), at)))),
    }
}

/// The text of a version, also where it was written without quotes.
fn plain(value: &Tree) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
