//! Brings any document to the shape of OpenAPI 3.0 in one tree.
//!
//! In: the root document and, through [`Files`], what it refers to. Out: a tree that [`crate::document`] can decode: one
//! document of version 3.0 whose every `$ref` is of the form `#/…`. What 3.0 has no word for is kept under extension keys:
//!
//! | 3.1 | in the tree |
//! |---|---|
//! | `prefixItems` | `x-prefixItems` |
//! | `patternProperties` | `x-patternProperties` |
//! | `properties` in `then`, `else`, `dependentSchemas` | `x-conditionalProperties` |
//! | `contentEncoding` | `format: byte` or `binary`; else `x-contentEncoding` |
//! | `contentMediaType` | `x-contentMediaType` |
//! | `webhooks` | `x-webhooks` |
//! | a media type `multipart/*` of 3.1, whose parts without a type are bytes | the same with `x-untypedParts: bytes` |
//! | `mutualTLS` | an `http` scheme with `x-mutualTLS: true` |
//!
//! The method `query` and `additionalOperations` of a path item stay as they are, since operations are decoded one by one.
//! What overlays change is changed before anything else. A schema that a `$ref` names where 3.0 has no place for it becomes a component. A
//! `$ref` with siblings becomes an `allOf` with the siblings beside it. Deliberately absent: what any keyword means for
//! a client.

mod anchors;
mod bundle;
mod dangling;
pub(crate) mod grammar;
mod overlay;
mod reading;
mod reference;
mod repair;
mod swagger2;
mod targets;
mod v31;
mod version;

#[cfg(test)]
mod tests;

pub(crate) use overlay::json_path;
pub(crate) use reference::{local_reference, local_target};
pub(crate) use repair::{EXACT_NUMBERS, is_beyond_double};
pub(crate) use v31::UNTYPED_PARTS;

use crate::diagnostics::{Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{self, Files, Sources, Tree};
use overlay::Overlays;
use version::Version;

/// Reads the root document and all that belongs to it.
pub(crate) fn normalize(
    files: &dyn Files,
    root: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Tree> {
    let overlays = Overlays::read(files, root, sources, diagnostics);
    let mut tree = source::load(files, root, &Place::File(root.to_owned()), sources, diagnostics)?;
    overlays.apply(root, &mut tree, &mut sources.origins, diagnostics);
    let version = match version::of(&tree, root) {
        Ok(version) => version,
        Err(diagnostic) => {
            diagnostics.report(*diagnostic);
            return None;
        }
    };
    reading::settle(&mut tree, version, diagnostics);
    let mut tree = bundle::bundle(files, root, tree, version, &overlays, sources, diagnostics);
    overlays.report_unused(diagnostics);
    if version == Version::Swagger2 {
        swagger2::upgrade(&mut tree, &mut sources.origins, diagnostics);
    }
    if sources.files().filter(|file| !overlays.contain(file)).nth(1).is_some() {
        // What other files hold has its place in the grammar only now.
        reading::settle(&mut tree, Version::V31, diagnostics);
    }
    dangling::settle(&mut tree, diagnostics);
    if anchors::WORDS.iter().any(|word| sources.mention(word)) {
        anchors::settle(&mut tree);
    }
    if sources.mention("itemSchema") {
        v31::sequences(&mut tree);
    }
    targets::settle(&mut tree, &mut sources.origins);
    v31::lower(&mut tree, version, &mut sources.origins, diagnostics);
    repair::repair(&mut tree, diagnostics);
    Some(tree)
}

/// The node at a place of a tree.
pub(crate) fn node_at<'a>(tree: &'a Tree, place: &Pointer) -> Option<&'a Tree> {
    tree.pointer(place.as_str())
}
