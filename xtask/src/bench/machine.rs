//! The machine that the numbers are of.

use std::fmt::{self, Display};
use std::fs;
use std::num::NonZero;
use std::process::Command;
use std::thread;

use serde::Serialize;

/// A machine, as far as it bears on the numbers.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// What the processor calls itself.
    processor: String,
    /// How many things it does at once.
    cores: usize,
    /// Its memory, if it tells.
    memory_bytes: Option<u64>,
    /// Operating system and architecture.
    system: String,
    /// The compiler, with its version.
    rustc: String,
}

impl Machine {
    /// This machine.
    pub fn this() -> Self {
        Self {
            processor: field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned()),
            cores: thread::available_parallelism().map_or(1, NonZero::get),
            memory_bytes: field("/proc/meminfo", "MemTotal").as_deref().and_then(kilobytes),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            rustc: rustc().unwrap_or_else(|| "unknown rustc".to_owned()),
        }
    }
}

impl Display for Machine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, cores, memory_bytes, system, rustc } = self;
        write!(formatter, "{processor}, {cores} cores, ")?;
        if let Some(bytes) = memory_bytes {
            write!(formatter, "{} GB, ", bytes / 1_000_000_000)?;
        }
        write!(formatter, "{system}, {rustc}")
    }
}

/// What a file of the kernel says after a name and a colon.
fn field(file: &str, name: &str) -> Option<String> {
    value(&fs::read_to_string(file).ok()?, name)
}

fn value(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
}

/// Bytes, of a text such as `16384 kB`.
fn kilobytes(text: &str) -> Option<u64> {
    text.strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

fn rustc() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, value};

    #[test]
    fn a_field_of_the_kernel_is_found_by_its_name() {
        let text = "processor\t: 0\nmodel name\t: Some Processor @ 2: GHz\nMemTotal:  16384 kB\n";
        assert_eq!(value(text, "model name").as_deref(), Some("Some Processor @ 2: GHz"));
        assert_eq!(value(text, "MemTotal").as_deref().and_then(kilobytes), Some(16384 * 1024));
        assert_eq!(value(text, "flags"), None);
    }
}
