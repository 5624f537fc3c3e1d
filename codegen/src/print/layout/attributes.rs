//! The layout of attributes with a long list of features.

use super::{WIDTH, push};

/// Sets a long list of features one to a line.
pub(super) fn break_features(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let features = match line.trim_start().strip_prefix("#[cfg(") {
            Some("") => Some(gather(&mut lines, indent)),
            Some(whole) if line.len() > WIDTH => Some(whole.to_owned()),
            _ => None,
        };
        let features = features.as_deref();
        if let Some(features) =
            features.and_then(|features| features.strip_prefix("any(")?.strip_suffix("))]"))
        {
            write(features, indent, &mut broken);
        } else {
            push(&mut broken, line);
        }
    }
    broken
}

/// The rest of an attribute that is broken over several lines, as one line.
fn gather<'a>(lines: &mut impl Iterator<Item = &'a str>, indent: usize) -> String {
    let end = format!("{})]", " ".repeat(indent));
    let inner: Vec<&str> = lines.take_while(|line| *line != end).map(str::trim).collect();
    let joined = inner.join(" ").replace("( ", "(").replace(" )", ")").replace(",)", ")");
    format!("{joined})]")
}

fn write(features: &str, indent: usize, text: &mut String) {
    let indent = " ".repeat(indent);
    let one_line = format!("{indent}#[cfg(any({features}))]\n");
    if one_line.len() <= WIDTH + 1 {
        text.push_str(&one_line);
        return;
    }
    let listed = features.split(", ").collect::<Vec<_>>().join(&format!(",\n{indent}    "));
    push(text, &format!("{indent}#[cfg(any(\n{indent}    {listed}\n{indent}))]"));
}
