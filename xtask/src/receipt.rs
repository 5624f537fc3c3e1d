//! What a run read and what came of it, kept so that the next run need not work out the same again.
//!
//! In: a [`Question`], which is everything that decides what a run makes and is no file. Out: [`Made`], if all of it is as it was: the
//! generator, the question, every file that was read (or was not there), and every file that was made. At the least doubt there is none,
//! and everything is worked out anew. Receipts lie among what cargo builds and may be removed at any time; the generated crate
//! holds nothing of them.

mod recording;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::output::Files;
pub use recording::Recording;

/// What came of a generation: all that is written and said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// The files of the crate.
    #[serde(skip)]
    pub files: Files,
    /// Whether the description has errors; then there are no files.
    pub failed: bool,
    /// Operations generated.
    pub operations: usize,
    /// Types generated.
    pub models: usize,
    /// How many parts were left out.
    pub skipped: usize,
    /// How many are less exact.
    pub degraded: usize,
    /// How much else was said.
    pub notes: usize,
    /// What is shown of all that.
    pub shown: String,
    /// The ledger, if it was asked for.
    pub ledger: Option<serde_json::Value>,
    /// What the file of pinned names should say.
    pub names: String,
}

/// What is asked of the generator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The root document.
    pub spec: PathBuf,
    /// The overlays of the description, in order. What they say is among what was read.
    pub overlays: Vec<String>,
    /// The folder of the crate.
    pub out: PathBuf,
    /// The name of the crate.
    pub name: String,
    /// Whether a `$ref` may lead nowhere.
    pub allow_dangling: bool,
    /// Whether what is shown has colours.
    pub colour: bool,
    /// The folder that a reader sees the documents in.
    pub shown_below: String,
}

/// A run on paper.
#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    generator: Generator,
    question: Question,
    /// The hash of every file that was read, by its path below the folder of the root document; none where nothing could be read.
    read: BTreeMap<String, Option<String>>,
    /// The hash of every file that was made.
    files: BTreeMap<String, String>,
    made: Made,
}

/// The program that runs: another build is another generator.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Generator {
    program: PathBuf,
    bytes: u64,
    nanoseconds: u128,
}

impl Generator {
    fn present() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let facts = fs::metadata(&program).ok()?;
        let changed = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { program, bytes: facts.len(), nanoseconds: changed.as_nanos() })
    }
}

/// What a run would make, if that is known.
pub fn recall(place: &Path, question: &Question, folder: &Folder) -> Option<Made> {
    let receipt: Receipt = serde_json::from_slice(&fs::read(path(place, question)).ok()?).ok()?;
    let holds = receipt.question == *question && receipt.generator == Generator::present()?;
    let is_as_it_was = |(path, before): (&String, &Option<String>)| hashed(folder, path) == *before;
    if !holds || !receipt.read.iter().all(is_as_it_was) {
        return None;
    }
    let mut files = Files::new();
    for (path, before) in receipt.files {
        let content = fs::read_to_string(question.out.join(&path)).ok()?;
        if hash(content.as_bytes()) != before {
            return None;
        }
        files.insert(path, content);
    }
    Some(Made { files, ..receipt.made })
}

/// Keeps what a run made. That it cannot be kept is no failure: the next run takes longer.
pub fn keep(place: &Path, question: &Question, recording: Recording<'_>, made: &Made) {
    let Some(generator) = Generator::present().filter(|_| !made.failed) else { return };
    let files = made.files.iter().map(|(path, content)| (path.clone(), hash(content.as_bytes())));
    let (question, files, made) = (question.clone(), files.collect(), made.clone_without_files());
    let receipt = Receipt { generator, question, read: recording.into_read(), files, made };
    if let Ok(text) = serde_json::to_string(&receipt)
        && fs::create_dir_all(place).is_ok()
    {
        let _ = fs::write(path(place, &receipt.question), text);
    }
}

impl Made {
    fn clone_without_files(&self) -> Self {
        let Self { files: _, failed, operations, models, skipped, degraded, notes, shown, ledger, names } =
            self;
        Self {
            files: Files::new(),
            failed: *failed,
            operations: *operations,
            models: *models,
            skipped: *skipped,
            degraded: *degraded,
            notes: *notes,
            shown: shown.clone(),
            ledger: ledger.clone(),
            names: names.clone(),
        }
    }
}

/// Tells an edit from none. Another build may have other numbers, but its receipts count for nothing anyway.
fn hash(content: &[u8]) -> String {
    format!("{:016x}", FixedState::with_seed(0).hash_one(content))
}

/// One receipt for each folder and description.
fn path(place: &Path, question: &Question) -> PathBuf {
    let both = format!("{}\n{}", question.spec.display(), question.out.display());
    place.join(format!("{}.json", hash(both.as_bytes())))
}

/// The hash of a file, as the generator would read it.
fn hashed(folder: &Folder, path: &str) -> Option<String> {
    codegen::Files::read(folder, path).ok().map(|bytes| hash(&bytes))
}
