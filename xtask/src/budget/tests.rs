use std::collections::BTreeMap;

use super::Count;
use super::book::Book;
use super::compiler::size;
use super::sources::sizes;

const BOOK: &str = "\
# What it may cost.
compiler = \"rustc 1.0.0\"

[generated]
lines = { count = 1000, why = \"ten operations\" }
items = { count = 100, why = \"a few models\" }
";

fn count(name: &str, number: u64) -> Count {
    ("generated".to_owned(), name.to_owned(), number)
}

/// What a comparison says of lines and items.
fn said(lines: u64, items: u64) -> Vec<String> {
    let findings = Book::read(BOOK).unwrap().compare(&[count("lines", lines), count("items", items)]);
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn two_in_a_hundred_are_let_pass_and_no_more() {
    assert_eq!(
        said(1020, 98),
        ["within: generated.lines is 1020 of 1000", "within: generated.items is 98 of 100",]
    );
    assert_eq!(
        said(1021, 97),
        [
            "above: generated.lines is 1021, and 1000 are allowed (ten operations)",
            "below: generated.items is 97 of 100; `--update` lowers the budget",
        ]
    );
}

#[test]
fn what_the_budget_does_not_name_is_above_it() {
    let findings = Book::read(BOOK).unwrap().compare(&[count("bytes", 1)]);
    assert!(findings[0].is_above());
    assert_eq!(findings[0].to_string(), "above: generated.bytes is 1, and the budget does not name it");
}

#[test]
fn a_new_compiler_leaves_what_is_said_above_it() {
    let mut book = Book::read(BOOK).unwrap();
    book.set_compiler("rustc 2.0.0");
    assert_eq!(book.compiler(), Some("rustc 2.0.0"));
    let text = book.update(&[], None).unwrap();
    assert!(text.starts_with("# What it may cost.\ncompiler = \"rustc 2.0.0\"\n\n[generated]\n"), "{text}");
}

#[test]
fn what_rises_needs_a_reason_and_what_falls_keeps_its_own() {
    let mut book = Book::read(BOOK).unwrap();
    let counts = [count("lines", 2000), count("items", 90)];
    let refused = book.clone().update(&counts, None).unwrap_err().to_string();
    assert!(refused.starts_with("above: generated.lines is 2000"), "{refused}");
    let expected = "\
# What it may cost.
compiler = \"rustc 1.0.0\"

[generated]
lines = { count = 2000, why = \"twenty operations\" }
items = { count = 90, why = \"a few models\" }
";
    assert_eq!(book.update(&counts, Some("twenty operations")).unwrap(), expected);
}

#[test]
fn items_are_counted_with_what_stands_in_them() {
    let text = "//! Pets.\nmod a { pub struct B; }\nimpl C { fn d() {} fn e() {} }\nmodel! { F }\n";
    let files = BTreeMap::from([("src/lib.rs".to_owned(), text.to_owned())]);
    let numbers: Vec<_> =
        sizes("pets", &files).unwrap().into_iter().map(|(_, name, count)| (name, count)).collect();
    let expected = [("lines", 4), ("bytes", text.len() as u64), ("items", 6)];
    assert_eq!(numbers, expected.map(|(name, count)| (name.to_owned(), count)));
}

#[test]
fn functions_are_counted_with_their_lines() {
    let code = "; a comment\ndeclare void @a()\n\ndefine void @b() {\nstart:\n  ret void\n}\n\ndefine void @c() {\n\n  ret void\n}\n!0 = !{}\n";
    assert_eq!(size(code), (2, 7));
}
