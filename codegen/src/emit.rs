//! Spells the generated crate: [`crate::rust`] in, tokens out.
//!
//! The only place with `quote!`. Deliberately absent: schemas, names, decisions.

pub(crate) mod api;
pub(crate) mod client;
mod constant;
pub(crate) mod crate_root;
pub(crate) mod docs;
pub(crate) mod models;
pub(crate) mod scope;
pub(crate) mod types;

use crate::print::SourceFile;
use crate::rust::Crate;

/// An operation takes about as long to spell as this many models.
const MODELS_IN_OPERATION: usize = 4;

/// Every source file of a crate whose text is made of items.
pub(crate) fn files(output: &Crate) -> Vec<SourceFile<'_>> {
    let crate_name = output.name.replace('-', "_");
    let mut files = vec![
        SourceFile::new("src/lib.rs".to_owned(), || crate_root::library(output)),
        SourceFile::new("src/client.rs".to_owned(), || client::file(output)),
        SourceFile::new("src/runtime.rs".to_owned(), || crate_root::runtime(output)),
        SourceFile::new("runtime/src/lib.rs".to_owned(), || crate_root::runtime_library(output)),
    ];
    if !output.handles.is_empty() {
        files.push(SourceFile::new("src/api.rs".to_owned(), || crate_root::api(output)));
    }
    if !output.models.is_empty() {
        files.push(SourceFile::new("src/models.rs".to_owned(), || crate_root::models(output)));
    }
    files.extend(output.models.iter().map(|group| {
        let path = format!("src/models/{}.rs", group.name.as_str());
        SourceFile::new(path, move || models::items(group)).weighing(group.items.len())
    }));
    files.extend(output.handles.iter().map(|handle| {
        let (path, crate_name) = (format!("src/api/{}.rs", handle.module.as_str()), crate_name.clone());
        let weight = handle.operations.len() * MODELS_IN_OPERATION;
        SourceFile::new(path, move || api::handle_file(handle, &crate_name)).weighing(weight)
    }));
    files
}
