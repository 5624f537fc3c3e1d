//! Runs a program and takes down what it cost: wall time, processor time, and the memory of the largest of its processes.
//!
//! In: a command, how long it may take, and where its output goes. Out: an [`Outcome`]. The numbers are the kernel's own, from
//! `wait4`: those of the process and of all that it waited for. Deliberately absent: what the program does.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use wait4::Wait4;

use super::samples::{Series, Usage};

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It did what it was to do, at this cost.
    Done(Usage),
    /// It failed; why.
    Failed(String),
    /// It was stopped, for it had taken this long.
    TimedOut(Duration),
}

/// Runs a command. What it prints goes to a file.
pub fn measure(command: &mut Command, limit: Duration, log: &Path) -> Result<Outcome> {
    let file = File::create(log).with_context(|| format!("`{}` cannot be written", log.display()))?;
    let copy = file.try_clone().context("the log cannot be shared")?;
    command.stdin(Stdio::null()).stdout(copy).stderr(file);
    group(command);
    let start = Instant::now();
    let child = command
        .spawn()
        .with_context(|| format!("`{}` cannot be started", command.get_program().display()))?;
    let (status, usage) = wait(child, start, limit).context("the process cannot be watched")?;
    Ok(match usage {
        Some(usage) if status.success() => Outcome::Done(usage),
        Some(_) => Outcome::Failed(reason(&fs::read_to_string(log).unwrap_or_default(), status)),
        None => Outcome::TimedOut(limit),
    })
}

/// Waits for a process. No usage: it was stopped.
fn wait(mut child: Child, start: Instant, limit: Duration) -> std::io::Result<(ExitStatus, Option<Usage>)> {
    let process = child.id();
    let (ended, watched) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        let late = watched.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
        if late {
            stop(process);
        }
        late
    });
    let used = child.wait4();
    let wall = start.elapsed();
    drop(ended);
    let late = watch.join().unwrap_or_default();
    let used = used?;
    let cpu = used.rusage.utime + used.rusage.stime;
    let usage = Usage { wall: wall.as_secs_f64(), cpu: cpu.as_secs_f64(), peak: used.rusage.maxrss };
    Ok((used.status, (!late).then_some(usage)))
}

/// Makes a process the head of a group, so that it can be stopped with all that it started.
fn group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Stops a process and its group.
fn stop(process: u32) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = process;
}

/// Why a program failed, by what it printed.
fn reason(log: &str, status: ExitStatus) -> String {
    let is_error = |line: &&str| {
        let line = line.trim_start().to_ascii_lowercase();
        line.starts_with("error") || line.contains("overflow")
    };
    let lines = || log.lines().map(str::trim).filter(|line| !line.is_empty());
    let panicked = || lines().skip_while(|line| !line.contains("panicked at")).nth(1);
    let found = panicked().or_else(|| lines().find(is_error)).or_else(|| lines().next_back());
    found.map_or_else(|| format!("it ended with {status}"), |line| line.chars().take(160).collect())
}

/// Runs each candidate in turn, again and again, so that a slow minute of the machine falls on all of them. A candidate that failed or
/// took longer than `long` seconds is not run again.
pub fn in_turn<C>(
    candidates: &[C],
    runs: u16,
    long: f64,
    mut run: impl FnMut(&C) -> Result<Outcome>,
) -> Result<Vec<Series>> {
    let mut all: Vec<Series> = candidates.iter().map(|_| Series::default()).collect();
    for _ in 0..runs {
        for (candidate, series) in candidates.iter().zip(&mut all) {
            if series.may_go_on(long) {
                series.add(run(candidate)?);
            }
        }
    }
    Ok(all)
}

#[cfg(all(test, unix))]
mod tests;
