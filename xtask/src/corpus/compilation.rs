//! Checks a generated crate with the compiler: all tags, no TLS, warnings counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use toml_edit::DocumentMut;

use super::outcome::Compilation;
use crate::record;

/// Features that have nothing to do with tags.
const NOT_TAGS: [&str; 3] = ["default", "rustls", "native-tls"];

/// Checks the crate in a folder; `build` is where the results of all crates go.
pub(super) fn check(folder: &Path, package: &str, build: &Path) -> Result<Compilation> {
    let start = Instant::now();
    let manifest = folder.join("Cargo.toml").canonicalize().context("there is no manifest")?;
    let tags = tags(&fs::read_to_string(&manifest).context("the manifest cannot be read")?)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["check", "--quiet", "--lib", "--message-format=json", "--no-default-features"]);
    command.args(["--package", package, "--features", &tags.join(",")]);
    command.arg("--manifest-path").arg(&manifest).env("CARGO_TARGET_DIR", build).stdin(Stdio::null());
    // Nothing is compiled here twice with changes: what would be kept for that fills the disk on the way through a large folder.
    command.env("CARGO_INCREMENTAL", "0");
    let output = command.output().context("Cargo cannot be started")?;
    let mut compilation = read(&String::from_utf8_lossy(&output.stdout), &manifest);
    compilation.seconds = record::seconds(start.elapsed());
    if !output.status.success() && compilation.errors == 0 {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(anyhow!(
            "{}",
            said.lines().find(|line| line.starts_with("error")).unwrap_or("Cargo failed")
        ));
    }
    Ok(compilation)
}

/// The features of a manifest that stand for tags.
fn tags(manifest: &str) -> Result<Vec<String>> {
    let manifest: DocumentMut = manifest.parse().context("the manifest is not TOML")?;
    let features = manifest.get("features").and_then(toml_edit::Item::as_table_like);
    let names = features.into_iter().flat_map(|features| features.iter().map(|(name, _)| name.to_owned()));
    Ok(names.filter(|name| !NOT_TAGS.contains(&name.as_str())).collect())
}

/// A line of Cargo's output.
#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Message>,
}

/// A message of the compiler.
#[derive(Deserialize)]
struct Message {
    level: String,
    #[serde(rename = "message")]
    text: String,
    code: Option<Code>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

/// Reads what Cargo said about the crate of a manifest.
fn read(output: &str, manifest: &Path) -> Compilation {
    let lines = output.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let own = lines.filter(|line| {
        line.reason == "compiler-message" && line.manifest_path.as_deref().map(Path::new) == Some(manifest)
    });
    let messages: Vec<Message> =
        own.filter_map(|line| line.message).filter(|said| !is_summary(said)).collect();
    let of = |level: &'static str| messages.iter().filter(move |said| said.level == level);
    let mut codes = BTreeMap::new();
    for said in of("error").chain(of("warning")) {
        *codes.entry(said.code()).or_default() += 1;
    }
    Compilation {
        errors: of("error").count(),
        warnings: of("warning").count(),
        codes,
        seconds: 0.0,
        first: of("error").chain(of("warning")).next().map(Message::shown),
    }
}

/// Whether a message only counts others.
fn is_summary(said: &Message) -> bool {
    let counts = said.text.starts_with("aborting due to") || said.text.ends_with("emitted");
    said.spans.is_empty() && counts
}

impl Message {
    fn code(&self) -> String {
        self.code.as_ref().map_or_else(|| "none".to_owned(), |code| code.code.clone())
    }

    fn shown(&self) -> String {
        let place = self.spans.iter().find(|span| span.is_primary);
        let place =
            place.map(|span| format!(" ({}:{})", span.file_name, span.line_start)).unwrap_or_default();
        format!("{}[{}]: {}{place}", self.level, self.code(), self.text)
    }
}

#[cfg(test)]
mod tests;
