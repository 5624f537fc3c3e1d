//! Where the folder of a crate is, and the places beside it that a run works in.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

/// The folder of a crate, with links followed, and what a run keeps beside it.
#[derive(Debug, Clone)]
pub(super) struct Places {
    root: PathBuf,
    parent: PathBuf,
    name: String,
}

impl Places {
    /// The places for the folder at a path, which need not exist.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let root = resolve(folder).with_context(|| format!("`{}` cannot be a crate", folder.display()))?;
        let (Some(parent), Some(name)) = (root.parent(), root.file_name()) else {
            return Err(anyhow!("`{}` cannot be a crate: it is not below any folder", folder.display()));
        };
        Ok(Self {
            parent: parent.to_path_buf(),
            name: name.to_string_lossy().into_owned(),
            root: root.clone(),
        })
    }

    /// The folder of the crate.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that holds the folder of the crate.
    pub(super) fn parent(&self) -> &Path {
        &self.parent
    }

    /// The folder in which a run works. It exists only during a run, and after one that was killed.
    pub(super) fn work(&self) -> PathBuf {
        self.parent.join(format!(".{}.codegen", self.name))
    }

    /// The new tree, while it is built; the old one, once they have changed places.
    pub(super) fn tree(&self) -> PathBuf {
        self.work().join("tree")
    }

    /// The steps still to be done where trees cannot change places.
    pub(super) fn journal(&self) -> PathBuf {
        self.work().join("journal")
    }

    /// The file that a run holds locked.
    pub(super) fn lock(&self) -> PathBuf {
        self.parent.join(format!(".{}.codegen.lock", self.name))
    }
}

/// The absolute path of a folder that need not exist, with the links of the part that exists followed.
fn resolve(folder: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(folder)?;
    match absolute.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(absolute),
        outcome => outcome,
    }
}
