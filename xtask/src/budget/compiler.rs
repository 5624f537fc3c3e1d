//! Counts what the compiler makes of the generated crate: packages that it needs, and functions and lines of LLVM's language that a
//! debug build hands over, of the library and of a program that uses it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, anyhow};

use super::Count;
use crate::bench::compile::organisation::packages;
use crate::bench::generators::cargo;
use crate::workspace;

/// The platform whose dependencies are counted, wherever they are counted.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// The compiler, and what it compiles for.
pub fn version() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc cannot be started")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let field = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let (release, host) =
        field("release:").zip(field("host:")).ok_or_else(|| anyhow!("rustc does not say what it is"))?;
    Ok(format!("rustc {release} on {host}"))
}

/// The packages that the crate needs with its default features, itself not counted.
pub fn dependencies() -> Result<Count> {
    let mut command = cargo();
    command.args(["tree", "--locked", "--package", "datadog-org", "--edges", "normal", "--prefix", "none"]);
    let output = command.args(["--target", PLATFORM]).current_dir(workspace::root()).output();
    let output = output.context("Cargo cannot be started")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(anyhow!("`cargo tree` fails: {}", said.lines().next().unwrap_or_default()));
    }
    let count = packages(&String::from_utf8_lossy(&output.stdout)).saturating_sub(1);
    Ok(("compiled".to_owned(), "dependencies".to_owned(), count as u64))
}

/// Functions and lines of the library, of its runtime, and of the example `list_orgs`.
pub fn code() -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    let tags = ["--features", "organizations,org-connections,high-availability-multi-region"];
    let crates: [(&str, &str, &[&str]); 3] = [
        ("library", "datadog-org", &["--lib", tags[0], tags[1]]),
        ("runtime", "datadog-org-runtime", &["--lib"]),
        ("list_orgs", "datadog-org", &["--example", "list_orgs", tags[0], tags[1]]),
    ];
    for (name, package, target) in crates {
        let (functions, lines) = size(&fs::read_to_string(emitted(name, package, target)?)?);
        let count = |what: &str, number| ("compiled".to_owned(), format!("{name}_{what}"), number);
        counts.extend([count("functions", functions), count("llvm_lines", lines)]);
    }
    Ok(counts)
}

/// Compiles a part of a package, without TLS, into LLVM's language.
fn emitted(name: &str, package: &str, target: &[&str]) -> Result<PathBuf> {
    let file = workspace::target().join(format!("budget-{name}.ll"));
    let mut command = cargo();
    command
        .args(["rustc", "--quiet", "--locked", "--package", package, "--no-default-features"])
        .args(target);
    command.args(["--", "-Ccodegen-units=1", "-Cdebuginfo=0"]).args([emit(&file), anew()]);
    command.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS").current_dir(workspace::root());
    let _ = fs::remove_file(&file);
    if !command.status().context("Cargo cannot be started")?.success() || !file.is_file() {
        return Err(anyhow!("the {name} does not compile"));
    }
    Ok(file)
}

fn emit(file: &Path) -> String {
    format!("--emit=llvm-ir={}", file.display())
}

/// An option that no run had before, without which Cargo would find that there is nothing to do, and no file be written.
fn anew() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("-Cmetadata={}", now.as_nanos())
}

/// Functions that are defined, and lines of their bodies.
pub fn size(code: &str) -> (u64, u64) {
    let (mut functions, mut lines, mut inside) = (0, 0, false);
    for line in code.lines() {
        if line.starts_with("define ") {
            functions += 1;
            inside = true;
        }
        lines += u64::from(inside && !line.trim().is_empty());
        inside &= line != "}";
    }
    (functions, lines)
}
