//! Overlays: corrections to a description that stand in files of their own (OpenAPI Overlay Specification 1.0 to 1.2).
//!
//! In: the overlays that [`Files::overlays`] names, in order. Out: each file of the description with the actions of its overlays carried out,
//! as soon as it is read, so that nothing that follows knows of them but [`Origins`], which leads from what an overlay brought to where it
//! is written. Deliberately absent: what any node means.

mod action;
mod growth;
mod merge;
mod selection;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::grammar::{Holds, Kind, member};
use super::reference::{Target, target};
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{self, Files, Origins, Sources, Tree};
use action::Work;
use growth::Growth;

/// The overlays of a description.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    /// By the file that they are for.
    by_target: BTreeMap<String, Vec<Overlay>>,
    /// Files that were read.
    met: RefCell<BTreeSet<String>>,
}

#[derive(Debug)]
struct Overlay {
    file: String,
    tree: Tree,
}

/// The versions that are read. `major.minor` is the set of features (Overlay 1.2, 4.1).
const VERSIONS: &[&str] = &["1.0", "1.1", "1.2"];

/// The members of an overlay (Overlay 1.2, 4.6.1).
const KEYS: &[&str] = &["overlay", "$self", "info", "extends", "actions", "components"];

impl Overlays {
    /// Reads all overlays. What is wrong with one is an error: its corrections would be missing.
    pub(super) fn read(
        files: &dyn Files,
        root: &str,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut overlays = Self::default();
        for file in files.overlays() {
            let asked_at = Place::File(file.clone());
            let Some(tree) = source::load(files, &file, &asked_at, sources, diagnostics) else { continue };
            if !is_overlay(&tree, &file, diagnostics) {
                continue;
            }
            let target = extended(&tree, &file).unwrap_or_else(|| root.to_owned());
            overlays.by_target.entry(target).or_default().push(Overlay { file, tree });
        }
        overlays
    }

    /// Whether a file is changed by an overlay.
    pub(super) fn touch(&self, file: &str) -> bool {
        self.by_target.contains_key(file)
    }

    /// Whether a file is an overlay itself.
    pub(super) fn contain(&self, file: &str) -> bool {
        self.by_target.values().flatten().any(|overlay| overlay.file == file)
    }

    /// Carries out the actions for a file that was just read, as far as it does not grow beyond all bounds.
    pub(super) fn apply(
        &self,
        file: &str,
        tree: &mut Tree,
        origins: &mut Origins,
        diagnostics: &mut Diagnostics,
    ) {
        self.met.borrow_mut().insert(file.to_owned());
        let mut growth = Growth::default();
        for overlay in self.by_target.get(file).into_iter().flatten() {
            let actions = overlay.tree.get("actions").and_then(Tree::as_array);
            for (index, action) in actions.into_iter().flatten().enumerate() {
                let at = Pointer::root().child("actions").child(index);
                let components =
                    overlay.tree.get("components").and_then(|components| components.get("actions"));
                let (growth, overlay) = (&mut growth, &*overlay.file);
                let fields = at.clone();
                Work { file, tree, origins, growth, overlay, at, fields, diagnostics }
                    .carry_out(action, components);
                if growth.is_over() {
                    return;
                }
            }
        }
    }

    /// Says which overlays are for files that are no part of the description.
    pub(super) fn report_unused(&self, diagnostics: &mut Diagnostics) {
        let met = self.met.borrow();
        for (target, overlays) in self.by_target.iter().filter(|(target, _)| !met.contains(*target)) {
            for overlay in overlays {
                let place = Place::InFile(overlay.file.clone(), Pointer::root().child("extends"));
                diagnostics.report(diagnostics::unused_overlay(target, place));
            }
        }
    }
}

/// Whether a tree is an overlay of a known version.
fn is_overlay(tree: &Tree, file: &str, diagnostics: &mut Diagnostics) -> bool {
    let place = |key: &str| Place::InFile(file.to_owned(), Pointer::root().child(key));
    let Some(version) = tree.get("overlay") else {
        diagnostics.report(diagnostics::not_overlay(file));
        return false;
    };
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    if !VERSIONS.iter().any(|known| version == *known || version.starts_with(&format!("{known}."))) {
        diagnostics.report(diagnostics::unknown_overlay_version(&version, place("overlay")));
        return false;
    }
    for key in tree.as_object().into_iter().flat_map(serde_json::Map::keys) {
        if !KEYS.contains(&key.as_str()) && !key.starts_with("x-") {
            diagnostics.report(diagnostics::unknown_keyword(key, place(key)));
        }
    }
    let has_actions = tree.get("actions").and_then(Tree::as_array).is_some_and(|actions| !actions.is_empty());
    if !has_actions {
        let message = "an overlay has a list of `actions`, and at least one";
        diagnostics.report(diagnostics::malformed_action(message, place("actions")));
    }
    has_actions
}

/// The file of the description that an overlay is for, if it says so. The address of a published description names the root.
fn extended(tree: &Tree, file: &str) -> Option<String> {
    match target(tree.get("extends")?.as_str()?, file) {
        Target::Node(target, _) if target != file => Some(target),
        _ => None,
    }
}

/// The path of RFC 9535 that selects a node of a description, by its place before anything was rewritten.
pub(crate) fn json_path(place: &Pointer) -> Option<String> {
    let mut path = "$".to_owned();
    let mut holds = Holds::One(Kind::Root);
    for segment in place.segments() {
        let is_item = matches!(holds, Holds::List(_));
        holds = match holds {
            Holds::One(kind) => member(kind, &segment),
            Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
            // What is a list and what is an object is not known there.
            Holds::Data => return None,
        };
        if is_item {
            path.extend(["[", &*segment, "]"]);
        } else if is_plain_name(&segment) {
            path.extend([".", &*segment]);
        } else {
            path.extend(["['", segment.replace('\\', "\\\\").replace('\'', "\\'").as_str(), "']"]);
        }
    }
    Some(path)
}

/// Whether a name may stand behind a dot (RFC 9535, section 2.5.1.1).
fn is_plain_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    name.starts_with(is_letter) && name.chars().all(|letter| is_letter(letter) || letter.is_ascii_digit())
}
