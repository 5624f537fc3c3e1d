//! The heads and members of items: a blank line between those with a body, and long ones broken.

use super::{WIDTH, push};

/// Sets a blank line after the end of each member that has a body, and before the first of them, unless nothing else is there.
pub(super) fn space(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 32);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let next = lines.peek().copied().unwrap_or("}");
        let ends_function = line == "    }" || (line.starts_with("    fn ") && line.ends_with('}'));
        let ends_value = is_value_end(line) && !is_value_start(next);
        if (ends_function || ends_value) && next != "}" {
            spaced.push('\n');
        }
    }
    spaced
}

/// Whether a line ends an associated type or constant.
fn is_value_end(line: &str) -> bool {
    let is_member = line.starts_with("    ") && !line.starts_with("     ") && !line.starts_with("    //");
    is_member && line.ends_with(';')
}

/// Whether a line starts an associated type or constant, or goes on with one.
fn is_value_start(line: &str) -> bool {
    ["    type ", "    const ", "     "].iter().any(|start| line.starts_with(start))
}

/// Breaks the head of an `impl` of a trait where rustfmt does: before `for`, and before a trait that is too long as well.
pub(super) fn lower_targets(text: &str) -> String {
    let text = text.replace("impl From<\n    ", "impl\n    From<");
    let mut lowered = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(target) = line.strip_prefix("for ").and_then(|line| line.strip_suffix(" {")) {
            push(&mut lowered, &format!("    for {target}\n{{"));
        } else if let Some(target) = line.strip_prefix("> for ").and_then(|line| line.strip_suffix(" {")) {
            let head = lowered.trim_end().trim_end_matches(',').len();
            lowered.truncate(head);
            push(&mut lowered, &format!(">\n    for {target}\n{{"));
        } else {
            push(&mut lowered, line);
        }
    }
    lowered
}

/// Sets the brace of a head that is too long for its line on a line of its own, and the type of such a field.
pub(super) fn break_long(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    for line in text.lines() {
        if line.len() <= WIDTH {
            push(&mut broken, line);
            continue;
        }
        let is_head = ["pub enum ", "pub struct ", "impl "].iter().any(|start| line.starts_with(start));
        let field = line.trim_start().strip_prefix("pub ").filter(|field| !field.starts_with("const "));
        let field = field.and_then(|field| field.split_once(": "));
        match (line.strip_suffix(" {").filter(|_| is_head), field) {
            (Some(head), _) => push(&mut broken, &format!("{head}\n{{")),
            (None, Some((name, ty))) if ty.len() + 8 <= WIDTH => {
                push(&mut broken, &format!("    pub {name}:\n        {ty}"));
            }
            _ => push(&mut broken, line),
        }
    }
    broken
}
