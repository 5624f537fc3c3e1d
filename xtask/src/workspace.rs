//! Where things are when nobody says: the folders of this workspace, and the name of a crate.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

/// The folder of this workspace.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The description that this workspace is about.
pub fn spec() -> PathBuf {
    root().join("spec").join("openapi.yaml")
}

/// The crate that this workspace is about.
pub fn generated() -> PathBuf {
    root().join("generated")
}

/// Where what is built goes.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |path| root().join(path))
}

/// A path as a reader would type it: below the current folder if it is there.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).ok().filter(|below| !below.as_os_str().is_empty());
    below.unwrap_or(path).display().to_string()
}

/// Checks a name for a crate.
pub fn crate_name(name: &str) -> Result<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let starts_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if !starts_well || !name.chars().all(plain) {
        return Err(anyhow!("`{name}` cannot name a crate: use a letter, then letters, digits, `-` and `_`"));
    }
    if RESERVED.contains(&name) {
        return Err(anyhow!("`{name}` cannot name a crate: the word is taken by Rust or Cargo"));
    }
    Ok(name.to_owned())
}

/// The name of the crate in a folder: what its manifest says, or else what the folder suggests.
pub fn default_crate_name(folder: &Path, manifest: Option<&str>) -> Result<String> {
    if let Some(name) = manifest.and_then(package_name) {
        return crate_name(&name);
    }
    if folder == generated() {
        return Ok("datadog-org".to_owned());
    }
    let name = folder.file_name().map(|name| kebab_case(&name.to_string_lossy())).unwrap_or_default();
    crate_name(&name).context("the folder does not suggest a name for the crate; give one with `--name`")
}

/// The name of the package that a `Cargo.toml` describes.
pub fn package_name(manifest: &str) -> Option<String> {
    let document: toml_edit::DocumentMut = manifest.parse().ok()?;
    document.get("package")?.get("name")?.as_str().map(str::to_owned)
}

/// Lowercase words of letters and digits, joined by `-`.
pub fn kebab_case(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Words that Cargo refuses, or that the code of the crate could not be called by.
const RESERVED: &[&str] = &[
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

#[cfg(test)]
mod tests;
