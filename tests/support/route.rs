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
    let (templates, parts) = (template.split('/'), path.split('/'));
    if templates.clone().count() != parts.clone().count() {
        return None;
    }
    let mut variables = Vec::new();
    for (template, part) in templates.zip(parts) {
        match_part(template, part, &mut variables)?;
    }
    Some(variables)
}

/// Fits one part of a path, which may have text around its variables.
fn match_part(template: &str, part: &str, variables: &mut Vec<(String, String)>) -> Option<()> {
    let Some((before, rest)) = template.split_once('{') else {
        return (percent::decode(part) == percent::decode(template)).then_some(());
    };
    let (name, rest) = rest.split_once('}')?;
    let part = part.strip_prefix(before)?;
    let literal = rest.split('{').next().unwrap_or_default();
    let length = if rest.is_empty() { part.len() } else { part.find(literal)? };
    let (value, part) = part.split_at(length);
    variables.push((name.to_owned(), value.to_owned()));
    match_part(rest, part, variables)
}
