//! `cargo xtask codegen`: reads a description, generates a crate, and writes it or compares it with what is there.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use codegen::stage::Observer;
use codegen::{Diagnostics, Files, Generation, Options, Severity};

use crate::arguments::Codegen;
use crate::folder::Folder;
use crate::names::NamesFile;
use crate::output::{self, Local};
use crate::receipt::{self, Made, Question, Recording};
use crate::timings::Timings;
use crate::{difference, record, report, workspace};

/// Where to read, where to write, and what the crate is called.
struct Job {
    spec: PathBuf,
    overlays: Vec<PathBuf>,
    out: PathBuf,
    name: String,
    manifest: Option<String>,
    allow_dangling: bool,
}

/// Runs the command. False if the description has errors, or if a check finds a difference.
pub fn run(arguments: &Codegen) -> Result<bool> {
    let start = Instant::now();
    let job = Job::new(arguments)?;
    let timings = Timings::default();
    let mut made = job.made(arguments, &timings)?;
    timings.stage("write");
    let _ = std::io::stderr().write_all(made.shown.as_bytes());
    if let (Some(path), Some(ledger)) = (&arguments.report, &mut made.ledger) {
        ledger["seconds"] = record::seconds(start.elapsed()).into();
        record::write(path, ledger)?;
    }
    if made.failed {
        return Ok(false);
    }
    let names = NamesFile::beside(&job.spec, arguments.lock_names)?;
    if arguments.check {
        let plan = output::compare(&job.out, &job.name, &made.files)?;
        let moved = names.and_then(|names| names.difference(&made.names));
        say(&difference::describe(&job.out, &plan));
        match &moved {
            Some(moved) => say(moved),
            None => say(&report::verdict(&made, &job.name, &plan, start.elapsed())),
        }
        say(&timings.table(arguments.timings));
        return Ok(plan.differences().next().is_none() && moved.is_none());
    }
    let plan = output::sync(&job.out, &job.name, &made.files, &Local)?;
    if let Some(names) = names {
        names.write(&made.names)?;
    }
    if arguments.verbose {
        say(&report::changes(&plan));
    }
    say(&report::summary(&made, &job.name, &plan, start.elapsed()));
    say(&timings.table(arguments.timings));
    Ok(true)
}

/// Prints to whoever listens. A reader that has seen enough, such as `head`, is no failure.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

impl Job {
    /// What the arguments ask for, and where they say nothing, what this workspace suggests.
    fn new(arguments: &Codegen) -> Result<Self> {
        let out = arguments.out.clone().unwrap_or_else(workspace::generated);
        let out = std::path::absolute(&out).with_context(|| format!("`{}` is not a path", out.display()))?;
        if !arguments.check {
            output::recover(&out, &Local)?;
        }
        let manifest = output::manifest(&out)?;
        let name = match &arguments.name {
            Some(name) => name.clone(),
            None => workspace::default_crate_name(&out, manifest.as_deref())?,
        };
        let (spec, allow_dangling) =
            (arguments.spec.clone().unwrap_or_else(workspace::spec), arguments.allow_dangling);
        let overlays = arguments.overlay.clone();
        Ok(Self { spec, overlays, out, name, manifest, allow_dangling })
    }

    /// What is written and said: as the last run left it if nothing has changed since, else generated.
    fn made(&self, arguments: &Codegen, timings: &Timings) -> Result<Made> {
        let (folder, root) = self.folder()?;
        let question = self.question(&folder, std::io::stderr().is_terminal());
        let receipts = workspace::target().join("codegen");
        // Whoever wants to see more than usual sees it come about.
        let is_usual = !arguments.verbose && !arguments.timings;
        let known = is_usual.then(|| receipt::recall(&receipts, &question, &folder)).flatten();
        if let Some(made) = known.filter(|made| arguments.report.is_none() || made.ledger.is_some()) {
            return Ok(made);
        }
        let recording = Recording::new(&folder);
        let generation = self.generate(&recording, &root, timings);
        timings.stage("report");
        let made = made_of(generation, arguments, question.colour)?;
        if is_usual {
            receipt::keep(&receipts, &question, recording, &made);
        }
        Ok(made)
    }

    /// Everything beside files that decides what is made.
    fn question(&self, folder: &Folder, colour: bool) -> Question {
        Question {
            spec: std::path::absolute(&self.spec).unwrap_or_else(|_| self.spec.clone()),
            overlays: folder.overlays(),
            out: self.out.clone(),
            name: self.name.clone(),
            allow_dangling: self.allow_dangling,
            colour,
            shown_below: self.shown_below(),
        }
    }

    /// The folder of the description, and its name there.
    fn folder(&self) -> Result<(Folder, String)> {
        let unreadable = || format!("`{}` cannot be read", workspace::shown(&self.spec));
        let (folder, root) = Folder::of(&self.spec).with_context(unreadable)?;
        Ok((folder.with_overlays(&self.overlays)?, root))
    }

    fn shown_below(&self) -> String {
        self.spec.parent().map(workspace::shown).unwrap_or_default()
    }

    /// Generates the crate.
    fn generate(&self, files: &dyn Files, root: &str, observer: &dyn Observer) -> Generation {
        let (crate_name, manifest) = (self.name.clone(), self.manifest.clone());
        let options = Options { crate_name, manifest, allow_dangling: self.allow_dangling };
        let mut generation = codegen::generate_observed(files, root, &options, observer);
        generation.sources.show_below(&self.shown_below());
        generation
    }
}

/// What is written and said of a generation.
fn made_of(generation: Generation, arguments: &Codegen, colour: bool) -> Result<Made> {
    let count = |severity| generation.diagnostics.count(severity);
    let ledger =
        arguments.report.as_ref().map(|_| serde_json::to_value(generation.coverage())).transpose()?;
    Ok(Made {
        failed: generation.diagnostics.has_errors(),
        operations: generation.summary.operations,
        models: generation.summary.models,
        skipped: count(Severity::Skipped),
        degraded: count(Severity::Degraded),
        notes: count(Severity::Note),
        shown: shown(&generation, arguments.verbose, colour),
        ledger,
        names: generation.names,
        files: generation.files,
    })
}

/// What costs something; on request, everything.
fn shown(generation: &Generation, verbose: bool, colour: bool) -> String {
    let mut shown = Diagnostics::default();
    let costs = |severity| matches!(severity, Severity::Error | Severity::Skipped);
    for diagnostic in generation.diagnostics.iter().filter(|said| verbose || costs(said.severity)) {
        shown.report(diagnostic.clone());
    }
    codegen::diagnostics::render::render(&shown, &generation.sources, colour)
}

/// Everything that a check of a crate finds different, as text; nothing if it is up to date.
pub fn drift(spec: &Path, out: &Path) -> Result<String> {
    let arguments =
        Codegen { spec: Some(spec.into()), out: Some(out.into()), check: true, ..Codegen::default() };
    let job = Job::new(&arguments)?;
    let (folder, root) = job.folder()?;
    let generation = job.generate(&folder, &root, &());
    if generation.diagnostics.has_errors() {
        return Ok(codegen::diagnostics::render::render(&generation.diagnostics, &generation.sources, false));
    }
    let names = NamesFile::beside(spec, false)?.and_then(|names| names.difference(&generation.names));
    let plan = output::compare(&job.out, &job.name, &generation.files)?;
    Ok(difference::describe(&job.out, &plan) + names.as_deref().unwrap_or_default())
}
