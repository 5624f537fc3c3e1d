//! Reports that programs read: JSON, written in one step, so that whoever looks sees the report before or after, and never half
//! of one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Serialize;

/// Writes a report, in place of what is there.
pub fn write(path: &Path, report: &impl Serialize) -> Result<()> {
    let failure = || format!("`{}` cannot be written", path.display());
    let mut text = serde_json::to_string_pretty(report).with_context(failure)?;
    text.push('\n');
    let draft = draft(path);
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).with_context(failure)
}

/// The name under which a report is written before it takes the place of the old one.
fn draft(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}", std::process::id()))
}

/// A time in seconds, to the thousandth.
pub fn seconds(time: Duration) -> f64 {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)).as_secs_f64()
}
