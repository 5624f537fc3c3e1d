//! The documents below `tests/fixtures`: one for each feature, and what the generator makes of them.
//!
//! In: a folder of documents, each a file or a folder with an `openapi.yaml`. Out: their names and files, and what is generated.
//! Deliberately absent: what is expected of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::workspace_path;

/// The files of a document by their path below its folder.
pub(crate) type Documents = BTreeMap<String, Vec<u8>>;

/// A document of the fixtures.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    /// Its file's name without the extension, or its folder's.
    pub(crate) name: String,
    /// The name of the root document.
    pub(crate) root: String,
    /// All files.
    pub(crate) files: Documents,
}

/// The fixtures of a folder of the workspace, by name.
pub(crate) fn fixtures(folder: &str) -> Vec<Fixture> {
    let mut found: Vec<Fixture> =
        entries(&workspace_path(folder)).iter().filter_map(|path| Fixture::at(path)).collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

impl Fixture {
    /// The fixture at a path. Other files, such as what is expected, are none.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let name = path.file_stem()?.to_str()?.to_owned();
        if path.is_dir() {
            let mut files = Documents::new();
            collect(path, "", &mut files);
            return Some(Self { name, root: "openapi.yaml".to_owned(), files });
        }
        let root = path.file_name()?.to_str()?.to_owned();
        let is_document =
            path.extension().is_some_and(|extension| extension == "yaml" || extension == "json");
        let files = Documents::from([(root.clone(), fs::read(path).ok()?)]);
        is_document.then_some(Self { name, root, files })
    }

    /// What is generated of it. The crate is called as the fixture is, with hyphens.
    pub(crate) fn generate(&self) -> codegen::Generation {
        generate(&self.files, &self.root, &self.name.replace('_', "-"))
    }
}

/// What is generated of some documents.
pub(crate) fn generate(files: &Documents, root: &str, crate_name: &str) -> codegen::Generation {
    let options =
        codegen::Options { crate_name: crate_name.to_owned(), manifest: None, allow_dangling: false };
    codegen::generate(files, root, &options)
}

/// Takes the files of a folder and of those in it, with `/` between the parts of their names.
fn collect(folder: &Path, prefix: &str, files: &mut Documents) {
    for path in entries(folder) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else if let Ok(bytes) = fs::read(&path) {
            files.insert(name, bytes);
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}
