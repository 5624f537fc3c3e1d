//! Writes the list of an operation's errors.

use indexmap::IndexMap;

use crate::graph::Direction;
use crate::ir::{self, MediaKind};
use crate::rust::Type;

use super::super::{Scene, answers};
use super::{sentence, status};
use crate::lower::docs;

/// `# Errors`, with each documented failure: statuses, type and description.
pub(super) fn section(scene: &Scene<'_>, source: &ir::Operation) -> String {
    let mut alike: IndexMap<String, Vec<String>> = IndexMap::new();
    for response in source.responses.iter().filter(|response| !answers::is_positive(response.status)) {
        alike.entry(said(scene, response)).or_default().push(status(response.status, "any other status"));
    }
    let lines: Vec<String> = alike.iter().map(|(said, statuses)| line(statuses, said)).collect();
    if lines.is_empty() { String::new() } else { format!("# Errors\n\n{}", lines.join("\n")) }
}

/// The line of failures that are one but for their statuses.
fn line(statuses: &[String], said: &str) -> String {
    let all = match statuses {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        statuses => statuses.concat(),
    };
    // A sentence begins with a capital letter, also if it is about any other status.
    let all = all.strip_prefix('a').map_or(all.clone(), |rest| format!("A{rest}"));
    docs::filled("- ", &format!("{all}{said}."))
}

/// What a failure is beside its status.
fn said(scene: &Scene<'_>, response: &ir::Response) -> String {
    let body = response.contents.iter().find(|content| content.kind == MediaKind::Json);
    let ty =
        body.and_then(|content| content.value).map(|usage| scene.types.element(usage, Direction::Response));
    let body = match ty {
        Some(Type::Model(name)) => format!(", [`{0}`](crate::models::{0})", name.as_str()),
        _ => String::new(),
    };
    let description = response.docs.description.as_deref().map(sentence).unwrap_or_default();
    let description = description.trim_end_matches('.');
    let separator = if description.is_empty() { "" } else { ": " };
    format!("{body}{separator}{description}")
}
