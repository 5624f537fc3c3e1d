#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::{Dependency, manifest};
use crate::rust::{Crate, Feature};

const OWNED: [&str; 3] = ["reqwest", "serde", "uuid"];

fn reqwest() -> Dependency {
    Dependency { version: "0.13", default_features: false, features: vec!["stream"], ..plain("reqwest") }
}

fn plain(name: &'static str) -> Dependency {
    Dependency { name, version: "1", default_features: true, features: Vec::new(), optional: false }
}

fn output() -> Crate {
    Crate {
        name: "shop-client".to_owned(),
        description: "A client of the shop".to_owned(),
        features: vec![Feature("orders".to_owned())],
        ..Crate::default()
    }
}

fn merged(present: &str) -> String {
    manifest(&output(), &[reqwest(), plain("serde")], OWNED.into_iter(), Some(present)).unwrap()
}

#[test]
fn a_new_manifest_is_whole() {
    let text = manifest(&output(), &[reqwest(), plain("serde")], OWNED.into_iter(), None).unwrap();
    assert_eq!(
        text,
        r#"[package]
name = "shop-client"
version = "0.1.0"
edition = "2024"
rust-version = "1.89"
description = "A client of the shop"

[features]
default = ["rustls", "orders"]
rustls = ["reqwest/rustls-no-provider", "dep:rustls", "dep:rustls-platform-verifier"]
native-tls = ["reqwest/native-tls"]
blocking = ["tokio/rt-multi-thread"]
deserialize-requests = []
fake = []
gzip = ["reqwest/gzip"]
http2 = ["reqwest/http2"]
tower = ["dep:tower-layer", "dep:tower-service"]
tracing = ["dep:tracing"]
orders = []

[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["stream"] }
serde = "1"
"#
    );
}

#[test]
fn a_new_manifest_is_up_to_date() {
    let text = merged("");
    assert_eq!(merged(&text), text);
}

#[test]
fn hand_kept_parts_survive() {
    let present = r#"# Mine.
[package]
name = "other-name"
version = "7.1.0"
edition.workspace = true
rust-version = "1.80"  # old

[dependencies]
anyhow = "1" # mine
reqwest = { workspace = true }
uuid = "1"
serde = "1.0.200"

[features]
default = ["rustls", "gone", "mine"]
gone = []
mine = ["dep:anyhow"]

[lints]
workspace = true
"#;
    assert_eq!(
        merged(present),
        r#"# Mine.
[package]
name = "other-name"
version = "7.1.0"
edition.workspace = true
rust-version = "1.89"  # old
description = "A client of the shop"

[dependencies]
anyhow = "1" # mine
reqwest = { workspace = true }
serde = "1.0.200"

[features]
default = ["rustls", "orders"]
mine = ["dep:anyhow"]
rustls = ["reqwest/rustls-no-provider", "dep:rustls", "dep:rustls-platform-verifier"]
native-tls = ["reqwest/native-tls"]
blocking = ["tokio/rt-multi-thread"]
deserialize-requests = []
fake = []
gzip = ["reqwest/gzip"]
http2 = ["reqwest/http2"]
tower = ["dep:tower-layer", "dep:tower-service"]
tracing = ["dep:tracing"]
orders = []

[lints]
workspace = true
"#
    );
}

#[test]
fn missing_features_of_a_dependency_are_added() {
    let text = merged("[dependencies]\nreqwest = \"0.13.2\"\n");
    assert!(text.contains("reqwest = { version = \"0.13.2\", features = [\"stream\"] }"), "{text}");
}

/// Without that, `dep:serde` in a feature would be an error of Cargo.
#[test]
fn a_dependency_that_a_feature_turns_on_is_made_optional() {
    let needed = [Dependency { optional: true, ..plain("serde") }];
    for (present, expected) in [
        ("serde = \"1.0.200\"", "serde = { version = \"1.0.200\", optional = true }"),
        ("serde = { path = \"serde\" }", "serde = { path = \"serde\", optional = true }"),
        ("serde = { workspace = true }", "serde = { workspace = true, optional = true }"),
        ("serde.workspace = true", "serde.workspace = true\nserde.optional = true"),
        ("serde = { version = \"1\", optional = true }", "serde = { version = \"1\", optional = true }"),
    ] {
        let present = format!("[dependencies]\n{present}\n");
        let text = manifest(&output(), &needed, OWNED.into_iter(), Some(&present)).unwrap();
        assert!(text.contains(&format!("[dependencies]\n{expected}\n")), "{text}");
    }
}

/// Crates that were written when `reqwest` chose the cryptography.
#[test]
fn a_feature_that_means_something_else_by_now_is_brought_up_to_date() {
    let text = merged("[features]\n# TLS\nrustls = [\"reqwest/rustls\"] # mine\nhttp2 = []\n");
    let rustls = "# TLS\nrustls = [\"reqwest/rustls-no-provider\", \"dep:rustls\", \"dep:rustls-platform-verifier\"] # mine\n";
    assert!(text.contains(rustls), "{text}");
    assert!(text.contains("http2 = [\"reqwest/http2\"]\n"), "{text}");
}

#[test]
fn a_manifest_that_is_no_toml_is_an_error() {
    let error = manifest(&output(), &[], OWNED.into_iter(), Some("[package")).unwrap_err();
    assert_eq!(error.rule, "unreadable-manifest");
}
