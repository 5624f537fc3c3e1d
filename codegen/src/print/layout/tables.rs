//! The layout of tables: calls of macros such as `model! { Name { row, row } }`.
//!
//! `prettyplease` and rustfmt leave what stands in the braces of a macro as it is. Here a row that has documentation or attributes stands below
//! them, on a line of its own; the others share lines. What stands in the brackets of a row that is too long has lines of its own.

use proc_macro2::{Group, TokenStream, TokenTree};

use super::super::item::Table;
use super::plain::{attributes, document};
use super::spelling::{is_comma, spell, trees};

/// The widest line of rows.
const WIDTH: usize = 100;
/// How far rows stand from the margin.
const INDENT: usize = 8;

/// The text of a table.
pub(super) fn print(table: &Table) -> String {
    let mut text = format!("{}! {{\n", table.name);
    document(&table.doc, 4, &mut text);
    text.extend(["    ", &spell(&trees(&table.head)), " {\n"]);
    let mut lines = Lines { text, indent: INDENT, line: String::new() };
    for row in &table.rows {
        let mut above = String::new();
        document(&row.doc, INDENT, &mut above);
        let code = trees(&row.code);
        let code = attributes(&code, INDENT, &mut above).unwrap_or(&code);
        if above.is_empty() {
            lines.row(code);
        } else {
            lines.end();
            lines.text.push_str(&above);
            lines.row(code);
            lines.end();
        }
    }
    lines.end();
    lines.text + "    }\n}\n"
}

/// Lines that are filled with rows.
struct Lines {
    text: String,
    indent: usize,
    line: String,
}

impl Lines {
    /// Adds a row, or a part of one.
    fn row(&mut self, row: &[TokenTree]) {
        let spelled = spell(row);
        let width = spelled.chars().count();
        if self.indent + self.line.chars().count() + 1 + width > WIDTH {
            self.end();
        }
        if self.indent + width > WIDTH && self.broken(row).is_some() {
            return;
        }
        self.line.extend([if self.line.is_empty() { "" } else { " " }, &spelled]);
    }

    /// Adds a row whose last brackets have lines of their own, if it has brackets.
    fn broken(&mut self, row: &[TokenTree]) -> Option<()> {
        let at = row.iter().rposition(|token| matches!(token, TokenTree::Group(_)))?;
        let (before, rest) = row.split_at(at);
        let (TokenTree::Group(group), after) = rest.split_first()? else { return None };
        let brackets = [TokenTree::Group(Group::new(group.delimiter(), TokenStream::new()))];
        let opened = spell(&[before, &brackets].concat());
        let closed = spell(&[&brackets, after].concat());
        self.line.push_str(opened.strip_suffix([')', ']'])?);
        self.end();
        self.indent += 4;
        for part in trees(&group.stream()).split_inclusive(is_comma) {
            self.row(part);
        }
        self.end();
        self.indent -= 4;
        self.line.push_str(closed.strip_prefix(['(', '['])?);
        self.end();
        Some(())
    }

    /// Ends a line of rows.
    fn end(&mut self) {
        if !self.line.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', self.indent));
            self.text.extend([self.line.as_str(), "\n"]);
            self.line.clear();
        }
    }
}
