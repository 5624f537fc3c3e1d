//! The new tree takes the place of the old one; and what a killed run left behind is brought to an end.

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context, Result, anyhow};

use super::disk::Disk;
use super::places::Places;
use super::plan::Plan;
use super::{is_absence, journal, stage};

/// Puts the new tree in the place of the old one.
pub(super) fn commit(places: &Places, plan: &Plan<'_>, disk: &dyn Disk) -> Result<()> {
    let (root, tree) = (places.root(), places.tree());
    let outcome = if root.exists() { disk.exchange(&tree, root) } else { disk.rename(&tree, root) };
    match outcome {
        Ok(()) => {
            // The old tree is removed only where the new one is there for sure.
            disk.sync_folder(places.parent())?;
            stage::rescue(&tree, root, plan, disk)?;
        }
        Err(error) if is_final(error.kind()) => return Err(error.into()),
        Err(_) => journal::carry_out(places, plan, disk)?,
    }
    // The new tree is in place. What cannot be removed now is removed by the next run.
    let _ = disk.remove_folder(&places.work());
    Ok(())
}

/// Completes a run that was killed while it moved files, and clears away what one left behind.
pub(super) fn recover(places: &Places, disk: &dyn Disk) -> Result<()> {
    let work = places.work();
    let entries = match fs::read_dir(&work) {
        Err(error) if is_absence(&error) => return Ok(()),
        outcome => outcome.with_context(|| format!("`{}` cannot be read", work.display()))?,
    };
    for entry in entries {
        let name = entry?.file_name();
        if !["tree", "journal", "journal.part"].iter().any(|known| name == *known) {
            return Err(anyhow!("`{}` is in the way of the generator, and is not its own", work.display()));
        }
    }
    journal::resume(places, disk)?;
    disk.remove_folder(&work).with_context(|| format!("`{}` cannot be removed", work.display()))
}

/// Whether an error would come back whichever way the files are moved.
fn is_final(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::StorageFull)
}
