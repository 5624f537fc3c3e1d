//! The front door: from files to the API that they describe.
//!
//! In: the files of a folder and the name of the root document. Out: [`ir::Api`], and the [`Sources`] that show where things stand.
//! Deliberately absent: everything about Rust.

use crate::coverage::Declared;
use crate::diagnostics::Diagnostics;
use crate::source::{Files, Sources};
use crate::stage::{Observer, Stage};
use crate::{document, ir, normalize, resolve};

/// What is read of a document.
pub(crate) struct Reading {
    /// The texts.
    pub(crate) sources: Sources,
    /// What there is, whether or not anything can be made of it.
    pub(crate) declared: Declared,
    /// The API, if the document has no errors.
    pub(crate) api: Option<ir::Api>,
}

/// Reads an API. There is none if nothing could be made of the document; `diagnostics` says why.
pub fn read(files: &dyn Files, root: &str, diagnostics: &mut Diagnostics) -> (Sources, Option<ir::Api>) {
    let Reading { sources, declared: _, api } = read_whole(files, root, diagnostics, &());
    (sources, api)
}

/// Reads an API, and what the document declares.
pub(crate) fn read_whole(
    files: &dyn Files,
    root: &str,
    diagnostics: &mut Diagnostics,
    observer: &dyn Observer,
) -> Reading {
    observer.begins(Stage::Normalize);
    let mut sources = Sources::new(root);
    let tree = normalize::normalize(files, root, &mut sources, diagnostics);
    let declared = tree.as_ref().map(Declared::of).unwrap_or_default();
    let api = tree.filter(|_| !diagnostics.has_errors()).map(|tree| {
        observer.begins(Stage::Document);
        let document = document::document(&tree, diagnostics);
        observer.begins(Stage::Resolve);
        resolve::resolve(&document, diagnostics)
    });
    Reading { sources, declared, api }
}
