//! What is read of Cargo's output.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;

use super::{read, tags};

#[test]
fn messages_about_the_crate_count_and_summaries_do_not() {
    let line = |manifest: &str, level: &str, text: &str, code: &str, spans: &str| {
        format!(
            r#"{{"reason":"compiler-message","manifest_path":"{manifest}","message":{{"level":"{level}","message":"{text}","code":{code},"spans":{spans}}}}}"#
        )
    };
    let span = r#"[{"file_name":"src/lib.rs","line_start":3,"is_primary":true}]"#;
    let output = [
        line("/a/Cargo.toml", "warning", "unused", r#"{"code":"unused"}"#, span),
        line("/a/Cargo.toml", "error", "mismatched", r#"{"code":"E0308"}"#, span),
        line("/a/Cargo.toml", "error", "mismatched", r#"{"code":"E0308"}"#, span),
        line("/a/Cargo.toml", "error", "aborting due to 2 previous errors; 1 warning emitted", "null", "[]"),
        line("/b/Cargo.toml", "error", "elsewhere", "null", span),
        r#"{"reason":"build-finished","success":false}"#.to_owned(),
        "not JSON".to_owned(),
    ];
    let compilation = read(&output.join("\n"), Path::new("/a/Cargo.toml"));
    assert_eq!((compilation.errors, compilation.warnings), (2, 1));
    assert_eq!(compilation.first.as_deref(), Some("error[E0308]: mismatched (src/lib.rs:3)"));
    let codes: Vec<_> = compilation.codes.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(codes, [("E0308", 2), ("unused", 1)]);
}

#[test]
fn tags_are_the_features_that_are_nothing_else() {
    let manifest = "[features]\ndefault = [\"rustls\", \"pets\"]\nrustls = []\nnative-tls = []\npets = []\n";
    assert_eq!(tags(manifest).unwrap(), ["pets"]);
    assert!(tags("[package]\n").unwrap().is_empty());
}
