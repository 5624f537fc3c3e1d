#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::{Dependency, manifest, runtime};
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
    made(&[reqwest(), plain("serde")], Some(present))
}

fn made(needed: &[Dependency], present: Option<&str>) -> String {
    manifest(&output(), needed, OWNED.into_iter(), present).unwrap().to_string()
}

#[test]
fn a_new_manifest_is_whole() {
    let text = made(&[reqwest(), plain("serde")], None);
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
rustls = ["shop-client-runtime/rustls"]
native-tls = ["shop-client-runtime/native-tls"]
blocking = ["shop-client-runtime/blocking"]
deserialize-requests = []
fake = ["shop-client-runtime/fake"]
gzip = ["shop-client-runtime/gzip"]
http2 = ["shop-client-runtime/http2"]
tower = ["shop-client-runtime/tower"]
tracing = ["shop-client-runtime/tracing"]
orders = []

[dependencies]
shop-client-runtime = { path = "runtime", version = "=0.1.0" }
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
shop-client-runtime = { path = "runtime", version = "=7.1.0" }

[features]
default = ["rustls", "orders"]
mine = ["dep:anyhow"]
rustls = ["shop-client-runtime/rustls"]
native-tls = ["shop-client-runtime/native-tls"]
blocking = ["shop-client-runtime/blocking"]
deserialize-requests = []
fake = ["shop-client-runtime/fake"]
gzip = ["shop-client-runtime/gzip"]
http2 = ["shop-client-runtime/http2"]
tower = ["shop-client-runtime/tower"]
tracing = ["shop-client-runtime/tracing"]
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
        let text = made(&needed, Some(&present));
        assert!(text.contains(&format!("[dependencies]\n{expected}\n")), "{text}");
    }
}

/// Crates that were written when the runtime was a part of them.
#[test]
fn a_feature_that_means_something_else_by_now_is_brought_up_to_date() {
    let text = merged("[features]\n# TLS\nrustls = [\"reqwest/rustls\"] # mine\nhttp2 = []\n");
    assert!(text.contains("# TLS\nrustls = [\"shop-client-runtime/rustls\"] # mine\n"), "{text}");
    assert!(text.contains("http2 = [\"shop-client-runtime/http2\"]\n"), "{text}");
}

/// What is published together says the same of itself.
#[test]
fn the_runtime_is_a_package_as_the_crate_is() {
    let present = "[package]\nversion = \"7.1.0\" # soon 8\nedition.workspace = true\nlicense = \"MIT\"\nauthors = [\"me\"]\n";
    let api = manifest(&output(), &[], OWNED.into_iter(), Some(present)).unwrap();
    assert_eq!(
        runtime::manifest(&output(), &api, &[reqwest(), plain("serde")]),
        r#"# @generated by codegen; do not edit.

[package]
name = "shop-client-runtime"
description = "What all calls of shop-client have in common"
version = "7.1.0"
edition.workspace = true
rust-version = "1.89"
license = "MIT"

[features]
rustls = ["reqwest/rustls-no-provider", "dep:rustls", "dep:rustls-platform-verifier"]
native-tls = ["reqwest/native-tls"]
blocking = ["tokio/rt-multi-thread"]
fake = []
gzip = ["reqwest/gzip"]
http2 = ["reqwest/http2"]
tower = ["dep:tower-layer", "dep:tower-service"]
tracing = ["dep:tracing"]

[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["stream"] }
serde = "1"
"#
    );
}

/// Where the version comes from a workspace, it is not known here.
#[test]
fn a_runtime_whose_version_is_not_known_is_named_by_its_path_alone() {
    let text = merged("[package]\nversion.workspace = true\n");
    assert!(text.contains("shop-client-runtime = { path = \"runtime\" }\n"), "{text}");
}

#[test]
fn a_manifest_that_is_no_toml_is_an_error() {
    let error = manifest(&output(), &[], OWNED.into_iter(), Some("[package")).unwrap_err();
    assert_eq!(error.rule, "unreadable-manifest");
}
