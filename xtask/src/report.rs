//! What a run says: a few lines about what it did, and what the generator has to say about the description.

use std::time::Duration;

use codegen::{Generation, Severity};

use crate::output::{Fate, Plan};

/// What a run that wrote has done.
pub fn summary(generation: &Generation, package: &str, plan: &Plan, elapsed: Duration) -> String {
    let written = plan.count(Fate::Changed) + plan.count(Fate::Missing);
    format!(
        "{}files: {written} written, {} unchanged, {} removed\n{}time: {:.2} s\n",
        made(generation, package),
        plan.count(Fate::Unchanged),
        plan.count(Fate::Surplus),
        notes(generation),
        elapsed.as_secs_f64(),
    )
}

/// What a run that only checked has found.
pub fn verdict(generation: &Generation, package: &str, plan: &Plan, elapsed: Duration) -> String {
    let differing = plan.differences().count();
    let verdict = match differing {
        0 => "up to date".to_owned(),
        1 => "1 file differs; `cargo xtask codegen` brings it up to date".to_owned(),
        count => format!("{count} files differ; `cargo xtask codegen` brings them up to date"),
    };
    let (made, notes) = (made(generation, package), notes(generation));
    format!("{made}check: {verdict}\n{notes}time: {:.2} s\n", elapsed.as_secs_f64())
}

/// Every file that a run changed, one a line.
pub fn changes(plan: &Plan) -> String {
    let line = |(path, fate): (&str, Fate)| match fate {
        Fate::Changed | Fate::Missing => Some(format!("written: {path}\n")),
        Fate::Surplus => Some(format!("removed: {path}\n")),
        Fate::Unchanged | Fate::Foreign | Fate::Stray => None,
    };
    plan.differences().filter_map(line).collect()
}

/// What was made of the description.
fn made(generation: &Generation, package: &str) -> String {
    let summary = &generation.summary;
    format!("{package}: {} operations, {} models\n", summary.operations, summary.models)
}

/// How much was said on the way, by what it costs.
fn notes(generation: &Generation) -> String {
    let count = |severity| generation.diagnostics.count(severity);
    let (skipped, degraded) = (count(Severity::Skipped), count(Severity::Degraded));
    format!("notes: {skipped} skipped, {degraded} degraded, {} others\n", count(Severity::Note))
}
