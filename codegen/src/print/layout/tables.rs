//! The layout of tables: calls of macros such as `model! { Name { row, row } }`.
//!
//! `prettyplease` and rustfmt leave what stands in the braces of a macro as it is. One row goes on each line here.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The text of an item that is such a call; nothing, if it is another item.
pub(super) fn print(file: &syn::File) -> Option<String> {
    let [syn::Item::Macro(item)] = file.items.as_slice() else { return None };
    let name =
        item.mac.path.get_ident().filter(|_| matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_)))?;
    let mut tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    let Some(TokenTree::Group(table)) = tokens.pop() else { return None };
    let head = spell(&tokens);
    Some(format!("{name}! {{\n    {head} {{\n{}    }}\n}}\n", rows(&table)))
}

fn rows(table: &Group) -> String {
    let tokens: Vec<TokenTree> = table.stream().into_iter().collect();
    let rows =
        tokens.split_inclusive(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
    rows.map(|row| ["        ", spell(row).as_str(), "\n"].concat()).collect()
}

/// Tokens as they are written by hand, on one line.
fn spell(tokens: &[TokenTree]) -> String {
    let mut text = String::new();
    let mut is_tight = true;
    for token in tokens {
        if !is_tight && !sticks(token, &text) {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => text.push_str(&bracketed(group)),
            token => text.push_str(&token.to_string()),
        }
        is_tight = is_arrow(token) || text.ends_with(['&', '<', '.', '!', '-']) || text.ends_with("::");
    }
    text
}

/// Whether a token is the first half of `=>`.
fn is_arrow(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Joint)
}

/// Whether a token follows without a space.
fn sticks(token: &TokenTree, before: &str) -> bool {
    match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '>' | '.' | ',' | ':' | ';' | '<' | '!'),
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Parenthesis
                && before.ends_with(|last: char| last.is_alphanumeric() || last == '_')
        }
        _ => false,
    }
}

fn bracketed(group: &Group) -> String {
    let inner: Vec<TokenTree> = TokenStream::into_iter(group.stream()).collect();
    let inner = spell(&inner);
    match group.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{ {inner} }}"),
        Delimiter::None => inner,
    }
}
