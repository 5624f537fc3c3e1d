//! The whole output for each document of `fixtures/features`, beside it. `INSTA_UPDATE=always` brings it up to date.
//!
//! What is expected has everything but the runtime, which is copied as it stands, and what reads the same for all crates: the
//! README and the layout rules.

use std::fmt::Write;
use std::panic::catch_unwind;

use codegen::diagnostics::render::render;
use codegen::is_runtime;
use support::workspace_path;

use crate::fixtures::{Fixture, fixtures};

/// Everything that the generator says and writes, in one text.
fn whole_output(fixture: &Fixture) -> String {
    let generation = fixture.generate();
    let mut text = render(&generation.diagnostics, &generation.sources, false);
    let is_shown = |path: &str| !is_runtime(path) && path != "README.md" && path != "rustfmt.toml";
    for (path, content) in generation.files.iter().filter(|(path, _)| is_shown(path)) {
        write!(text, "\n──── {path} ────\n\n{content}").unwrap();
    }
    text
}

#[test]
fn the_output_for_each_feature_is_as_expected() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace_path("tests/fixtures/features"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let fixtures = fixtures("tests/fixtures/features");
    assert!(fixtures.len() >= 30, "the fixtures are there");
    let differs = |fixture: &&Fixture| {
        let text = whole_output(fixture);
        settings.bind(|| catch_unwind(|| insta::assert_snapshot!(fixture.name.as_str(), text)).is_err())
    };
    let different: Vec<&str> = fixtures.iter().filter(differs).map(|fixture| fixture.name.as_str()).collect();
    assert_eq!(different, [""; 0], "run with `INSTA_UPDATE=always` to accept, and read what changes");
}
