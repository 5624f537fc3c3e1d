//! The new tree, built whole beside the old one.
//!
//! In: the old tree and a [`Plan`]. Out: a folder that holds what is written, and links to what is kept.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::disk::Disk;
use super::places::Places;
use super::plan::{Fate, MANIFEST, Plan};
use super::{is_absence, ownership};

/// Builds the new tree.
pub(super) fn build(places: &Places, plan: &Plan<'_>, disk: &dyn Disk) -> Result<()> {
    let tree = places.tree();
    disk.create_folder(&tree).with_context(|| format!("`{}` cannot be made", tree.display()))?;
    let folders = keep(places.root(), &tree, plan, disk)?;
    for (path, content) in plan.written() {
        write(&tree.join(path), content, disk).with_context(|| format!("`{path}` cannot be written"))?;
    }
    for folder in
        folders.iter().filter(|folder| [places.root(), &tree].iter().all(|side| side.join(folder).is_dir()))
    {
        disk.copy_permissions(&places.root().join(folder), &tree.join(folder))?;
    }
    let irreplaceable = plan.written().filter(|(path, _)| [MANIFEST, ownership::FILE].contains(path));
    for (path, _) in irreplaceable {
        disk.sync_file(&tree.join(path))
            .with_context(|| format!("`{path}` cannot be flushed to the disk"))?;
    }
    // A file is there for sure only if the folder says so as well.
    disk.sync_folder(&tree).context("the new folder cannot be flushed to the disk")
}

/// Links what stays as it is into the new tree. Gives the folders of the old one.
fn keep(root: &Path, tree: &Path, plan: &Plan<'_>, disk: &dyn Disk) -> Result<Vec<PathBuf>> {
    let emptied = folders_above(plan.with(Fate::Surplus));
    let mut folders = vec![PathBuf::new()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        for (path, is_folder) in entries(root, &folder)? {
            if is_folder && !emptied.contains(&path) {
                disk.create_folder(&tree.join(&path))?;
            }
            if is_folder {
                folders.push(path);
            } else if is_kept(&path, plan) {
                link(root, tree, &path, disk)
                    .with_context(|| format!("`{}` cannot be kept", path.display()))?;
            }
        }
        next += 1;
    }
    Ok(folders)
}

/// Moves what somebody else wrote into the old tree while the new one was built. Edits of files are told by their
/// time, new files by their absence; both are rare, for the window is that of one run.
pub(super) fn rescue(old: &Path, new: &Path, plan: &Plan<'_>, disk: &dyn Disk) -> Result<()> {
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in entries(old, &folder)? {
            if is_folder {
                folders.push(path);
            } else if is_kept(&path, plan) && is_newer(&old.join(&path), &new.join(&path)) {
                disk.create_folder(&new.join(&folder))?;
                disk.rename(&old.join(&path), &new.join(&path))?;
            }
        }
    }
    Ok(())
}

/// Whether a file was written after another, or the other does not exist.
fn is_newer(file: &Path, other: &Path) -> bool {
    let written = |path: &Path| fs::symlink_metadata(path).and_then(|facts| facts.modified());
    match (written(file), written(other)) {
        (Ok(file), Ok(other)) => file > other,
        (outcome, _) => outcome.is_ok(),
    }
}

/// What is in a folder: the path of each entry below the root, and whether it is a folder itself.
fn entries(root: &Path, folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let place = root.join(folder);
    let entries = match fs::read_dir(&place) {
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        outcome => outcome.with_context(|| format!("`{}` cannot be read", place.display()))?,
    };
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((folder.join(entry.file_name()), entry.file_type()?.is_dir()))
    };
    entries.map(entry).collect()
}

/// Whether a file of the old tree is in the new one, as it is.
fn is_kept(path: &Path, plan: &Plan<'_>) -> bool {
    let fate = slashed(path).and_then(|path| plan.fate(&path));
    matches!(fate, None | Some(Fate::Unchanged | Fate::Stray))
}

/// A path with `/` between its parts, if it is plain text.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Puts a file of the old tree into the new one.
fn link(root: &Path, tree: &Path, path: &Path, disk: &dyn Disk) -> io::Result<()> {
    let place = tree.join(path);
    if let Some(folder) = place.parent() {
        disk.create_folder(folder)?;
    }
    disk.link(&root.join(path), &place)
}

/// Writes a file of the new tree.
fn write(place: &Path, content: &str, disk: &dyn Disk) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        disk.create_folder(folder)?;
    }
    disk.write(place, content.as_bytes())
}

/// All folders above some files, the root aside.
pub(super) fn folders_above<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<PathBuf> {
    let above = |path: &'a str| Path::new(path).ancestors().skip(1).map(Path::to_path_buf);
    paths.flat_map(above).filter(|folder| !folder.as_os_str().is_empty()).collect()
}
