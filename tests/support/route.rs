//! Which operation a request is a call of.

use crate::operation::Operation;
use crate::percent;

/// The operation of a method and a path, and the values of the variables as they were on the wire.
pub(crate) fn find<'a>(
    operations: &'a [Operation],
    method: &str,
    path: &str,
) -> Option<(&'a Operation, Vec<(String, String)>)> {
    let matches = operations.iter().filter(|operation| operation.method == method);
    let matches = matches.filter_map(|operation| Some((operation, match_path(&operation.path, path)?)));
    // What is spelled out goes before what varies.
    matches.min_by_key(|(_, variables)| variables.len())
}

/// The values of the variables, if a path fits its template.
fn match_path(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (percent::decode(path) == percent::decode(template)).then(Vec::new);
    };
    let (expression, rest) = rest.split_once('}')?;
    let (name, pattern) = name_and_pattern(expression);
    let path = without_literal(before, path)?;
    ends(path).find_map(|end| {
        let (value, path) = path.split_at(end);
        let others = is_value(pattern, value).then(|| match_path(rest, path)).flatten()?;
        Some([(name.to_owned(), value.to_owned())].into_iter().chain(others).collect())
    })
}

/// The name in an expression, and what is said behind it of the values.
fn name_and_pattern(expression: &str) -> (&str, &str) {
    expression.split_at(expression.find(['=', ':', '+']).unwrap_or(expression.len()))
}

/// A template with nothing but names in its expressions, as the standard has it, and without escapes.
pub fn without_patterns(template: &str) -> String {
    let mut parts = template.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (expression, rest) = part.split_once('}').unwrap_or((part, ""));
        plain.extend(["{", name_and_pattern(expression).0, "}", rest]);
    }
    percent::decode(&plain)
}

/// What comes behind a text that is spelled out, however it is written.
fn without_literal<'p>(literal: &str, path: &'p str) -> Option<&'p str> {
    let literal = percent::decode(literal);
    ends(path)
        .map(|end| path.split_at(end))
        .find(|(start, _)| percent::decode(start) == literal)
        .map(|(_, rest)| rest)
}

fn ends(path: &str) -> impl Iterator<Item = usize> + '_ {
    (0..=path.len()).filter(|end| path.is_char_boundary(*end))
}

/// Whether a variable may have a value: one segment, unless its pattern (`=projects/*`, `+`) has more of them.
fn is_value(pattern: &str, value: &str) -> bool {
    let segments = |text: &str| text.split('/').count();
    match pattern.strip_prefix('=') {
        Some("**") => true,
        Some(pattern) => {
            let fits = |(part, own): (&str, &str)| part == "*" || part == own;
            segments(pattern) == segments(value) && pattern.split('/').zip(value.split('/')).all(fits)
        }
        None => pattern == "+" || segments(value) == 1,
    }
}
