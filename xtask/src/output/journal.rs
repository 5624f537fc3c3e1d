//! The way where two folders cannot change places: the steps are written down, then done one at a time.
//!
//! Each step can be repeated, so that the next run picks up wherever this one was stopped.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use super::disk::Disk;
use super::places::Places;
use super::plan::{Fate, Plan};
use super::{is_absence, ownership, stage};

/// The word before a file that is moved out of the new tree.
const WRITE: &str = "write";

/// The word before a file that is removed.
const REMOVE: &str = "remove";

/// Writes the steps down and does them. Once they are written, there is no way but forward.
pub(super) fn carry_out(places: &Places, plan: &Plan<'_>, disk: &dyn Disk) -> Result<()> {
    let writes = plan.written().map(|(path, _)| format!("{WRITE} {path}\n"));
    let removals = plan.with(Fate::Surplus).map(|path| format!("{REMOVE} {path}\n"));
    let part = places.work().join("journal.part");
    disk.write(&part, writes.chain(removals).collect::<String>().as_bytes())?;
    disk.sync_file(&part)?;
    disk.rename(&part, &places.journal())?;
    disk.sync_folder(&places.work())?;
    resume(places, disk)
}

/// Does the steps that are written down, if there are any.
pub(super) fn resume(places: &Places, disk: &dyn Disk) -> Result<()> {
    let text = match fs::read_to_string(places.journal()) {
        Err(error) if is_absence(&error) => return Ok(()),
        outcome => outcome?,
    };
    for line in text.lines() {
        step(line, places, disk)
            .with_context(|| format!("`{line}` failed; the next run goes on from here"))?;
    }
    Ok(disk.remove_file(&places.journal())?)
}

/// Does one step, unless it is done already.
fn step(line: &str, places: &Places, disk: &dyn Disk) -> Result<()> {
    match line.split_once(' ').filter(|(_, path)| ownership::is_plain(path) || *path == ownership::FILE) {
        Some((WRITE, path)) => write(&places.tree().join(path), &places.root().join(path), disk)?,
        Some((REMOVE, path)) => remove(places.root(), path, disk)?,
        _ => return Err(anyhow!("the journal is damaged")),
    }
    Ok(())
}

/// Moves a file out of the new tree.
fn write(from: &Path, to: &Path, disk: &dyn Disk) -> io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        disk.create_folder(folder)?;
    }
    match disk.rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => copy(from, to, disk),
        outcome => outcome,
    }
}

/// Moves a file to another file system, where it appears whole.
fn copy(from: &Path, to: &Path, disk: &dyn Disk) -> io::Result<()> {
    let part = to.with_file_name(".codegen-part");
    if part.exists() {
        disk.remove_file(&part)?;
    }
    disk.write(&part, &fs::read(from)?)?;
    disk.sync_file(&part)?;
    disk.rename(&part, to)
}

/// Removes a file, and the folders above it that are left empty.
fn remove(root: &Path, path: &str, disk: &dyn Disk) -> io::Result<()> {
    if root.join(path).exists() {
        disk.remove_file(&root.join(path))?;
    }
    for folder in stage::folders_above([path].into_iter()).into_iter().rev() {
        let folder = root.join(folder);
        if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_none()) {
            disk.remove_empty_folder(&folder)?;
        }
    }
    Ok(())
}
