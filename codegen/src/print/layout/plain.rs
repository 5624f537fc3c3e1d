//! What fits on one line, and needs nobody to break it.

use proc_macro2::{Delimiter, Punct, TokenTree};

use super::WIDTH;
use super::spelling::spell;
use crate::rust::Doc;

/// How far from the widest line a line has to stay: what stands near it is looked at more closely.
pub(super) const MARGIN: usize = 4;

/// A text, if it fits on one line with room to spare.
pub(super) fn fits(text: String, indent: usize) -> Option<String> {
    (indent + text.len() + MARGIN <= WIDTH).then_some(text)
}

/// Adds a line.
pub(super) fn write(line: &str, indent: usize, end: &str, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
    text.extend([line, end, "\n"]);
}

/// Adds `/// line` for each line of a documentation.
pub(super) fn document(doc: &Doc, indent: usize, text: &mut String) {
    for line in doc.0.lines().map(|line| line.trim_end_matches(' ')) {
        text.extend(std::iter::repeat_n(' ', indent));
        text.extend(if line.is_empty() { ["///", "", "\n"] } else { ["/// ", line, "\n"] });
    }
}

/// Adds each of the attributes that tokens start with; returns the rest.
pub(super) fn attributes<'a>(
    tokens: &'a [TokenTree],
    indent: usize,
    text: &mut String,
) -> Option<&'a [TokenTree]> {
    let mut rest = tokens;
    while let [mark @ TokenTree::Punct(punct), attribute @ TokenTree::Group(_), after @ ..] = rest
        && punct.as_char() == '#'
    {
        let line = spell(&[mark.clone(), attribute.clone()]);
        write(&fits(line, indent)?, indent, "", text);
        rest = after;
    }
    Some(rest)
}

/// Whether tokens hold nothing whose spaces or lines depend on what it means: operators, closures, blocks.
pub(super) fn is_plain(tokens: &[TokenTree]) -> bool {
    tokens.iter().all(|token| match token {
        TokenTree::Group(group) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            group.delimiter() != Delimiter::Brace && is_plain(&inner)
        }
        TokenTree::Punct(punct) => is_plain_mark(punct),
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    })
}

fn is_plain_mark(punct: &Punct) -> bool {
    matches!(punct.as_char(), '&' | '<' | '>' | '.' | ',' | ':' | ';' | '!' | '?' | '=' | '-' | '#')
}
