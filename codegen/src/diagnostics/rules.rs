//! One constructor for each rule; its documentation states the rule, its name in the output is the function's in kebab case.

mod meaning;
mod overlay;
mod reading;
mod shape;

pub use meaning::*;
pub use overlay::*;
pub use reading::*;
pub use shape::*;

use super::{Cure, Diagnostic, Place, Severity};

fn error(rule: &'static str, message: String, place: Place) -> Diagnostic {
    Diagnostic { rule, severity: Severity::Error, message, place, help: None, cure: None }
}

fn skipped(rule: &'static str, message: String, place: Place) -> Diagnostic {
    Diagnostic { severity: Severity::Skipped, ..error(rule, message, place) }
}

fn degraded(rule: &'static str, message: String, place: Place) -> Diagnostic {
    Diagnostic { severity: Severity::Degraded, ..error(rule, message, place) }
}

fn note(rule: &'static str, message: String, place: Place) -> Diagnostic {
    Diagnostic { severity: Severity::Note, ..error(rule, message, place) }
}

impl Diagnostic {
    fn cure(self, cure: impl Into<Option<Cure>>) -> Self {
        Self { cure: cure.into(), ..self }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
