//! Puts what was measured into the README, between marks, a part at a time; and says where others cost less.
//!
//! ```text
//! <!-- bench generate -->
//! whatever the last run with `--readme` wrote
//! <!-- bench end -->
//! ```

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow};

use super::report::{OURS, Row, Section};
use super::table::{digits, table};
use crate::workspace;

const END: &str = "<!-- bench end -->";

/// A ratio below this is a loss.
const EVEN: f64 = 0.995;

/// Writes a part: a heading, for the machine, or the tables of a part of the run.
pub fn write(part: &str, text: &str) -> Result<()> {
    let path = workspace::root().join("README.md");
    let failure = || format!("`{}` cannot be brought up to date", path.display());
    let readme = fs::read_to_string(&path).with_context(failure)?;
    let readme = replaced(&readme, part, text).ok_or_else(|| anyhow!("no marks for `{part}`"));
    fs::write(&path, readme.with_context(failure)?).with_context(failure)
}

/// The README with this text between the marks of a part; none if the marks are not there.
fn replaced(readme: &str, part: &str, text: &str) -> Option<String> {
    let (before, rest) = readme.split_once(&format!("<!-- bench {part} -->\n"))?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}<!-- bench {part} -->\n{}\n\n{END}{after}", text.trim_end()))
}

/// The tables of a part, with what is lost.
pub fn text(sections: &[Section]) -> String {
    let tables = sections.iter().map(|section| table(section) + &losses(section));
    tables.collect::<Vec<_>>().join("\n")
}

/// Where others cost less than ours, by what was measured and by whom.
fn losses(section: &Section) -> String {
    let mut found: BTreeMap<(usize, &str), Vec<f64>> = BTreeMap::new();
    let of_others = section.rows.iter().filter(|row| !row.candidate.starts_with(OURS));
    for row in of_others.clone() {
        for (column, ratio) in ratios(row).filter(|(_, ratio)| *ratio < EVEN) {
            found.entry((column, &row.candidate)).or_default().push(ratio);
        }
    }
    let mut lines = BTreeMap::<usize, Vec<String>>::new();
    for ((column, candidate), less) in found {
        let rows = of_others.clone().filter(|row| row.candidate == candidate);
        let all = rows.flat_map(ratios).filter(|(other, _)| *other == column).count();
        let [least, most] =
            [less.iter().copied().fold(1.0, f64::min), less.iter().copied().fold(0.0, f64::max)];
        let range =
            if less.len() > 1 { format!("{} to {}", digits(least), digits(most)) } else { digits(least) };
        let one = format!("{candidate} in {} of {all} ({range} of ours)", less.len());
        lines.entry(column).or_default().push(one);
    }
    let name = |column: usize| section.columns.get(column).map_or("", |column| column.name);
    let lines =
        lines.into_iter().map(|(column, to)| format!("- We lose: {}, to {}.\n", name(column), to.join(", ")));
    lines.collect()
}

/// How each number of a row compares with ours, by its column.
fn ratios(row: &Row) -> impl Iterator<Item = (usize, f64)> {
    let numbers = row.values.iter().enumerate();
    numbers.filter_map(|(column, value)| value.and_then(|value| value.ratio).map(|ratio| (column, ratio)))
}

#[cfg(test)]
mod tests {
    use super::{losses, replaced};
    use crate::bench::report::{OURS, Section, Unit};
    use crate::bench::samples::Spread;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let readme = "# A\n<!-- bench call -->\nold\n<!-- bench end -->\nB\n<!-- bench scale -->\nC\n<!-- bench end -->\n";
        let expected = "# A\n<!-- bench call -->\nnew\n\n<!-- bench end -->\nB\n<!-- bench scale -->\nC\n<!-- bench end -->\n";
        assert_eq!(replaced(readme, "call", "new\n").as_deref(), Some(expected));
        assert_eq!(replaced(expected, "call", "new\n").as_deref(), Some(expected));
        assert_eq!(replaced(readme, "decode", "new"), None);
    }

    #[test]
    fn losses_are_told_by_what_and_to_whom() {
        let mut section =
            Section::new("generate", "Generation", &[("wall", Unit::Seconds), ("memory", Unit::Bytes)]);
        let mut add = |subject: &str, candidate: &str, wall: f64, memory: f64| {
            section.add(subject, candidate, [wall, memory].map(|number| Some(Spread::exact(number))), None);
        };
        for subject in ["a", "b"] {
            add(subject, OURS, 2.0, 10.0);
            add(subject, "ours, again", 1.0, 10.0);
        }
        add("a", "quick", 1.0, 20.0);
        add("b", "quick", 0.5, 20.0);
        add("a", "lean", 4.0, 5.0);
        add("b", "lean", 4.0, 10.0);
        let expected = "- We lose: wall, to quick in 2 of 2 (0.25 to 0.50 of ours).\n- We lose: memory, to lean in 1 of 2 (0.50 of ours).\n";
        assert_eq!(losses(&section), expected);
    }
}
