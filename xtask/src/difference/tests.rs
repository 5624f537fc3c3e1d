//! Differences, whole and cut.

use super::*;

#[test]
fn a_difference_shows_both_sides() {
    let text = unified("src/lib.rs", "a\nb\n", "a\nc\n");
    let expected =
        "--- src/lib.rs (as it is)\n+++ src/lib.rs (as it should be)\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n";
    assert_eq!(text, expected);
}

#[test]
fn a_long_difference_is_cut_and_says_so() {
    let after: String = "line\n".repeat(1000);
    let mut budget = LINES;
    let text = bounded(&unified("a", "", &after), &mut budget);
    assert_eq!(text.lines().count(), LINES_PER_FILE + 1);
    assert!(text.ends_with("… 963 more lines\n"), "{text}");
    assert_eq!(budget, LINES - LINES_PER_FILE);
}

#[test]
fn once_enough_is_shown_only_the_count_is_left() {
    let text = bounded("one\ntwo\n", &mut 0);
    assert_eq!(text, "… 2 more lines\n");
}

#[test]
fn a_long_line_is_cut_between_letters() {
    let text = shortened(&"ä".repeat(LETTERS + 5));
    assert!(text.ends_with("ä… 5 more letters"), "{text}");
}
