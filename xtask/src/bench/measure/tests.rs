//! Programs that end in one way or another.

use std::process::Command;
use std::time::Duration;

use super::{Outcome, in_turn, measure};
use crate::bench::samples::Usage;

/// What comes of a script that may take this long.
fn outcome(script: &str, limit: Duration) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    measure(command.args(["-c", script]), limit, &folder.path().join("log")).unwrap()
}

const ENOUGH: Duration = Duration::from_secs(60);

#[test]
fn what_a_program_costs_is_taken_down_with_its_children() {
    let Outcome::Done(usage) =
        outcome("sh -c 'i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done'; true", ENOUGH)
    else {
        panic!("the script ends well")
    };
    assert!(usage.wall > 0.0 && usage.cpu > 0.0, "{usage:?}");
    assert!(usage.peak > 500_000, "a process needs half a megabyte: {usage:?}");
}

#[test]
fn a_failure_says_why() {
    let said = outcome("echo reading; echo 'error: no such thing' >&2; echo bye; exit 3", ENOUGH);
    assert_eq!(said, Outcome::Failed("error: no such thing".to_owned()));
    assert_eq!(outcome("exit 3", ENOUGH), Outcome::Failed("it ended with exit status: 3".to_owned()));
}

#[test]
fn a_panic_is_told_by_its_message() {
    let script =
        "echo \"thread 'main' panicked at src/a.rs:1:2:\" >&2; echo 'not yet implemented' >&2; exit 101";
    assert_eq!(outcome(script, ENOUGH), Outcome::Failed("not yet implemented".to_owned()));
}

#[test]
fn what_takes_too_long_is_stopped_with_its_children() {
    let limit = Duration::from_millis(50);
    assert_eq!(outcome("sleep 600; true", limit), Outcome::TimedOut(limit));
}

#[test]
fn candidates_take_turns_and_those_that_fail_or_take_long_run_once() {
    let usage = |wall| Outcome::Done(Usage { wall, cpu: wall, peak: 1 });
    let mut order = String::new();
    let all = in_turn(&["a", "b", "c", "d"], 3, 30.0, |&name| {
        order += name;
        Ok(match name {
            "a" => usage(1.0),
            "b" => Outcome::Failed("no".to_owned()),
            "c" => usage(31.0),
            _ => Outcome::TimedOut(ENOUGH),
        })
    });
    assert_eq!(order, "abcdaa");
    let all = all.unwrap();
    let runs: Vec<_> = all.iter().map(|series| series.wall().map(|wall| (wall.median, wall.runs))).collect();
    assert_eq!(runs, [Some((1.0, 3)), None, Some((31.0, 1)), Some((60.0, 1))]);
    assert_eq!(all[1].failure(), Some("no"));
    assert!(all[3].wall().unwrap().is_bound);
}
