//! The layout of one item.
//!
//! In: an [`Item`]. Out: its text as `prettyplease` prints it, brought to what rustfmt makes
//! of it (see `rustfmt.toml` of the output): a blank line between the members of an `impl` or `trait`, lists of names filled, constants
//! and attributes broken where rustfmt breaks them. What fits on its lines as it stands, which is most of a crate, is written
//! without being parsed; the result is the same.

mod assignments;
mod attributes;
mod calls;
mod definitions;
mod functions;
mod members;
mod methods;
mod names;
mod plain;
mod spelling;
mod tables;
mod values;

use proc_macro2::TokenStream;

use super::item::Item;

/// The widest line.
const WIDTH: usize = 89;

/// The text of an item, with a line break at its end.
pub(super) fn item(item: &Item) -> Result<String, String> {
    match item {
        Item::Tokens(tokens) => self::tokens(tokens),
        Item::Table(table) => Ok(tables::print(table)),
        Item::Methods(methods) => methods::print(methods),
        Item::Definition(definition) => definitions::print(definition),
    }
}

/// The lines of statements, without indentation.
pub(super) fn statements(tokens: &TokenStream) -> Result<String, String> {
    let mut body = String::new();
    if functions::statements(&spelling::trees(tokens), 4, &mut body).is_none() {
        body = inner(&source(&format!("fn statements() {{ {tokens} }}"))?);
    }
    let lines = body.lines();
    Ok(lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n"))
}

/// The text of items that are given as tokens.
fn tokens(tokens: &TokenStream) -> Result<String, String> {
    let file = syn::parse2::<syn::File>(tokens.clone());
    file.map(|file| laid_out(&file)).map_err(|error| format!("{error} in `{}`", start(&tokens.to_string())))
}

/// The text of items that are given as Rust of no particular layout.
fn source(text: &str) -> Result<String, String> {
    let file = syn::parse_str::<syn::File>(text);
    file.map(|file| laid_out(&file)).map_err(|error| format!("{error} in `{}`", start(text)))
}

fn laid_out(file: &syn::File) -> String {
    let is = |kind: fn(&syn::Item) -> bool| file.items.iter().any(kind);
    let is_impl = is(|item| matches!(item, syn::Item::Impl(_) | syn::Item::Trait(_)));
    let is_use = is(|item| matches!(item, syn::Item::Use(_)));
    let mut text = prettyplease::unparse(file);
    if is_impl {
        text = calls::break_calls(&members::space(&text));
    }
    if is_use {
        text = names::fill(&text);
    }
    if text.contains("&[\n") {
        text = values::hug(&text);
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
    text
}

/// What stands between the first line and the last.
fn inner(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Adds lines to a text.
fn push(text: &mut String, lines: &str) {
    text.push_str(lines);
    text.push('\n');
}

/// The first few words, to name an item by.
fn start(text: &str) -> String {
    text.chars().take(300).collect()
}
