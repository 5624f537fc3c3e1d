//! The steps that change the disk, each as small as the system allows.
//!
//! They are a trait so that a test can stop after any of them.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// What can be done to the disk.
pub trait Disk {
    /// Makes a folder and those above it, unless they exist.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Makes a file that does not exist yet.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Waits until the disk has the content of a file.
    fn sync_file(&self, path: &Path) -> io::Result<()>;

    /// Makes a second name for a file or a symlink or, where there can be none, a copy.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a folder the permissions of another.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a file or a folder, in place of what has the name already.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Lets two folders change places in one step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder and all that is in it.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    fn remove_empty_folder(&self, path: &Path) -> io::Result<()>;

    /// Waits until the disk has the names in a folder.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Local;

impl Disk for Local {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(content)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        File::options().write(true).open(path)?.sync_all()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| copy(from, to))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path)?.sync_all() {
            // Some file systems know of no such thing.
            Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
            outcome => outcome,
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Copies a file with its times and permissions, or a symlink.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let facts = fs::symlink_metadata(from)?;
    if facts.is_symlink() {
        return copy_symlink(from, to);
    }
    if !facts.is_file() {
        return Err(io::Error::new(
            ErrorKind::Unsupported,
            "this is neither a file nor a folder nor a symlink",
        ));
    }
    fs::copy(from, to)?;
    let times = fs::FileTimes::new().set_modified(facts.modified()?);
    File::options().write(true).open(to)?.set_times(times)
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symlink(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::new(ErrorKind::Unsupported, "a symlink cannot be copied on this system"))
}
