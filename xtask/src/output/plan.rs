//! What bringing a folder up to date takes: every file that is or should be there, and what becomes of it.
//!
//! In: the folder, and the files that the crate should have. Out: a [`Plan`]. Nothing is written here.

mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::ownership::{self, Ownership};
use super::{Files, is_absence};

/// The one file that is both made here and edited by hand.
pub const MANIFEST: &str = "Cargo.toml";

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is as it should be.
    Unchanged,
    /// It is written anew.
    Changed,
    /// It is written for the first time.
    Missing,
    /// It was made here, is no longer needed, and is removed.
    Surplus,
    /// It has the name of a file to be made, and was not made here. Nothing is written before it is gone.
    Foreign,
    /// It lies among the files made here, and was not made here. It is left alone.
    Stray,
}

/// What becomes of each file of a crate.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// The files that the crate should have.
    files: &'a Files,
    /// The list of them, which is one more.
    list: String,
    fates: BTreeMap<String, Fate>,
}

impl<'a> Plan<'a> {
    /// Compares a folder with the files that it should have.
    pub fn new(root: &Path, package: &str, files: &'a Files) -> Result<Self> {
        if let Some(path) = files.keys().find(|path| !ownership::is_plain(path)) {
            return Err(anyhow!("`{path}` cannot be the path of a file"));
        }
        let owned = folder::claim(root, package)?;
        let mut plan = Self { files, list: Ownership::of(files).text(), fates: BTreeMap::new() };
        plan.compare_files(root, &owned)?;
        plan.find_surplus(root, &owned);
        for path in folder::strays(root, files, &owned) {
            plan.fates.insert(path, Fate::Stray);
        }
        Ok(plan)
    }

    /// The files with a fate, by path.
    pub fn with(&self, fate: Fate) -> impl Iterator<Item = &str> {
        self.fates.iter().filter(move |(_, is)| **is == fate).map(|(path, _)| path.as_str())
    }

    /// How many files have a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.with(fate).count()
    }

    /// The files that are not as they should be, with their fate.
    pub fn differences(&self) -> impl Iterator<Item = (&str, Fate)> {
        let differences = self.fates.iter().filter(|(_, fate)| **fate != Fate::Unchanged);
        differences.map(|(path, fate)| (path.as_str(), *fate))
    }

    /// The files to write, with their content.
    pub fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let written = |path: &str| matches!(self.fate(path), Some(Fate::Changed | Fate::Missing));
        self.files().filter(move |(path, _)| written(path))
    }

    /// The files that the crate should have, with their content, the list of them first.
    fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().map(|(path, content)| (path.as_str(), content.as_str()));
        [(ownership::FILE, self.list.as_str())].into_iter().chain(files)
    }

    /// What a file should hold.
    pub fn content(&self, path: &str) -> Option<&str> {
        let list = (path == ownership::FILE).then_some(&self.list);
        list.or_else(|| self.files.get(path)).map(String::as_str)
    }

    /// What becomes of a file, if it is any concern of ours.
    pub fn fate(&self, path: &str) -> Option<Fate> {
        self.fates.get(path).copied()
    }

    /// Whether there is nothing to do.
    pub fn is_settled(&self) -> bool {
        self.fates.values().all(|fate| matches!(fate, Fate::Unchanged | Fate::Stray))
    }

    /// Fails if a file to be written would take the place of somebody else's.
    pub fn refuse_foreign_files(&self) -> Result<()> {
        let foreign: Vec<_> = self.with(Fate::Foreign).map(|path| format!("`{path}`")).collect();
        if foreign.is_empty() {
            return Ok(());
        }
        let foreign = foreign.join(", ");
        Err(anyhow!(
            "not made by the generator, and in its way: {foreign}; move it away or choose another `--out`"
        ))
    }

    /// Settles the fate of the files that the crate should have.
    fn compare_files(&mut self, root: &Path, owned: &Ownership) -> Result<()> {
        let mut fates = BTreeMap::new();
        for (path, content) in self.files() {
            let is_ours = owned.holds(path) || path == MANIFEST;
            let present = read(root, path).with_context(|| format!("`{path}` cannot be read"))?;
            let fate = match present {
                Present::Nothing => Fate::Missing,
                Present::File(bytes) if is_ours && bytes == content.as_bytes() => Fate::Unchanged,
                Present::File(_) if is_ours => Fate::Changed,
                Present::File(_) | Present::Other => Fate::Foreign,
            };
            fates.insert(path.to_owned(), fate);
        }
        self.fates = fates;
        Ok(())
    }

    /// Finds the files that were made here and are no longer needed.
    fn find_surplus(&mut self, root: &Path, owned: &Ownership) {
        let surplus = owned.paths().filter(|path| self.content(path).is_none()).map(str::to_owned);
        let surplus = surplus.filter(|path| matches!(read(root, path), Ok(Present::File(_))));
        for path in surplus.collect::<Vec<_>>() {
            self.fates.insert(path, Fate::Surplus);
        }
    }
}

/// What has the name of a file.
enum Present {
    Nothing,
    File(Vec<u8>),
    /// A folder, a symlink or another thing, here or in the way to here.
    Other,
}

/// What is at a path below a folder. Symlinks are not followed: what is behind one was not made here.
fn read(root: &Path, path: &str) -> io::Result<Present> {
    let mut place = root.to_path_buf();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let facts = match fs::symlink_metadata(&place) {
            Ok(facts) => facts,
            Err(error) if is_absence(&error) => return Ok(Present::Nothing),
            Err(error) => return Err(error),
        };
        let fits = if parts.peek().is_some() { facts.is_dir() } else { facts.is_file() };
        if !fits {
            return Ok(Present::Other);
        }
    }
    fs::read(&place).map(Present::File)
}
