//! The arguments of `cargo xtask bench`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

/// What `cargo xtask bench` measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// Time and memory of generating, and the size of what is generated.
    Generate,
    /// Time and memory of compiling it, the dependencies of the client, and the size of a program.
    Compile,
    /// Time and allocations of decoding JSON.
    Decode,
    /// CPU instructions of one call.
    Call,
    /// Time and memory for each operation, of descriptions that grow.
    Scale,
}

/// The arguments of `cargo xtask bench`.
///
/// Other generators are compared with if they are installed; what could not be measured is said below each table. Everything is
/// made below `target/bench`.
#[derive(Debug, Clone, Default, Args)]
pub struct Bench {
    /// What to measure [default: all].
    #[arg(value_name = "PART")]
    pub parts: Vec<Part>,

    /// A folder of descriptions [default: ../shared/corpus if it is there, else this workspace's own and a synthetic one].
    #[arg(long, value_name = "DIR")]
    pub documents: Option<PathBuf>,

    /// Only descriptions whose path below the folder has one of these texts in it [default: the largest to generate; to compile,
    /// one small, one of middle size and the largest].
    #[arg(long, value_name = "TEXT")]
    pub filter: Vec<String>,

    /// Where the other generators are, besides `target/bench/tools/bin` and the path.
    #[arg(long, value_name = "DIR")]
    pub tools: Option<PathBuf>,

    /// First install those that are missing into `target/bench/tools`.
    #[arg(long)]
    pub install: bool,

    /// Our generator [default: this one, built for release].
    #[arg(long, value_name = "PROGRAM")]
    pub generator: Option<PathBuf>,

    /// How often each thing is run. What takes long is run once.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    pub runs: u16,

    /// No run of others may take longer, nor one of ours that generates.
    #[arg(long, value_name = "SECONDS", default_value = "100", value_parser = seconds)]
    pub limit: Duration,

    /// The largest synthetic description of `scale`, in operations.
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub operations: u32,

    /// Write the results as JSON.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Put the tables into the README of this workspace, in place of those of the last run.
    #[arg(long)]
    pub readme: bool,

    /// Where the plot of `scale` goes [default: target/bench/growth.svg].
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| format!("`{text}` is not a whole number of seconds"))?;
    Ok(Duration::from_secs(seconds))
}
