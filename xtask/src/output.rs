//! The folder of a crate on the disk, and how it is brought up to date.
//!
//! In: the files that the crate should have. Out: the folder that has them, and a [`Plan`] that says what that took.
//!
//! What is promised, wherever the process is killed and whichever step fails:
//!
//! * A file that was not made here is never changed, moved or removed. Those made here are listed, each with a hash
//!   of its content, in [`ownership::FILE`] in the folder itself. `Cargo.toml` alone is shared with its author.
//! * The folder holds the old crate or the new one, never a mixture. The new one is built whole in a folder beside it,
//!   where unchanged and hand-kept files are hard links, and the two change places in one step of the kernel
//!   (`renameat2` of Linux, `renamex_np` of macOS). A folder that does not exist yet appears by a plain rename.
//! * Where the system or the file system has no such step (Windows, some network and overlay file systems), a journal
//!   is written first and the files are moved one at a time; a run that was killed between is completed by the next.
//!   Only there a mixture can be seen, and only until then.
//! * A power cut costs what the next run makes again: what cannot be made again, `Cargo.toml` and the list, is on the disk before
//!   the folders change places. To wait for every file would take longer than to make it.
//! * What a killed run leaves behind lies beside the folder, under a name that starts with a dot, and is removed by
//!   the next run. Two runs at once wait for one another.
//!
//! Deliberately absent: what the files are about.

mod commit;
pub mod disk;
mod journal;
mod lock;
pub mod ownership;
mod places;
pub mod plan;
mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};

pub use disk::{Disk, Local};
pub use plan::{Fate, Plan};

use lock::Lock;
use places::Places;

/// The files of a crate by their path below its folder, with `/` between the parts.
pub type Files = BTreeMap<String, String>;

/// The manifest of the crate in a folder, if there is one.
pub fn manifest(folder: &Path) -> Result<Option<String>> {
    let path = folder.join(plan::MANIFEST);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("`{}` cannot be read", path.display())),
    }
}

/// What bringing a folder up to date would take; nothing is written.
pub fn compare<'a>(folder: &Path, package: &str, files: &'a Files) -> Result<Plan<'a>> {
    Plan::new(Places::of(folder)?.root(), package, files)
}

/// Completes or clears away what a killed run left behind, so that the folder can be read.
pub fn recover(folder: &Path, disk: &dyn Disk) -> Result<()> {
    let places = Places::of(folder)?;
    if !places.work().exists() {
        return Ok(());
    }
    let _lock = Lock::acquire(&places.lock())?;
    commit::recover(&places, disk)
}

/// Brings a folder up to date.
pub fn sync<'a>(folder: &Path, package: &str, files: &'a Files, disk: &dyn Disk) -> Result<Plan<'a>> {
    let places = Places::of(folder)?;
    let parent = places.parent();
    disk.create_folder(parent).with_context(|| format!("`{}` cannot be made", parent.display()))?;
    let _lock = Lock::acquire(&places.lock())?;
    commit::recover(&places, disk)?;
    let plan = Plan::new(places.root(), package, files)?;
    plan.refuse_foreign_files()?;
    if !plan.is_settled() {
        replace(&places, &plan, disk)?;
    }
    Ok(plan)
}

/// Makes the new tree and puts it in the place of the old one. If that fails, the old one stays.
fn replace(places: &Places, plan: &Plan<'_>, disk: &dyn Disk) -> Result<()> {
    let outcome = stage::build(places, plan, disk).and_then(|()| commit::commit(places, plan, disk));
    let shown = places.root().display();
    if outcome.is_ok() || places.journal().exists() {
        return outcome.with_context(|| format!("`{shown}` is not yet up to date"));
    }
    // The error that led here is the one to tell; what cannot be removed now is removed by the next run.
    let _ = disk.remove_folder(&places.work());
    outcome.with_context(|| format!("`{shown}` cannot be brought up to date, and is left as it was"))
}

/// Whether an error says that nothing is there.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests;
