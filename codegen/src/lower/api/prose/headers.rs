//! Writes what is to be said of the headers of answers.

use indexmap::IndexMap;

use super::{filled, paragraphs, status};
use crate::ir::{self, StatusPattern};
use crate::lower::docs::{self, code};
use crate::rust::{Doc, Identifier};

/// The constants for the headers of an operation's answers, by the statuses that have them.
pub(super) fn section(headers: &[(Identifier, Vec<StatusPattern>)]) -> String {
    let mut by_statuses: IndexMap<&[StatusPattern], Vec<String>> = IndexMap::new();
    for (name, statuses) in headers {
        by_statuses.entry(statuses).or_default().push(format!("[`Self::{}`]", name.as_str()));
    }
    let groups = by_statuses.into_iter().map(|(statuses, names)| {
        let statuses: Vec<String> =
            statuses.iter().map(|pattern| status(*pattern, "any other status")).collect();
        format!("{} ({})", names.join(", "), statuses.join(", "))
    });
    let groups: Vec<String> = groups.collect();
    if groups.is_empty() {
        String::new()
    } else {
        filled(&format!("Headers of its answers: {}.", groups.join("; ")))
    }
}

/// What a header's constant says.
pub(in super::super) fn header(header: &ir::Header) -> Doc {
    let lead = filled(&format!("The header {} of answers.", code(&header.name)));
    let description = header.docs.description.as_deref().map(docs::markdown).unwrap_or_default();
    paragraphs([lead, description])
}
