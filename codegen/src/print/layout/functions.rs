//! The layout of functions whose every statement fits on its line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::plain::{attributes, fits, is_plain, write};
use super::spelling::{spell, trees};
use super::{WIDTH, calls};

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
    self::signature(signature, &mut text)?;
    statements(&trees(&body.stream()), 8, &mut text)?;
    text.push_str("    }\n");
    Some(text)
}

/// Adds a signature: on its line if there is room, else each parameter on a line of its own.
fn signature(tokens: &[TokenTree], text: &mut String) -> Option<()> {
    let whole = spell(tokens);
    if 4 + whole.len() + " {".len() <= WIDTH {
        write(&whole, 4, " {", text);
        return Some(());
    }
    let name = tokens.iter().position(|token| matches!(token, TokenTree::Ident(word) if *word == "fn"))? + 1;
    let (head, [TokenTree::Group(list), result @ ..]) = tokens.split_at_checked(name + 1)? else {
        return None;
    };
    write(&spell(head), 4, "(", text);
    for parameter in parameters(&trees(&list.stream())) {
        write(&fits(spell(parameter), 8)?, 8, ",", text);
    }
    write(&fits(format!(") {}", spell(result)), 6)?, 4, " {", text);
    Some(())
}

/// The parameters of a list. A comma between angle brackets is no border.
fn parameters(list: &[TokenTree]) -> impl Iterator<Item = &[TokenTree]> {
    let mut depth = 0_usize;
    let is_border = move |token: &TokenTree| {
        depth += usize::from(is_mark('<')(token));
        depth -= usize::from(is_mark('>')(token) && depth > 0);
        depth == 0 && is_mark(',')(token)
    };
    list.split(is_border).filter(|parameter| !parameter.is_empty())
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
            plain if is_plain(plain) => {
                let line = spell(plain);
                match call(plain) {
                    Some(receiver) => text.push_str(&calls::lay_out(receiver, &line, indent)?),
                    None if indent + line.len() > WIDTH => chain(plain, indent, text)?,
                    None if line.ends_with(".await?;") => write(&line, indent, "", text),
                    None => write(&fits(line, indent)?, indent, "", text),
                }
            }
            _ => return None,
        }
    }
    Some(())
}

/// What a statement calls a method of, if it is nothing but a call on a request.
fn call(statement: &[TokenTree]) -> Option<&'static str> {
    let [
        TokenTree::Ident(owner),
        dot,
        TokenTree::Ident(request),
        second_dot,
        TokenTree::Ident(_),
        TokenTree::Group(arguments),
        end,
    ] = statement
    else {
        return None;
    };
    let is_call = [dot, second_dot].into_iter().all(is_mark('.')) && is_mark(';')(end);
    let is_meant = is_call && arguments.delimiter() == Delimiter::Parenthesis && *request == "request";
    let receivers = [("self", "self.request"), ("call", "call.request")];
    let receiver = receivers.into_iter().find(|(known, _)| *owner == *known);
    receiver.filter(|_| is_meant).map(|(_, receiver)| receiver)
}

/// Adds `let a = b.c().d()?;`, each call on its line.
fn chain(statement: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    let is_let = matches!(statement.first(), Some(TokenTree::Ident(word)) if *word == "let");
    let start = statement.iter().position(is_mark('.')).filter(|_| is_let)?;
    let (head, calls) = statement.split_at_checked(start)?;
    // What is in a macro is nobody's business but the macro's, and spelled otherwise.
    if spell(calls).contains('!') {
        return None;
    }
    write(&fits(spell(head), indent)?, indent, "", text);
    for call in calls.split(is_mark('.')).filter(|call| !call.is_empty()) {
        write(&fits(format!(".{}", spell(call)), indent + 4)?, indent + 4, "", text);
    }
    Some(())
}

/// Adds `Self { … }`, each member on its line.
fn literal(members: &[TokenTree], indent: usize, text: &mut String) -> Option<()> {
    write("Self {", indent, "", text);
    for member in members.split(is_mark(',')).filter(|member| !member.is_empty()) {
        // A comma between angle brackets is no border of members.
        let is_whole = is_plain(member) && !member.iter().any(is_mark('<'));
        let line = is_whole.then(|| spell(member))?;
        write(&fits(line, indent + 4)?, indent + 4, ",", text);
    }
    write("}", indent, "", text);
    Some(())
}

fn is_mark(mark: char) -> impl Fn(&TokenTree) -> bool {
    move |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}
