use super::{number, table};
use crate::bench::report::{OURS, Section, Unit};
use crate::bench::samples::Spread;

#[test]
fn a_table_shows_ranges_ratios_bounds_and_reasons() {
    let mut section =
        Section::new("generate", "Generation", &[("wall", Unit::Seconds), ("memory", Unit::Bytes)]);
    let numbers = |seconds: &[f64], bytes| [Spread::of(seconds.iter().copied()), Some(Spread::exact(bytes))];
    section.add("pets", OURS, numbers(&[0.5, 0.4, 0.6], 12_000_000.0), None);
    section.add("pets", "other", numbers(&[2.0], 6_000_000.0), None);
    section.add("pets", "slow", [Some(Spread::more_than(120.0)), None], None);
    section.add("pets", "broken", [], Some("error: a | b"));
    section.add("shops", "other", numbers(&[2.0], 6_000_000.0), None);
    section.remark("Of two machines.");
    let shown = table(&section);
    assert!(shown.starts_with("### Generation\n\n|    "), "{shown}");
    let cells: Vec<Vec<&str>> = shown
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(
        cells[1..],
        [
            vec!["pets", "ours", "0.50 s (0.40..0.60)", "12.0 MB"],
            vec!["pets", "other", "2.00 s ×4.00", "6.00 MB ×0.50"],
            vec!["pets", "slow", "> 120 s > ×240", "–"],
            vec!["pets", "broken", "–", "–", "error: a / b"],
            vec!["shops", "other", "2.00 s", "6.00 MB"],
        ]
    );
    assert!(shown.ends_with("|\n\n- Of two machines.\n"), "{shown}");
}

#[test]
fn numbers_are_shown_in_the_unit_that_suits_them() {
    let seconds = [3e-8, 4.56e-5, 0.0123, 1.234, 323.0].map(|value| number(Unit::Seconds, value));
    assert_eq!(seconds, ["30.0 ns", "45.6 µs", "12.3 ms", "1.23 s", "323 s"]);
    assert_eq!([1234.0, 5.6e8].map(|value| number(Unit::Bytes, value)), ["1.23 kB", "560 MB"]);
    assert_eq!([7.0, 1_234_567.0].map(|value| number(Unit::Count, value)), ["7", "1,234,567"]);
    assert_eq!(number(Unit::Rate, 59.94), "59.9");
}

#[test]
fn a_table_without_rows_is_what_was_said_about_it() {
    let mut section = Section::new("call", "One call", &[("instructions", Unit::Count)]);
    section.remark("Not measured: nothing counts here.");
    assert_eq!(table(&section), "### One call\n\n- Not measured: nothing counts here.\n");
}
