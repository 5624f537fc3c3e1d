//! The list of the files that were made here, which lies in the folder of the crate.
//!
//! One line for each file: the hash of its content, two spaces, its path. A file that is not in the list belongs to
//! somebody else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::plan::MANIFEST;
use super::{Files, is_absence};

/// The name of the list in the folder of a crate.
pub const FILE: &str = ".codegen-files";

/// What stands above the list.
const HEADING: &str =
    "# The files that `cargo xtask codegen` made, and may change or remove. Not for editing.";

/// The files that were made here, with the hash of the content of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ownership {
    hashes: BTreeMap<String, String>,
}

impl Ownership {
    /// The list for the files of a crate. The manifest is not in it: an edit of its hand-kept parts is no drift.
    pub fn of(files: &Files) -> Self {
        let made = files.iter().filter(|(path, _)| *path != MANIFEST);
        Self { hashes: made.map(|(path, content)| (path.clone(), hash(content.as_bytes()))).collect() }
    }

    /// The list in a folder, if it has one.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => {
                Self::parse(&text).map(Some).with_context(|| format!("`{}` is damaged", path.display()))
            }
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
        }
    }

    /// Whether a file was made here.
    pub fn holds(&self, path: &str) -> bool {
        path == FILE || self.hashes.contains_key(path)
    }

    /// The paths of the files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.hashes.keys().map(String::as_str)
    }

    /// The list as text.
    pub fn text(&self) -> String {
        let lines = self.hashes.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        format!("{HEADING}\n{}", lines.collect::<String>())
    }

    /// The list that a text holds. It decides what is removed, so a path that leads elsewhere is not accepted.
    fn parse(text: &str) -> Result<Self> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let hashes = lines.map(|line| {
            let (hash, path) =
                line.split_once("  ").ok_or_else(|| anyhow!("`{line}` is not a hash and a path"))?;
            if !is_plain(path) {
                return Err(anyhow!("`{path}` is not a path below the folder"));
            }
            Ok((path.to_owned(), hash.to_owned()))
        });
        Ok(Self { hashes: hashes.collect::<Result<_>>()? })
    }
}

/// Whether a path names a file below a folder by nothing but names.
pub fn is_plain(path: &str) -> bool {
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(|letter: char| letter.is_control() || letter == '\\' || letter == ':')
    };
    path.split('/').all(is_name) && path != FILE
}

/// FNV-1a, of 64 bits: it tells an edit from none, and guards against nothing else.
pub(crate) fn hash(content: &[u8]) -> String {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", content.iter().fold(0xcbf2_9ce4_8422_2325, mix))
}
