use super::line;
use crate::ir::Docs;

fn told(description: &str) -> String {
    line("id", &Docs { description: Some(description.to_owned()), ..Docs::default() }).unwrap_or_default()
}

#[test]
fn running_text_stands_beside_the_name() {
    assert_eq!(told("The one\nto get"), "- `id`: The one to get.");
    assert_eq!(told("The one.\n\nOr another."), "- `id`: The one.\n\n  Or another.");
}

#[test]
fn a_block_of_code_stays_whole() {
    assert_eq!(told("```\na\n\nb\n```"), "- `id`:\n\n  ```text\n  a\n\n  b\n  ```");
}

#[test]
fn a_list_stays_a_list() {
    assert_eq!(told("- a\n- b"), "- `id`:\n\n  - a\n  - b");
}

#[test]
fn what_says_nothing_is_not_listed() {
    assert_eq!(told(" \n"), "");
}
