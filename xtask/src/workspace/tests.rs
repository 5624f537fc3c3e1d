//! Names for crates.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::path::Path;

use super::*;

#[test]
fn a_name_has_to_be_one_that_cargo_takes() {
    for name in ["a", "datadog-org", "Api2", "my_client"] {
        assert_eq!(crate_name(name).unwrap(), name);
    }
    for name in ["", "2fa", "-a", "a b", "ä", "a/b", "self", "test"] {
        assert!(crate_name(name).is_err(), "{name}");
    }
}

#[test]
fn a_folder_suggests_a_name() {
    let name = |folder: &str| default_crate_name(Path::new(folder), None);
    assert_eq!(name("/x/Pet Store.v2").unwrap(), "pet-store-v2");
    assert_eq!(name("/x/my__client").unwrap(), "my-client");
    assert!(name("/x/123").unwrap_err().to_string().contains("--name"));
    assert_eq!(default_crate_name(&generated(), None).unwrap(), "datadog-org");
}

#[test]
fn a_crate_keeps_the_name_it_has() {
    let manifest = "[package]\nname = \"old-name\"\n";
    assert_eq!(default_crate_name(Path::new("/x/folder"), Some(manifest)).unwrap(), "old-name");
}
