//! Answers as services, and what stands before them, really give them. What the description does not foresee never breaks a call that
//! succeeded; what cannot be the value at all is an error that names the place, and keeps status and body.

use serde_json::Value;
use std::time::Duration;

use super::api::{ListNumbers, PostThings, Script, run};
use super::faults::{Act, Server};
use crate::base64::Base64;
use crate::call::Call;
use crate::decode::{Json, NoBody, Text};
use crate::enumeration::integer_enum;
use crate::error::{Error, ErrorKind};
use crate::model::{Empty as _, Map, model};
use crate::operation::{Answer, Endpoint, Operation, Status};
use crate::response::Response;
use crate::retry::RetryPolicy;
use crate::time::DateTime;
use crate::uuid::Uuid;

/// A thing as the generator writes it.
struct Thing {
    name: String,
    count: Option<i64>,
    small: Option<u32>,
    size: Option<f64>,
    made: Option<DateTime>,
    id: Option<Uuid>,
    bytes: Option<Base64>,
    state: Option<State>,
    list: Option<Vec<i64>>,
    additional_properties: Map<Value>,
}

model! {
    Thing {
        0: required name = "name",
        1: optional count = "count",
        2: optional small = "small",
        3: optional size = "size",
        4: optional made = "made",
        5: optional id = "id",
        6: optional bytes = "bytes",
        7: optional state = "state",
        8: optional list = "list",
        ..additional_properties
    }
}

integer_enum! {
    State {
        On = 1,
        ..Unknown
    }
}

/// `GET /pages`: things.
enum ListThings {}

impl Operation for ListThings {
    type Output = Json<Vec<Thing>>;
    type Error = Json<Thing>;
    const ENDPOINT: Endpoint = ListNumbers::ENDPOINT;
}

fn ask(content_type: &'static str, body: &'static str) -> Result<Response<Vec<Thing>>, Error<Thing>> {
    let script = Script::new(&[(200, content_type, body)]);
    run(Call::<ListThings>::new(&script.client()).send())
}

/// The first thing of an answer.
fn thing(body: &'static str) -> Thing {
    ask("application/json", body).unwrap().into_value().remove(0)
}

#[test]
fn what_stands_around_json_costs_nothing() {
    for body in ["\u{FEFF}[{\"name\":\"a\"}]", "[{\"name\":\"a\"}]\r\n\n", " \t\r\n[{\"name\":\"a\"}]"] {
        assert_eq!(thing(body).name, "a", "{body:?}");
    }
    let types =
        ["application/json; charset=utf-8", "APPLICATION/JSON", "text/html", "", "nonsense", "text/json;"];
    for content_type in types {
        assert_eq!(ask(content_type, "[{\"name\":\"a\"}]").unwrap().len(), 1, "{content_type}");
    }
}

#[test]
fn an_error_behind_a_byte_order_mark_names_its_place() {
    let error = ask("application/json", "\u{FEFF}[{\"name\":\"a\",\"count\":\"b\"}]").unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$[0].count");
    assert_eq!(error.body().unwrap().len(), 29);
}

#[test]
fn nulls_and_repeated_keys_cost_nothing() {
    assert!(ask("application/json", "null").unwrap().is_empty());
    assert_eq!(thing("[null]"), Thing::empty());
    let all = "[{\"name\":null,\"count\":null,\"size\":null,\"made\":null,\"list\":null,\"x\":null}]";
    assert_eq!(thing(all).additional_properties["x"], Value::Null);
    assert_eq!(thing("[{\"name\":\"a\",\"list\":[1,null,2]}]").list.unwrap(), [1, 0, 2]);
    assert_eq!(thing("[{\"name\":\"a\",\"name\":\"b\"}]").name, "b");
}

/// Services cut texts in the middle of a character (RFC 8259, section 8.2).
#[test]
fn half_of_a_character_does_not_cost_an_answer() {
    for (text, expected) in [
        (r"a\ud83d", "a\u{FFFD}"),
        (r"\uDE00b\u00e9", "\u{FFFD}bé"),
        (r"\ud83d\ud83d\ude00\\ud83d", "\u{FFFD}😀\\ud83d"),
        (r"\ud83d\n\ude00ü", "\u{FFFD}\n\u{FFFD}ü"),
    ] {
        let body: &str = format!(r#"[{{"name":"{text}","other":"{text}"}}]"#).leak();
        let read = thing(body);
        assert_eq!(
            (read.name.as_str(), &read.additional_properties["other"]),
            (expected, &expected.into()),
            "{text}"
        );
    }
    // What is wrong besides is told by its own place.
    let error = ask("application/json", r#"[{"name":"\ud83d\ude00","count":"\ud83d"}]"#).unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$[0].count");
    assert!(ask("application/json", r#"[{"name":"\ud83dü\ud8"}]"#).is_err());
}

#[test]
fn numbers_without_a_fraction_are_integers() {
    let read =
        thing("[{\"name\":\"a\",\"count\":5.0,\"small\":2e3,\"size\":7,\"state\":1.0,\"list\":[1.0,-2.0]}]");
    assert_eq!((read.count, read.small, read.size), (Some(5), Some(2000), Some(7.0)));
    assert_eq!((read.state, read.list.unwrap()), (Some(State::On), vec![1, -2]));
    let largest = thing("[{\"name\":\"a\",\"count\":9223372036854775807,\"state\":-9223372036854775808}]");
    assert_eq!((largest.count, largest.state), (Some(i64::MAX), Some(State::Unknown(i64::MIN))));
}

/// What cannot be the value is an error, with its place and all that came.
#[test]
fn what_is_no_value_is_an_error_that_names_its_place() {
    for (body, path) in [
        (r#"[{"name":"a","count":5.5}]"#, "$[0].count"),
        (r#"[{"name":"a","count":"5"}]"#, "$[0].count"),
        (r#"[{"name":"a","count":9223372036854775808}]"#, "$[0].count"),
        (r#"[{"name":"a","count":1e300}]"#, "$[0].count"),
        (r#"[{"name":"a","small":-1}]"#, "$[0].small"),
        (r#"[{"name":"a","size":NaN}]"#, "$[0].size"),
        (r#"[{"name":"a","size":1e999}]"#, "$[0].size"),
        (r#"[{"name":"a"},{"count":1}]"#, "$[1]"),
        (r#"[{"name":"a"}]<!-- -->"#, "$"),
        (r#"[{"name":"a"}"#, "$"),
        (r#"{"error":"no"}"#, "$"),
        ("", "$"),
    ] {
        let error = ask("application/json", body).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1), "{body}");
        assert_eq!(
            (error.status().unwrap().as_u16(), error.body().unwrap().as_ref()),
            (200, body.as_bytes())
        );
        assert!(error.decode_error().unwrap().path().starts_with(path), "{body}: {error}");
    }
}

/// Texts of a format are kept as they came, whatever they say; `parse` takes what is meant.
#[test]
fn texts_of_a_format_never_break_an_answer() {
    for text in [
        "2021-08-05T11:39:59Z",
        "2021-08-05T11:39:59+0000",
        "2021-08-05T11:39:59+00:00",
        "2021-08-05t11:39:59z",
        "2021-08-05 11:39:59Z",
        "2021-08-05T11:39:59.000000000Z",
        "2021-08-05T11:39:59,0Z",
        "20210805T113959Z",
    ] {
        let made: DateTime = serde_json::from_value(text.into()).unwrap();
        assert_eq!(made.parse().unwrap().as_second(), 1_628_163_599, "{text}");
        assert_eq!(serde_json::to_value(&made).unwrap(), text);
    }
    for text in ["2021-08-05T11:39Z", "2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z"] {
        assert!(DateTime::from_text(text).parse().is_ok(), "{text}");
    }
    let odd = thing(r#"[{"name":"a","made":"yesterday","id":"none","bytes":"*"}]"#);
    assert_eq!((odd.made.unwrap().as_str(), odd.id.unwrap().as_str()), ("yesterday", "none"));
    assert!(odd.bytes.unwrap().parse().is_err());
}

#[test]
fn identifiers_and_bytes_are_read_in_each_of_their_forms() {
    for text in [
        "123E4567-E89B-42D3-A456-426614174000",
        "{123e4567-e89b-42d3-a456-426614174000}",
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        "123e4567e89b42d3a456426614174000",
    ] {
        let expected = ::uuid::Uuid::from_u128(0x123e_4567_e89b_42d3_a456_4266_1417_4000);
        assert_eq!(Uuid::from_text(text).parse().unwrap(), expected, "{text}");
    }
    for text in ["+/8AAA==", "-_8AAA==", "+/8AAA", "-_8AAA", "+/8A\r\nAA==\r\n"] {
        assert_eq!(Base64::from_text(text).parse().unwrap().0, [0xfb, 0xff, 0, 0], "{text}");
    }
    assert!(Base64::from_text("+_8AAA==").parse().is_err(), "one alphabet at a time");
}

/// Asks a server that says these bytes.
fn said(bytes: &str) -> Result<Response<Vec<i64>>, Error<String>> {
    let act = Act::Says(bytes.as_bytes().to_vec());
    run(async { Call::<ListNumbers>::new(&Server::start(&[act]).await.client()).send().await })
}

#[test]
fn answers_on_the_way_and_odd_heads_cost_nothing() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[7]";
    for before in
        ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n"]
    {
        assert_eq!(*said(&format!("{before}{answer}")).unwrap(), [7], "{before}");
    }
    for head in [
        "HTTP/1.0 200 OK\r\n\r\n[7]",
        "HTTP/1.1 200 \r\ncontent-length: 3\r\n\r\n[7]",
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 3\r\n\r\n[7]",
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n[7]",
        "HTTP/1.1 200 OK\r\nx-odd: \u{e9}\r\nretry-after: soon\r\nx-ratelimit-reset: never\r\ncontent-length: 3\r\n\r\n[7]",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x\r\n\r\n1\r\n[\r\n2;a=b\r\n7]\r\n0\r\nx: y\r\n\r\n",
        "HTTP/1.1 299 Odd\r\ncontent-length: 3\r\n\r\n[7]",
    ] {
        assert_eq!(*said(head).unwrap(), [7], "{head}");
    }
}

#[test]
fn answers_that_are_no_success_keep_what_came() {
    for (status, body) in
        [(304, ""), (301, "moved"), (404, "<html>"), (418, "\u{FEFF}{\"message\":\"no\"}"), (599, "")]
    {
        let head = format!("HTTP/1.1 {status} Odd\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let error = said(&head).unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, status));
        assert_eq!(error.body().unwrap().as_ref(), body.as_bytes());
        assert_eq!(error.message().as_deref(), (status == 418).then_some("no"));
    }
}

/// The words of a service are shown, in whatever it says them; a terminal or a log takes no orders from them.
#[test]
fn what_a_service_explains_is_shown_without_its_control_characters() {
    for (content_type, body, shown) in [
        ("application/json", r#"{"message":"a\u001b[31mb\nc"}"#, "ListNumbers: 400 Bad Request: a [31mb c"),
        ("text/plain; charset=utf-8", " no\r\n", "ListNumbers: 400 Bad Request: no"),
        ("text/plain", "", "ListNumbers: 400 Bad Request"),
        ("text/plain", r#"{"message":"no"}"#, "ListNumbers: 400 Bad Request: no"),
        ("text/html", "<p>no</p>", "ListNumbers: 400 Bad Request"),
        (
            "application/xml",
            "<?xml version=\"1.0\"?>\n<Error><Code>A</Code><Message>no &lt;b&gt;\n&amp;lt;</Message></Error>",
            "ListNumbers: 400 Bad Request: no <b> &lt;",
        ),
        (
            "application/problem+xml",
            "<p:problem xmlns:p=\"urn:x\"><p:title>No</p:title><p:detail lang=\"en\"> it is closed </p:detail>",
            "ListNumbers: 400 Bad Request: it is closed",
        ),
        (
            "text/xml; charset=utf-8",
            "\u{FEFF}<e><message/><error><![CDATA[a < b]]></error></e>",
            "ListNumbers: 400 Bad Request: a < b",
        ),
        ("application/xml", "<e><messages>1</messages></e>", "ListNumbers: 400 Bad Request"),
        ("application/xml", "<message", "ListNumbers: 400 Bad Request"),
    ] {
        let script = Script::new(&[(400, content_type, body)]);
        let error = run(Call::<ListNumbers>::new(&script.client()).send()).unwrap_err();
        assert_eq!(error.to_string(), shown, "{body}");
        assert_eq!(error.message().as_deref(), shown.split_once("Request: ").map(|(_, text)| text), "{body}");
    }
}

/// `GET /pages`, whose answers are all documented by `default`.
enum ByDefault {}

impl Operation for ByDefault {
    type Output = Json<Thing>;
    type Error = Json<Thing>;
    const ENDPOINT: Endpoint = Endpoint {
        answers: &[
            Answer::success(&[Status::Default], "application/json", 0),
            Answer::failure(&[Status::Default], "application/json", 0),
        ],
        ..ListNumbers::ENDPOINT
    };
}

#[test]
fn an_error_is_none_the_less_where_a_default_documents_everything() {
    let answered = |status| {
        let script = Script::new(&[(status, "application/json", "{\"name\":\"a\"}")]);
        run(Call::<ByDefault>::new(&script.client()).send())
    };
    assert_eq!(answered(200).unwrap().name, "a");
    for status in [400, 404, 500] {
        let error = answered(status).unwrap_err();
        assert_eq!((error.kind(), error.api().unwrap().name.as_str()), (ErrorKind::Status, "a"), "{status}");
    }
}

/// `GET /pages`: a text.
enum GetText {}

impl Operation for GetText {
    type Output = Text;
    type Error = Json<Thing>;
    const ENDPOINT: Endpoint = Endpoint {
        answers: &[Answer::success(&[Status::Code(200)], "text/plain", 0)],
        ..ListNumbers::ENDPOINT
    };
}

/// What an operation makes of a body of these bytes.
fn encoded<Op: Operation>(content_type: &str, body: &[u8]) -> crate::sending::CallResult<Op> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n");
    let act = Act::Says([head.as_bytes(), body].concat());
    run(async { Call::<Op>::new(&Server::start(&[act]).await.client()).send().await })
}

#[test]
fn texts_may_be_in_the_encodings_that_http_had_before_utf_8() {
    for content_type in [
        "text/plain; charset=ISO-8859-1",
        "text/csv;x=y; CHARSET=\"latin1\"",
        "text/plain;charset=Windows-1252",
    ] {
        assert_eq!(
            *encoded::<GetText>(content_type, b"\xe9 \x80 \xff \x81").unwrap(),
            "é € ÿ \u{81}",
            "{content_type}"
        );
    }
    // What is UTF-8 is that, whatever is said of it; and nothing is guessed.
    assert_eq!(*encoded::<GetText>("text/plain; charset=iso-8859-1", "é".as_bytes()).unwrap(), "é");
    for content_type in ["text/plain", "text/plain; charset=utf-8", "text/plain; charset=koi8-r"] {
        let error = encoded::<GetText>(content_type, b"\xe9").unwrap_err();
        assert_eq!((error.kind(), error.body().unwrap().as_ref()), (ErrorKind::Decode, &b"\xe9"[..]));
    }
    let body = b"[{\"name\":\"\xe9\"}]";
    let things = encoded::<ListThings>("application/json; charset=iso-8859-1", body).unwrap();
    assert_eq!(things[0].name, "é");
    assert!(encoded::<ListThings>("application/json", body).is_err());
}

/// In which order the bytes of a number stand.
type Order = fn(u16) -> [u8; 2];

/// A text in UTF-16, with a byte-order mark or without.
fn utf16(text: &str, mark: bool, bytes: Order) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// UTF-16 is told by its mark, or by the content type (RFC 2781, sections 3.3 and 4.3).
#[test]
fn texts_may_be_utf_16_where_that_is_said() {
    let (little, big): (Order, Order) = (u16::to_le_bytes, u16::to_be_bytes);
    for (charset, mark, order) in [
        ("", true, little),
        ("", true, big),
        ("; charset=UTF-16", true, little),
        ("; charset=utf-16", false, big),
        ("; charset=utf-16le", false, little),
        ("; charset=\"UTF-16BE\"", false, big),
    ] {
        let json = utf16("[{\"name\":\"é😀\"}]", mark, order);
        let things = encoded::<ListThings>(&format!("application/json{charset}"), &json).unwrap();
        assert_eq!(things[0].name, "é😀", "{charset}");
        for text in ["é😀", "plain"] {
            let read =
                encoded::<GetText>(&format!("text/plain{charset}"), &utf16(text, mark, order)).unwrap();
            assert_eq!(*read, text, "{charset}");
        }
    }
    // Half of a character at the end, and a failure.
    let cut = [&utf16("a", true, little)[..], &[0x3D, 0xD8, 0x01]].concat();
    assert_eq!(*encoded::<GetText>("text/plain", &cut).unwrap(), "a\u{FFFD}\u{FFFD}");
    let body = utf16("{\"message\":\"no\"}", true, little);
    let head = format!("HTTP/1.1 400 No\r\ncontent-length: {}\r\n\r\n", body.len());
    let act = Act::Says([head.as_bytes(), &body].concat());
    let error = run(async { Call::<GetText>::new(&Server::start(&[act]).await.client()).send().await });
    assert_eq!(error.unwrap_err().message().as_deref(), Some("no"));
    // Nothing is guessed of bytes.
    assert!(encoded::<ListThings>("application/json", &utf16("[]", false, little)).is_err());
    assert_eq!(*encoded::<GetText>("text/plain", b"\0a").unwrap(), "\0a");
}

/// `GET /pages`, of which only a failure is documented.
enum FailsOnly {}

impl Operation for FailsOnly {
    type Output = NoBody;
    type Error = Json<Thing>;
    const ENDPOINT: Endpoint = Endpoint {
        answers: &[Answer::failure(&[Status::Code(404)], "application/json", 0)],
        ..ListNumbers::ENDPOINT
    };
}

#[test]
fn a_success_that_nobody_documents_is_one() {
    let script = Script::new(&[(200, "text/html", "<html>"), (204, "", ""), (302, "", "")]);
    let ask = || run(Call::<FailsOnly>::new(&script.client()).send());
    assert_eq!(ask().unwrap().body().as_ref(), b"<html>");
    assert!(ask().unwrap().body().is_empty());
    assert_eq!(ask().unwrap_err().kind(), ErrorKind::Status);
}

/// `security: []`: whatever credentials the client has, they stay at home.
#[test]
fn where_no_credentials_are_needed_none_are_sent() {
    let script = Script::new(&[(200, "application/json", "[]")]);
    let all = script.builder().credential("key", "k".into()).credential("user", "a:b".into());
    let all =
        all.credential("query", "q".into()).credential("cookie", "c".into()).credential("token", "t".into());
    run(Call::<PostThings>::new(&all.build().unwrap()).send()).unwrap();
    let sent = script.sent.lock().unwrap();
    assert_eq!(sent[0].uri().query(), None);
    for name in ["x-key", "authorization", "cookie"] {
        assert!(!sent[0].headers().contains_key(name), "{name}");
    }
}

/// Some services refuse with 403 what is too much, and say so beside it.
#[test]
fn a_limit_that_is_reached_is_told_by_more_than_one_status() {
    for (status, header, is_limited) in [
        (429, "", true),
        (403, "x-ratelimit-remaining: 0\r\n", true),
        (403, "retry-after: 60\r\n", true),
        (403, "x-ratelimit-remaining: 7\r\n", false),
        (403, "", false),
        (503, "retry-after: 0\r\n", false),
    ] {
        let error = said(&format!("HTTP/1.1 {status} No\r\n{header}content-length: 0\r\n\r\n")).unwrap_err();
        assert_eq!(error.is_rate_limited(), is_limited, "{status} {header}");
    }
}

/// RFC 9110, section 10.2.3, and what services make of it. What says nothing asks for nothing.
#[test]
fn a_time_to_wait_is_read_in_each_of_its_forms() {
    let asked = |text: &str| {
        let head = format!("HTTP/1.1 429 Slow\r\nretry-after: {text}\r\ncontent-length: 0\r\n\r\n");
        run(async {
            let server = Server::start(&[Act::Says(head.into_bytes())]).await;
            let call = Call::<ListNumbers>::new(&server.client()).retry(RetryPolicy::never());
            call.send().await.unwrap_err().retry_after()
        })
    };
    for (text, seconds) in [("0", 0.0), ("120", 120.0), (" 7 ", 7.0), ("1.5", 1.5)] {
        assert_eq!(asked(text), Some(Duration::from_secs_f64(seconds)), "{text}");
    }
    assert_eq!(asked("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO), "a time that is past");
    for text in ["99999999999999999999", "1e30", "18446744073709551615"] {
        assert!(asked(text) > Some(Duration::from_secs(1 << 62)), "{text}");
    }
    for text in ["-5", "soon", "NaN", "inf", "", "1970"] {
        let expected = (text == "1970").then_some(Duration::from_secs(1970));
        assert_eq!(asked(text), expected, "{text}");
    }
}

/// Nothing asked for a compressed answer, which is sent all the same.
#[cfg(not(feature = "gzip"))]
#[test]
fn a_body_that_is_compressed_unasked_is_said_to_be() {
    let body = "\u{1f}\u{8b}..";
    let length = body.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n{body}");
    let error = said(&answer).unwrap_err();
    assert!(error.to_string().contains("(200 OK, content-encoding gzip)"), "{error}");
}
