//! What a run says: a few lines about what it did, and what the generator has to say about the description.

use std::time::Duration;

use crate::output::{Fate, Plan};
use crate::receipt::Made;

/// What a run that wrote has done.
pub fn summary(made: &Made, package: &str, plan: &Plan<'_>, elapsed: Duration) -> String {
    let written = plan.count(Fate::Changed) + plan.count(Fate::Missing);
    format!(
        "{}files: {written} written, {} unchanged, {} removed\n{}time: {:.2} s\n",
        head(made, package),
        plan.count(Fate::Unchanged),
        plan.count(Fate::Surplus),
        notes(made),
        elapsed.as_secs_f64(),
    )
}

/// What a run that only checked has found.
pub fn verdict(made: &Made, package: &str, plan: &Plan<'_>, elapsed: Duration) -> String {
    let differing = plan.differences().count();
    let verdict = match differing {
        0 => "up to date".to_owned(),
        1 => "1 file differs; `cargo xtask codegen` brings it up to date".to_owned(),
        count => format!("{count} files differ; `cargo xtask codegen` brings them up to date"),
    };
    let (head, notes) = (head(made, package), notes(made));
    format!("{head}check: {verdict}\n{notes}time: {:.2} s\n", elapsed.as_secs_f64())
}

/// Every file that a run changed, one a line.
pub fn changes(plan: &Plan<'_>) -> String {
    let line = |(path, fate): (&str, Fate)| match fate {
        Fate::Changed | Fate::Missing => Some(format!("written: {path}\n")),
        Fate::Surplus => Some(format!("removed: {path}\n")),
        Fate::Unchanged | Fate::Foreign | Fate::Stray => None,
    };
    plan.differences().filter_map(line).collect()
}

/// What was made of the description.
fn head(made: &Made, package: &str) -> String {
    format!("{package}: {} operations, {} models\n", made.operations, made.models)
}

/// How much was said on the way, by what it costs.
fn notes(made: &Made) -> String {
    let Made { skipped, degraded, notes, .. } = made;
    format!("notes: {skipped} skipped, {degraded} degraded, {notes} others\n")
}
