//! Measures decoding: micro-benchmarks by divan, in crates that are written for the run, each measured twice: for its time, and with
//! its allocations counted.
//!
//! In: sources below `xtask/bench/programs`. Out: a table. Deliberately absent: what is decoded, which the sources say.

pub mod harness;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::compile::organisation::{self, VENDORS};
use super::compile::program::{Program, run_cargo};
use super::generate::{Made, crate_of};
use super::measure::Outcome;
use super::report::{OURS, Section, Unit};
use super::samples::Spread;
use super::subjects::Subject;
use super::workshop::Workshop;
use crate::workspace;
use harness::{Bench, read};

const COLUMNS: [(&str, Unit); 3] =
    [("time", Unit::Seconds), ("allocations", Unit::Count), ("allocated", Unit::Bytes)];

/// What benchmarks call a candidate, and what the table does; in the order of the table.
const CANDIDATES: [(&str, &str); 4] =
    [("ours", OURS), ("by_hand", "by hand"), ("by_hand_open", "by hand, flattened"), ("vendor", VENDORS)];

/// What is decoded, in the order of the table.
const SUBJECTS: [(&str, &str); 5] = [
    ("organisations", "organisations"),
    ("configs", "org configs"),
    ("union_by_property", "union with discriminator"),
    ("union_by_shape", "union without"),
    ("wide_object", "objects of 60 properties"),
];

/// Measures what can be measured.
pub fn run(workshop: &Workshop) -> Result<Section> {
    let mut section = Section::new("decode", "Decoding", &COLUMNS);
    let mut found = benches(workshop, &own(workshop)?)?;
    match benches(workshop, &organisation::vendors()) {
        Ok(vendors) => found.extend(vendors),
        Err(error) => section.remark(format!("The vendor's client could not be measured: {error:#}")),
    }
    fill(&mut section, &found);
    section.remark("Of one answer with so many things in it, from memory. By hand: serde's derives, which drop what they do not declare; flattened: they keep it, as ours does. Ours is decoded as the client does, from a text that was checked to be UTF-8, the others from bytes, as reqwest does. Allocations are those of decoding once, as divan counts them.");
    Ok(section)
}

/// The rows, in the order of subjects, sizes and candidates.
fn fill(section: &mut Section, found: &[Bench]) {
    for (subject, shown) in SUBJECTS {
        let of_subject = || found.iter().filter(move |bench| bench.subject == subject);
        let sizes: std::collections::BTreeSet<u64> = of_subject().map(|bench| bench.size).collect();
        for size in sizes {
            for (candidate, name) in CANDIDATES {
                for bench in of_subject().filter(|bench| bench.size == size && bench.candidate == candidate) {
                    let counted = [bench.allocations, bench.allocated];
                    section.add(
                        &format!("{shown} × {size}"),
                        name,
                        [bench.time].into_iter().chain(counted),
                        None,
                    );
                }
            }
        }
    }
}

/// Runs the benchmarks of a program: some rounds for the time, one for the allocations.
fn benches(workshop: &Workshop, program: &Program) -> Result<Vec<Bench>> {
    let folder = program.write(workshop)?;
    let mut rounds = Vec::new();
    for _ in 0..workshop.runs {
        run_cargo(workshop, &folder, &["bench", "--quiet", "--bench", "decode"])?;
        rounds.push(read(&log(&folder)?));
    }
    let mut benches = together(&rounds);
    let counting =
        ["bench", "--quiet", "--bench", "decode", "--features", "allocations", "--", "--sample-count", "3"];
    run_cargo(workshop, &folder, &counting)?;
    let counted = read(&log(&folder)?);
    for bench in &mut benches {
        if let Some(other) = counted.iter().find(|other| other.is_same(bench)) {
            (bench.allocations, bench.allocated) = (other.allocations, other.allocated);
        }
    }
    Ok(benches)
}

/// What the rounds found, each with its median. Candidates take turns that way: what else the machine did during one of them is outvoted.
fn together(rounds: &[Vec<Bench>]) -> Vec<Bench> {
    let time = |bench: &Bench| {
        let same = rounds.iter().flatten().filter(|other| other.is_same(bench));
        Spread::of(same.filter_map(|other| other.time).map(|time| time.median))
    };
    let first = rounds.iter().take(1).flatten();
    first.map(|bench| Bench { time: time(bench), ..bench.clone() }).collect()
}

fn log(folder: &Path) -> Result<String> {
    fs::read_to_string(folder.with_extension("log")).context("the results cannot be read")
}

/// The crate with the benchmarks of ours and of what is written by hand.
fn own(workshop: &Workshop) -> Result<Program> {
    let path = workspace::root().join("xtask").join("bench").join("programs").join("shapes.yaml");
    let bytes = path.metadata().context("the description of the shapes is not there")?.len();
    let shapes = Subject { name: "shapes".to_owned(), path, bytes, is_one_file: true };
    let Made { folder, outcome, name } = crate_of(workshop, "crates", &shapes, workshop.ours())?;
    anyhow::ensure!(matches!(outcome, Outcome::Done(_)), "the shapes are not generated: {outcome:?}");
    let client = |name: &str, folder: &Path| {
        format!(
            "{name} = {{ path = {:?}, default-features = false, features = [{}] }}\n",
            folder.display().to_string(),
            "{}"
        )
    };
    let clients = [
        client("datadog-org", &workspace::generated()).replace("{}", "\"organizations\""),
        client(&name, &folder).replace("{}", "\"shapes\""),
    ];
    Ok(Program {
        name: "decode-ours",
        manifest: format!("[dependencies]\n{}{OTHERS}\n{}", clients.concat(), HARNESS),
        files: vec![
            ("src/lib.rs", "//! Nothing but benchmarks.\n".to_owned()),
            ("benches/decode/main.rs", include_str!("../../bench/programs/decode.rs").to_owned()),
            ("benches/decode/by_hand.rs", include_str!("../../bench/programs/by_hand.rs").to_owned()),
            ("benches/decode/inputs.rs", INPUTS.to_owned()),
        ],
    })
}

const OTHERS: &str = "\
jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
";

/// What is decoded.
pub const INPUTS: &str = include_str!("../../bench/programs/inputs.rs");

/// What a manifest needs to have benchmarks.
pub const HARNESS: &str = "\
[dev-dependencies]
divan = \"0.1.21\"
serde = \"1\"
serde_json = \"1\"

[features]
allocations = []

[[bench]]
name = \"decode\"
path = \"benches/decode/main.rs\"
harness = false
";

#[cfg(test)]
mod tests;
