//! The command line of this workspace, as a library, so that tests can call what the commands do.
//!
//! Here is everything that the generator may not touch: the disk, the clock and the terminal.

pub mod arguments;
pub mod bench;
pub mod budget;
pub mod corpus;
pub mod difference;
pub mod folder;
pub mod generate;
pub mod names;
pub mod output;
pub mod receipt;
pub mod record;
pub mod report;
pub mod timings;
pub mod workspace;
