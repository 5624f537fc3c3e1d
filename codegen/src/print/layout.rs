//! The layout of one item.
//!
//! In: the tokens of an item (or a run of items that belong together). Out: its text as `prettyplease` prints it, brought to what rustfmt makes
//! of it (see `rustfmt.toml` of the output): a blank line between the members of an `impl` or `trait`, lists of names filled, constants
//! and attributes broken where rustfmt breaks them.

mod assignments;
mod attributes;
mod calls;
mod members;
mod names;
mod tables;
mod values;

use proc_macro2::TokenStream;

/// The widest line.
const WIDTH: usize = 89;

/// The text of an item, with a line break at its end.
pub(super) fn item(tokens: &TokenStream) -> Result<String, String> {
    let file = syn::parse2::<syn::File>(tokens.clone())
        .map_err(|error| format!("{error} in `{}`", start(tokens)))?;
    if let Some(table) = tables::print(&file) {
        return Ok(table);
    }
    let is = |kind: fn(&syn::Item) -> bool| file.items.iter().any(kind);
    let is_impl = is(|item| matches!(item, syn::Item::Impl(_) | syn::Item::Trait(_)));
    let is_use = is(|item| matches!(item, syn::Item::Use(_)));
    let mut text = prettyplease::unparse(&file);
    if is_impl {
        text = calls::break_calls(&values::break_literals(&members::space(&text)));
    }
    if is_use {
        text = names::fill(&text);
    }
    if text.contains("&[\n") {
        text = values::hug(&values::hug_security(&text));
    }
    if text.contains("= &[\n") {
        text = values::lower_lists(&text);
    }
    if is_impl || is(|item| matches!(item, syn::Item::Type(_))) {
        text = assignments::lower(&members::lower_targets(&text));
    }
    if text.contains("<\n") {
        text = calls::lower_types(&text);
    }
    if is(|item| matches!(item, syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Impl(_))) {
        text = members::break_long(&text);
    }
    if text.contains("#[cfg(") {
        text = attributes::break_features(&text);
    }
    Ok(text)
}

/// Adds lines to a text.
fn push(text: &mut String, lines: &str) {
    text.push_str(lines);
    text.push('\n');
}

/// The first few tokens, to name an item by.
fn start(tokens: &TokenStream) -> String {
    tokens.to_string().chars().take(300).collect()
}
