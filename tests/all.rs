//! The tests of the whole, in one program.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod deferred;
mod diagnostics;
mod drift;
mod examples;
mod fixtures;
mod laws;
mod mutations;
mod readme;
mod server;
mod snapshots;
mod wire;
