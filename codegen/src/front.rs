//! The front door: from files to the API that they describe.
//!
//! In: the files of a folder and the name of the root document. Out: [`ir::Api`], and the [`Sources`] that show where things stand.
//! Deliberately absent: everything about Rust.

use crate::coverage::Declared;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::source::{Files, Sources};
use crate::stage::{Observer, Stage};
use crate::{document, ir, normalize, parallel, resolve};

/// What is read of a document.
pub(crate) struct Reading {
    /// The texts.
    pub(crate) sources: Sources,
    /// What there is, whether or not anything can be made of it.
    pub(crate) declared: Declared,
    /// The API, if the document has no errors.
    pub(crate) api: Option<ir::Api>,
    /// What it was made of, which nobody needs any more.
    pub(crate) remains: Option<Document>,
}

/// Reads an API. There is none if nothing could be made of the document; `diagnostics` says why.
pub fn read(files: &dyn Files, root: &str, diagnostics: &mut Diagnostics) -> (Sources, Option<ir::Api>) {
    let Reading { sources, api, .. } = read_whole(files, root, diagnostics, &());
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
    let Some(tree) = tree else {
        return Reading { sources, declared: Declared::default(), api: None, remains: None };
    };
    if diagnostics.has_errors() {
        return Reading { sources, declared: Declared::of(&tree), api: None, remains: None };
    }
    observer.begins(Stage::Document);
    let document = document::document(&tree, diagnostics);
    observer.begins(Stage::Resolve);
    // What is declared is read off the tree, which nobody needs after that; to take down so many small things is work as well.
    let declare = move || Declared::of(&tree);
    let (declared, api) = parallel::both(declare, || resolve::resolve(&document, diagnostics));
    Reading { sources, declared, api: Some(api), remains: Some(document) }
}
