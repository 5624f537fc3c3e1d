//! The layout of attributes with a long list of features.

use super::{WIDTH, push};

/// Sets a long list of features one to a line.
pub(super) fn break_features(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let attribute = match line.trim_start().strip_prefix("#[cfg(") {
            Some("") => gather(line, &mut lines, indent),
            Some(_) if line.len() > WIDTH => vec![line],
            _ => Vec::new(),
        };
        match features(&attribute) {
            Some(features) => write(&features, indent, &mut broken),
            None if attribute.is_empty() => push(&mut broken, line),
            // A single feature with a long name: it stays as it is.
            None => attribute.iter().for_each(|line| push(&mut broken, line)),
        }
    }
    broken
}

/// The lines of an attribute that is broken over several of them.
fn gather<'a>(first: &'a str, lines: &mut impl Iterator<Item = &'a str>, indent: usize) -> Vec<&'a str> {
    let end = format!("{})]", " ".repeat(indent));
    let mut gathered = vec![first];
    for line in lines {
        gathered.push(line);
        if line == end {
            break;
        }
    }
    gathered
}

/// The features of an attribute of several, on one line.
fn features(attribute: &[&str]) -> Option<String> {
    let joined = attribute.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let joined = joined.replace("( ", "(").replace(" )", ")").replace(",)", ")");
    let features = joined.strip_prefix("#[cfg(any(")?.strip_suffix("))]")?;
    Some(features.to_owned())
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
