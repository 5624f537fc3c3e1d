//! `cargo xtask codegen`: reads a description, generates a crate, and writes it or compares it with what is there.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use codegen::stage::Observer;
use codegen::{Diagnostics, Generation, Options, Severity};

use crate::arguments::Codegen;
use crate::folder::Folder;
use crate::output::{self, Local};
use crate::timings::Timings;
use crate::{difference, record, report, workspace};

/// Where to read, where to write, and what the crate is called.
struct Job {
    spec: PathBuf,
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
    let mut generation = job.generate(&timings)?;
    timings.stage("write");
    show_diagnostics(&generation, arguments.verbose);
    if let Some(path) = &arguments.report {
        generation.coverage.seconds = Some(record::seconds(start.elapsed()));
        record::write(path, &generation.coverage)?;
    }
    if generation.diagnostics.has_errors() {
        return Ok(false);
    }
    if arguments.check {
        let plan = output::compare(&job.out, &job.name, &generation.files)?;
        say(&difference::describe(&job.out, &plan));
        say(&report::verdict(&generation, &job.name, &plan, start.elapsed()));
        say(&timings.table(arguments.timings));
        return Ok(plan.differences().next().is_none());
    }
    let plan = output::sync(&job.out, &job.name, &generation.files, &Local)?;
    if arguments.verbose {
        say(&report::changes(&plan));
    }
    say(&report::summary(&generation, &job.name, &plan, start.elapsed()));
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
        Ok(Self { spec, out, name, manifest, allow_dangling })
    }

    /// Generates the crate.
    fn generate(&self, observer: &dyn Observer) -> Result<Generation> {
        let unreadable = || format!("`{}` cannot be read", workspace::shown(&self.spec));
        let (folder, root) = Folder::of(&self.spec).with_context(unreadable)?;
        let (crate_name, manifest) = (self.name.clone(), self.manifest.clone());
        let options = Options { crate_name, manifest, allow_dangling: self.allow_dangling };
        let mut generation = codegen::generate_observed(&folder, &root, &options, observer);
        let place = self.spec.parent().map(workspace::shown).unwrap_or_default();
        generation.sources.show_below(&place);
        Ok(generation)
    }
}

/// Shows what costs something; on request, everything.
fn show_diagnostics(generation: &Generation, verbose: bool) {
    let mut shown = Diagnostics::default();
    let costs = |severity| matches!(severity, Severity::Error | Severity::Skipped);
    for diagnostic in generation.diagnostics.iter().filter(|said| verbose || costs(said.severity)) {
        shown.report(diagnostic.clone());
    }
    let colour = std::io::stderr().is_terminal();
    let text = codegen::diagnostics::render::render(&shown, &generation.sources, colour);
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Everything that a check of a crate finds different, as text; nothing if it is up to date.
pub fn drift(spec: &Path, out: &Path) -> Result<String> {
    let arguments =
        Codegen { spec: Some(spec.into()), out: Some(out.into()), check: true, ..Codegen::default() };
    let job = Job::new(&arguments)?;
    let generation = job.generate(&())?;
    if generation.diagnostics.has_errors() {
        return Ok(codegen::diagnostics::render::render(&generation.diagnostics, &generation.sources, false));
    }
    Ok(difference::describe(&job.out, &output::compare(&job.out, &job.name, &generation.files)?))
}
