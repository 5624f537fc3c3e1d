//! The arguments of `cargo xtask budget`.

use clap::Args;

/// The arguments of `cargo xtask budget`.
///
/// Counts what decides how long generated code takes to compile, and compares it with `xtask/budget.toml`. Fails if a number is more
/// than 2 % above what is allowed.
#[derive(Debug, Clone, Default, Args)]
pub struct Budget {
    /// Allow what there is now.
    #[arg(long)]
    pub update: bool,

    /// With `--update`: why numbers are higher. It is written beside them.
    #[arg(long, value_name = "TEXT", requires = "update")]
    pub reason: Option<String>,
}
