//! Signs of emphasis, where Markdown takes them for such.
//!
//! In: text in which marks stand for where emphasis starts and ends. Out: text with asterisks, but where they would not be read as
//! emphasis (`CommonMark`, section 6.2 "Emphasis and strong emphasis"), as behind a full stop and before a letter: there is none.

/// What starts and ends emphasis.
pub(super) const EMPHASIS: [char; 2] = ['\u{4}', '\u{5}'];

/// What starts and ends strong emphasis.
pub(super) const STRONG: [char; 2] = ['\u{6}', '\u{7}'];

/// A mark within a text.
#[derive(Debug)]
struct Mark {
    character: char,
    is_start: bool,
    /// Whether asterisks are read as what the mark stands for.
    is_read: bool,
    /// Whether they would also be read as the other half of emphasis.
    is_ambiguous: bool,
    /// Whether this mark and its other half have been found, and are both read.
    is_kept: bool,
}

/// The same text with asterisks for marks.
pub(super) fn resolve(text: String) -> String {
    if !text.contains(is_mark) {
        return text;
    }
    let mut marks = marks(&text);
    pair(&mut marks);
    let mut marks = marks.iter();
    let mut resolved = String::with_capacity(text.len());
    for character in text.chars() {
        let mark = if is_mark(character) { marks.next() } else { None };
        match mark {
            None => resolved.push(character),
            Some(mark) if !mark.is_kept => {}
            Some(mark) => resolved.push_str(if STRONG.contains(&mark.character) { "**" } else { "*" }),
        }
    }
    resolved
}

/// Whether a character stands for where emphasis starts or ends.
pub(super) fn is_mark(character: char) -> bool {
    EMPHASIS.contains(&character) || STRONG.contains(&character)
}

fn is_start(mark: char) -> bool {
    mark == EMPHASIS[0] || mark == STRONG[0]
}

/// Whether emphasis that starts in a run of marks is told from what ends in it: four asterisks would be something else.
fn is_clear(run: &str) -> bool {
    let ends: Vec<char> = run.chars().take_while(|mark| !is_start(*mark)).collect();
    let starts = run.chars().count() - ends.len();
    match ends.as_slice() {
        // What ends as soon as it starts is nothing.
        [] => run.chars().all(is_start),
        [end] => starts == 1 && EMPHASIS.contains(end) != run.ends_with(EMPHASIS[0]),
        _ => starts == 0,
    }
}

/// The marks of a text, with what is around them: marks that stand together are one run of asterisks.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut rest = text;
    while let Some(start) = rest.find(is_mark) {
        let (plain, run_on) = rest.split_at_checked(start).unwrap_or_default();
        let run_end = run_on.find(|next| !is_mark(next)).unwrap_or(run_on.len());
        let (run, after) = run_on.split_at_checked(run_end).unwrap_or_default();
        before = plain.chars().next_back().or(before);
        let next = after.chars().next();
        let is_clear = is_clear(run);
        let is_ambiguous = is_flanking(next, before) && is_flanking(before, next);
        marks.extend(run.chars().map(|character| {
            let is_start = is_start(character);
            let is_read =
                if is_start { is_flanking(next, before) && is_clear } else { is_flanking(before, next) };
            Mark { character, is_start, is_read, is_ambiguous, is_kept: false }
        }));
        rest = after;
    }
    marks
}

/// Whether a run of asterisks belongs to the text on one side of it.
fn is_flanking(inside: Option<char>, outside: Option<char>) -> bool {
    let is_blank = |side: Option<char>| side.is_none_or(|side| side.is_whitespace() || side.is_control());
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    !is_blank(inside) && (is_letter(inside) || !is_letter(outside))
}

/// Finds the halves that belong together.
fn pair(marks: &mut [Mark]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..marks.len() {
        let Some(mark) = marks.get_mut(index) else { continue };
        if mark.is_start {
            // Within other emphasis, it would end that.
            mark.is_read &= open.is_empty() || !mark.is_ambiguous;
            open.push(index);
            continue;
        }
        let is_read = mark.is_read;
        if let Some(start) = open.pop().and_then(|start| marks.get_mut(start)) {
            let is_kept = start.is_read && is_read;
            start.is_kept = is_kept;
            marks.get_mut(index).into_iter().for_each(|mark| mark.is_kept = is_kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EMPHASIS, STRONG, resolve};

    /// The text with `{` and `}` for strong emphasis, and `(` and `)` for emphasis.
    fn resolved(text: &str) -> String {
        let marks = [('{', STRONG[0]), ('}', STRONG[1]), ('(', EMPHASIS[0]), (')', EMPHASIS[1])];
        resolve(
            marks.iter().fold(text.to_owned(), |text, (sign, mark)| text.replace(*sign, &mark.to_string())),
        )
    }

    #[test]
    fn asterisks_stand_only_where_they_are_read() {
        let table = [
            ("plain", "plain"),
            ("a {b} c", "a **b** c"),
            ("a(b)c", "a*b*c"),
            ("{Note:} text", "**Note:** text"),
            ("{Note:}text", "Note:text"),
            ("a{.b} c", "a.b c"),
            ("{(a)}", "***a***"),
            ("{(a) b}", "***a* b**"),
            ("{a}.", "**a**."),
            ("{`a`}b", "`a`b"),
            ("{a}{b}", "**a**b"),
            ("a(){}(b)", "ab"),
            ("{a}(b)", "**a***b*"),
            ("({c}){d}", "***c***d"),
        ];
        for (raw, expected) in table {
            assert_eq!(resolved(raw), expected, "{raw:?}");
        }
    }
}
