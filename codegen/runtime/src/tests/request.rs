//! Whole requests: where the forms of parameters and bodies come to stand.

use serde_json::value::RawValue;

use super::api::{GetThings, ListNumbers, PostThings, Script, raw, run};
use crate::body::Body;
use crate::call::Call;
use crate::operation::Operation;
use crate::parameter::{Form, Style};
use crate::request::Request;

/// The cookie header that a request goes out with.
fn cookie(values: &[(&str, Style, Box<RawValue>)]) -> Option<String> {
    let script = Script::new(&[(200, "application/json", "[]")]);
    let mut call = Call::<ListNumbers>::new(&script.client());
    for (name, style, value) in values {
        call.request.cookie(name, *style, value);
    }
    run(call.send()).unwrap();
    let sent = script.sent.lock().unwrap();
    sent[0].headers().get("cookie").map(|value| value.to_str().unwrap().to_owned())
}

/// Cookies have the styles of queries; each pair is one of RFC 6265, section 4.2.1 (as style `cookie` of OpenAPI 3.2 has it).
#[test]
fn cookies() {
    let plain = Style::new(Form::Form, false);
    for (style, value, expected) in [
        (Style::FORM, raw(r#""blue""#), Some("color=blue")),
        (Style::FORM, raw(r#""""#), Some("color=")),
        (Style::FORM, raw(r#""a;b c""#), Some("color=a%3Bb%20c")),
        (Style::FORM, raw("42"), Some("color=42")),
        (Style::FORM, raw("true"), Some("color=true")),
        (Style::FORM, raw("null"), None),
        (Style::FORM, raw("[]"), None),
        (Style::FORM, raw("{}"), None),
        (Style::FORM, raw(r#"["blue","black"]"#), Some("color=blue; color=black")),
        (Style::FORM, raw(r#"{"R":100,"G":200}"#), Some("R=100; G=200")),
        (plain, raw(r#"["blue","black"]"#), Some("color=blue,black")),
        (plain, raw(r#"{"R":100,"G":200}"#), Some("color=R,100,G,200")),
        (plain, raw("[]"), None),
        (Style::JSON, raw(r#"{"R":1}"#), Some("color=%7B%22R%22%3A1%7D")),
    ] {
        assert_eq!(cookie(&[("color", style, value.clone())]).as_deref(), expected, "{style:?} of {value}");
    }
    let two = [("a", Style::FORM, raw("1")), ("b", Style::FORM, raw("2")), ("a", Style::FORM, raw("3"))];
    assert_eq!(cookie(&two).unwrap(), "b=2; a=3");
}

#[test]
fn a_path_value_that_is_undefined_is_refused() {
    for value in [raw("null"), raw("[]"), raw("{}")] {
        let mut request = Request::new(&GetThings::ENDPOINT);
        request.path("id", Style::new(Form::Matrix, true), &value);
        assert!(request.fault.is_some(), "{value}");
    }
}

#[test]
fn a_header_that_is_set_to_nothing_is_not_sent() {
    let mut request = Request::new(&ListNumbers::ENDPOINT);
    request.header("x-color", Style::SIMPLE, &raw(r#""blue""#));
    assert_eq!(request.headers["x-color"], "blue");
    request.header("x-color", Style::SIMPLE, &raw("[]"));
    assert!(request.headers.is_empty());
}

fn form(value: &RawValue, styles: &[(&'static str, Style)]) -> String {
    let mut request = Request::new(&PostThings::ENDPOINT);
    for (field, style) in styles {
        request.field_style(field, *style);
    }
    request.url_encoded(value);
    assert_eq!(request.headers["content-type"], "application/x-www-form-urlencoded");
    let Body::Bytes(bytes) = request.body else { panic!("the body is no text") };
    String::from_utf8(bytes.into()).unwrap()
}

/// OpenAPI 3.0.4, 4.7.15.1: objects are JSON and lists are repeated, unless `encoding` says otherwise.
#[test]
fn forms_in_the_way_of_urls() {
    let value = raw(
        r#"{"text":"a b&c","empty":"","number":1,"nothing":null,"list":["x","y"],"no list":[],"object":{"k":[1]},"objects":[{"a":1},{"a":2}]}"#,
    );
    assert_eq!(
        form(&value, &[]),
        "text=a%20b%26c&empty=&number=1&list=x&list=y&object=%7B%22k%22%3A%5B1%5D%7D&objects=%7B%22a%22%3A1%7D&objects=%7B%22a%22%3A2%7D"
    );
    let value = raw(r#"{"list":["x","y"],"pipes":[1,2],"deep":{"a":{"b":1}},"json":[1],"free":"a/b"}"#);
    let styles = [
        ("list", Style::new(Form::Form, false)),
        ("pipes", Style::new(Form::PipeDelimited, false)),
        ("deep", Style::DEEP_OBJECT),
        ("json", Style::JSON),
        ("free", Style::FORM.reserved()),
    ];
    assert_eq!(form(&value, &styles), "list=x,y&pipes=1%7C2&deep%5Ba%5D%5Bb%5D=1&json=%5B1%5D&free=a/b");
}
