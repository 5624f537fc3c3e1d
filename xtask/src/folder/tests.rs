//! What a folder gives out, and what it keeps to itself.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use super::*;

/// A folder `spec` with a file, a file in a folder of its own, and a secret beside the folder.
fn example() -> (tempfile::TempDir, Folder) {
    let scratch = tempfile::tempdir().unwrap();
    let spec = scratch.path().join("spec");
    fs::create_dir_all(spec.join("area")).unwrap();
    fs::write(spec.join("openapi.yaml"), "root").unwrap();
    fs::write(spec.join("area").join("one.yaml"), "one").unwrap();
    fs::write(scratch.path().join("secret"), "secret").unwrap();
    let folder = Folder::new(&spec).unwrap();
    (scratch, folder)
}

#[test]
fn files_are_read_by_their_path_below_the_folder() {
    let (_scratch, folder) = example();
    for (path, content) in
        [("openapi.yaml", "root"), ("area/one.yaml", "one"), ("area/../openapi.yaml", "root")]
    {
        assert_eq!(folder.read(path).unwrap(), content.as_bytes(), "{path}");
    }
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let (scratch, folder) = example();
    let absolute = scratch.path().join("secret").display().to_string();
    for path in ["../secret", "area/../../secret", absolute.as_str()] {
        assert_eq!(folder.read(path).unwrap_err().kind(), ErrorKind::PermissionDenied, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_only_within_the_folder() {
    let (scratch, folder) = example();
    let spec = scratch.path().join("spec");
    std::os::unix::fs::symlink("../secret", spec.join("out.yaml")).unwrap();
    std::os::unix::fs::symlink("openapi.yaml", spec.join("in.yaml")).unwrap();
    assert_eq!(folder.read("out.yaml").unwrap_err().kind(), ErrorKind::PermissionDenied);
    assert_eq!(folder.read("in.yaml").unwrap(), b"root");
}

#[test]
fn only_files_are_read() {
    let (_scratch, folder) = example();
    assert_eq!(folder.read("area").unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(folder.read("none.yaml").unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn no_more_is_read_of_a_file_than_shows_that_it_is_too_large() {
    let (scratch, folder) = example();
    let file = fs::File::create(scratch.path().join("spec/huge.yaml")).unwrap();
    file.set_len(codegen::LARGEST_FILE as u64 * 3).unwrap();
    assert_eq!(folder.read("huge.yaml").unwrap().len(), codegen::LARGEST_FILE + 1);
}

#[test]
fn a_file_is_split_into_its_folder_and_its_name() {
    let (scratch, _folder) = example();
    let (folder, name) = Folder::of(&scratch.path().join("spec").join("openapi.yaml")).unwrap();
    assert_eq!(folder.read(&name).unwrap(), b"root");
    assert!(Folder::of(&scratch.path().join("none").join("openapi.yaml")).is_err());
}

#[test]
fn overlays_are_those_of_the_folder_then_those_that_are_asked_for() {
    let (scratch, _) = example();
    let spec = scratch.path().join("spec");
    fs::create_dir(spec.join(OVERLAYS)).unwrap();
    for name in ["overlays/b.yaml", "overlays/a.json", "overlays/notes.md", "mine.yaml"] {
        fs::write(spec.join(name), name).unwrap();
    }
    let elsewhere = scratch.path().join("secret");
    let asked = [elsewhere.clone(), spec.join("mine.yaml"), spec.join("overlays/a.json")];
    let folder = Folder::new(&spec).unwrap().with_overlays(&asked).unwrap();
    let elsewhere = elsewhere.canonicalize().unwrap().display().to_string();
    assert_eq!(folder.overlays(), ["overlays/b.yaml", elsewhere.as_str(), "mine.yaml", "overlays/a.json"]);
    assert_eq!(folder.read(&elsewhere).unwrap(), b"secret");
    assert!(Folder::new(&spec).unwrap().with_overlays(&[spec.join("none.yaml")]).is_err());
}
