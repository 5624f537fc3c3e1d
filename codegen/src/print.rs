//! Turns tokens into the text of source files.
//!
//! In: [`SourceFile`]s, each of which makes its items when asked (tokens cannot cross threads). Out: the text by path.
//! Items are parsed and printed one at a time and joined by one blank line, so that no file is ever held as one syntax
//! tree, and several threads share the files. Deliberately absent: what the items mean, and the disk.

mod item;
mod layout;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::TokenStream;

pub(crate) use item::{Definition, Item, Member, Methods, Table};

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::parallel;

/// Makes the items of a file, in order. The first may be inner attributes (the file's documentation), and a run of `use` or `mod`
/// items that belong together may come as one.
pub(crate) type MakeItems<'a> = Box<dyn Fn() -> Vec<Item> + Send + Sync + 'a>;

/// A source file that is yet to be spelled.
pub(crate) struct SourceFile<'a> {
    /// Its path below the root of the crate.
    pub(crate) path: String,
    /// What it consists of.
    pub(crate) items: MakeItems<'a>,
    /// About how much work it is beside others.
    weight: usize,
}

impl<'a> SourceFile<'a> {
    /// A file of this path and these items.
    pub(crate) fn new<I: Into<Item>>(path: String, items: impl Fn() -> Vec<I> + Send + Sync + 'a) -> Self {
        Self { path, items: Box::new(move || items().into_iter().map(Into::into).collect()), weight: 1 }
    }

    /// The same file, known to be more work than others.
    pub(crate) fn weighing(self, weight: usize) -> Self {
        Self { weight, ..self }
    }
}

/// Prints all files. `first_line` is the comment that each starts with.
pub(crate) fn files(files: &[SourceFile<'_>], first_line: &str) -> Printed {
    // The largest first, so that no thread is left with it while the others have nothing to do.
    let mut order: Vec<&SourceFile<'_>> = files.iter().collect();
    order.sort_by_key(|file| Reverse(file.weight));
    let next = AtomicUsize::new(0);
    let printed = Mutex::new(Printed::default());
    parallel::together(files.len(), || {
        while let Some(file) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = text(&(file.items)(), first_line);
            printed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).add(&file.path, text);
        }
    });
    printed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What printing gave.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    /// The text of each file by path.
    pub(crate) files: BTreeMap<String, String>,
    /// Files that could not be printed, with the reason.
    failures: BTreeMap<String, String>,
}

impl Printed {
    fn add(&mut self, path: &str, text: Result<String, String>) {
        match text {
            Ok(text) => self.files.insert(path.to_owned(), text),
            Err(reason) => self.failures.insert(path.to_owned(), reason),
        };
    }

    /// One error for each file that could not be printed.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> {
        self.failures.iter().map(|(path, reason)| unprintable(path, reason))
    }
}

/// Rule: what is emitted is Rust. If it is not, the generator is at fault, and nothing is written.
fn unprintable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic {
        rule: "unprintable",
        severity: Severity::Error,
        message: format!("the generated `{path}` is not valid Rust: {reason}"),
        place: Place::File(path.to_owned()),
        help: Some("this is a mistake of the generator, not of the document; please report it".to_owned()),
        cure: None,
    }
}

/// The text of one file.
fn text(items: &[Item], first_line: &str) -> Result<String, String> {
    let mut text = format!("{first_line}\n");
    let mut is_after_alias = false;
    for item in items.iter().filter(|item| !item.is_empty()) {
        let item = layout::item(item)?;
        // Other names for types stand together, unless something is said of them.
        let is_alias = item.starts_with("pub type ");
        if !(is_alias && is_after_alias) {
            text.push('\n');
        }
        text.push_str(&item);
        is_after_alias = is_alias;
    }
    Ok(text)
}

/// The lines of a block of statements, as they stand in a function's body without its indentation.
pub(crate) fn statements(tokens: &TokenStream) -> Result<String, String> {
    layout::statements(tokens)
}
