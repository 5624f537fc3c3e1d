//! What each stage of a run costs: time, and allocations of all threads.
//!
//! In: the names of stages, as they begin. Out: a table. Allocations are counted where the program has a counting allocator, as
//! `main.rs` has with the feature `count-allocations`; elsewhere they are none, and the table says how to come by them.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use alloc_tracker::{ProcessSpan, Session};
use codegen::stage::{Observer, Stage};

/// Takes down what stages cost.
#[derive(Debug)]
pub struct Timings {
    session: Session,
    stages: RefCell<Vec<(&'static str, Duration)>>,
    present: RefCell<Option<Present>>,
}

impl Default for Timings {
    fn default() -> Self {
        Self { session: Session::new(), stages: RefCell::default(), present: RefCell::default() }
    }
}

/// The stage that a run is in.
#[derive(Debug)]
struct Present {
    name: &'static str,
    start: Instant,
    /// Adds to what the stage has allocated when it goes.
    allocations: ProcessSpan,
}

impl Observer for Timings {
    fn begins(&self, stage: Stage) {
        self.stage(stage.name());
    }
}

impl Timings {
    /// A stage begins, and the one before it has ended.
    pub fn stage(&self, name: &'static str) {
        self.end();
        let allocations = self.session.operation(name).measure_process();
        self.present.replace(Some(Present { name, start: Instant::now(), allocations }));
    }

    /// The last stage has ended.
    fn end(&self) {
        if let Some(Present { name, start, allocations }) = self.present.take() {
            self.stages.borrow_mut().push((name, start.elapsed()));
            drop(allocations);
        }
    }

    /// The table, if it is wanted.
    pub fn table(&self, wanted: bool) -> String {
        self.end();
        if !wanted {
            return String::new();
        }
        let (report, stages) = (self.session.to_report(), self.stages.borrow());
        let allocated = |name: &str| {
            let found = report.operations().find(|(operation, _)| *operation == name);
            found
                .map_or((0, 0), |(_, found)| (found.total_allocations_count(), found.total_bytes_allocated()))
        };
        let whole = stages.iter().map(|(_, time)| *time).sum();
        let lines = stages.iter().map(|(name, time)| line(name, *time, whole, allocated(name)));
        let sum = report.operations().map(|(name, _)| allocated(name));
        let sum = sum.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let hint = if sum == (0, 0) { HINT } else { "" };
        format!("{HEADING}{}{}{hint}", lines.collect::<String>(), line("all", whole, whole, sum))
    }
}

const HEADING: &str = "stage       seconds  share  allocations    allocated\n";

/// What is said where nothing counts.
const HINT: &str = "Allocations are counted by `cargo run --package xtask --features count-allocations -- codegen --timings`.\n";

/// A line of the table; what was allocated is how often, and how much.
fn line(name: &str, time: Duration, whole: Duration, (count, bytes): (u64, u64)) -> String {
    let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
    let (seconds, kilobytes) = (time.as_secs_f64(), bytes / 1000);
    format!("{name:<10} {seconds:>8.3} {share:>4.0} % {count:>12} {kilobytes:>9} kB\n")
}

#[cfg(test)]
mod tests {
    use super::{HEADING, Timings, line};
    use std::time::Duration;

    #[test]
    fn stages_are_shown_in_their_order_with_their_sum() {
        let timings = Timings::default();
        timings.stage("normalize");
        timings.stage("write");
        let table = timings.table(true);
        let names: Vec<_> = table.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names, ["stage", "normalize", "write", "all", "Allocations"]);
        assert!(table.starts_with(HEADING), "{table}");
        assert_eq!(timings.table(false), "");
    }

    #[test]
    fn a_line_shows_the_share_of_the_whole() {
        let [part, whole] = [250, 1000].map(Duration::from_millis);
        let expected = "names         0.250   25 %         1234       567 kB\n";
        assert_eq!(line("names", part, whole, (1234, 567_890)), expected);
    }
}
