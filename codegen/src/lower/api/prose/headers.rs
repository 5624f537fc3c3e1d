//! Writes what is to be said of the headers of answers.

use indexmap::{IndexMap, IndexSet};

use super::{filled, paragraphs, sentence, status};
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

/// What a header's constant says: what is said of the header wherever it is declared.
pub(in super::super) fn header(headers: &[&ir::Header]) -> Doc {
    let name = headers.first().map_or("", |header| &header.name);
    let lead = filled(&format!("The header {} of answers.", code(name)));
    let described = headers.iter().filter_map(|header| header.docs.description.as_deref());
    let described: IndexSet<String> = described.map(docs::markdown).filter(|said| !said.is_empty()).collect();
    if described.len() < 2 {
        return paragraphs([lead].into_iter().chain(described));
    }
    let said: IndexSet<String> =
        described.iter().map(|text| sentence(text)).filter(|said| !said.is_empty()).collect();
    let lines: Vec<String> = said.iter().map(|said| docs::filled("- ", said)).collect();
    paragraphs([lead, lines.join("\n")])
}
