//! Writes the `Cargo.toml` of the runtime, a crate of its own beside that of the API.
//!
//! In: the crate as data, its manifest, and the dependencies that the runtime needs. Out: the text of the runtime's manifest, and how that of the
//! API names it. Nothing in it is hand-kept: what a package has to say of itself, it says as the other does.

use toml_edit::{DocumentMut, InlineTable, Item, Table, value};

use super::{Dependency, EDITION, RUST_VERSION, list, written};
use crate::rust::Crate;

/// The folder of the runtime, below that of the API.
pub(crate) const FOLDER: &str = "runtime";

/// What each feature of the runtime brings. TLS by rustls: `reqwest` would bring a cryptography that takes long to compile and much room; the
/// runtime chooses a smaller one.
const BROUGHT: &[(&str, &[&str])] = &[
    ("rustls", &["reqwest/rustls-no-provider", "dep:rustls", "dep:rustls-platform-verifier"]),
    ("native-tls", &["reqwest/native-tls"]),
    ("blocking", &["tokio/rt-multi-thread"]),
    ("fake", &[]),
    ("gzip", &["reqwest/gzip"]),
    ("http2", &["reqwest/http2"]),
    ("tower", &["dep:tower-layer", "dep:tower-service"]),
    ("tracing", &["dep:tracing"]),
];

/// What a package says of itself that goes for its runtime too: the two are published together.
const SHARED: [&str; 6] = ["version", "edition", "rust-version", "license", "repository", "publish"];

/// The name of the runtime's package.
pub(crate) fn name(output: &Crate) -> String {
    format!("{}-runtime", output.name)
}

/// The runtime as a dependency: that of the very same version, where it is known.
pub(super) fn dependency(version: Option<&str>) -> Item {
    let mut entry = InlineTable::new();
    entry.insert("path", FOLDER.into());
    if let Some(version) = version {
        entry.insert("version", format!("={version}").into());
    }
    value(entry)
}

/// The manifest of the runtime.
pub(crate) fn manifest(output: &Crate, api: &DocumentMut, needed: &[Dependency], first_line: &str) -> String {
    let mut document = DocumentMut::new();
    let root = document.as_table_mut();
    root.insert("package", Item::Table(package(output, api)));
    root.insert("features", Item::Table(features()));
    let mut dependencies = Table::new();
    for dependency in needed {
        dependencies.insert(dependency.name, written(dependency));
    }
    root.insert("dependencies", Item::Table(dependencies));
    format!("{first_line}\n\n{document}")
}

fn package(output: &Crate, api: &DocumentMut) -> Table {
    let mut package = Table::new();
    package.insert("name", value(name(output)));
    package.insert("description", value(format!("What all calls of {} have in common", output.name)));
    package.insert("version", value("0.1.0"));
    package.insert("edition", value(EDITION));
    package.insert("rust-version", value(RUST_VERSION));
    let shared = api.get("package").and_then(Item::as_table_like);
    for key in SHARED {
        if let Some(item) = shared.and_then(|shared| shared.get(key)) {
            package.insert(key, bare(item.clone()));
        }
    }
    package
}

/// An item without the comments around it.
fn bare(mut item: Item) -> Item {
    if let Some(value) = item.as_value_mut() {
        value.decor_mut().clear();
    }
    item
}

fn features() -> Table {
    let mut features = Table::new();
    for (name, brought) in BROUGHT {
        features.insert(name, list(brought.iter().copied()));
    }
    features
}
