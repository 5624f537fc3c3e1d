//! The layout of a `struct` or `enum`: each line of its documentation, each attribute and each member on a line of its own.

use proc_macro2::TokenTree;

use super::super::item::{Definition, Member};
use super::plain::{attributes, document, fits};
use super::spelling::{spell, trees};
use super::{WIDTH, inner, source};

/// The text of a definition.
pub(super) fn print(definition: &Definition) -> Result<String, String> {
    let mut text = String::new();
    let Some(head) = head(definition, &mut text) else { return source(&unlaid(definition)) };
    if definition.members.is_empty() {
        text.extend([head.as_str(), " {}\n"]);
        return Ok(text);
    }
    // A long name takes its line for itself.
    let is_alone = head.len() + " {".len() > WIDTH;
    text.extend([head.as_str(), if is_alone { "\n{\n" } else { " {\n" }]);
    for member in &definition.members {
        document(&member.doc, 4, &mut text);
        text.push_str(&self::member(member, &head)?);
    }
    text.push_str("}\n");
    Ok(text)
}

/// Adds documentation and attributes, and gives what stands before the brace; none if any of it would be too wide.
fn head(definition: &Definition, text: &mut String) -> Option<String> {
    document(&definition.doc, 0, text);
    let head = trees(&definition.head);
    let head = attributes(&head, 0, text)?;
    let is_name = head.iter().all(|token| matches!(token, TokenTree::Ident(_)));
    if is_name { Some(spell(head)) } else { fits(spell(head), 0) }
}

/// The text of a field or variant.
fn member(member: &Member, head: &str) -> Result<String, String> {
    let line = spell(&trees(&member.code));
    if let Some(field) = field(&line) {
        return Ok(field);
    }
    if let Some(line) = fits(line, 4) {
        return Ok(format!("    {line},\n"));
    }
    let kind = if head.contains("enum ") { "enum" } else { "struct" };
    source(&format!("{kind} A {{ {} }}", member.code)).map(|text| inner(&text))
}

/// The text of a field, whose type is on a line of its own if need be; none if that would be too wide.
fn field(line: &str) -> Option<String> {
    let (name, ty) = line.strip_prefix("pub ")?.split_once(": ")?;
    let beside = format!("    pub {name}: {ty},");
    let below = format!("        {ty},");
    match (beside.len() <= WIDTH, below.len() <= WIDTH) {
        (true, _) => Some(beside + "\n"),
        (false, true) => Some(format!("    pub {name}:\n{below}\n")),
        (false, false) => None,
    }
}

/// The source of a definition on no particular lines.
fn unlaid(definition: &Definition) -> String {
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
