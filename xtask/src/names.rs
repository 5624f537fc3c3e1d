//! `names.lock` beside the description: the names that were given once.
//!
//! In: what the file should say. Out: the file, written by one rename, or what is wrong with it. A run that is killed between the crate
//! and this file leaves the old one, of which the same names come again. Deliberately absent: what is pinned.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The pinned names of a description.
pub struct NamesFile {
    path: PathBuf,
    present: Option<String>,
}

impl NamesFile {
    /// The file beside a description, if it is there or wanted.
    pub fn beside(spec: &Path, wanted: bool) -> Result<Option<Self>> {
        let path = spec.with_file_name(codegen::NAMES);
        let present = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
        };
        Ok((wanted || present.is_some()).then_some(Self { path, present }))
    }

    /// What a check has to say of it; nothing if it is as it should be.
    pub fn difference(&self, names: &str) -> Option<String> {
        let is_same = self.present.as_deref() == Some(names);
        (!is_same).then(|| format!("changed: {}\n", codegen::NAMES))
    }

    /// Brings it up to date.
    pub fn write(&self, names: &str) -> Result<()> {
        if self.difference(names).is_none() {
            return Ok(());
        }
        let draft = self.path.with_extension("lock.new");
        fs::write(&draft, names)
            .and_then(|()| fs::rename(&draft, &self.path))
            .with_context(|| format!("`{}` cannot be written", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::NamesFile;

    #[test]
    fn it_is_written_where_it_is_wanted_and_kept_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("openapi.yaml");
        assert!(NamesFile::beside(&spec, false).unwrap().is_none());
        let wanted = NamesFile::beside(&spec, true).unwrap().unwrap();
        assert!(wanted.difference("{}\n").is_some());
        wanted.write("{}\n").unwrap();
        let kept = NamesFile::beside(&spec, false).unwrap().unwrap();
        assert_eq!(kept.difference("{}\n"), None);
        assert_eq!(kept.difference("{ }\n").as_deref(), Some("changed: names.lock\n"));
    }
}
