//! Counts the instructions of a program.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};

/// Something that counts instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// valgrind's callgrind.
    Callgrind,
    /// The counters of the processor, by way of the kernel.
    Perf,
}

impl Counter {
    /// What this machine has.
    pub fn find() -> Option<Self> {
        let runs = |mut command: Command| command.stdin(Stdio::null()).output().ok();
        let mut valgrind = Command::new("valgrind");
        valgrind.arg("--version");
        if runs(valgrind).is_some_and(|output| output.status.success()) {
            return Some(Self::Callgrind);
        }
        let mut perf = Command::new("perf");
        perf.args(["stat", "--event", "instructions:u", "--field-separator", ",", "true"]);
        runs(perf).and_then(|output| of_perf(&String::from_utf8_lossy(&output.stderr))).map(|_| Self::Perf)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Callgrind => "valgrind --tool=callgrind",
            Self::Perf => "perf stat",
        }
    }

    /// How many instructions a program takes; `scratch` is a folder to write in.
    pub fn count(self, program: &Path, arguments: &[&str], scratch: &Path) -> Result<u64> {
        let out = scratch.join("callgrind.out");
        let mut command = match self {
            Self::Callgrind => {
                let mut command = Command::new("valgrind");
                let file = format!("--callgrind-out-file={}", out.display());
                command.args(["--tool=callgrind", "--quiet", &file]);
                command
            }
            Self::Perf => {
                let mut command = Command::new("perf");
                command.args(["stat", "--event", "instructions:u", "--field-separator", ","]);
                command
            }
        };
        let output =
            command.arg(program).args(arguments).output().context("the counter cannot be started")?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(anyhow!("the program fails: {}", said.lines().last().unwrap_or_default()));
        }
        let counted = match self {
            Self::Callgrind => fs::read_to_string(&out).ok().and_then(|text| of_callgrind(&text)),
            Self::Perf => of_perf(&said),
        };
        counted.with_context(|| format!("{} tells no number", self.name()))
    }
}

/// The total of a file of callgrind's.
fn of_callgrind(text: &str) -> Option<u64> {
    let line = text.lines().rev().find_map(|line| line.strip_prefix("totals:"))?;
    line.trim().parse().ok()
}

/// The number that perf printed, whose lines start with it.
fn of_perf(text: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.contains(",instructions"))?;
    line.split(',').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{of_callgrind, of_perf};

    #[test]
    fn numbers_are_read_and_their_absence_too() {
        assert_eq!(of_callgrind("events: Ir\nfn=(1) main\n12 4\n\ntotals: 123456\n"), Some(123_456));
        assert_eq!(of_callgrind("events: Ir\n"), None);
        assert_eq!(of_perf("4711,,instructions:u,99,100.00,,\n"), Some(4711));
        assert_eq!(of_perf("<not supported>,,instructions:u,0,100.00,,\n"), None);
    }
}
