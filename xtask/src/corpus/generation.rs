//! Generates one description, in a process of its own: whatever happens there, the run goes on.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use codegen::coverage::{Counts, Output, StatusCounts};
use serde::Deserialize;

use super::documents::Document;
use super::interruption;
use super::outcome::{Ending, Outcome};
use super::scratch::Scratch;
use crate::record;

/// A description that takes longer than this fails.
const LONGEST: Duration = Duration::from_secs(600);

/// How often a process is asked whether it has ended.
const PATIENCE: Duration = Duration::from_millis(10);

/// The exit code of a program that panicked.
const PANIC: i32 = 101;

/// Generates a description with this program as the generator.
pub(super) fn generate(generator: &Path, document: &Document, scratch: &Scratch) -> Outcome {
    let start = Instant::now();
    let ended = run(generator, document, scratch);
    let seconds = record::seconds(start.elapsed());
    let ledger = Ledger::read(&scratch.ledger(&document.crate_name)).unwrap_or_default();
    let log = fs::read_to_string(scratch.log(&document.crate_name)).unwrap_or_default();
    let generation = ending(&ended);
    let first_error = match (&ended, generation) {
        (Err(error), _) => Some(format!("{error:#}")),
        (_, Ending::Generated) => not_made(ledger.counts.operations),
        (_, Ending::TimedOut) => Some(format!("took longer than {} s", LONGEST.as_secs())),
        _ => Some(first_error(&log)),
    };
    Outcome {
        document: document.name.clone(),
        name: document.crate_name.clone(),
        passed: first_error.is_none(),
        generation,
        counts: ledger.counts,
        output: ledger.output,
        seconds,
        compilation: None,
        first_error,
    }
}

/// Runs the generator. No status: it took too long.
fn run(generator: &Path, document: &Document, scratch: &Scratch) -> Result<Option<ExitStatus>> {
    let name = &document.crate_name;
    let ledger = scratch.ledger(name);
    let _ = fs::remove_file(&ledger);
    let log = File::create(scratch.log(name)).context("the log cannot be written")?;
    let mut command = Command::new(generator);
    command.arg("codegen").arg("--spec").arg(&document.path).arg("--out").arg(scratch.folder(name));
    command.args(["--name", name]).arg("--allow-dangling").arg("--report").arg(ledger);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    let child = command.spawn().context("the generator cannot be started")?;
    wait(child).context("the generator cannot be watched")
}

fn wait(mut child: Child) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > LONGEST || interruption::is_wanted() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PATIENCE);
    }
}

fn ending(ended: &Result<Option<ExitStatus>>) -> Ending {
    match ended {
        Err(_) => Ending::Failed,
        Ok(None) => Ending::TimedOut,
        Ok(Some(status)) => match status.code() {
            Some(0) => Ending::Generated,
            Some(PANIC) => Ending::Panicked,
            Some(_) => Ending::Refused,
            None => Ending::Killed,
        },
    }
}

/// A description of which an operation is missing fails.
fn not_made(operations: StatusCounts) -> Option<String> {
    match operations.declared - operations.made() {
        0 => None,
        missing => Some(format!("{missing} of {} operations are not made", operations.declared)),
    }
}

/// The first thing of a log that is an error, with the place that follows it.
fn first_error(log: &str) -> String {
    let is_error =
        |line: &str| line.starts_with("error") || line.contains("panicked at") || line.contains("overflow");
    let mut lines = log.lines().skip_while(|line| !is_error(line));
    let found = lines.next().or_else(|| log.lines().last()).unwrap_or("the generator said nothing");
    let next =
        lines.next().map(|line| line.trim().trim_start_matches("--> ")).filter(|line| !line.is_empty());
    next.map_or_else(|| found.to_owned(), |next| format!("{found} ({next})"))
}

/// What is read of the generator's ledger.
#[derive(Debug, Clone, Default, Deserialize)]
struct Ledger {
    counts: Counts,
    output: Output,
}

impl Ledger {
    fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }
}
