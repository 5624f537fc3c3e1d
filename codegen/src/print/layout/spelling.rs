//! Tokens as they are written by hand, on one line.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The text of tokens, on one line.
pub(super) fn spell(tokens: &[TokenTree]) -> String {
    let mut text = String::new();
    spell_into(tokens, &mut text);
    text
}

/// The tokens of a stream.
pub(super) fn trees(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

fn spell_into(tokens: &[TokenTree], text: &mut String) {
    let mut is_tight = true;
    for token in tokens {
        if !is_tight && !sticks(token, text) {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => bracketed(group, text),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            token => text.push_str(&token.to_string()),
        }
        is_tight =
            is_arrow(token) || text.ends_with(['&', '*', '<', '.', '!', '-', '#']) || text.ends_with("::");
    }
}

/// Whether a token is the first half of `=>`.
fn is_arrow(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Joint)
}

/// Whether a token follows without a space.
fn sticks(token: &TokenTree, before: &str) -> bool {
    match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '>' | '.' | ',' | ':' | ';' | '<' | '!' | '?'),
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => is_called(before),
            // An index into a literal.
            Delimiter::Bracket => before.ends_with('"'),
            Delimiter::Brace | Delimiter::None => false,
        },
        _ => false,
    }
}

/// Whether a parenthesis after this text belongs to it: that of a call or a list of parameters.
fn is_called(before: &str) -> bool {
    let is_generic = before.ends_with('>') && !before.ends_with("->") && !before.ends_with("=>");
    is_generic || before.ends_with(|last: char| last.is_alphanumeric() || last == '_')
}

/// Whether a token is a comma.
pub(super) fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn bracketed(group: &Group, text: &mut String) {
    let mut inner = trees(&group.stream());
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => {
            // A comma at the end means something in a tuple of one only.
            let commas = inner.iter().filter(|token| is_comma(token)).count();
            if commas > 1 || is_called(text) {
                inner.pop_if(|last| is_comma(last));
            }
            ("(", ")")
        }
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    };
    text.push_str(open);
    spell_into(&inner, text);
    text.push_str(close);
}
