//! Writes what is to be said of the headers of answers.

use super::{filled, paragraphs};
use crate::ir::{self, StatusPattern};
use crate::lower::docs::{self, code};
use crate::rust::{Doc, Header, Identifier};

/// Where the headers of an operation's answers are found.
pub(super) fn section(marker: &Identifier, headers: &[Header]) -> String {
    let several = if headers.len() == 1 { "a constant" } else { "constants" };
    if headers.is_empty() {
        return String::new();
    }
    filled(&format!("Headers of its answers: {several} of [`{}`].", marker.as_str()))
}

/// What a header's constant says.
pub(in super::super) fn header(header: &ir::Header, statuses: &[StatusPattern]) -> Doc {
    let status = |status: &StatusPattern| match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "any other status".to_owned(),
    };
    let statuses: Vec<String> = statuses.iter().map(status).collect();
    let lead = filled(&format!("The header {} of {}.", code(&header.name), statuses.join(", ")));
    let description = header.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    paragraphs([lead, description])
}
