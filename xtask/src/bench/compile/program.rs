//! Programs that are written for the run: a crate each, outside this workspace.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::bench::apart;
use crate::bench::generators::cargo;
use crate::bench::measure::Outcome;
use crate::bench::workshop::Workshop;
use crate::corpus::scratch::prepare;

/// A crate and its files, by their path below its folder.
#[derive(Debug)]
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// What stands in its manifest below the name.
    pub manifest: String,
    /// The other files.
    pub files: Vec<(&'static str, String)>,
}

impl Program {
    /// Writes the crate; what has not changed is left alone, so that it is not compiled again.
    pub fn write(&self, workshop: &Workshop) -> Result<PathBuf> {
        let folder = workshop.folder.join("programs").join(self.name);
        let head = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n",
            self.name
        );
        let manifest = format!("{head}{}\n[workspace]\n", self.manifest);
        let is_new = keep(&folder.join("Cargo.toml"), &manifest)?;
        for (path, text) in &self.files {
            keep(&folder.join(path), text)?;
        }
        if is_new {
            prepare(&folder)?;
        }
        Ok(folder)
    }
}

/// Writes a file unless it is so already. Whether it was written.
fn keep(path: &Path, text: &str) -> Result<bool> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(false);
    }
    let failure = || format!("`{}` cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(failure)?;
    }
    fs::write(path, text).with_context(failure)?;
    Ok(true)
}

/// Runs Cargo in the folder of a program, for as long as dependencies may take.
pub fn run_cargo(workshop: &Workshop, folder: &Path, arguments: &[&str]) -> Result<()> {
    eprintln!("[{}] cargo {}", folder.file_name().unwrap_or_default().display(), arguments.join(" "));
    let mut command = cargo();
    let (verb, rest) = arguments.split_first().context("Cargo is told nothing")?;
    command.arg(verb).arg("--manifest-path").arg(folder.join("Cargo.toml")).args(rest);
    command.env("CARGO_TARGET_DIR", super::build(workshop)).env_remove("RUSTFLAGS").current_dir(folder);
    match apart::measure(&mut command, super::DEPENDENCIES, &folder.with_extension("log"))? {
        Outcome::Done(_) => Ok(()),
        Outcome::Failed(reason) => Err(anyhow!("{reason}")),
        Outcome::TimedOut(limit) => Err(anyhow!("it takes more than {} s", limit.as_secs())),
    }
}
