//! Whole requests: where the forms of parameters and bodies come to stand.

use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::api::{GetThings, ListNumbers, PostThings, Script, raw, run};
use super::recorder::Recorder;
use crate::body::Body;
use crate::call::Call;
use crate::choice::choice;
use crate::file::File;
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

/// Each name once, in the order in which it was set last (RFC 6265, section 4.2.1).
#[test]
fn a_cookie_that_is_set_again_is_replaced() {
    let two = [("a", Style::FORM, raw("1")), ("b", Style::FORM, raw("2")), ("a", Style::FORM, raw("3"))];
    assert_eq!(cookie(&two).unwrap(), "b=2; a=3");
}

/// `allowReserved` is for queries: in a cookie, `;` would begin another.
#[test]
fn a_cookie_never_holds_the_end_of_another() {
    let own = [("a", Style::FORM.reserved(), raw(r#""1; admin=1""#))];
    assert_eq!(cookie(&own).unwrap(), "a=1%3B%20admin%3D1");
}

#[test]
fn a_path_value_that_is_undefined_is_refused() {
    for value in [raw("null"), raw("[]"), raw("{}")] {
        let mut request = Request::new(&GetThings::ENDPOINT);
        request.path("id", Style::new(Form::Matrix, true), &value);
        assert!(request.fault.is_some(), "{value}");
    }
}

/// No range is a content type (RFC 9110, section 8.3), and none of those in it may be guessed.
#[test]
fn a_file_whose_media_type_is_left_open_names_its_own() {
    let content_type = |file: File, own: Option<&str>| {
        let script = Script::new(&[(200, "application/json", "[]")]);
        let mut call = Call::<PostThings>::new(&script.client());
        call.request.file("image/*", file, false);
        let call = own.into_iter().fold(call, |call, own| call.header("content-type", own));
        let answered = run(call.send());
        let sent = script.sent.lock().unwrap();
        let header =
            |request: &http::Request<Body>| request.headers()["content-type"].to_str().unwrap().to_owned();
        answered.map(|_| header(&sent[0])).map_err(|error| (error.to_string(), sent.len()))
    };
    let file = || File::from_bytes("content").with_name("a.png");
    assert_eq!(content_type(file().with_content_type("image/png"), None).unwrap(), "image/png");
    assert_eq!(content_type(file(), Some("image/gif")).unwrap(), "image/gif");
    let message =
        "PostThings: the body cannot be written: it has no media type, which `File::with_content_type` names";
    assert_eq!(content_type(file(), None).unwrap_err(), (message.to_owned(), 0));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    run(async {
        let recorder = Recorder::start().await;
        for strip in [false, true] {
            let mut call = Call::<PostThings>::new(&recorder.client());
            call.request.file("text/plain", File::from_path("/nowhere/notes.txt"), strip);
            let error = call.send().await.unwrap_err().to_string();
            assert!(error.contains("the request's body could not be read: /nowhere/notes.txt: "), "{error}");
        }
        assert_eq!(recorder.count(), 0);
    });
}

/// Each location, set twice: the second value stands alone, and what other parameters have stays.
#[test]
fn a_parameter_that_is_set_again_is_replaced() {
    let first = raw(r#"{"R":1,"G":[2,3],"only":4}"#);
    let second = raw(r#"{"R":5,"B":6}"#);
    for (style, expected) in [
        (Style::FORM, "R=0&R=5&B=6"),
        (Style::new(Form::Form, false), "R=0&color=R,5,B,6"),
        (Style::DEEP_OBJECT, "R=0&color%5BR%5D=5&color%5BB%5D=6"),
        (Style::new(Form::PipeDelimited, false), "R=0&color=R%7C5%7CB%7C6"),
        (Style::JSON, "R=0&color=%7B%22R%22%3A5%2C%22B%22%3A6%7D"),
    ] {
        let mut request = Request::new(&ListNumbers::ENDPOINT);
        request.query("R", Style::FORM, &0);
        for value in [&first, &second] {
            request.query("color", style, value);
            request.header("x-color", Style::SIMPLE, value);
            request.cookie("color", Style::FORM, value);
        }
        assert_eq!(request.target(), format!("/pages?{expected}"), "{style:?}");
        assert_eq!(request.headers.get_all("x-color").iter().collect::<Vec<_>>(), ["R,5,B,6"]);
        assert_eq!(request.cookies.joined("; ").unwrap(), "R=5; B=6");
        request.query("color", style, &raw("null"));
        assert_eq!(request.target().contains("color"), style == Style::JSON, "{style:?}");
    }
}

#[test]
fn cookies_join_those_of_a_header_of_the_users_own() {
    let script = Script::new(&[(200, "application/json", "[]")]);
    let mut call = Call::<ListNumbers>::new(&script.client()).header("cookie", "own=1; more=2");
    call.request.cookie("color", Style::FORM, "blue");
    run(call.send()).unwrap();
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent[0].headers()["cookie"], "own=1; more=2; color=blue");
    assert!(sent[0].headers()["cookie"].is_sensitive());
}

#[test]
fn debug_shows_the_names_of_values_alone() {
    let mut call = Call::<GetThings>::new(&Script::new(&[]).client()).header("x-own", "hunter2");
    call.request.path("id", Style::SIMPLE, "hunter2");
    call.request.query("password", Style::FORM, "hunter2");
    call.request.query("deep", Style::DEEP_OBJECT, &raw(r#"{"password":"hunter2"}"#));
    call.request.header("x-password", Style::SIMPLE, "hunter2");
    call.request.cookie("session", Style::FORM, "hunter2");
    call.request.json("application/json", &raw(r#"{"password":"hunter2"}"#));
    let shown = format!("{call:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    for name in ["GetThings", "/things/{id}", "password", "x-own", "x-password", "session", "22 bytes"] {
        assert!(shown.contains(name), "{name} in {shown}");
    }
    let parts = crate::multipart::Parts::new().texts("password", ["hunter2"], None);
    let shown = format!("{:?} {:?}", Body::Composed(Arc::new(parts)), Body::Bytes("hunter2".into()));
    assert!(!shown.contains("hunter2") && shown.contains("password"), "{shown}");
}

/// What a layer of the user's own sees of the headers.
#[test]
fn secrets_in_headers_are_not_shown_to_layers() {
    let script = Script::new(&[(200, "application/json", "[]")]);
    let mut call = Call::<ListNumbers>::new(&script.client());
    call.request.secret_header("x-shared", Style::SIMPLE, &crate::secret::Secret::new("hunter2"));
    call.request.secret_header("x-all", Style::SIMPLE, &raw(r#"["hunter2"]"#));
    call.request.header("X-Api-Key", Style::SIMPLE, "hunter2");
    call.request.header("x-plain", Style::SIMPLE, "plain");
    run(call.header("authorization", "Bearer hunter2").header("X-Auth-Token", "hunter2").send()).unwrap();
    let sent = script.sent.lock().unwrap();
    let shown = format!("{:?}", sent[0]);
    assert!(!shown.contains("hunter2") && shown.contains("plain"), "{shown}");
    for name in ["x-shared", "x-all", "x-api-key", "authorization", "x-auth-token"] {
        assert!(sent[0].headers()[name].is_sensitive(), "{name}");
    }
    assert_eq!(sent[0].headers()["x-shared"], "hunter2");
    let mut request = Request::new(&ListNumbers::ENDPOINT);
    request.secret_header("x-shared", Style::SIMPLE, &raw("null"));
    assert!(request.headers.is_empty());
}

/// Neither a value of the path nor one of the query is in what is said of a request that cannot be sent.
#[test]
fn errors_tell_no_value() {
    let script = Script::new(&[]);
    let mut call = super::api::get_things(&script.client(), "x");
    call.request.path = "/things/hunter2/..".to_owned();
    let shown = format!("{0} {0:?}", run(call.send()).unwrap_err());
    assert!(!shown.contains("hunter2") && shown.contains("/things/{id}"), "{shown}");
    let call = Call::<ListNumbers>::new(&script.client()).header("x-own", "hunter2\r\n");
    let shown = format!("{0} {0:?}", run(call.send()).unwrap_err());
    assert!(!shown.contains("hunter2") && shown.contains("x-own"), "{shown}");
}

#[test]
fn a_header_that_is_set_to_nothing_is_not_sent() {
    let mut request = Request::new(&ListNumbers::ENDPOINT);
    request.header("x-color", Style::SIMPLE, &raw(r#""blue""#));
    assert_eq!(request.headers["x-color"], "blue");
    request.header("x-color", Style::SIMPLE, &raw("[]"));
    assert!(request.headers.is_empty());
}

fn form(value: &impl serde::Serialize, styles: &[(&'static str, Style)]) -> String {
    let mut request = Request::new(&PostThings::ENDPOINT);
    request.url_encoded(value, styles);
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

/// Many services read whole numbers where a description says no more than `number`, and refuse `5.0`.
#[test]
fn whole_numbers_go_out_without_a_point() {
    let json = |numbers: &[f64]| {
        let mut request = Request::new(&PostThings::ENDPOINT);
        request.json("application/json", numbers);
        let Body::Bytes(bytes) = request.body else { panic!("the body is no text") };
        String::from_utf8(bytes.into()).unwrap()
    };
    assert_eq!(json(&[5.0, -3.0, 0.0, -0.0, 1.5, 1e15, f64::NAN]), "[5,-3,0,-0.0,1.5,1000000000000000,null]");
    let large = [9_007_199_254_740_992.0, 1e16, 1e300, f64::MIN_POSITIVE];
    assert_eq!(serde_json::from_str::<Vec<f64>>(&json(&large)).unwrap(), large);
    assert_eq!(form(&BTreeMap::from([("n", 7.0), ("o", 0.25)]), &[]), "n=7&o=0.25");
    let script = Script::new(&[(200, "application/json", "[]")]);
    let mut call = Call::<ListNumbers>::new(&script.client());
    call.request.query("ratio", Style::FORM, &3.0);
    call.request.query("list", Style::FORM, &[1.0, 2.5]);
    run(call.send()).unwrap();
    assert_eq!(script.sent.lock().unwrap()[0].uri().query(), Some("ratio=3&list=1&list=2.5"));
}

/// A POST without a body says so: some services refuse one that does not (RFC 9110, section 8.6).
#[test]
fn a_post_without_a_body_has_a_length() {
    run(async {
        let recorder = Recorder::start().await;
        Call::<PostThings>::new(&recorder.client()).send().await.unwrap();
        assert_eq!(recorder.last().header("content-length").as_deref(), Some("0"));
        assert_eq!(recorder.last().header("content-type"), None);
        Call::<ListNumbers>::new(&recorder.client()).send().await.unwrap();
        assert_eq!(recorder.last().header("content-length"), None);
    });
}

/// A body in one of three media types.
#[derive(Debug, Clone)]
enum AnyBody {
    Json(Box<[i64; 2]>),
    Text(String),
    Form(Vec<(String, i64)>),
}

choice! {
    AnyBody as body {
        Json(boxed [i64; 2]) => json("application/vnd.list+json", &body),
        Text(String) => text("text/plain", body),
        Form => url_encoded(&body.into_iter().collect::<BTreeMap<_, _>>(), &[]),
    }
}

#[test]
fn a_body_goes_out_in_the_media_type_that_was_chosen() {
    let sent = |body: AnyBody| {
        let mut request = Request::new(&PostThings::ENDPOINT);
        body.put(&mut request);
        let Body::Bytes(bytes) = request.body else { panic!("the body is no text") };
        let media_type = request.headers["content-type"].to_str().unwrap().to_owned();
        (media_type, String::from_utf8(bytes.into()).unwrap())
    };
    let is = |media_type: &str, text: &str| (media_type.to_owned(), text.to_owned());
    assert_eq!(sent([1, 2].into()), is("application/vnd.list+json", "[1,2]"));
    assert_eq!(sent("a b".to_owned().into()), is("text/plain", "a b"));
    let form = AnyBody::Form(vec![("n".to_owned(), 1)]);
    assert_eq!(sent(form), is("application/x-www-form-urlencoded", "n=1"));
}
