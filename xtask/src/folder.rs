//! The documents on the disk, as the generator reads them: one folder, and nothing outside it.
//!
//! In: paths below the folder, with `/` between the parts. Out: bytes. Deliberately absent: encodings and formats.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use codegen::{Files, OVERLAYS};

/// The folder that holds a description. Nothing that lies elsewhere can be read through it, not even by a symlink, but for overlays that
/// were asked for.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    /// Overlays that lie elsewhere, by the names that they are read by.
    elsewhere: BTreeMap<String, PathBuf>,
    overlays: Vec<String>,
}

impl Folder {
    /// The folder at a path.
    pub fn new(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        let overlays = listed(&root.join(OVERLAYS))?;
        Ok(Self { root, elsewhere: BTreeMap::new(), overlays })
    }

    /// The same folder with further overlays, wherever they lie.
    pub fn with_overlays(mut self, paths: &[PathBuf]) -> io::Result<Self> {
        for path in paths {
            let path = path.canonicalize().map_err(|error| named(path, &error))?;
            let below = path.strip_prefix(&self.root).ok().and_then(Path::to_str).map(str::to_owned);
            let name = below.unwrap_or_else(|| {
                let name = path.to_string_lossy().into_owned();
                self.elsewhere.insert(name.clone(), path.clone());
                name
            });
            // One of the folder comes where it was asked for.
            self.overlays.retain(|known| *known != name);
            self.overlays.push(name);
        }
        Ok(self)
    }

    /// The folder of a file, and the name of the file in it.
    pub fn of(file: &Path) -> io::Result<(Self, String)> {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| refusal("the path does not name a file in plain text"))?;
        let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        Ok((Self::new(folder.unwrap_or(Path::new(".")))?, name.to_owned()))
    }

    /// Where a path of the folder leads to, links followed.
    fn locate(&self, path: &str) -> io::Result<PathBuf> {
        if let Some(place) = self.elsewhere.get(path) {
            return Ok(place.clone());
        }
        let parts = Path::new(path);
        if !parts
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir))
        {
            return Err(refusal("the path is not relative to the folder of the description"));
        }
        if leaves(parts) {
            return Err(refusal("the path leads out of the folder of the description"));
        }
        let place = self.root.join(parts).canonicalize()?;
        if !place.starts_with(&self.root) {
            return Err(refusal("a link leads out of the folder of the description"));
        }
        Ok(place)
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let place = self.locate(path)?;
        let facts = fs::metadata(&place)?;
        if facts.is_dir() {
            return Err(io::Error::new(ErrorKind::IsADirectory, "this is a folder, not a file"));
        }
        if !facts.is_file() {
            return Err(refusal("this is not a regular file"));
        }
        // The generator refuses what has one more.
        let most = codegen::LARGEST_FILE + 1;
        // One byte of room more than there is tells the end of the file without growing.
        let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(most).min(most) + 1);
        File::open(&place)?.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn overlays(&self) -> Vec<String> {
        self.overlays.clone()
    }
}

/// The overlays of a folder, by name, as the generator calls them; none where there is no such folder.
fn listed(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.sort();
    let overlays =
        names.iter().filter_map(|name| name.to_str()).filter(|name| codegen::is_overlay_name(name));
    Ok(overlays.map(|name| format!("{OVERLAYS}/{name}")).collect())
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}` cannot be read: {error}", path.display()))
}

/// Whether a relative path goes above where it starts.
fn leaves(path: &Path) -> bool {
    let mut depth = 0_usize;
    path.components().any(|part| match part {
        Component::ParentDir if depth == 0 => true,
        Component::ParentDir => {
            depth -= 1;
            false
        }
        _ => {
            depth += usize::from(part != Component::CurDir);
            false
        }
    })
}

/// The error for a path that is not read whatever it holds.
fn refusal(reason: &str) -> io::Error {
    io::Error::new(ErrorKind::PermissionDenied, reason)
}

#[cfg(test)]
mod tests;
