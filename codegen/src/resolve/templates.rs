//! Path templates whose expressions say more than a name: `{name=projects/*}` of gRPC gateways, `{proxy+}` of API gateways, `{+name}` of
//! RFC 6570, `{id:[0-9]+}` of routers.
//!
//! In: a path as written. Out: its expressions. Deliberately absent: whether a parameter is declared for them.

/// One expression of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expression<'a> {
    /// All that stands between the braces.
    pub(super) text: &'a str,
    /// What comes before the pattern.
    pub(super) name: &'a str,
    /// Whether a value may have several segments, so that its slashes stay as they are.
    pub(super) spans: bool,
}

impl<'a> Expression<'a> {
    fn of(text: &'a str) -> Self {
        let inner = text.trim_start_matches(['+', '*']);
        let is_mark = |character: char| matches!(character, '=' | ':' | '*' | '+' | '?');
        let (name, pattern) = inner.split_at(inner.find(is_mark).unwrap_or(inner.len()));
        let has = |part: &str| pattern.contains(part);
        let spans = inner.len() < text.len()
            || pattern.starts_with(['*', '+'])
            || ["/", "**", ".*", ".+"].into_iter().any(has);
        Self { text, name: name.trim(), spans }
    }
}

/// The expressions of a path, without repetitions.
pub(super) fn expressions(path: &str) -> Vec<Expression<'_>> {
    let mut found = Vec::new();
    for part in path.split('{').skip(1) {
        let Some((text, _)) = part.split_once('}') else { continue };
        let expression = Expression::of(text);
        if !found.contains(&expression) {
            found.push(expression);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::expressions;

    #[test]
    fn patterns_are_told_from_names() {
        let shown = |path: &str| -> Vec<(String, bool)> {
            expressions(path).iter().map(|found| (found.name.to_owned(), found.spans)).collect()
        };
        let expected = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
            list.iter().map(|(name, spans)| ((*name).to_owned(), *spans)).collect()
        };
        assert_eq!(shown("/v1/{name=projects/*/books/*}:archive"), expected(&[("name", true)]));
        assert_eq!(shown("/v1/{id=*}/{id=*}"), expected(&[("id", false)]));
        assert_eq!(
            shown("/{proxy+}/{+rest}/{all=**}"),
            expected(&[("proxy", true), ("rest", true), ("all", true)])
        );
        assert_eq!(
            shown("/{id:[0-9]+}/{path:.*}/{plain}"),
            expected(&[("id", false), ("path", true), ("plain", false)])
        );
    }
}
