//! The layout of functions whose every statement fits on its line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::plain::{attributes, fits, is_plain, write};
use super::spelling::{spell, trees};

/// The text of a function that stands in an `impl`; none if it is not that simple.
pub(super) fn print(code: &TokenStream) -> Option<String> {
    let mut text = String::new();
    let tokens = trees(code);
    let rest = attributes(&tokens, 4, &mut text)?;
    let (body, signature) = rest.split_last()?;
    let TokenTree::Group(body) = body else { return None };
    if !is_plain(signature) || body.stream().is_empty() {
        return None;
    }
    write(&fits(spell(signature), 4)?, 4, " {", &mut text);
    statements(&trees(&body.stream()), 8, &mut text)?;
    text.push_str("    }\n");
    Some(text)
}

/// Adds statements, each on its line.
pub(super) fn statements(tokens: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    for statement in tokens.split_inclusive(is_mark(';')) {
        match statement {
            [TokenTree::Ident(name), TokenTree::Group(members)]
                if members.delimiter() == Delimiter::Brace && *name == "Self" =>
            {
                literal(&trees(&members.stream()), indent, text)?;
            }
            plain if is_plain(plain) => write(&fits(spell(plain), indent)?, indent, "", text),
            _ => return None,
        }
    }
    Some(())
}

/// Adds `Self { … }`, each member on its line.
fn literal(members: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    write("Self {", indent, "", text);
    for member in members.split(is_mark(',')).filter(|member| !member.is_empty()) {
        let is_rest = member.first().is_some_and(is_mark('.'));
        // A comma between angle brackets is no border of members.
        let is_whole = is_plain(member) && !member.iter().any(is_mark('<'));
        let line = is_whole.then(|| spell(member))?;
        write(&fits(line, indent + 4)?, indent + 4, if is_rest { "" } else { "," }, text);
    }
    write("}", indent, "", text);
    Some(())
}

fn is_mark(mark: char) -> impl Fn(&TokenTree) -> bool {
    move |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}
