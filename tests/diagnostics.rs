//! What the generator says of each document of `fixtures/bad`, beside it. `INSTA_UPDATE=always` brings it up to date.
//!
//! A document is called as the rule it breaks, so that no rule is without one. What cannot stand in a folder is made here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use codegen::diagnostics::render::render;
use codegen::{Files, Generation, Options};
use support::workspace_path;

use crate::fixtures::{Documents, fixtures, generate};

/// What is said, and what it comes to.
fn said(generation: &Generation) -> String {
    let outcome = if generation.files.is_empty() { "Nothing is generated." } else { "A crate is generated." };
    format!("{outcome}\n\n{}", render(&generation.diagnostics, &generation.sources, false))
}

/// What is said of one document.
fn said_of(text: impl Into<Vec<u8>>) -> String {
    said(&generate(&Documents::from([("openapi.yaml".to_owned(), text.into())]), "openapi.yaml", "bad"))
}

/// Compares what is said with what stands in the folder of the documents.
fn check(name: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace_path("tests/fixtures/bad"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, said));
}

#[test]
fn what_is_said_of_each_document_is_as_expected() {
    let mut different = Vec::new();
    for fixture in fixtures("tests/fixtures/bad") {
        let text = said(&fixture.generate());
        if catch_unwind(|| check(&fixture.name, &text)).is_err() {
            different.push(fixture.name);
        }
    }
    assert_eq!(different, [""; 0], "run with `INSTA_UPDATE=always` to accept, and read what changes");
}

/// The names of all rules, from the sources: they stand behind `rule:`, or first in a call of a severity.
fn rules(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            rules(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
            let text = fs::read_to_string(&path).unwrap();
            for start in ["rule: \"", "error(\"", "skipped(\"", "degraded(\"", "note(\""] {
                let compact: String = text.split('\n').map(str::trim).collect();
                let names = compact.split(start).skip(1).filter_map(|rest| rest.split('"').next());
                let is_rule =
                    |name: &&str| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
                found.extend(names.filter(is_rule).map(str::to_owned));
            }
        }
    }
}

/// Rules that no document of a folder can break; those that are tested are tested below.
const ELSEWHERE: &[&str] =
    &["crate-name", "file-too-large", "unreadable-file", "unreadable-manifest", "unprintable"];

#[test]
fn every_rule_has_a_document() {
    let mut rules_found = BTreeSet::new();
    rules(&workspace_path("codegen/src"), &mut rules_found);
    assert!(rules_found.len() > 40, "the rules are found: {rules_found:?}");
    let fixtures = fixtures("tests/fixtures/bad");
    for rule in rules_found.iter().filter(|rule| !ELSEWHERE.contains(&rule.as_str())) {
        let fixture = fixtures.iter().find(|fixture| fixture.name == *rule);
        let Some(fixture) = fixture else { panic!("tests/fixtures/bad has no `{rule}`") };
        let said = fixture.generate().diagnostics;
        assert!(said.iter().any(|said| said.rule == rule), "{rule} is not said of its document");
    }
}

#[test]
fn a_missing_document_is_named() {
    let said = said(&generate(&BTreeMap::new(), "openapi.yaml", "bad"));
    check("missing-document", &said);
}

/// A folder whose only file is too large.
struct Large;

impl Files for Large {
    fn read(&self, _path: &str) -> std::io::Result<Vec<u8>> {
        Ok(vec![b' '; 200 * 1024 * 1024])
    }
}

#[test]
fn a_huge_document_is_not_read() {
    let options = Options { crate_name: "bad".to_owned(), manifest: None, allow_dangling: false };
    check("file-too-large", &said(&codegen::generate(&Large, "openapi.yaml", &options)));
}

#[test]
fn a_broken_manifest_is_not_overwritten() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";
    let files = Documents::from([("openapi.yaml".to_owned(), text.into())]);
    let options = Options {
        crate_name: "bad".to_owned(),
        manifest: Some("[package".to_owned()),
        allow_dangling: false,
    };
    check("unreadable-manifest", &said(&codegen::generate(&files, "openapi.yaml", &options)));
}

#[test]
fn a_name_that_no_crate_can_have_is_refused() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";
    let files = Documents::from([("openapi.yaml".to_owned(), text.into())]);
    check("crate-name", &said(&generate(&files, "openapi.yaml", "no name/at all")));
}

#[test]
fn a_thousand_levels_are_too_deep() {
    let flow = format!("openapi: 3.0.3\ninfo: {{}}\nx: {}{}\n", "[".repeat(1000), "]".repeat(1000));
    check("levels-of-brackets", &said_of(flow));
    let json = format!(r#"{{"openapi": "3.0.3", "x": {}{}}}"#, "[".repeat(1000), "]".repeat(1000));
    check("levels-of-json", &said_of(json));
    let mut block = "openapi: 3.0.3\n".to_owned();
    for level in 0..1000 {
        writeln!(block, "{}a:", " ".repeat(level)).unwrap();
    }
    check("levels-of-lines", &said_of(block));
}

#[test]
fn schemas_a_hundred_levels_deep_are_generated() {
    let mut schema = "{ type: string }".to_owned();
    for _ in 0..50 {
        schema = format!("{{ type: object, properties: {{ a: {schema} }} }}");
    }
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
    );
    check("levels-of-schemas", &said_of(text));
}

/// The overlay that the help of a diagnostic shows, as it would be pasted.
fn shown_overlay(text: &str) -> Option<String> {
    let lines = text.lines().skip_while(|line| line.trim_start() != "overlay: 1.0.0");
    let lines: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let indent = lines.first()?.len() - lines.first()?.trim_start().len();
    Some(lines.iter().map(|line| &line[indent..]).collect::<Vec<_>>().join("\n"))
}

#[test]
fn an_overlay_that_is_shown_cures_what_it_is_shown_for() {
    let mut cured = 0;
    for fixture in fixtures("tests/fixtures/bad") {
        let generation = fixture.generate();
        for said in generation.diagnostics.iter().filter(|said| said.cure.is_some()) {
            let mut alone = codegen::Diagnostics::default();
            alone.report(said.clone());
            let text = render(&alone, &generation.sources, false);
            let Some(overlay) = shown_overlay(&text) else { continue };
            let mut files = fixture.files.clone();
            files.insert("overlays/cure.yaml".to_owned(), overlay.clone().into_bytes());
            let after = generate(&files, &fixture.root, "bad");
            let is_still_said =
                after.diagnostics.iter().any(|now| (now.rule, &now.message) == (said.rule, &said.message));
            let spoils = [
                "malformed-yaml",
                "malformed-action",
                "overgrown-description",
                "invalid-target",
                "unmatched-target",
            ];
            let is_applied = after.diagnostics.iter().all(|now| !spoils.contains(&now.rule));
            assert!(!is_still_said && is_applied, "{}:\n{overlay}", fixture.name);
            cured += 1;
        }
    }
    assert!(cured > 5, "{cured} overlays are shown");
}
