//! Measures a program from a process of its own.
//!
//! A process begins as a copy of the one that starts it, and the kernel counts the memory of that as its own. So whatever is measured
//! is started by a small process: this program again, which does nothing else.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use super::measure::{self, Outcome};
use crate::arguments::Apart;
use crate::record;

/// Runs a command from a process of its own. What it prints goes to a file.
pub fn measure(command: &mut Command, limit: Duration, log: &Path) -> Result<Outcome> {
    let outcome = log.with_extension("outcome.json");
    let _ = fs::remove_file(&outcome);
    let mut apart = Command::new(std::env::current_exe().context("this program cannot find itself")?);
    apart.arg("apart").arg("--outcome").arg(&outcome).arg("--log").arg(log);
    apart.arg("--limit").arg(limit.as_secs().to_string()).arg("--");
    apart.arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
    if let Some(folder) = command.get_current_dir() {
        apart.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => apart.env(name, value),
            None => apart.env_remove(name),
        };
    }
    if !apart.status().context("this program cannot be started again")?.success() {
        return Err(anyhow!("`{}` cannot be measured", command.get_program().display()));
    }
    let text = fs::read(&outcome).with_context(|| format!("`{}` cannot be read", outcome.display()))?;
    serde_json::from_slice(&text).context("the outcome is not as expected")
}

/// What that process does. True, for how the program ends is data.
pub fn run(arguments: &Apart) -> Result<bool> {
    let (program, rest) = arguments.command.split_first().context("there is no program to measure")?;
    let outcome = measure::measure(Command::new(program).args(rest), arguments.limit, &arguments.log)?;
    record::write(&arguments.outcome, &outcome)?;
    Ok(true)
}
