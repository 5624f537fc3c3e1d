//! Which files a description is made of, read off its text: every `$ref` that names a file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The files that a description reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    /// Other files, by their plain paths.
    pub files: BTreeSet<PathBuf>,
    /// The size of all, the description's own included.
    pub bytes: u64,
}

/// Follows the references of a file, and those of the files that they name.
pub fn reached(root: &Path) -> Reached {
    let root = plain(root);
    let mut reached = Reached::default();
    let mut pending = vec![root.clone()];
    while let Some(path) = pending.pop() {
        let Ok(bytes) = fs::read(&path) else { continue };
        reached.bytes += bytes.len() as u64;
        let folder = path.parent().unwrap_or(Path::new(""));
        for name in files_named(&String::from_utf8_lossy(&bytes)) {
            let target = plain(&folder.join(name));
            if target != root && reached.files.insert(target.clone()) {
                pending.push(target);
            }
        }
    }
    reached
}

/// A path without `.` and `..`, worked out without the disk.
pub fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            _ => plain.push(part),
        }
        plain
    })
}

/// The files that the references of a text name.
fn files_named(text: &str) -> BTreeSet<&str> {
    let values = text.match_indices("$ref").filter_map(|(at, key)| value(text.get(at + key.len()..)?));
    let files = values.filter_map(|value| value.split('#').next());
    files.filter(|file| !file.is_empty() && !file.contains("://")).collect()
}

/// The value of a member, from the end of its key on: `": "a.yaml#/b"` has the value `a.yaml#/b`.
fn value(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?.trim_start();
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next(),
        _ => rest.split([' ', '\t', '\r', '\n', ',', '}', ']']).next(),
    }
}

#[cfg(test)]
mod tests;
