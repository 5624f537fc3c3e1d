//! Counts what stands in generated source files: lines, bytes, and items, which is what the compiler works through one by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use codegen::{Options, is_runtime};
use syn::{ImplItem, Item, TraitItem};

use super::Count;
use crate::folder::Folder;
use crate::workspace;

/// Fixtures that stand for what most descriptions are made of.
const FIXTURES: [&str; 5] = ["all_of", "discriminator", "enums", "error_shapes", "parameters"];

/// The crate of this workspace, its runtime apart.
pub fn generated() -> Result<Vec<Count>> {
    let mut files = BTreeMap::new();
    for folder in ["src", "runtime/src"] {
        read(&workspace::generated().join(folder), folder, &mut files)?;
    }
    let (runtime, own): (BTreeMap<_, _>, _) = files.into_iter().partition(|(path, _)| is_runtime(path));
    let mut counts = sizes("generated", &own)?;
    counts.extend(sizes("runtime", &runtime)?);
    Ok(counts)
}

/// The crates of a few fixtures, without the runtime.
pub fn fixtures() -> Result<Vec<Count>> {
    let folder = workspace::root().join("tests").join("fixtures").join("features");
    let folder = Folder::new(&folder).context("the fixtures are not there")?;
    let mut counts = Vec::new();
    for name in FIXTURES {
        let options = Options { crate_name: "fixture".to_owned(), manifest: None, allow_dangling: false };
        let mut files = codegen::generate(&folder, &format!("{name}.yaml"), &options).files;
        if files.is_empty() {
            return Err(anyhow!("the fixture `{name}` is not generated"));
        }
        files.retain(|path, _| path.ends_with(".rs") && !is_runtime(path));
        counts.extend(sizes(&format!("fixture_{name}"), &files)?);
    }
    Ok(counts)
}

/// The Rust files below a folder, by their path in the crate.
fn read(folder: &Path, path: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    let failure = || format!("`{}` cannot be read", folder.display());
    for entry in fs::read_dir(folder).with_context(failure)? {
        let entry = entry.with_context(failure)?;
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &path, files)?;
        } else if path.ends_with(".rs") {
            files.insert(path, fs::read_to_string(entry.path()).with_context(failure)?);
        }
    }
    Ok(())
}

/// Lines, bytes and items of files.
pub fn sizes(group: &str, files: &BTreeMap<String, String>) -> Result<Vec<Count>> {
    let (mut lines, mut bytes, mut items) = (0, 0, 0);
    for (path, text) in files {
        let file = syn::parse_file(text).with_context(|| format!("`{path}` is not Rust"))?;
        lines += text.lines().count() as u64;
        bytes += text.len() as u64;
        items += file.items.iter().map(within).sum::<u64>();
    }
    let count = |name: &str, number| (group.to_owned(), name.to_owned(), number);
    Ok(vec![count("lines", lines), count("bytes", bytes), count("items", items)])
}

/// An item and what stands in it.
fn within(item: &Item) -> u64 {
    let inner = match item {
        Item::Mod(module) => module.content.iter().flat_map(|(_, items)| items).map(within).sum::<u64>(),
        Item::Impl(block) => {
            block.items.iter().filter(|item| !matches!(item, ImplItem::Verbatim(_))).count() as u64
        }
        Item::Trait(definition) => {
            definition.items.iter().filter(|item| !matches!(item, TraitItem::Verbatim(_))).count() as u64
        }
        _ => 0,
    };
    inner + 1
}
