//! Shows how far a run is: a bar with the time left on a terminal, a line for each description elsewhere.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::documents::Document;
use super::outcome::Outcome;

/// The bar. It goes by bytes, since the time that a description takes goes by its size.
const BAR: &str = "{elapsed_precise} [{bar:40}] {percent}% {msg}, {eta} left";

/// How far a run is.
pub(super) struct Progress {
    bar: ProgressBar,
    planned: usize,
    passed: AtomicUsize,
}

impl Progress {
    pub(super) fn new(documents: &[Document]) -> Self {
        let bytes = documents.iter().map(|document| document.bytes).sum();
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(format!("0 of {}", documents.len()));
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { bar, planned: documents.len(), passed: AtomicUsize::new(0) }
    }

    /// Takes note that a description is through. Those that fail are shown at once.
    pub(super) fn passed(&self, document: &Document, outcome: &Outcome) {
        let count = self.passed.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.inc(document.bytes);
        self.bar.set_message(format!("{count} of {}", self.planned));
        let verdict = outcome.first_error.as_deref().unwrap_or("passed");
        let line = format!("[{count}/{}] {}: {verdict}", self.planned, document.name);
        if self.bar.is_hidden() {
            eprintln!("{line}");
        } else if !outcome.passed {
            self.bar.println(line);
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
