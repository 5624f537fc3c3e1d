//! The table of wire forms: location, style, explode and kind of value.
//!
//! The cells are worked out by hand from the standards: the expansions of RFC 6570, section 3.2 (3.2.2 simple, 3.2.5 label, 3.2.7
//! matrix, 3.2.8 and 3.2.9 form; 2.3 and 3.2.1 for what is undefined), and the tables "Style Values" and "Style Examples" of
//! OpenAPI 3.0.4 (4.7.12.3 and 4.7.12.4, the same in 3.1.1, 4.8.12.4), whose names `color`, `blue`, `R`, `G`, `B` are used here. `deepObject`
//! of lists and nested objects, which OpenAPI leaves open, is as `qs` writes it without indices.

use serde_json::value::RawValue;

use super::api::raw;
use crate::parameter::{Form, Style, percent_encode, percent_encode_keeping};

/// What is expected: the text, or that nothing is sent.
type Cell = Option<&'static str>;

/// The kinds of value, in the order of the columns.
fn values() -> [Box<RawValue>; 15] {
    [
        raw(r#""blue""#),
        raw(r#""""#),
        raw(r#""a/b c,d;e=f&g#h""#),
        raw("42"),
        raw("1.5"),
        raw("true"),
        raw("null"),
        raw(r#""2026-01-02T03:04:05+01:00""#),
        raw(r#"["blue","black","brown"]"#),
        raw("[]"),
        raw(r#"["","x"]"#),
        raw(r#"{"R":100,"G":200,"B":150}"#),
        raw("{}"),
        raw(r#"{"k":"","n":null,"a b":"c&d"}"#),
        raw(r#"{"o":{"p":1},"l":[1,2]}"#),
    ]
}

#[track_caller]
fn check(style: Style, row: [Cell; 15], write: impl Fn(Style, &RawValue) -> Option<String>) {
    for (value, expected) in values().iter().zip(row) {
        assert_eq!(write(style, value).as_deref(), expected, "{style:?} of {value}");
    }
}

fn path(style: Style, value: &RawValue) -> Option<String> {
    style.path("color", &style.flatten(value).unwrap())
}

fn query(style: Style, value: &RawValue) -> Option<String> {
    let pairs = style.query("color", &style.flatten(value).unwrap());
    let texts: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
    (!texts.is_empty()).then(|| texts.join("&"))
}

fn header(style: Style, value: &RawValue) -> Option<String> {
    style.header(&style.flatten(value).unwrap())
}

#[rustfmt::skip]
#[test]
fn paths() {
    check(Style::SIMPLE, [
        Some("blue"), Some(""), Some("a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some("42"), Some("1.5"), Some("true"), None,
        Some("2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some("blue,black,brown"), None, Some(",x"),
        Some("R,100,G,200,B,150"), None, Some("k,,a%20b,c%26d"), Some("o,%7B%22p%22%3A1%7D,l,%5B1%2C2%5D"),
    ], path);
    check(Style::new(Form::Simple, true), [
        Some("blue"), Some(""), Some("a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some("42"), Some("1.5"), Some("true"), None,
        Some("2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some("blue,black,brown"), None, Some(",x"),
        Some("R=100,G=200,B=150"), None, Some("k=,a%20b=c%26d"), Some("o=%7B%22p%22%3A1%7D,l=%5B1%2C2%5D"),
    ], path);
    check(Style::new(Form::Label, false), [
        Some(".blue"), Some("."), Some(".a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some(".42"), Some(".1.5"), Some(".true"), None,
        Some(".2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some(".blue,black,brown"), None, Some(".,x"),
        Some(".R,100,G,200,B,150"), None, Some(".k,,a%20b,c%26d"), Some(".o,%7B%22p%22%3A1%7D,l,%5B1%2C2%5D"),
    ], path);
    check(Style::new(Form::Label, true), [
        Some(".blue"), Some("."), Some(".a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some(".42"), Some(".1.5"), Some(".true"), None,
        Some(".2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some(".blue.black.brown"), None, Some("..x"),
        Some(".R=100.G=200.B=150"), None, Some(".k=.a%20b=c%26d"), Some(".o=%7B%22p%22%3A1%7D.l=%5B1%2C2%5D"),
    ], path);
    check(Style::new(Form::Matrix, false), [
        Some(";color=blue"), Some(";color"), Some(";color=a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some(";color=42"), Some(";color=1.5"),
        Some(";color=true"), None, Some(";color=2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some(";color=blue,black,brown"), None, Some(";color=,x"),
        Some(";color=R,100,G,200,B,150"), None, Some(";color=k,,a%20b,c%26d"),
        Some(";color=o,%7B%22p%22%3A1%7D,l,%5B1%2C2%5D"),
    ], path);
    check(Style::new(Form::Matrix, true), [
        Some(";color=blue"), Some(";color"), Some(";color=a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some(";color=42"), Some(";color=1.5"),
        Some(";color=true"), None, Some(";color=2026-01-02T03%3A04%3A05%2B01%3A00"),
        Some(";color=blue;color=black;color=brown"), None, Some(";color;color=x"),
        Some(";R=100;G=200;B=150"), None, Some(";k;a%20b=c%26d"), Some(";o=%7B%22p%22%3A1%7D;l=%5B1%2C2%5D"),
    ], path);
}

#[rustfmt::skip]
#[test]
fn queries() {
    let scalars = [
        Some("color=blue"), Some("color="), Some("color=a%2Fb%20c%2Cd%3Be%3Df%26g%23h"), Some("color=42"), Some("color=1.5"),
        Some("color=true"), None, Some("color=2026-01-02T03%3A04%3A05%2B01%3A00"),
    ];
    let row = |compound: [Cell; 7]| -> [Cell; 15] {
        std::array::from_fn(|index| if index < 8 { scalars[index] } else { compound[index - 8] })
    };
    check(Style::new(Form::Form, false), row([
        Some("color=blue,black,brown"), None, Some("color=,x"),
        Some("color=R,100,G,200,B,150"), None, Some("color=k,,a%20b,c%26d"), Some("color=o,%7B%22p%22%3A1%7D,l,%5B1%2C2%5D"),
    ]), query);
    check(Style::FORM, row([
        Some("color=blue&color=black&color=brown"), None, Some("color=&color=x"),
        Some("R=100&G=200&B=150"), None, Some("k=&a%20b=c%26d"), Some("o=%7B%22p%22%3A1%7D&l=%5B1%2C2%5D"),
    ]), query);
    check(Style::new(Form::SpaceDelimited, false), row([
        Some("color=blue%20black%20brown"), None, Some("color=%20x"),
        Some("color=R%20100%20G%20200%20B%20150"), None, Some("color=k%20%20a%20b%20c%26d"),
        Some("color=o%20%7B%22p%22%3A1%7D%20l%20%5B1%2C2%5D"),
    ]), query);
    check(Style::new(Form::PipeDelimited, false), row([
        Some("color=blue%7Cblack%7Cbrown"), None, Some("color=%7Cx"),
        Some("color=R%7C100%7CG%7C200%7CB%7C150"), None, Some("color=k%7C%7Ca%20b%7Cc%26d"),
        Some("color=o%7C%7B%22p%22%3A1%7D%7Cl%7C%5B1%2C2%5D"),
    ]), query);
    for form in [Form::SpaceDelimited, Form::PipeDelimited] {
        // "n/a" in the tables: as `form`, whose explode leaves nothing to delimit.
        check(Style::new(form, true), row([
            Some("color=blue&color=black&color=brown"), None, Some("color=&color=x"),
            Some("R=100&G=200&B=150"), None, Some("k=&a%20b=c%26d"), Some("o=%7B%22p%22%3A1%7D&l=%5B1%2C2%5D"),
        ]), query);
    }
    check(Style::DEEP_OBJECT, row([
        Some("color=blue&color=black&color=brown"), None, Some("color=&color=x"),
        Some("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"), None, Some("color%5Bk%5D=&color%5Ba%20b%5D=c%26d"),
        Some("color%5Bo%5D%5Bp%5D=1&color%5Bl%5D=1&color%5Bl%5D=2"),
    ]), query);
}

#[rustfmt::skip]
#[test]
fn reserved_characters_stay_where_the_query_may_have_them() {
    check(Style::FORM.reserved(), [
        Some("color=blue"), Some("color="), Some("color=a/b%20c,d;e=f&g%23h"), Some("color=42"), Some("color=1.5"), Some("color=true"),
        None, Some("color=2026-01-02T03:04:05+01:00"),
        Some("color=blue&color=black&color=brown"), None, Some("color=&color=x"),
        Some("R=100&G=200&B=150"), None, Some("k=&a%20b=c&d"), Some("o=%7B%22p%22:1%7D&l=%5B1,2%5D"),
    ], query);
    // A path keeps less: `/` and `?` would make other segments (OpenAPI 3.0.4, 4.7.12.2).
    assert_eq!(path(Style::SIMPLE.reserved(), &raw(r#""a/b?c:@;%20%""#)).unwrap(), "a%2Fb%3Fc:@;%20%25");
}

#[rustfmt::skip]
#[test]
fn headers() {
    check(Style::SIMPLE, [
        Some("blue"), Some(""), Some("a/b c,d;e=f&g#h"), Some("42"), Some("1.5"), Some("true"), None, Some("2026-01-02T03:04:05+01:00"),
        Some("blue,black,brown"), None, Some(",x"),
        Some("R,100,G,200,B,150"), None, Some("k,,a b,c&d"), Some(r#"o,{"p":1},l,[1,2]"#),
    ], header);
    check(Style::new(Form::Simple, true), [
        Some("blue"), Some(""), Some("a/b c,d;e=f&g#h"), Some("42"), Some("1.5"), Some("true"), None, Some("2026-01-02T03:04:05+01:00"),
        Some("blue,black,brown"), None, Some(",x"),
        Some("R=100,G=200,B=150"), None, Some("k=,a b=c&d"), Some(r#"o={"p":1},l=[1,2]"#),
    ], header);
}

#[test]
fn content_is_json_wherever_it_stands() {
    let value = raw(r#"{"a":[1,"ü"],"b":null}"#);
    assert_eq!(path(Style::JSON, &raw(r#""x""#)).unwrap(), "%22x%22");
    assert_eq!(
        query(Style::JSON, &value).unwrap(),
        "color=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%2C%22b%22%3Anull%7D"
    );
    assert_eq!(query(Style::JSON, &raw("[]")).unwrap(), "color=%5B%5D");
    assert_eq!(query(Style::JSON, &raw("null")).unwrap(), "color=null");
    assert_eq!(header(Style::JSON, &value).unwrap(), r#"{"a":[1,"ü"],"b":null}"#);
}

/// Unicode is written as its UTF-8 bytes (RFC 6570, section 3.2.1); a header has it as it is.
#[rustfmt::skip]
#[test]
fn unicode_in_every_place() {
    let (text, list, object) = (raw(r#""日é""#), raw(r#"["é","日"]"#), raw(r#"{"é":"日"}"#));
    for (style, expected) in [
        (Style::SIMPLE, ["%E6%97%A5%C3%A9", "%C3%A9,%E6%97%A5", "%C3%A9,%E6%97%A5"]),
        (Style::new(Form::Label, true), [".%E6%97%A5%C3%A9", ".%C3%A9.%E6%97%A5", ".%C3%A9=%E6%97%A5"]),
        (Style::new(Form::Matrix, true), [";color=%E6%97%A5%C3%A9", ";color=%C3%A9;color=%E6%97%A5", ";%C3%A9=%E6%97%A5"]),
    ] {
        assert_eq!([&text, &list, &object].map(|value| path(style, value).unwrap()), expected, "{style:?}");
    }
    for (style, expected) in [
        (Style::FORM, ["color=%E6%97%A5%C3%A9", "color=%C3%A9&color=%E6%97%A5", "%C3%A9=%E6%97%A5"]),
        (Style::FORM.reserved(), ["color=%E6%97%A5%C3%A9", "color=%C3%A9&color=%E6%97%A5", "%C3%A9=%E6%97%A5"]),
        (Style::new(Form::SpaceDelimited, false), ["color=%E6%97%A5%C3%A9", "color=%C3%A9%20%E6%97%A5", "color=%C3%A9%20%E6%97%A5"]),
        (Style::DEEP_OBJECT, ["color=%E6%97%A5%C3%A9", "color=%C3%A9&color=%E6%97%A5", "color%5B%C3%A9%5D=%E6%97%A5"]),
    ] {
        assert_eq!([&text, &list, &object].map(|value| query(style, value).unwrap()), expected, "{style:?}");
    }
    assert_eq!([&text, &list, &object].map(|value| header(Style::SIMPLE, value).unwrap()), ["日é", "é,日", "é,日"]);
}

fn pairs(value: &impl serde::Serialize) -> String {
    let pairs = Style::FORM.query("color", &Style::FORM.flatten(value).unwrap());
    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// Dates, optional values and secrets go out as what they are on the wire; reserved characters stay where a path may have them.
#[test]
fn typed_values_are_what_they_are_on_the_wire() {
    let date: crate::formatted::Formatted<u8> = serde_json::from_str("\"2026-01-02T03:04:05Z\"").unwrap();
    assert_eq!(pairs(&date), "color=2026-01-02T03%3A04%3A05Z");
    assert_eq!(pairs(&crate::secret::Secret::new("a b")), "color=a%20b");
    assert_eq!(pairs(&None::<i64>), "");
    assert_eq!(pairs(&Some(false)), "color=false");
    assert_eq!(pairs(&vec![Some(1), None, Some(3)]), "color=1&color=3");
    for (style, expected) in [
        (Style::new(Form::Label, false).reserved(), ".a:b@c%2Fd"),
        (Style::new(Form::Matrix, false).reserved(), ";color=a:b@c%2Fd"),
        (Style::SIMPLE.reserved(), "a:b@c%2Fd"),
    ] {
        assert_eq!(path(style, &raw(r#""a:b@c/d""#)).unwrap(), expected, "{style:?}");
    }
}

#[test]
fn names_are_encoded_too() {
    let pairs = Style::DEEP_OBJECT.query("x[y]", &Style::DEEP_OBJECT.flatten(&raw(r#"{"f&":1}"#)).unwrap());
    assert_eq!(pairs, [("x%5By%5D%5Bf%26%5D".to_owned(), "1".to_owned())]);
}

#[test]
fn encoding_keeps_what_is_unreserved() {
    assert_eq!(percent_encode("aZ0-._~ +/?%ü"), "aZ0-._~%20%2B%2F%3F%25%C3%BC");
    assert_eq!(percent_encode_keeping("a/b?c=%20d%zz e", "/?=%"), "a/b?c=%20d%25zz%20e");
}
