//! The layout of tables: calls of macros such as `model! { Name { row, row } }`.
//!
//! `prettyplease` and rustfmt leave what stands in the braces of a macro as it is. One row goes on each line here.

use super::super::item::Table;
use super::plain::{attributes, document};
use super::spelling::{spell, trees};

/// The text of a table.
pub(super) fn print(table: &Table) -> String {
    let mut text = format!("{}! {{\n    {} {{\n", table.name, spell(&trees(&table.head)));
    for row in &table.rows {
        document(&row.doc, 8, &mut text);
        let row = trees(&row.code);
        let row = attributes(&row, 8, &mut text).unwrap_or(&row);
        text.extend(["        ", spell(row).as_str(), "\n"]);
    }
    text.push_str("    }\n}\n");
    text
}
