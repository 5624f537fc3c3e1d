//! Writes the list of an operation's errors.

use crate::graph::Direction;
use crate::ir::{self, MediaKind};
use crate::rust::Type;

use super::super::{Scene, answers};
use super::{sentence, status};
use crate::lower::docs;

/// `# Errors`, with each documented failure: status, type and description.
pub(super) fn section(scene: &Scene<'_>, source: &ir::Operation) -> String {
    let failures = source.responses.iter().filter(|response| !answers::is_positive(response.status));
    let lines: Vec<String> = failures.map(|response| line(scene, response)).collect();
    if lines.is_empty() { String::new() } else { format!("# Errors\n\n{}", lines.join("\n")) }
}

fn line(scene: &Scene<'_>, response: &ir::Response) -> String {
    let status = status(response.status, "Any other status");
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
    docs::filled("- ", &format!("{status}{body}{separator}{description}."))
}
