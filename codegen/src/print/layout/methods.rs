//! The layout of an `impl` of functions, one by one: only those that are not simple are parsed.

use super::super::item::{Member, Methods};
use super::plain::{document, fits, is_plain};
use super::spelling::{spell, trees};
use super::{functions, inner, source};

/// The text of an `impl`.
pub(super) fn print(methods: &Methods) -> Result<String, String> {
    let head = trees(&methods.head);
    let Some(head) = is_plain(&head).then(|| spell(&head)).and_then(|head| fits(head, 0)) else {
        return source(&unlaid(methods));
    };
    let mut text = format!("{head} {{\n");
    for (index, member) in methods.members.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        document(&member.doc, 4, &mut text);
        text.push_str(&function(member)?);
    }
    text.push_str("}\n");
    Ok(text)
}

fn function(member: &Member) -> Result<String, String> {
    if let Some(text) = functions::print(&member.code) {
        return Ok(text);
    }
    source(&format!("impl A {{ {} }}", member.code)).map(|text| inner(&text))
}

/// The source of an `impl` on no particular lines.
fn unlaid(methods: &Methods) -> String {
    let mut text = format!("{} {{\n", methods.head);
    for member in &methods.members {
        document(&member.doc, 0, &mut text);
        text.extend([member.code.to_string().as_str(), "\n"]);
    }
    text.push('}');
    text
}
