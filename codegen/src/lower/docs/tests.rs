use super::{field, item, markdown, sentence, value};
use crate::ir::{Docs, Property, SchemaId};

#[test]
fn prose_is_made_safe() {
    let table = [
        ("Plain.", "Plain."),
        ("", ""),
        ("two\nlines", "two lines"),
        ("two  \nlines\\\nthree", "two\\\nlines\\\nthree"),
        ("bare\rreturn", "bare return"),
        ("see https://example.com/a_b?c=d.", "see <https://example.com/a_b?c=d>."),
        ("(https://example.com/x)", "(<https://example.com/x>)"),
        ("<https://example.com>", "<https://example.com>"),
        ("[text](https://example.com/a b)", "\\[text\\](<https://example.com/a> b)"),
        ("[text](https://example.com/a)", "[text](<https://example.com/a>)"),
        ("[text](/relative)", "text"),
        ("[text](#anchor)", "text"),
        ("[https://example.com](/relative)", "<https://example.com>"),
        ("an [index] and array[0]", "an \\[index\\] and array\\[0\\]"),
        ("the <id> of it", "the \\<id\\> of it"),
        ("a<br>b <b>c</b>", "a\\\nb **c**"),
        ("Vec<String>", "Vec\\<String\\>"),
        ("unbalanced ` backtick", "unbalanced \\` backtick"),
        ("`a < b`", "`a < b`"),
        ("``a ` b``", "``a ` b``"),
        ("snake_case and _emphasis_", "snake_case and *emphasis*"),
        ("*a* **b**", "*a* **b**"),
        ("2 * 3", "2 \\* 3"),
        ("# Title\n\ntext", "**Title**\n\ntext"),
        ("a\n\n    indented()", "a\n\n```text\nindented()\n```"),
        ("```rust\nfn x() {}\n```", "```text\nfn x() {}\n```"),
        ("```json\n{\t}\n```", "```json\n{    }\n```"),
        ("~~~\nunclosed", "```text\nunclosed\n```"),
        ("- a\nlazy\n- b\n    - c", "- a lazy\n- b\n  - c"),
        ("1. a\n2. b\n\nc", "1. a\n2. b\n\nc"),
        ("* a\n\n  more\n* b", "- a\n\n  more\n\n- b"),
        ("- a\n  - b\n\n  c", "- a\n\n  - b\n\n  c"),
        ("1. a\n2. b\n\n1) c\n2) d", "1. a\n2. b\n\n1) c\n2) d"),
        ("1) a\n\n1. b\n\n1) c", "1. a\n\n1) b\n\n1. c"),
        ("- a\n\n* b\n\n1. c\n\n- d", "- a\n\n* b\n\n1. c\n\n- d"),
        ("1. a\n\nb\n\n1) c", "1. a\n\nb\n\n1. c"),
        ("- a\n  1. b\n  1) c\n- d\n  1. e", "- a\n  1. b\n  1) c\n- d\n  1. e"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1) b"),
        ("> quoted\n> text", "> quoted text"),
        ("| a | b |\n|---|---|\n| c | `d` |", "| a | b |\n| --- | --- |\n| c | `d` |"),
        ("|a|\n|-|\n|`b\\|c`|", "| a |\n| --- |\n| `b\\|c` |"),
        ("a &amp; b &lt;x&gt;", "a & b \\<x\\>"),
        ("![alt](image.png)", "alt"),
    ];
    for (raw, expected) in table {
        assert_eq!(markdown(raw), expected, "{raw:?}");
    }
}

#[test]
fn long_lines_are_broken_without_making_signs() {
    let words = "word ".repeat(18);
    let printed = markdown(&format!("{words}1234567 - 1. # {words}"));
    assert!(printed.lines().all(|line| line.chars().count() <= 96), "{printed}");
    assert_eq!(markdown(&printed).replace('\n', " "), printed.replace('\n', " "));
}

#[test]
fn printing_twice_changes_nothing() {
    let text = "# A\n\nb [c] <d> https://e.f/g\n\n* h\n  * i\n\n```\nj\n```\n\n> k\n\n|l|m|\n|-|-|\n|n|o|\n";
    let once = markdown(text);
    assert_eq!(markdown(&once), once);
}

#[test]
fn sentences_are_ended() {
    assert_eq!(sentence("A thing"), "A thing.");
    assert_eq!(sentence("A thing: `x`"), "A thing: `x`.");
    assert_eq!(sentence("A thing!"), "A thing!");
    assert_eq!(sentence("- a list"), "- a list");
    assert_eq!(sentence("```text\nx\n```"), "```text\nx\n```");
}

#[test]
fn what_is_not_said_is_told_by_name_where_that_says_more() {
    assert_eq!(item(&Docs::default()).0, "");
    assert_eq!(value(None).0, "");
    assert_eq!(value(Some(" On and\n running")).0, "On and running.");
    let mut property =
        Property { read_only: true, default: Some(serde_json::json!(25)), ..Property::optional(SchemaId(0)) };
    assert_eq!(
        field("a_b", "a`b", &property, None, None).0,
        "The property ``a`b``.\n\nRead-only. Default: `25`."
    );
    assert_eq!(field("r#type", "type", &property, None, None).0, "Read-only. Default: `25`.");
    property.docs.title = Some("How many".to_owned());
    assert_eq!(field("limit", "limit", &property, None, None).0, "How many.\n\nRead-only. Default: `25`.");
}
