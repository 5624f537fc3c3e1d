//! Finds the descriptions of a folder.
//!
//! A description is a JSON or YAML file whose root has the member `openapi` or `swagger`. A file that another description refers to
//! is a part of that one, even if it looks like a description itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::references::{Reached, plain, reached};
use crate::workspace;

/// A description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder, with `/` between the parts.
    pub name: String,
    /// What its crate is called, and the folder of that. No two descriptions have the same.
    pub crate_name: String,
    /// How large it is, with all its parts.
    pub bytes: u64,
}

/// All descriptions below a folder, by name.
pub fn find(folder: &Path) -> Result<Vec<Document>> {
    let shown = folder.display();
    let facts = fs::metadata(folder).with_context(|| format!("`{shown}` cannot be read"))?;
    if !facts.is_dir() {
        return Err(anyhow!("`{shown}` is not a folder"));
    }
    let candidates: Vec<PathBuf> = files(folder)?.into_iter().filter(|path| is_description(path)).collect();
    let parts: BTreeMap<&PathBuf, Reached> = candidates.iter().map(|path| (path, reached(path))).collect();
    let mut taken = BTreeSet::new();
    let documents = candidates.iter().filter(|path| !is_part(path, &parts)).map(|path| {
        let name = name(folder, path);
        let crate_name = crate_name(&name, &mut taken);
        let bytes = parts.get(path).map_or(0, |reached| reached.bytes);
        Document { path: path.clone(), name, crate_name, bytes }
    });
    Ok(documents.collect())
}

/// Whether another description refers to this one; of two that refer to each other the first is the whole.
fn is_part(path: &PathBuf, parts: &BTreeMap<&PathBuf, Reached>) -> bool {
    let reaches = |from: &PathBuf, to: &PathBuf| {
        parts.get(from).is_some_and(|reached| reached.files.contains(&plain(to)))
    };
    parts
        .keys()
        .any(|other| *other != path && reaches(other, path) && (!reaches(path, other) || *other < path))
}

/// The files below a folder in the order of their names. Symlinks to folders are not followed.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let failure = || format!("`{}` cannot be read", folder.display());
        for entry in fs::read_dir(&folder).with_context(failure)? {
            let entry = entry.with_context(failure)?;
            let kind = entry.file_type().with_context(failure)?;
            if kind.is_dir() {
                pending.push(entry.path());
            } else if entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_description(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_known = ["json", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    is_known && fs::read(path).is_ok_and(|bytes| is_root(&String::from_utf8_lossy(&bytes)))
}

/// The members of the root that tell a description.
#[derive(Deserialize)]
struct Root {
    openapi: Option<IgnoredAny>,
    swagger: Option<IgnoredAny>,
}

/// Whether a text is the root of a description. A damaged one is judged by its beginning, so that it is run, and fails.
fn is_root(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('{') {
        return text.lines().any(|line| is_version(line.trim_start_matches(['"', '\''])));
    }
    match serde_json::from_str::<Root>(text) {
        Ok(root) => root.openapi.is_some() || root.swagger.is_some(),
        Err(_) => text
            .split(['{', ',', '\n'])
            .take(20)
            .any(|member| is_version(member.trim_start().trim_start_matches(['"', '\'']))),
    }
}

/// Whether a text starts with the key that tells the version, quoted or not.
fn is_version(text: &str) -> bool {
    let rest = text.strip_prefix("openapi").or_else(|| text.strip_prefix("swagger"));
    rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
}

fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A name for the crate that Cargo takes and no other description has.
fn crate_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (short, long) = (workspace::kebab_case(stem), workspace::kebab_case(name));
    let prefixed = [format!("api-{short}"), format!("api-{long}")];
    let candidates = [short, long].into_iter().chain(prefixed).filter(|name| !name.ends_with('-'));
    let numbered = (2..).map(|number| format!("api-{number}"));
    let fitting = candidates.chain(numbered).filter(|name| workspace::crate_name(name).is_ok());
    fitting.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
