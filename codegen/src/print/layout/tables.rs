//! The layout of tables: calls of macros such as `model! { Name { row, row } }`.
//!
//! `prettyplease` and rustfmt leave what stands in the braces of a macro as it is. Here each row has its line, or shares it with others if the
//! table is packed.

use super::super::item::Table;
use super::plain::{attributes, document};
use super::spelling::{spell, trees};

/// The widest line of a packed table.
const WIDTH: usize = 100;

/// The text of a table.
pub(super) fn print(table: &Table) -> String {
    let mut text = format!("{}! {{\n    {} {{\n", table.name, spell(&trees(&table.head)));
    if table.packed {
        pack(table, &mut text);
    } else {
        for row in &table.rows {
            document(&row.doc, 8, &mut text);
            let row = trees(&row.code);
            let row = attributes(&row, 8, &mut text).unwrap_or(&row);
            text.extend(["        ", spell(row).as_str(), "\n"]);
        }
    }
    text.push_str("    }\n}\n");
    text
}

/// Fills lines with rows.
fn pack(table: &Table, text: &mut String) {
    let mut width = 0;
    for row in &table.rows {
        let row = spell(&trees(&row.code));
        let length = row.chars().count();
        if width > 0 && width + 1 + length <= WIDTH {
            text.extend([" ", row.as_str()]);
            width += 1 + length;
        } else {
            text.push_str(if width > 0 { "\n        " } else { "        " });
            text.push_str(&row);
            width = 8 + length;
        }
    }
    if width > 0 {
        text.push('\n');
    }
}
