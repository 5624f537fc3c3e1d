use std::error::Error as _;

use super::api::{GetThings, Script, get_things, run};
use crate::call::Call;
use crate::client::Client;
use crate::error::ErrorKind;
use crate::operation::{Endpoint, Operation, Requirement};
use crate::token::Token;

const JSON: &str = "application/json; charset=utf-8";

#[test]
fn a_call_sends_path_credentials_and_user_agent() {
    let script = Script::new(&[(200, JSON, "[1,2]")]);
    let response = run(get_things(&script.client(), "a b/ü").into_future()).unwrap();
    assert_eq!(*response, [1, 2]);
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent[0].uri(), "https://api.example.com/things/a%20b%2F%C3%BC");
    assert_eq!(sent[0].headers()["x-key"], "k");
    assert_eq!(sent[0].headers()["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(sent[0].headers()["user-agent"], "test/1");
    assert!(sent[0].headers()["x-key"].is_sensitive());
}

#[test]
fn the_first_complete_alternative_is_used() {
    let script = Script::new(&[(200, JSON, "[]")]);
    let client = script
        .builder()
        .credential("query", "a&b".into())
        .credential("cookie", "c;d".into())
        .build()
        .unwrap();
    run(get_things(&client, "1").into_future()).unwrap();
    assert_eq!(script.targets(), ["/things/1?api%20key=a%26b"]);
    assert_eq!(script.sent.lock().unwrap()[0].headers()["cookie"], "session=c%3Bd");
}

#[test]
fn missing_credentials_are_named_and_nothing_is_sent() {
    let script = Script::new(&[]);
    let client = script.builder().credential("key", "k".into()).build().unwrap();
    let error = run(get_things(&client, "1").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let message = "GetThings: the client lacks credentials: the operation needs `key` and `user`, or `query` and `cookie`";
    assert_eq!(error.to_string(), message);
    assert!(script.targets().is_empty());
}

/// `GET /things/{id}` with two credentials that both are the value of `Authorization`, and others.
fn both(client: &Client, security: &'static [Requirement]) -> Call<GetThings> {
    let mut call = get_things(client, "1");
    call.request.endpoint = Box::leak(Box::new(Endpoint { security, ..GetThings::ENDPOINT }));
    call
}

/// One would overwrite the other in silence.
#[test]
fn credentials_that_go_into_one_place_are_refused_together() {
    const BOTH: Requirement = &[("user", &[]), ("token", &[])];
    let script = Script::new(&[(200, JSON, "[]"), (200, JSON, "[]")]);
    let builder = script.builder().credential("user", "u:p".into()).credential("key", "k".into());
    let fetched = builder.clone().token_source("token", || async { Ok(Token::new("t")) }).build().unwrap();
    let client = builder.clone().credential("token", "t".into()).build().unwrap();
    for client in [&client, &fetched] {
        let error = run(both(client, &[BOTH]).send()).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
        let message =
            "GetThings: the credentials `user` and `token` would go into the same place, `authorization`";
        assert_eq!(error.to_string(), message);
    }
    // Another alternative does.
    run(both(&client, &[BOTH, &[("key", &[])]]).send()).unwrap();
    let lacking = builder.build().unwrap();
    assert_eq!(run(both(&lacking, &[BOTH]).send()).unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(script.sent.lock().unwrap().len(), 1);
    assert_eq!(script.sent.lock().unwrap()[0].headers()["x-key"], "k");
}

#[test]
fn path_values_that_urls_drop_are_refused() {
    for value in ["", ".", ".."] {
        let script = Script::new(&[]);
        let error = run(get_things(&script.client(), value).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{value:?}");
        assert_eq!(error.to_string(), "GetThings: path parameter `id` must not be empty, `.` or `..`");
        assert!(script.targets().is_empty());
    }
}

#[test]
fn line_breaks_in_headers_are_refused() {
    for value in ["a\r\nx-evil: 1", "a\nb", "a\0b"] {
        let script = Script::new(&[]);
        let error = run(get_things(&script.client(), "1").header("x-note", value).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{value:?}");
        assert!(script.targets().is_empty());
    }
}

#[test]
fn a_failure_is_decoded_by_its_status() {
    let script = Script::new(&[(404, JSON, r#"["no such thing"]"#)]);
    let error = run(get_things(&script.client(), "1").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.api().unwrap(), &["no such thing"]);
    assert_eq!(error.to_string(), "GetThings: 404 Not Found: no such thing");
}

#[test]
fn a_failure_with_another_body_keeps_status_and_body() {
    for (status, body) in
        [(403, "<html>blocked</html>"), (429, ""), (500, r#"["not documented"]"#), (404, "[\"cut")]
    {
        let script = Script::new(&[(status, "text/html", body)]);
        let error = run(get_things(&script.client(), "1").into_future()).unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert_eq!(error.api(), None, "{status}");
        assert_eq!(error.is_rate_limited(), status == 429);
    }
}

#[test]
fn a_success_that_cannot_be_decoded_names_the_place_and_keeps_the_body() {
    for (body, message) in [
        (r#"[1, "x"]"#, "at $[1]: invalid type: string \"x\", expected i64 at line 1 column 7"),
        ("<html>", "at $: expected value at line 1 column 1"),
        ("", "at $: the body is empty"),
        ("[1,", "at $[1]: EOF while parsing a value at line 1 column 3"),
    ] {
        let script = Script::new(&[(200, JSON, body)]);
        let error = run(get_things(&script.client(), "1").into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.source().unwrap().to_string(), message);
        assert_eq!(error.body().unwrap(), body.as_bytes());
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
}

#[test]
fn another_success_is_decoded_as_the_documented_one() {
    let script = Script::new(&[(206, JSON, "[3]")]);
    let response = run(get_things(&script.client(), "1").into_future()).unwrap();
    assert_eq!((response.status().as_u16(), response.into_value()), (206, vec![3]));
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let script = Script::new(&[(200, JSON, "[1,2,3,4,5,6]")]);
    let builder =
        script.builder().credential("key", "k".into()).credential("user", "u:p".into()).body_limit(12);
    let error = run(get_things(&builder.build().unwrap(), "1").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.to_string(), "GetThings: the body is larger than the limit of 12 bytes");
}

/// Before it is built, and refused, a builder has been shown.
#[test]
fn debug_of_settings_shows_no_secret_of_an_address() {
    for (url, shown) in [
        ("https://a:hunter2@x.example/v1?hunter2", "https://x.example/v1"),
        ("x.example?key=hunter2", "x.example"),
        ("https://x.example/v1/", "https://x.example/v1"),
    ] {
        let debug = format!("{:?}", Script::new(&[]).builder().base_url(url));
        assert!(debug.contains(shown) && !debug.contains("hunter2"), "{debug}");
    }
}

#[test]
fn debug_shows_no_credential() {
    let script = Script::new(&[(500, JSON, r#"["hunter2"]"#)]);
    let builder = script.builder().credential("key", "hunter2".into()).credential("user", "u:hunter2".into());
    let client = builder.clone().build().unwrap();
    let call = get_things(&client, "1");
    let shown = format!("{builder:?} {client:?} {call:?}");
    let error = run(call.into_future()).unwrap_err();
    let shown = format!("{shown} {error:?} {:?}", script.sent.lock().unwrap()[0].headers());
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("https://api.example.com"), "{shown}");
}
