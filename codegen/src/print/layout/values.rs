//! The layout of values: lists of one member.

/// Sets the only member of a list beside the brackets of the list, where that member is a literal or list of several lines.
pub(super) fn hug(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut at = 0;
    while at < lines.len() {
        match only_member(lines.get(at..).unwrap_or_default()) {
            Some(length) => hug_member(&mut lines, at, length),
            None => at += 1,
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// How many lines the only member of the list has that starts in the first of these lines.
fn only_member(lines: &[String]) -> Option<usize> {
    let (first, rest) = lines.split_first()?;
    let indent = first.len() - first.trim_start().len();
    let (member, _) = rest.split_first()?;
    let opens = member.ends_with(['{', '[', '(']) && indentation(member) == indent + 4;
    if !first.ends_with("&[") || !opens {
        return None;
    }
    let length = rest.iter().take_while(|line| indentation(line) > indent).count();
    let starts = rest.iter().take(length).filter(|line| indentation(line) == indent + 4).count();
    let closes = rest.get(length).is_some_and(|line| line.trim_start().starts_with(']'));
    (starts == 2 && closes).then_some(length)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Joins the list that starts at a line with its only member of so many lines.
fn hug_member(lines: &mut Vec<String>, at: usize, length: usize) {
    let inner: Vec<String> = lines.drain(at + 1..=at + length).collect();
    let Some((last, body)) = inner.split_last() else { return };
    let Some((start, between)) = body.split_first() else { return };
    let end = lines.get(at + 1).map(|line| line.trim_start().to_owned()).unwrap_or_default();
    let closing = format!("{}{}{end}", " ".repeat(indentation(last) - 4), last.trim().trim_end_matches(','));
    if let Some(line) = lines.get_mut(at) {
        line.push_str(start.trim_start());
    }
    if let Some(line) = lines.get_mut(at + 1) {
        *line = closing;
    }
    let dedented = between.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    let rest = lines.split_off(at + 1);
    lines.extend(dedented.chain(rest));
}
