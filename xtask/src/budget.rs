//! `cargo xtask budget`: what generated code may cost to compile, as counts that are the same on every machine.
//!
//! In: `generated/`, a few fixtures, and what the compiler makes of them. Out: a comparison with `xtask/budget.toml`, where each number
//! stands beside its reason. Deliberately absent: time, which `cargo xtask bench` measures.

pub mod book;
pub mod compiler;
pub mod sources;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};

use crate::arguments::Budget;
use crate::workspace;
use book::Book;

/// What is counted: its group, its name, and the number.
pub type Count = (String, String, u64);

/// Runs the command. False if a number is above what is allowed.
pub fn run(arguments: &Budget) -> Result<bool> {
    let text =
        fs::read_to_string(path()).with_context(|| format!("`{}` cannot be read", path().display()))?;
    let mut book = Book::read(&text)?;
    let counts = counts(&mut book, arguments.update)?;
    if arguments.update {
        let text = book.update(&counts, arguments.reason.as_deref())?;
        fs::write(path(), text).with_context(|| format!("`{}` cannot be written", path().display()))?;
        return Ok(true);
    }
    let findings = book.compare(&counts);
    for finding in &findings {
        println!("{finding}");
    }
    let exceeded = findings.iter().filter(|finding| finding.is_above()).count();
    if exceeded > 0 {
        let command = "cargo xtask budget --update --reason '…'";
        println!("{exceeded} above the budget; if it is worth it, say why: {command}");
    }
    Ok(exceeded == 0)
}

fn path() -> PathBuf {
    workspace::root().join("xtask").join("budget.toml")
}

/// Everything that is counted. What the compiler makes is left out if it is not the compiler that the book is of, unless the book is
/// to be brought up to date.
fn counts(book: &mut Book, update: bool) -> Result<Vec<Count>> {
    let mut counts = sources::generated()?;
    counts.extend(sources::fixtures()?);
    counts.push(compiler::dependencies()?);
    let present = compiler::version()?;
    if update {
        book.set_compiler(&present);
    }
    let expected =
        book.compiler().ok_or_else(|| anyhow!("the budget does not say of which compiler it is"))?;
    if expected == present {
        counts.extend(compiler::code()?);
    } else {
        println!("not compared: what the compiler makes. The budget is of {expected}, this is {present}");
    }
    Ok(counts)
}

#[cfg(test)]
mod tests;
