//! Reads files into trees, and tells where a node of a document stands in its file.
//!
//! In: the files of a folder, through [`Files`]. Out: one [`Tree`] for each file, and [`Sources`], which keeps the texts
//! for showing diagnostics. Deliberately absent: OpenAPI, and any folder or network of our own.

mod json;
mod lines;
mod locate;
mod origins;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::ops::Range;

use crate::diagnostics::{self, Diagnostic, Diagnostics, Place};
use crate::pointer::Pointer;

use lines::Lines;
pub(crate) use origins::Origins;
use value::{Parsed, Twice};

/// A document as plain data, keys in the order of the text.
pub(crate) type Tree = serde_json::Value;

/// The largest file that is read, in bytes; the largest public description known has 40 MB.
pub const LARGEST_FILE: usize = 128 * 1024 * 1024;

/// The folder that a document stands in.
pub trait Files {
    /// Reads a file by its path below the folder: `/` between the parts, no `.` and no `..`. More than [`LARGEST_FILE`] and one
    /// byte need not be read.
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>>;

    /// The files that are laid over the description, in order: those of [`OVERLAYS`], by name, and any others that are asked for.
    fn overlays(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The folder of overlays, beside the root document.
pub const OVERLAYS: &str = "overlays";

/// Whether a file of the folder of overlays is one, by its name.
pub fn is_overlay_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    !name.contains('/') && matches!(extension, Some("yaml" | "yml" | "json"))
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.get(path).cloned().ok_or_else(|| Error::from(ErrorKind::NotFound))
    }

    fn overlays(&self) -> Vec<String> {
        let name = |path: &str| path.strip_prefix(OVERLAYS)?.strip_prefix('/').map(str::to_owned);
        self.keys().filter(|path| name(path).is_some_and(|name| is_overlay_name(&name))).cloned().collect()
    }
}

/// The texts that were read, and which node of the normalised document came from where.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    root: String,
    folder: String,
    texts: BTreeMap<String, String>,
    pub(crate) origins: Origins,
}

impl Sources {
    /// No texts yet; `root` is the path of the root document.
    pub fn new(root: &str) -> Self {
        Self { root: root.to_owned(), ..Self::default() }
    }

    /// The path of the root document.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The text of a file that was read.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file).map(String::as_str)
    }

    /// Says how the folder of the documents is called where a file is shown to a person, such as `spec`.
    pub fn show_below(&mut self, folder: &str) {
        folder.trim_end_matches('/').clone_into(&mut self.folder);
    }

    /// A file's path as it is shown to a person.
    pub fn shown(&self, file: &str) -> String {
        // What does not lie in the folder is called by its whole path.
        if self.folder.is_empty() || file.starts_with('/') {
            file.to_owned()
        } else {
            format!("{}/{file}", self.folder)
        }
    }

    /// Whether a word stands anywhere in the texts.
    pub(crate) fn mention(&self, word: &str) -> bool {
        self.texts.values().any(|text| text.contains(word))
    }

    /// The paths of all files that were read.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Finds the places in their files, each file being walked once.
    pub fn locate<'a>(&self, places: impl IntoIterator<Item = &'a Place>) -> BTreeMap<Place, Location> {
        let mut found = BTreeMap::new();
        let mut wanted: BTreeMap<String, Vec<(Pointer, Place)>> = BTreeMap::new();
        for place in places {
            match place {
                Place::Node(pointer) => {
                    let (file, inner) = self.origins.of(pointer, &self.root);
                    let (file, inner) = self.origins.written(file, inner);
                    wanted.entry(file).or_default().push((inner, place.clone()));
                }
                Place::InFile(file, inner) => {
                    let (file, inner) = self.origins.written(file.clone(), inner.clone());
                    wanted.entry(file).or_default().push((inner, place.clone()));
                }
                Place::Offset(file, offset) => {
                    let text = self.text(file).unwrap_or_default();
                    found.insert(place.clone(), Location::new(file, &Lines::new(text), *offset..*offset + 1));
                }
                Place::File(file) => {
                    found.insert(place.clone(), Location::whole(file));
                }
            }
        }
        for (file, nodes) in wanted {
            found.extend(self.locate_in(&file, nodes));
        }
        found
    }

    fn locate_in(&self, file: &str, nodes: Vec<(Pointer, Place)>) -> Vec<(Place, Location)> {
        let text = self.text(file).unwrap_or_default();
        let lines = Lines::new(text);
        let spans = locate::spans(&lines, nodes.iter().map(|(pointer, _)| pointer));
        let location = |pointer: &Pointer| match spans.get(pointer) {
            Some(span) => Location::new(file, &lines, span.clone()),
            None => Location::whole(file),
        };
        nodes.into_iter().map(|(pointer, place)| (place, location(&pointer))).collect()
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// Path of the file.
    pub file: String,
    /// Line, from 1; none if the file as a whole is meant.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
}

impl Location {
    fn whole(file: &str) -> Self {
        Self { file: file.to_owned(), line: None, column: None, span: 0..0 }
    }

    fn new(file: &str, lines: &Lines<'_>, span: Range<usize>) -> Self {
        let (line, column) = lines.position(span.start);
        Self { file: file.to_owned(), line: Some(line), column: Some(column), span }
    }
}

/// Reads one file into a tree; `asked_at` is the place that asks for it.
pub(crate) fn load(
    files: &dyn Files,
    path: &str,
    asked_at: &Place,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Tree> {
    find(files, path, asked_at, sources, diagnostics).unwrap_or_else(|error| {
        diagnostics.report(diagnostics::unreadable_file(path, &error.to_string(), asked_at.clone()));
        None
    })
}

/// Reads one file into a tree, if there is such a file; what is wrong with it is reported.
pub(crate) fn find(
    files: &dyn Files,
    path: &str,
    asked_at: &Place,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> std::io::Result<Option<Tree>> {
    let bytes = match files.read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(error),
        other => other,
    };
    let read = bytes
        .map_err(|error| Box::new(diagnostics::unreadable_file(path, &error.to_string(), asked_at.clone())))
        .and_then(|bytes| text(path, bytes));
    match read.and_then(|text| {
        let parsed = parse(path, &text);
        sources.texts.insert(path.to_owned(), text);
        parsed
    }) {
        Ok(Parsed { tree, twice }) => {
            for Twice { at, is_same } in twice {
                diagnostics.report(diagnostics::duplicate_key(path, at, is_same));
            }
            Ok(Some(tree))
        }
        Err(diagnostic) => {
            diagnostics.report(*diagnostic);
            Ok(None)
        }
    }
}

fn text(path: &str, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    if bytes.len() > LARGEST_FILE {
        return Err(Box::new(diagnostics::file_too_large(path, LARGEST_FILE)));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| Box::new(diagnostics::not_text(path, error.utf8_error().valid_up_to())))?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Box::new(diagnostics::empty_file(path)));
    }
    Ok(text)
}

fn parse(path: &str, text: &str) -> Result<Parsed, Box<Diagnostic>> {
    let looks_like_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let is_named_json =
        path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"));
    let failure = match looks_like_json.then(|| json::parse(text)) {
        Some(Ok(parsed)) => return Ok(parsed),
        Some(Err(failure)) => Some(failure),
        None => None,
    };
    match failure {
        Some(failure) if is_named_json => Err(Box::new(diagnostics::malformed_json(path, &failure))),
        _ => yaml::parse(text)
            .map_err(|failure| Box::new(diagnostics::malformed_yaml(path, text.len(), &failure))),
    }
}

/// Why a text is no document: what is wrong, and at which byte.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) offset: Option<usize>,
}
