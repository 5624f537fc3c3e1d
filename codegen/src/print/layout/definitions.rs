//! The layout of a `struct` or `enum`: each line of its documentation, each attribute and each member on a line of its own.

use proc_macro2::TokenTree;

use super::super::item::Definition;
use super::plain::{attributes, document, fits, write};
use super::spelling::{spell, trees};

/// The text of a definition; none if one of its lines would be too wide.
pub(super) fn print(definition: &Definition) -> Option<String> {
    let mut text = String::new();
    document(&definition.doc, 0, &mut text);
    let head = trees(&definition.head);
    let head = attributes(&head, 0, &mut text)?;
    text.push_str(&fits(spell(head), 0)?);
    if definition.members.is_empty() {
        text.push_str(" {}\n");
        return Some(text);
    }
    text.push_str(" {\n");
    for member in &definition.members {
        document(&member.doc, 4, &mut text);
        let code: Vec<TokenTree> = trees(&member.code);
        write(&fits(spell(&code), 4)?, 4, ",", &mut text);
    }
    text.push_str("}\n");
    Some(text)
}

/// The source of a definition on no particular lines.
pub(super) fn unlaid(definition: &Definition) -> String {
    let mut text = String::new();
    document(&definition.doc, 0, &mut text);
    text.extend([definition.head.to_string().as_str(), " {\n"]);
    for member in &definition.members {
        document(&member.doc, 0, &mut text);
        text.extend([member.code.to_string().as_str(), ",\n"]);
    }
    text.push('}');
    text
}
