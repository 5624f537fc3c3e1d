//! The arguments of `cargo xtask apart`, which only `cargo xtask bench` gives.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

/// The arguments of `cargo xtask apart`.
#[derive(Debug, Clone, Args)]
pub struct Apart {
    /// Where the outcome goes, as JSON.
    #[arg(long)]
    pub outcome: PathBuf,

    /// Where the output of the program goes.
    #[arg(long)]
    pub log: PathBuf,

    /// How long the program may take.
    #[arg(long, value_parser = super::bench::seconds)]
    pub limit: Duration,

    /// The program and its arguments.
    #[arg(last = true, required = true)]
    pub command: Vec<OsString>,
}
