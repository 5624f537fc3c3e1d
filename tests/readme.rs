//! The walk through the README that adds an endpoint, done as it is written there.

use std::fs;
use std::path::Path;

use codegen::Options;
use support::workspace_path;
use xtask::folder::Folder;

/// The blocks of YAML in the README, without the indentation of the list that they stand in.
fn blocks(readme: &str) -> Vec<String> {
    let parts = readme.split("   ```yaml\n").skip(1).filter_map(|part| part.split_once("   ```\n"));
    let dedent = |block: &str| {
        block.lines().map(|line| line.strip_prefix("   ").unwrap_or(line).to_owned() + "\n").collect()
    };
    parts.map(|(block, _)| dedent(block)).collect()
}

fn indent(block: &str, by: usize) -> String {
    block.lines().map(|line| " ".repeat(by) + line + "\n").collect()
}

/// Inserts lines behind the one that reads `heading`.
fn insert(text: &str, heading: &str, lines: &str) -> String {
    assert_eq!(text.matches(heading).count(), 1, "{heading:?}");
    text.replace(heading, &format!("{heading}{lines}"))
}

#[test]
fn the_endpoint_of_the_readme_can_be_added() {
    let readme = fs::read_to_string(workspace_path("README.md")).unwrap();
    let [paths, schemas] = blocks(&readme).try_into().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    for file in fs::read_dir(workspace_path("spec")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), scratch.path().join(file.file_name())).unwrap();
    }
    let area = scratch.path().join("org-configs.yaml");
    let text = fs::read_to_string(&area).unwrap();
    let text = insert(&text, "\npaths:\n", &indent(&paths, 2));
    let text = insert(&text, "\n  schemas:\n", &indent(&schemas, 4));
    fs::write(&area, text).unwrap();

    let api = generated(scratch.path());
    let signature = "pub fn update_login_org_configs_max_session_duration(";
    assert!(api.contains(signature), "{api}");
    let call = readme.split(".update_login_org_configs_max_session_duration(body)").count();
    assert_eq!(call, 2, "the README calls what is generated");
}

/// The operations of the tag that the README's endpoint has.
fn generated(spec: &Path) -> String {
    let options = Options { crate_name: "datadog-org".to_owned(), manifest: None, allow_dangling: false };
    let generation = codegen::generate(&Folder::new(spec).unwrap(), "openapi.yaml", &options);
    let said: Vec<_> = generation.diagnostics.iter().map(|said| said.rule).collect();
    assert_eq!(
        said,
        ["unlisted-path"],
        "the endpoint is an edit to one file; a note asks to list it for other tools"
    );
    assert_eq!(generation.summary.operations, 17);
    generation.files["src/api/organizations.rs"].clone()
}
