//! Notes that the user has had enough (Ctrl-C), so that a run ends with what it has.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on, an interruption is only noted.
pub(super) fn watch() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed))
        .context("interruptions cannot be watched for")
}

/// Whether the user has interrupted the run.
pub(super) fn is_wanted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
