//! Measures one call over loopback: the instructions that a processor carries out for it in the client, beside those of the same call
//! in plain reqwest.
//!
//! Two programs make a few calls, and then many; what the calls in between cost is the difference, so that neither start nor connection
//! counts. Instructions are counted by valgrind's callgrind, which gives the same number in every run but a handful, or by `perf stat`
//! where there is no valgrind. Deliberately absent: time, which on loopback is the kernel's.

pub mod counter;
pub mod server;

use std::path::Path;

use anyhow::Result;

use super::compile::build;
use super::compile::program::{Program, run_cargo};
use super::report::{OURS, Section, Unit};
use super::samples::{Spread, float};
use super::workshop::Workshop;
use crate::workspace;
use counter::Counter;

const COLUMNS: [(&str, Unit); 1] = [("instructions", Unit::Count)];

/// A few calls, and many.
const CALLS: [u64; 2] = [20, 220];

/// Measures both programs, if the machine can count.
pub fn run(workshop: &Workshop) -> Result<Section> {
    let mut section = Section::new("call", "One call", &COLUMNS);
    let Some(counter) = Counter::find() else {
        section.remark(
            "Not measured: there is no valgrind on the path, and `perf stat` counts no instructions here.",
        );
        return Ok(section);
    };
    let server = server::Server::start()?;
    let mut found = Vec::new();
    for program in [ours(), plain()] {
        let folder = program.write(workshop)?;
        run_cargo(workshop, &folder, &["build", "--release", "--quiet"])?;
        let file =
            build(workshop).join("release").join(format!("{}{}", program.name, std::env::consts::EXE_SUFFIX));
        found.push(per_call(workshop, counter, &file, server.url())?);
    }
    for (name, number) in [OURS, "reqwest and serde by hand"].into_iter().zip(&found) {
        section.add("list_orgs", name, [Some(Spread::exact(*number))], None);
    }
    if let [own, plain] = found[..] {
        section.remark(format!("Ours takes {:+.1} % over plain reqwest.", (own / plain - 1.0) * 100.0));
    }
    section.remark(format!(
        "Counted in user space by {}, over {} calls on one connection.",
        counter.name(),
        CALLS[1] - CALLS[0]
    ));
    Ok(section)
}

/// Instructions of a call.
fn per_call(workshop: &Workshop, counter: Counter, program: &Path, url: &str) -> Result<f64> {
    let [few, many] = CALLS;
    let count = |calls: u64| counter.count(program, &[url, &calls.to_string()], &workshop.folder);
    let (less, more) = (count(few)?, count(many)?);
    eprintln!("[call] {}: {less} instructions for {few} calls, {more} for {many}", program.display());
    Ok(float(more.saturating_sub(less)) / float(many - few))
}

fn ours() -> Program {
    let path = workspace::generated().display().to_string();
    let client = format!(
        "datadog-org = {{ path = {path:?}, default-features = false, features = [\"organizations\"] }}\n"
    );
    Program {
        name: "call-ours",
        manifest: format!("[dependencies]\n{client}{TOKIO}"),
        files: vec![("src/main.rs", include_str!("../../bench/programs/call_ours.rs").to_owned())],
    }
}

fn plain() -> Program {
    Program {
        name: "call-plain",
        manifest: format!("[dependencies]\n{TOKIO}{PLAIN}"),
        files: vec![
            ("src/main.rs", include_str!("../../bench/programs/call_plain.rs").to_owned()),
            ("src/by_hand.rs", include_str!("../../bench/programs/by_hand.rs").to_owned()),
        ],
    }
}

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

const PLAIN: &str = "\
jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }
reqwest = { version = \"0.13\", default-features = false, features = [\"multipart\", \"stream\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
";
