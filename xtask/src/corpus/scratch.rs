//! The folders of a run, all below `target/corpus`: a crate for each description, the shared results of the compiler, and what the
//! generator's processes leave.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// The folders of a run.
#[derive(Debug, Clone)]
pub(super) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    pub(super) fn new() -> Result<Self> {
        Self::at(workspace::target().join("corpus"))
    }

    pub(super) fn at(root: PathBuf) -> Result<Self> {
        let scratch = Self { root };
        let notes = scratch.root.join(".run");
        fs::create_dir_all(&notes).with_context(|| format!("`{}` cannot be made", notes.display()))?;
        Ok(scratch)
    }

    /// The crate of this name.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// What is compiled, dependencies included.
    pub(super) fn build(&self) -> PathBuf {
        self.root.join(".build")
    }

    /// The ledger of the crate of this name.
    pub(super) fn ledger(&self, name: &str) -> PathBuf {
        self.root.join(".run").join(format!("{name}.json"))
    }

    /// What the generator printed for the crate of this name.
    pub(super) fn log(&self, name: &str) -> PathBuf {
        self.root.join(".run").join(format!("{name}.log"))
    }
}

/// Makes a crate a workspace of its own, with the versions of dependencies that this workspace has.
pub(crate) fn prepare(folder: &Path) -> Result<()> {
    let failure = || format!("`{}` cannot be prepared for the compiler", folder.display());
    let lock = workspace::root().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).with_context(failure)?;
    let manifest = folder.join("Cargo.toml");
    if !fs::read_to_string(&manifest).with_context(failure)?.contains("\n[workspace]") {
        let mut file = OpenOptions::new().append(true).open(&manifest).with_context(failure)?;
        file.write_all(b"\n[workspace]\n").with_context(failure)?;
    }
    Ok(())
}
