use bytes::Bytes;

use crate::decode::{Decode, bodies};
use crate::json_path;
use crate::operation::{Answer, Endpoint, Status};

#[test]
fn a_path_leads_to_the_place() {
    let json = b"{\n  \"a\": [1, {\"b c\": \"x\\\"]\"}],\n  \"d\": {\"e\": tru}\n}";
    for (line, column, path) in [
        (1, 1, "$"),
        (2, 9, "$.a[0]"),
        (2, 22, "$.a[1]['b c']"),
        (2, 24, "$.a[1]['b c']"),
        (2, 27, "$.a"),
        (3, 15, "$.d.e"),
        (9, 1, "$"),
    ] {
        assert_eq!(json_path::at(json, line, column), path, "{line}:{column}");
    }
}

#[test]
fn the_most_exact_answer_is_taken() {
    const ANSWERS: &[Answer] = &[
        Answer::failure(&[Status::Default], "application/json", 0),
        Answer::failure(&[Status::Class(4)], "application/json", 1),
        Answer::failure(&[Status::Code(404)], "text/plain", 2),
        Answer::failure(&[Status::Code(404)], "application/json", 3),
        Answer::success(&[Status::Code(200)], "", 4),
        Answer::success(&[Status::Class(2)], "application/json", 5),
        Answer::failure(&[Status::Code(409)], "text/plain", 6),
        Answer::failure(&[Status::Code(409)], "application/json; version=2", 7),
    ];
    let endpoint =
        Endpoint { id: "x", method: "GET", path: "/", security: &[], answers: ANSWERS, servers: &[] };
    for (status, media_type, variant) in [
        (404, "application/json", 3),
        (404, "text/html", 2),
        (400, "text/html", 1),
        (500, "", 0),
        (302, "", 0),
        (200, "application/json", 4),
        (201, "", 5),
        (409, "application/json", 7),
    ] {
        assert_eq!(endpoint.answer(status, media_type).unwrap().variant, variant, "{status} {media_type}");
    }
}

/// OpenAPI 3.1.2, 4.8.14: of several keys that apply to an answer, only the most specific one does.
#[test]
fn a_range_of_media_types_is_for_those_in_it() {
    const ANSWERS: &[Answer] = &[
        Answer::success(&[Status::Code(200)], "text/plain", 0),
        Answer::success(&[Status::Code(200)], "*/*", 1),
        Answer::success(&[Status::Code(200)], "image/*", 2),
        Answer::success(&[Status::Code(200)], "image/svg+xml", 3),
        Answer::success(&[Status::Code(201)], "text/plain", 4),
        Answer::success(&[Status::Code(201)], "application/json", 5),
    ];
    let endpoint =
        Endpoint { id: "x", method: "GET", path: "/", security: &[], answers: ANSWERS, servers: &[] };
    for (status, media_type, variant) in [
        (200, "Text/Plain", 0),
        (200, "image/svg+xml", 3),
        (200, "IMAGE/png", 2),
        (200, "imagery/png", 1),
        (200, "application/json", 1),
        (200, "", 0),
        (201, "APPLICATION/json", 5),
        (201, "text/html", 4),
    ] {
        assert_eq!(endpoint.answer(status, media_type).unwrap().variant, variant, "{status} {media_type}");
    }
}

#[derive(Debug, PartialEq)]
enum Bodies {
    Number(Box<i64>),
    Text(String),
    Bytes(Bytes),
}

bodies! {
    Bodies {
        0: json Number(Box<i64>),
        1: text Text(String),
        2: octets Bytes(Bytes),
    }
}

#[test]
fn an_answer_names_the_branch_of_its_body() {
    let decoded = |variant, body: &'static [u8]| {
        Bodies::decode(&Answer::success(&[Status::Code(200)], "", variant), Bytes::from_static(body))
    };
    assert_eq!(decoded(0, b"7").unwrap(), Bodies::Number(Box::new(7)));
    assert_eq!(decoded(1, b"7").unwrap(), Bodies::Text("7".to_owned()));
    assert_eq!(decoded(2, b"\xFF").unwrap(), Bodies::Bytes(Bytes::from_static(b"\xFF")));
    assert_eq!(decoded(0, b"x").unwrap_err().path(), "$");
    assert!(decoded(1, b"\xFF").unwrap_err().message().starts_with("the text is not UTF-8"));
    assert!(decoded(3, b"").is_err());
}
