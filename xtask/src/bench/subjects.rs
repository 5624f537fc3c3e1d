//! The descriptions that are measured with.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::synthetic;
use crate::arguments::Bench;
use crate::corpus::documents::{self, Document};
use crate::workspace;

/// How many operations a synthetic description has that stands in for real ones.
const SYNTHETIC: usize = 300;

/// How many descriptions are generated if nobody says which.
const LARGEST: usize = 4;

/// What is compiled if nobody says what: a small one, one of middle size and a large one that several generators can do.
const COMPILED: [&str; 3] = ["kratos", "discord", "github"];

/// A description.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is called, which also names crates.
    pub name: String,
    /// Its root document.
    pub path: PathBuf,
    /// Its size with all its parts.
    pub bytes: u64,
    /// Whether it is in one file, as most generators need it.
    pub is_one_file: bool,
}

impl Subject {
    fn of(document: Document) -> Self {
        let own = document.path.metadata().map_or(0, |facts| facts.len());
        Self {
            name: document.crate_name,
            path: document.path,
            bytes: document.bytes,
            is_one_file: own == document.bytes,
        }
    }
}

/// What is generated: what was asked for, or the largest ones.
pub fn to_generate(arguments: &Bench, scratch: &Path) -> Result<Vec<Subject>> {
    let mut subjects = all(arguments, scratch)?;
    subjects.sort_by_key(|subject| subject.bytes);
    if arguments.filter.is_empty() {
        subjects.drain(..subjects.len().saturating_sub(LARGEST));
    }
    Ok(subjects)
}

/// What is compiled: what was asked for, or a few of all sizes.
pub fn to_compile(arguments: &Bench, scratch: &Path) -> Result<Vec<Subject>> {
    let mut subjects = all(arguments, scratch)?;
    subjects.sort_by_key(|subject| subject.bytes);
    let known = |subject: &Subject| COMPILED.iter().any(|name| subject.name.contains(name));
    if arguments.filter.is_empty() && subjects.iter().any(known) {
        subjects.retain(known);
    }
    Ok(subjects)
}

/// Everything that was asked for.
fn all(arguments: &Bench, scratch: &Path) -> Result<Vec<Subject>> {
    let beside = workspace::root().join("..").join("shared").join("corpus");
    let given = arguments.documents.as_deref();
    // Others are started in folders of their own.
    let given = given.map(std::path::absolute).transpose().context("there is no folder to start from")?;
    let folder = given.or_else(|| beside.is_dir().then_some(beside));
    let Some(folder) = folder else { return own(scratch) };
    let documents = documents::find(&folder)?;
    let wanted = |document: &Document| arguments.filter.iter().any(|text| document.name.contains(text));
    let chosen = documents.into_iter().filter(|document| arguments.filter.is_empty() || wanted(document));
    let subjects: Vec<Subject> = chosen.map(Subject::of).collect();
    if subjects.is_empty() {
        return Err(anyhow!("`{}` holds no description that was asked for", folder.display()));
    }
    Ok(subjects)
}

/// This workspace's own description, and a synthetic one.
fn own(scratch: &Path) -> Result<Vec<Subject>> {
    let path = scratch.join("synthetic.json");
    let bytes = synthetic::write(&path, SYNTHETIC)?;
    let synthetic = Subject { name: "synthetic".to_owned(), path, bytes, is_one_file: true };
    let mut subjects: Vec<Subject> =
        documents::find(&workspace::root().join("spec"))?.into_iter().map(Subject::of).collect();
    subjects.push(synthetic);
    Ok(subjects)
}
