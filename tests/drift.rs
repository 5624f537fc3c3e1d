//! The generated crate is what the generator writes, and any edit of either side is found.

use std::fs;
use std::path::Path;

use support::workspace_path;
use xtask::generate::drift;

/// Copies the files of a folder, and of those in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// What differs after an edit of a copy of the description and the crate.
fn drift_after(edit: impl FnOnce(&Path)) -> String {
    let scratch = tempfile::tempdir().unwrap();
    for folder in ["spec", "generated"] {
        copy(&workspace_path(folder), &scratch.path().join(folder));
    }
    edit(scratch.path());
    drift(&scratch.path().join("spec").join("openapi.yaml"), &scratch.path().join("generated")).unwrap()
}

/// Replaces a text in a file, wherever it stands.
fn replace(file: &Path, before: &str, after: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(before), "{before} is not in the file");
    fs::write(file, text.replace(before, after)).unwrap();
}

#[test]
fn the_generated_crate_is_what_the_generator_writes() {
    let found = drift(&workspace_path("spec/openapi.yaml"), &workspace_path("generated")).unwrap();
    assert_eq!(found, "", "`cargo xtask codegen` brings the crate up to date");
}

#[test]
fn a_copy_elsewhere_is_the_same_crate() {
    assert_eq!(drift_after(|_| {}), "");
}

#[test]
fn an_edit_of_the_description_is_found() {
    let found =
        drift_after(|folder| replace(&folder.join("spec/hamr.yaml"), "GetHamrOrgConnection", "GetPairing"));
    assert!(found.starts_with("changed: "), "{found}");
    assert!(found.contains("GetPairing"), "{found}");
}

#[test]
fn an_edit_of_the_crate_is_found() {
    let found = drift_after(|folder| replace(&folder.join("generated/src/lib.rs"), "pub ", "pub  "));
    assert!(found.starts_with("changed: src/lib.rs\n"), "{found}");
    let found = drift_after(|folder| fs::remove_file(folder.join("generated/src/client.rs")).unwrap());
    assert!(found.starts_with("missing: src/client.rs\n"), "{found}");
    let found = drift_after(|folder| fs::write(folder.join("generated/src/more.rs"), "").unwrap());
    assert!(
        found.starts_with("surplus, and not made by the generator, which will not remove it: src/more.rs\n"),
        "{found}"
    );
}
