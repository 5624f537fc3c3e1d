//! What `--check` shows: the difference between a file and what it should be, short enough to be read.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::output::{Fate, Plan};

/// How many lines of difference are shown for one file, and for all of them together.
const LINES_PER_FILE: usize = 40;
const LINES: usize = 200;

/// How much of a long line is shown.
const LETTERS: usize = 240;

/// What differs: a line for each file, then the differences themselves, as far as they fit.
pub fn describe(root: &Path, plan: &Plan<'_>) -> String {
    let names = plan.differences().map(|(path, fate)| format!("{}: {path}\n", word(fate)));
    let mut text: String = names.collect();
    let mut budget = LINES;
    for (path, fate) in plan.differences().filter(|(_, fate)| matches!(fate, Fate::Changed | Fate::Missing)) {
        let (before, after) = (present(root, path, fate), plan.content(path).unwrap_or_default());
        text.push_str(&bounded(&unified(path, &before, after), &mut budget));
    }
    text
}

/// How a difference is called.
fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Unchanged => "unchanged",
        Fate::Changed => "changed",
        Fate::Missing => "missing",
        Fate::Surplus => "surplus",
        Fate::Foreign => "not made by the generator, and in its way",
        Fate::Stray => "surplus, and not made by the generator, which will not remove it",
    }
}

/// What a file holds now.
fn present(root: &Path, path: &str, fate: Fate) -> String {
    let bytes =
        if fate == Fate::Missing { Vec::new() } else { fs::read(root.join(path)).unwrap_or_default() };
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The unified difference of two texts.
fn unified(path: &str, before: &str, after: &str) -> String {
    let (old, new) = (format!("{path} (as it is)"), format!("{path} (as it should be)"));
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&old, &new).to_string()
}

/// The beginning of a difference, and a line that says how much was cut.
fn bounded(difference: &str, budget: &mut usize) -> String {
    let lines: Vec<&str> = difference.lines().collect();
    let shown = lines.len().min(LINES_PER_FILE).min(*budget);
    *budget -= shown;
    let text: String = lines.iter().take(shown).map(|line| shortened(line) + "\n").collect();
    match lines.len() - shown {
        0 => text,
        cut => format!("{text}… {cut} more lines\n"),
    }
}

/// A line, cut if it is very long.
fn shortened(line: &str) -> String {
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(LETTERS).collect();
    match letters.count() {
        0 => start,
        cut => format!("{start}… {cut} more letters"),
    }
}

#[cfg(test)]
mod tests;
