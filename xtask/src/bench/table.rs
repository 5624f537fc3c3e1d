//! Shows a section as a table that is read as well in a terminal as in a README.

use super::report::{Row, Section, Unit, Value};

/// The table of a section, with its title and remarks, as Markdown.
pub fn table(section: &Section) -> String {
    let rows = if section.rows.is_empty() { String::new() } else { rows(section) };
    let remarks = section.remarks.iter().flat_map(|remark| ["- ", remark, "\n"]).collect::<String>();
    let gap = if remarks.is_empty() || rows.is_empty() { "" } else { "\n" };
    format!("### {}\n\n{rows}{gap}{remarks}", section.title)
}

/// The table itself. Where something is noted, it stands in a last column.
fn rows(section: &Section) -> String {
    let has_notes = section.rows.iter().any(|row| row.note.is_some());
    let names = section.columns.iter().map(|column| column.name);
    let headings = ["", ""].into_iter().chain(names).chain(has_notes.then_some(""));
    let mut rows: Vec<Vec<String>> = vec![headings.map(str::to_owned).collect()];
    rows.extend(section.rows.iter().map(|row| cells(section, row, has_notes)));
    let widths: Vec<usize> =
        (0..section.columns.len() + 2 + usize::from(has_notes)).map(|column| width(&rows, column)).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    lines.insert(1, ruler(&widths));
    lines.concat()
}

/// The words of a row: what it is of, each number, and what is noted.
fn cells(section: &Section, row: &Row, has_notes: bool) -> Vec<String> {
    let names = [row.subject.clone(), row.candidate.clone()];
    let numbers = section.columns.iter().enumerate().map(|(column, kind)| {
        let value = row.values.get(column).copied().flatten();
        value.map_or_else(|| "–".to_owned(), |value| shown(kind.unit, &value))
    });
    let note = has_notes.then(|| shortened(row.note.as_deref().unwrap_or_default()));
    names.into_iter().chain(numbers).chain(note).collect()
}

/// A note without what would break a table.
fn shortened(note: &str) -> String {
    let plain = note.replace('|', "/");
    let start: String = plain.chars().take(60).collect();
    if start == plain { start } else { start + "…" }
}

/// A number, its range if it was measured more than once, and how it compares with ours.
fn shown(unit: Unit, value: &Value) -> String {
    let spread = value.spread;
    let bound = if spread.is_bound { "> " } else { "" };
    let range = if spread.runs > 1 && unit == Unit::Seconds {
        let (scale, _) = scale(unit, spread.median);
        format!(" ({}..{})", digits(spread.least / scale), digits(spread.most / scale))
    } else {
        String::new()
    };
    let ratio = value.ratio.map(|ratio| format!(" {bound}×{}", digits(ratio))).unwrap_or_default();
    format!("{bound}{}{range}{ratio}", number(unit, spread.median))
}

/// A number with its unit.
pub fn number(unit: Unit, number: f64) -> String {
    let (scale, name) = scale(unit, number);
    let scaled = number / scale;
    if unit == Unit::Count { grouped(scaled) } else { digits(scaled) + name }
}

/// What a number of this size is divided by to be read, and what it is counted in then.
fn scale(unit: Unit, size: f64) -> (f64, &'static str) {
    match unit {
        Unit::Seconds if size < 1e-6 => (1e-9, " ns"),
        Unit::Seconds if size < 1e-3 => (1e-6, " µs"),
        Unit::Seconds if size < 0.1 => (1e-3, " ms"),
        Unit::Seconds => (1.0, " s"),
        Unit::Bytes if size < 1e5 => (1e3, " kB"),
        Unit::Bytes => (1e6, " MB"),
        Unit::Count | Unit::Rate => (1.0, ""),
    }
}

/// Three digits that count.
pub fn digits(number: f64) -> String {
    match number.abs() {
        size if size < 10.0 => format!("{number:.2}"),
        size if size < 100.0 => format!("{number:.1}"),
        _ => grouped(number),
    }
}

/// A whole number, its digits in groups of three.
fn grouped(number: f64) -> String {
    let plain = format!("{:.0}", number.round());
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn width(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0).max(2)
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(column, (cell, &width))| match column {
        0 | 1 => format!(" {cell:<width$} |"),
        _ => format!(" {cell:>width$} |"),
    });
    format!("|{}\n", cells.collect::<String>())
}

fn ruler(widths: &[usize]) -> String {
    let cells = widths.iter().enumerate().map(|(column, &width)| {
        let end = if column < 2 { '-' } else { ':' };
        format!("-{}{end}|", "-".repeat(width))
    });
    format!("|{}\n", cells.collect::<String>())
}

#[cfg(test)]
mod tests;
