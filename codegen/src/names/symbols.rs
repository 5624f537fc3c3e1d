//! How symbols are read out: `>=` is greater than or equal.
//!
//! In: any text. Out: its runs of letters, and the symbols between them as words.

/// Symbols of two characters first, since they are tried in order.
const SPOKEN: &[(&str, &str)] = &[
    (">=", "greater than or equal"),
    ("<=", "less than or equal"),
    ("!=", "not equal"),
    ("==", "equal"),
    ("=~", "matches"),
    ("!~", "does not match"),
    ("<>", "not equal"),
    ("->", "arrow"),
    ("=>", "arrow"),
    ("&&", "and"),
    ("||", "or"),
    ("**", "double star"),
    (">", "greater than"),
    ("<", "less than"),
    ("=", "equal"),
    ("+", "plus"),
    ("-", "minus"),
    ("*", "star"),
    ("/", "slash"),
    ("\\", "backslash"),
    ("%", "percent"),
    ("&", "and"),
    ("|", "or"),
    ("^", "caret"),
    ("~", "tilde"),
    ("!", "not"),
    ("?", "question"),
    (".", "dot"),
    (",", "comma"),
    (":", "colon"),
    (";", "semicolon"),
    ("@", "at"),
    ("#", "hash"),
    ("$", "dollar"),
    ("(", "open"),
    (")", "close"),
    ("[", "open bracket"),
    ("]", "close bracket"),
    ("{", "open brace"),
    ("}", "close brace"),
    ("\"", "quote"),
    ("'", "apostrophe"),
    ("`", "backtick"),
    ("_", "underscore"),
    (" ", "space"),
    ("\t", "tab"),
    ("\n", "newline"),
];

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Letters, digits, and whatever has no word of its own.
    Text(String),
    /// The words of a symbol.
    Symbol(&'static str),
}

/// The parts of a text, in order.
pub(super) fn runs(raw: &str) -> impl Iterator<Item = Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let spoken = SPOKEN.iter().find(|(symbol, _)| rest.starts_with(symbol));
        let taken = match (spoken, found.last_mut()) {
            (Some((symbol, word)), last) => {
                let between = matches!(last, Some(Run::Text(_)));
                found.push(Run::Symbol(if between && *symbol == "-" { "dash" } else { word }));
                symbol.len()
            }
            (None, Some(Run::Text(text))) => {
                text.push(first);
                first.len_utf8()
            }
            (None, _) => {
                found.push(Run::Text(first.to_string()));
                first.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    found.into_iter()
}
