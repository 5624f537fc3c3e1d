//! Values and their texts, apart from the table of wire forms ([`wire_forms`](super::wire_forms)).

use crate::parameter::{Form, Style, percent_encode, percent_encode_keeping};

fn pairs(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).unwrap();
    let pairs = Style::FORM.query("color", &Style::FORM.flatten(json).unwrap());
    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// Dates, optional values and secrets go out as what they are on the wire.
#[test]
fn typed_values_are_what_they_are_on_the_wire() {
    let date: crate::formatted::Formatted<u8> = serde_json::from_str("\"2026-01-02T03:04:05Z\"").unwrap();
    assert_eq!(pairs(&date), "color=2026-01-02T03%3A04%3A05Z");
    assert_eq!(pairs(&crate::secret::Secret::new("a b")), "color=a%20b");
    assert_eq!(pairs(&None::<i64>), "");
    assert_eq!(pairs(&Some(false)), "color=false");
    assert_eq!(pairs(&vec![Some(1), None, Some(3)]), "color=1&color=3");
}

#[test]
fn names_are_encoded_too() {
    let value = Style::DEEP_OBJECT.flatten(r#"{"f&":1}"#.to_owned()).unwrap();
    let pairs = Style::DEEP_OBJECT.query("x[y]", &value);
    assert_eq!(pairs, [("x%5By%5D%5Bf%26%5D".to_owned(), "1".to_owned())]);
}

#[test]
fn encoding_keeps_what_is_unreserved() {
    assert_eq!(percent_encode("aZ0-._~ +/?%ü"), "aZ0-._~%20%2B%2F%3F%25%C3%BC");
    assert_eq!(percent_encode_keeping("a/b?c=%20d%zz e", "/?=%"), "a/b?c=%20d%25zz%20e");
}

#[test]
fn a_path_of_several_segments_keeps_its_slashes() {
    let path = |text: &str| {
        let style = Style::new(Form::Segments, false);
        style.path("name", &style.flatten(serde_json::to_string(text).unwrap()).unwrap())
    };
    assert_eq!(path("projects/p 1/books/é?#").as_deref(), Some("projects/p%201/books/%C3%A9%3F%23"));
}
