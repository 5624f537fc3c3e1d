//! The layout of tables: calls of macros such as `model! { Name { row, row } }`.
//!
//! `prettyplease` and rustfmt leave what stands in the braces of a macro as it is. Here a row that has documentation or attributes stands below
//! them, on a line of its own; the others share lines.

use super::super::item::{Member, Table};
use super::plain::{attributes, document};
use super::spelling::{spell, trees};

/// The widest line of rows.
const WIDTH: usize = 100;
/// How far rows stand from the margin.
const INDENT: usize = 8;

/// The text of a table.
pub(super) fn print(table: &Table) -> String {
    let mut text = format!("{}! {{\n    {} {{\n", table.name, spell(&trees(&table.head)));
    let mut line = String::new();
    for row in &table.rows {
        let (above, row) = lines(row);
        let is_full = INDENT + line.chars().count() + 1 + row.chars().count() > WIDTH;
        if is_full || !above.is_empty() {
            end(&mut line, &mut text);
        }
        text.push_str(&above);
        line.extend([if line.is_empty() { "" } else { " " }, &row]);
        if !above.is_empty() {
            end(&mut line, &mut text);
        }
    }
    end(&mut line, &mut text);
    text.push_str("    }\n}\n");
    text
}

/// What stands above a row, and the row.
fn lines(row: &Member) -> (String, String) {
    let mut above = String::new();
    document(&row.doc, INDENT, &mut above);
    let code = trees(&row.code);
    let code = attributes(&code, INDENT, &mut above).unwrap_or(&code);
    (above, spell(code))
}

/// Ends a line of rows.
fn end(line: &mut String, text: &mut String) {
    if !line.is_empty() {
        text.extend(["        ", line.as_str(), "\n"]);
        line.clear();
    }
}
