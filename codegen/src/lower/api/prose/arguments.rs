//! Writes what the arguments of an operation's method are.

#[cfg(test)]
mod tests;

use super::sentence;
use crate::ir;
use crate::lower::docs::{self, code};

/// `# Arguments`, with each that the document says something of.
pub(super) fn section(source: &ir::Operation) -> String {
    let is_asked = |parameter: &&ir::Parameter| parameter.required && parameter.constant.is_none();
    let required = source.parameters.iter().filter(is_asked);
    let parameters = required.map(|parameter| (parameter.name.as_str(), &parameter.docs));
    let body = source.body.iter().filter(|body| body.required).map(|body| ("body", &body.docs));
    let lines: Vec<String> = parameters.chain(body).filter_map(|(name, docs)| line(name, docs)).collect();
    if lines.is_empty() { String::new() } else { format!("# Arguments\n\n{}", lines.join("\n")) }
}

fn line(name: &str, docs: &ir::Docs) -> Option<String> {
    let description = docs.description.as_deref().unwrap_or_default();
    let (lead, described) = (sentence(description), docs::markdown(description));
    let limits = docs::limits(docs).replace('\n', " ");
    if description.trim().is_empty() && limits.is_empty() {
        return None;
    }
    let said = format!("{}: {lead}", code(name));
    let line = docs::filled("- ", format!("{} {limits}", said.trim_end()).trim_end());
    // What is no running text, such as a list or a block of code, stands whole below the name.
    let below = if lead.is_empty() {
        Some(described.as_str())
    } else {
        described.split_once("\n\n").map(|(_, rest)| rest)
    };
    let indent = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("\n  {line}") };
    let below: Option<String> = below.map(|below| below.lines().map(indent).collect());
    Some(below.map_or_else(|| line.clone(), |below| format!("{line}\n{below}")))
}
