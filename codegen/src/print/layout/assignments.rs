//! The layout of what stands behind `=`: on a line of its own, where that is all it takes.

use super::{WIDTH, push};

/// Sets `Some(value)` and the type of an alias below the `=`, where `prettyplease` breaks within and rustfmt before it.
pub(super) fn lower(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    let lines: Vec<&str> = text.lines().collect();
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        match value(line, after) {
            Some((whole, taken)) => {
                lowered.push_str(&whole);
                rest = after.get(taken..).unwrap_or_default();
            }
            None => {
                push(&mut lowered, line);
                rest = after;
            }
        }
    }
    lowered
}

/// The assignment that starts in a line, laid out, and how many of the lines after it belong to it.
fn value(line: &str, after: &[&str]) -> Option<(String, usize)> {
    let indent = line.len() - line.trim_start().len();
    let (head, opening) = line.split_once(" = ")?;
    if line.starts_with("pub type ") && line.len() > WIDTH && opening.ends_with(';') {
        return Some((format!("{head} =\n    {opening}\n"), 0));
    }
    if let Some((call, true)) = after.first().map(|call| (call.trim(), line.trim().starts_with("self."))) {
        let below = format!("{}{opening}{call}", " ".repeat(indent + 4));
        let fits = call.starts_with('.') && call.ends_with(';') && below.len() <= WIDTH;
        if fits {
            return Some((format!("{head} =\n{below}\n"), 1));
        }
    }
    if line.trim_start().starts_with("pub const ") && opening.ends_with('(') {
        let [argument, end, ..] = after else { return None };
        let end = Some(end.trim()).filter(|end| *end == ");")?;
        let below =
            format!("{}{opening}{}{end}", " ".repeat(indent + 4), argument.trim().trim_end_matches(','));
        let fits = line.len() > WIDTH || below.len() <= WIDTH;
        return fits.then(|| (format!("{head} =\n{below}\n"), 2));
    }
    let closing = match opening {
        "Some(" => ")",
        _ if opening.ends_with('<')
            && ["type ", "pub type "].iter().any(|start| line.trim_start().starts_with(start)) =>
        {
            ">"
        }
        _ => return None,
    };
    let end = format!("{}{closing};", " ".repeat(indent));
    let taken = after.iter().position(|line| *line == end)?;
    let inner: Vec<&str> = after.iter().take(taken).map(|line| line.trim()).collect();
    if inner.iter().any(|line| line.ends_with('{')) {
        return None;
    }
    let inner = inner.join(" ").replace("< ", "<").replace(", >", ">").replace(" .", ".");
    let inner = inner.trim_end_matches(',');
    let below = format!("{}{opening}{inner}{closing};", " ".repeat(indent + 4));
    (below.len() <= WIDTH).then(|| (format!("{head} =\n{below}\n"), taken + 1))
}
