//! The table at the end of a run.

use super::outcome::{Compilation, Ending, Outcome, Report};

/// How much of an error is shown.
const LETTERS: usize = 120;

/// What stands above the columns; numbers are set to the right.
const HEADINGS: [&str; 8] =
    ["document", "operations", "notes", "lines", "seconds", "compiled", "seconds", "first error"];

/// The table, and a line with the totals.
pub fn table(report: &Report) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(report.documents.iter().map(row));
    let widths: Vec<usize> = (0..HEADINGS.len()).map(|column| width(&rows, column)).collect();
    let mut text: String = rows.iter().map(|row| line(row, &widths)).collect();
    text.push_str(&totals(report));
    text
}

fn row(outcome: &Outcome) -> [String; 8] {
    let operations = outcome.counts.operations;
    let said = outcome.counts.diagnostics;
    let compilation = outcome.compilation.as_ref();
    [
        outcome.document.clone(),
        format!("{} of {}", operations.made(), operations.declared),
        (said.skipped + said.degraded + said.notes).to_string(),
        outcome.output.lines.to_string(),
        format!("{:.2}", outcome.seconds),
        compilation.map_or_else(|| ending(outcome.generation).to_owned(), compiled),
        compilation.map(|compilation| format!("{:.2}", compilation.seconds)).unwrap_or_default(),
        outcome.first_error.as_deref().map(shortened).unwrap_or_default(),
    ]
}

/// What stands in the place of a compiler's verdict.
fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Generated => "-",
        Ending::Refused => "refused",
        Ending::Panicked => "panicked",
        Ending::Killed => "killed",
        Ending::TimedOut => "timed out",
        Ending::Failed => "not run",
    }
}

fn compiled(compilation: &Compilation) -> String {
    match (compilation.errors, compilation.warnings) {
        (0, 0) => "yes".to_owned(),
        (0, warnings) => format!("{warnings} warnings"),
        (errors, _) => format!("{errors} errors"),
    }
}

/// The first line of an error, cut if it is long.
fn shortened(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    let start: String = line.chars().take(LETTERS).collect();
    if start == line { start } else { start + "…" }
}

fn width(rows: &[[String; 8]], column: usize) -> usize {
    rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
}

fn line(row: &[String; 8], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, &width))| match column {
        0 | 5 | 7 => format!("{cell:<width$}"),
        _ => format!("{cell:>width$}"),
    });
    format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
}

fn totals(report: &Report) -> String {
    let counts = |of: fn(&Outcome) -> usize| report.documents.iter().map(of).sum::<usize>();
    format!(
        "\n{} of {} documents passed; {} of {} operations made, {} lines, {} untyped values\n",
        report.passed,
        report.planned,
        counts(|outcome| outcome.counts.operations.made()),
        counts(|outcome| outcome.counts.operations.declared),
        counts(|outcome| outcome.output.lines),
        counts(|outcome| outcome.counts.untyped),
    )
}
