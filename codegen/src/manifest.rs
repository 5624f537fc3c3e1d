//! Writes the `Cargo.toml` of the generated crate.
//!
//! In: the crate as data, the dependencies that it needs, and the manifest that is there already, if any. Out: the manifest. Where one exists,
//! only what the output needs is brought up to date (edition, dependencies, features); hand-kept parts, comments and order survive.
//! Deliberately absent: versions of the toolchain at hand, and the disk.

pub(crate) mod runtime;
#[cfg(test)]
mod tests;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use crate::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::rust::Crate;

/// The edition that the output is written for.
const EDITION: &str = "2024";
/// The oldest compiler that takes the output.
const RUST_VERSION: &str = "1.89";

/// A dependency of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// Its name.
    pub(crate) name: &'static str,
    /// The version that is asked for.
    pub(crate) version: &'static str,
    /// Whether its default features are wanted.
    pub(crate) default_features: bool,
    /// Its features that are needed.
    pub(crate) features: Vec<&'static str>,
    /// Whether it is compiled only where a feature asks for it.
    pub(crate) optional: bool,
}

/// Rule: the name of the crate is one that Cargo takes: ASCII letters, digits, `-` and `_`, a letter first, and no keyword.
pub(crate) fn check_name(name: &str, diagnostics: &mut Diagnostics) {
    let is_plain =
        name.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    let is_letter_first = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_identifier = syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok();
    if is_plain && is_letter_first && is_identifier && name != "test" {
        return;
    }
    diagnostics.report(Diagnostic {
        rule: "crate-name",
        severity: Severity::Error,
        message: format!("`{name}` cannot be the name of a crate"),
        place: Place::File("Cargo.toml".to_owned()),
        help: Some("use letters, digits and `-`, with a letter first, and no keyword of Rust".to_owned()),
        cure: None,
    });
}

/// The manifest of a crate: a whole one, or `present` brought up to date.
pub(crate) fn manifest(
    output: &Crate,
    needed: &[Dependency],
    owned: impl Iterator<Item = &'static str>,
    present: Option<&str>,
) -> Result<DocumentMut, Box<Diagnostic>> {
    let mut document: DocumentMut = present.unwrap_or_default().parse().map_err(unreadable)?;
    let document_table = document.as_table_mut();
    package(table(document_table, "package")?, output);
    features(table(document_table, "features")?, output);
    let version = version(document_table);
    let dependencies_table = table(document_table, "dependencies")?;
    set(dependencies_table, &runtime::name(output), runtime::dependency(version.as_deref()));
    dependencies(dependencies_table, needed, owned);
    Ok(document)
}

/// The version of the package, if the manifest has it.
fn version(document: &Table) -> Option<String> {
    let package = document.get("package").and_then(Item::as_table_like);
    package.and_then(|package| package.get("version")).and_then(Item::as_str).map(str::to_owned)
}

/// Rule: a `Cargo.toml` that is there already is valid TOML, with tables where Cargo wants tables. Otherwise nothing is written.
fn unreadable(error: impl std::fmt::Display) -> Box<Diagnostic> {
    let reason = error.to_string();
    Box::new(Diagnostic {
        rule: "unreadable-manifest",
        severity: Severity::Error,
        message: format!("the present `Cargo.toml` cannot be read: {}", one_line(&reason)),
        place: Place::File("Cargo.toml".to_owned()),
        help: Some("correct the file, or remove it to have a new one written".to_owned()),
        cure: None,
    })
}

/// What is wrong with a text, without the picture of it that a parser draws: its first line and its last.
fn one_line(reason: &str) -> String {
    let mut lines = reason.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains('|'));
    let first = lines.next().unwrap_or_default().to_owned();
    lines.next_back().map_or(first.clone(), |last| format!("{first}: {last}"))
}

/// The table of this name, made if there is none.
fn table<'a>(document: &'a mut Table, name: &str) -> Result<&'a mut dyn TableLike, Box<Diagnostic>> {
    let item = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut().ok_or_else(|| unreadable(format!("`{name}` is not a table")))
}

fn package(package: &mut dyn TableLike, output: &Crate) {
    let defaults = [("name", output.name.as_str()), ("version", "0.1.0")];
    for (key, text) in defaults {
        set_if_absent(package, key, text);
    }
    for (key, text) in [("edition", EDITION), ("rust-version", RUST_VERSION)] {
        if !package.get(key).is_some_and(Item::is_table_like) {
            set(package, key, value(text));
        }
    }
    if !output.description.is_empty() {
        set_if_absent(package, "description", &output.description);
    }
}

fn set_if_absent(table: &mut dyn TableLike, key: &str, text: &str) {
    if !table.contains_key(key) {
        table.insert(key, value(text));
    }
}

/// Replaces a value, unless it is the same; comments around it stay.
fn set(table: &mut dyn TableLike, key: &str, item: Item) {
    let same = |old: &Item| old.to_string().trim() == item.to_string().trim();
    let Some(old) = table.get_mut(key) else {
        table.insert(key, item);
        return;
    };
    if same(old) {
        return;
    }
    match (old.as_value_mut(), item.into_value()) {
        (Some(old), Ok(mut new)) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        (_, Ok(new)) => *old = Item::Value(new),
        (_, Err(new)) => *old = new,
    }
}

/// Features that are off by default, and what each brings.
pub(crate) const OPTIONAL: &[(&str, &str)] = &[
    ("blocking", "`send_blocking` of every call, and `blocking::iterate` for streams"),
    (DESERIALIZE_REQUESTS, "`Deserialize` for the types that are only ever sent"),
    ("fake", "`FakeTransport`, for tests of programs"),
    ("gzip", "answers that are compressed with gzip"),
    ("http2", "HTTP/2 over TLS, with servers that agree to it by ALPN (RFC 7301)"),
    ("tower", "`ClientBuilder::layer`, for layers of `tower`"),
    ("tracing", "a span for each call"),
];

/// The one feature that is about nothing but models.
const DESERIALIZE_REQUESTS: &str = "deserialize-requests";

/// Features: one for each tag, the two ways to TLS, and all of it (with rustls) by default; then what is optional. What is not of a tag is
/// passed on to the runtime.
fn features(features: &mut dyn TableLike, output: &Crate) {
    for stale in stale_features(features, output) {
        features.remove(&stale);
    }
    let tags = output.features.iter().map(|feature| feature.0.as_str());
    set(features, "default", list(std::iter::once("rustls").chain(tags.clone())));
    let runtime = runtime::name(output);
    for name in ["rustls", "native-tls"].into_iter().chain(OPTIONAL.iter().map(|(name, _)| *name)) {
        let passed_on = (name != DESERIALIZE_REQUESTS).then(|| format!("{runtime}/{name}"));
        set(features, name, list(passed_on.as_deref()));
    }
    for tag in tags {
        set(features, tag, list([]));
    }
}

/// Features of tags that are gone: empty, and on by default.
fn stale_features(features: &dyn TableLike, output: &Crate) -> Vec<String> {
    let on_by_default = |name: &str| {
        let default = features.get("default").and_then(Item::as_array);
        default.is_some_and(|list| list.iter().any(|entry| entry.as_str() == Some(name)))
    };
    let is_tag = |name: &str| output.features.iter().any(|feature| feature.0 == name);
    let is_empty = |item: &Item| item.as_array().is_some_and(Array::is_empty);
    let stale = |name: &str, item: &Item| is_empty(item) && on_by_default(name) && !is_tag(name);
    features.iter().filter(|(name, item)| stale(name, item)).map(|(name, _)| name.to_owned()).collect()
}

/// A list of texts, on one line if it is short, else with one on each line.
fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> Item {
    let mut list: Array = texts.into_iter().collect();
    if list.to_string().len() > 90 {
        for text in list.iter_mut() {
            text.decor_mut().set_prefix("\n    ");
        }
        list.set_trailing("\n");
        list.set_trailing_comma(true);
    }
    value(list)
}

/// Dependencies: those needed are added or completed; those of `owned` that are no longer needed go.
fn dependencies(table: &mut dyn TableLike, needed: &[Dependency], owned: impl Iterator<Item = &'static str>) {
    let is_needed = |name: &str| needed.iter().any(|dependency| dependency.name == name);
    for unneeded in owned.filter(|name| !is_needed(name)) {
        table.remove(unneeded);
    }
    for dependency in needed {
        match table.get_mut(dependency.name) {
            Some(present) => complete(present, dependency),
            None => {
                table.insert(dependency.name, written(dependency));
            }
        }
    }
}

/// A dependency as it is written where there was none.
fn written(dependency: &Dependency) -> Item {
    if dependency.default_features && dependency.features.is_empty() && !dependency.optional {
        return value(dependency.version);
    }
    let mut entry = InlineTable::new();
    entry.insert("version", dependency.version.into());
    if !dependency.default_features {
        entry.insert("default-features", false.into());
    }
    if !dependency.features.is_empty() {
        entry.insert("features", Value::Array(dependency.features.iter().copied().collect()));
    }
    if dependency.optional {
        entry.insert("optional", true.into());
    }
    value(entry)
}

/// Adds the features that are missing from a dependency that is there, and makes it optional if a feature turns it on. Its version is
/// hand-kept; one that comes from the workspace has its features there.
fn complete(present: &mut Item, dependency: &Dependency) {
    let before = present.to_string();
    if present.as_str().is_some() && (dependency.optional || !dependency.features.is_empty()) {
        let mut entry = InlineTable::new();
        entry.insert("version", present.as_str().unwrap_or(dependency.version).into());
        *present = value(entry);
    }
    if let Some(entry) = present.as_table_like_mut() {
        add_missing(entry, dependency);
    }
    let is_changed = present.to_string() != before;
    if let Some(entry) = present.as_inline_table_mut().filter(|_| is_changed) {
        entry.fmt();
    }
}

fn add_missing(entry: &mut dyn TableLike, dependency: &Dependency) {
    if dependency.optional {
        set(entry, "optional", value(true));
    }
    if entry.contains_key("workspace") {
        return;
    }
    let mut features = entry.get("features").and_then(Item::as_array).cloned().unwrap_or_default();
    let before = features.len();
    for feature in &dependency.features {
        if !features.iter().any(|present| present.as_str() == Some(feature)) {
            features.push(*feature);
        }
    }
    if features.len() > before {
        set(entry, "features", value(features));
    }
}
