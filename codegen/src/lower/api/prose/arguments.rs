//! Writes what the arguments of an operation's method are.

use crate::ir;
use crate::lower::docs::{self, code};

/// `# Arguments`, with each that the document says something of.
pub(super) fn section(source: &ir::Operation) -> String {
    let required = source.parameters.iter().filter(|parameter| parameter.required);
    let parameters = required.map(|parameter| (parameter.name.as_str(), &parameter.docs));
    let body = source.body.iter().filter(|body| body.required).map(|body| ("body", &body.docs));
    let lines: Vec<String> = parameters.chain(body).filter_map(|(name, docs)| line(name, docs)).collect();
    if lines.is_empty() { String::new() } else { format!("# Arguments\n\n{}", lines.join("\n")) }
}

fn line(name: &str, docs: &ir::Docs) -> Option<String> {
    let described = docs::markdown(docs.description.as_deref()?);
    let (first, rest) = described.split_once("\n\n").unwrap_or((described.as_str(), ""));
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = docs::filled("- ", &format!("{}: {}", code(name), docs::sentence(&first)));
    let rest: String = rest
        .lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("\n  {line}") })
        .collect();
    Some(if rest.is_empty() { first } else { format!("{first}\n{rest}") })
}
