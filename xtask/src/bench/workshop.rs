//! What all parts of a run share: where things are made, who is compared, how often and how long things run, and what is said
//! meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use super::generators::{self, Generator, OTHERS};
use super::measure::Outcome;
use super::report::Unit;
use super::subjects::Subject;
use super::table::number;
use crate::arguments::Bench;
use crate::workspace;

/// Where, with whom and how often things are measured.
#[derive(Debug)]
pub struct Workshop {
    /// Everything is made below this.
    pub folder: PathBuf,
    /// Ours.
    ours: Generator,
    /// Those of others that are there.
    others: Vec<Generator>,
    /// Those of others that are not there.
    pub missing: Vec<&'static str>,
    /// How often each thing is run.
    pub runs: u16,
    /// How long a run may take.
    pub limit: Duration,
}

impl Workshop {
    /// The workshop that was asked for.
    pub fn new(arguments: &Bench) -> Result<Self> {
        let folder = workspace::target().join("bench");
        fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
        let root = folder.join("tools");
        let given = arguments.tools.iter().flat_map(|given| [given.join("bin"), given.clone()]);
        let places: Vec<PathBuf> = given.chain([root.join("bin")]).collect();
        let (mut others, mut missing) = (Vec::new(), Vec::new());
        for kind in &OTHERS {
            if arguments.install && Generator::find(kind, &places).is_none() {
                generators::install(kind, &root)?;
            }
            match Generator::find(kind, &places) {
                Some(generator) => others.push(generator),
                None => missing.push(kind.name),
            }
        }
        let (runs, limit) = (arguments.runs, arguments.limit);
        let ours = Generator::ours(arguments.generator.as_deref())?;
        Ok(Self { folder, ours, others, missing, runs, limit })
    }

    /// Makes an empty folder. What was in it is put aside and not removed: where many files have just been removed, ext4 takes a while to make
    /// new ones, and that would count against whoever makes many.
    pub fn empty(&self, folder: &Path) -> Result<()> {
        let failure = || format!("`{}` cannot be made", folder.display());
        let aside = self.aside();
        fs::create_dir_all(&aside).with_context(failure)?;
        let number = fs::read_dir(&aside).with_context(failure)?.count();
        if folder.exists() {
            fs::rename(folder, aside.join(number.to_string())).with_context(failure)?;
        }
        fs::create_dir_all(folder).with_context(failure)
    }

    /// Removes what was put aside.
    pub fn clear(&self) -> Result<()> {
        let aside = self.aside();
        if !aside.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&aside).with_context(|| format!("`{}` cannot be removed", aside.display()))
    }

    fn aside(&self) -> PathBuf {
        self.folder.join("aside")
    }

    /// Our generator.
    pub fn ours(&self) -> &Generator {
        &self.ours
    }

    /// Who can be asked to generate a subject: ours first.
    pub fn generators(&self, subject: &Subject) -> impl Iterator<Item = &Generator> {
        std::iter::once(&self.ours).chain(self.others.iter().filter(|_| subject.is_one_file))
    }

    /// The versions of the others.
    pub fn versions(&self) -> BTreeMap<String, String> {
        let named = |generator: &Generator| (generator.kind.name.to_owned(), generator.version.clone());
        self.others.iter().map(named).collect()
    }

    /// What there is to say about who is not there.
    pub fn absence(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        Some(format!(
            "Not installed, so not compared with: {}; `--install` installs them.",
            self.missing.join(", ")
        ))
    }

    /// Says what a run has found.
    pub fn tell(&self, part: &str, subject: &str, candidate: &str, outcome: &Outcome) {
        let found = match outcome {
            Outcome::Done(usage) => {
                let [wall, peak] =
                    [(Unit::Seconds, usage.wall), (Unit::Bytes, super::samples::float(usage.peak))]
                        .map(|(unit, value)| number(unit, value));
                format!("{wall}, {peak}")
            }
            Outcome::Failed(reason) => format!("failed: {reason}"),
            Outcome::TimedOut(limit) => format!("stopped after {} s", limit.as_secs()),
        };
        eprintln!("[{part}] {subject}, {candidate}: {found}");
    }
}
