//! Turns tokens into the text of source files.
//!
//! In: [`SourceFile`]s, each of which makes its items when asked (tokens cannot cross threads). Out: the text by path.
//! Items are parsed and printed one at a time and joined by one blank line, so that no file is ever held as one syntax
//! tree, and several threads share the files. Deliberately absent: what the items mean, and the disk.

mod layout;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use crate::diagnostics::{Diagnostic, Place, Severity};

/// Makes the items of a file, in order. The first may be inner attributes (the file's documentation), and a run of `use` or `mod`
/// items that belong together may come as one.
pub(crate) type MakeItems<'a> = Box<dyn Fn() -> Vec<TokenStream> + Send + Sync + 'a>;

/// A source file that is yet to be spelled.
pub(crate) struct SourceFile<'a> {
    /// Its path below the root of the crate.
    pub(crate) path: String,
    /// What it consists of.
    pub(crate) items: MakeItems<'a>,
}

impl<'a> SourceFile<'a> {
    /// A file of this path and these items.
    pub(crate) fn new(path: String, items: impl Fn() -> Vec<TokenStream> + Send + Sync + 'a) -> Self {
        Self { path, items: Box::new(items) }
    }
}

/// Prints all files. `first_line` is the comment that each starts with.
pub(crate) fn files(files: &[SourceFile<'_>], first_line: &str) -> Printed {
    let next = AtomicUsize::new(0);
    let printed = Mutex::new(Printed::default());
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(files.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let text = text(&(file.items)(), first_line);
                    printed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).add(&file.path, text);
                }
            });
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
    }
}

/// The text of one file.
fn text(items: &[TokenStream], first_line: &str) -> Result<String, String> {
    let mut text = format!("{first_line}\n");
    for item in items.iter().filter(|item| !item.is_empty()) {
        text.push('\n');
        text.push_str(&layout::item(item)?);
    }
    Ok(text)
}

/// The lines of a block of statements, as they stand in a function's body without its indentation.
pub(crate) fn statements(tokens: &TokenStream) -> Result<String, String> {
    let function = layout::item(&quote::quote! { fn statements() { #tokens } })?;
    let lines = function.lines().skip(1).filter(|line| *line != "}");
    Ok(lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n"))
}
