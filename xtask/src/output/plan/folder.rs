//! Whose a folder is, and what lies in it that nobody listed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::super::ownership::Ownership;
use super::super::{Files, is_absence, manifest};
use crate::workspace;

/// What a folder may hold before the first run: what `git` and Cargo make, and the hand-kept parts of a crate.
const BEFORE_THE_FIRST_RUN: &[&str] =
    &[".git", ".gitignore", "Cargo.lock", "Cargo.toml", "examples", "target"];

/// The list of the files that were made here. Fails if the folder is somebody else's.
pub(super) fn claim(root: &Path, package: &str) -> Result<Ownership> {
    if let Some(owned) = Ownership::read(root)? {
        return Ok(owned);
    }
    let shown = workspace::shown(root);
    if root.symlink_metadata().is_ok_and(|facts| !facts.is_dir()) {
        return Err(anyhow!("`{shown}` is not a folder"));
    }
    let names = names(root).with_context(|| format!("`{shown}` cannot be read"))?;
    let known = |name: &OsString| BEFORE_THE_FIRST_RUN.iter().any(|known| name == known);
    if let Some(stranger) = names.iter().find(|name| !known(name)) {
        let stranger = stranger.to_string_lossy();
        return Err(anyhow!(
            "`{shown}` was not made by the generator: it holds `{stranger}`; choose an empty folder or a new one"
        ));
    }
    refuse_another_package(root, package, &shown)?;
    Ok(Ownership::default())
}

/// Fails if the manifest of the folder is that of another crate.
fn refuse_another_package(root: &Path, package: &str, shown: &str) -> Result<()> {
    let Some(text) = manifest(root)? else { return Ok(()) };
    match workspace::package_name(&text) {
        Some(name) if name == package => Ok(()),
        Some(name) => {
            Err(anyhow!("`{shown}` was not made by the generator: it is the crate `{name}`, not `{package}`"))
        }
        None => {
            Err(anyhow!("`{shown}` was not made by the generator: its Cargo.toml is not that of a crate"))
        }
    }
}

/// The names in a folder; none if it does not exist.
fn names(folder: &Path) -> std::io::Result<BTreeSet<OsString>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.file_name())).collect(),
        Err(error) if is_absence(&error) => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// The files that lie in a folder of made files, below the root, and that nobody made. Hidden ones are let be.
pub(super) fn strays(root: &Path, files: &Files, owned: &Ownership) -> Vec<String> {
    let folders: BTreeSet<&str> =
        files.keys().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let paths = folders.into_iter().flat_map(|folder| {
        let names = names(&root.join(folder)).unwrap_or_default();
        names.into_iter().map(move |name| format!("{folder}/{}", name.to_string_lossy()))
    });
    let is_hidden = |path: &str| path.contains("/.") || path.ends_with('~');
    let is_stray = |path: &String| !files.contains_key(path) && !owned.holds(path) && !is_hidden(path);
    paths.filter(|path| is_stray(path) && root.join(path).is_file()).collect()
}
