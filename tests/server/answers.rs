//! What the server answers, by itself and on request.

use serde_json::json;

use super::*;

fn thing() -> Call {
    Call::new("POST", "/things").headers(KEYS).body("application/json", r#"{"name":"a"}"#)
}

#[tokio::test]
async fn by_itself_it_answers_as_the_description_promises() {
    let server = SpecServer::start(SPEC).await;
    let (status, head, body) = thing().send(&server).await;
    assert_eq!((status, body.as_str()), (201, r#"{"id":"one","name":"First"}"#));
    assert!(head.contains("content-type: application/json"), "{head}");
    assert!(head.contains("x-left: 3"), "{head}");
    let (status, _, body) =
        Call::new("POST", "/files").headers(KEYS).body("application/xml", "").send(&server).await;
    assert_eq!((status, body.as_str()), (200, ""));
    server.finish();
}

#[tokio::test]
async fn an_answer_can_be_asked_for() {
    let server = SpecServer::start(SPEC).await;
    let ask = || server.on("makeThing");
    ask().example("second").without_header("x-left");
    let (status, head, body) = thing().send(&server).await;
    assert_eq!((status, body.as_str()), (201, r#"{"id":"two","name":"Second"}"#));
    assert!(!head.contains("x-left"), "{head}");
    ask().status(404);
    let (status, _, body) = thing().send(&server).await;
    assert_eq!(
        (status, body.as_str()),
        (404, r#"{"why":"text"}"#),
        "a range, and an example made from the schema"
    );
    ask().status(599).header("x-a", "1").body("<html>");
    let (status, head, body) = thing().send(&server).await;
    assert_eq!((status, body.as_str()), (599, "<html>"));
    assert!(head.contains("x-a: 1") && !head.contains("content-type"), "{head}");
    ask().json(&json!([1]));
    let (status, _, body) = thing().send(&server).await;
    assert_eq!((status, body.as_str()), (201, "[1]"));
    server.finish();
}

#[tokio::test]
async fn answers_are_given_in_their_order_and_the_last_one_again_and_again() {
    let server = SpecServer::start(SPEC).await;
    thing().send(&server).await;
    server.on("makeThing").status(429).then().status(500).then();
    let mut given = Vec::new();
    for _ in 0..4 {
        given.push(thing().send(&server).await.0);
    }
    assert_eq!(given, [429, 500, 201, 201]);
    assert_eq!(server.requests().len(), 5);
    server.reset();
    assert_eq!(thing().send(&server).await.0, 201);
    server.finish();
}

#[tokio::test]
async fn an_answer_can_be_cut() {
    let server = SpecServer::start(SPEC).await;
    server.on("makeThing").truncated(5);
    let (status, head, body) = thing().send(&server).await;
    assert_eq!((status, body.as_str()), (201, r#"{"id""#));
    assert!(head.contains("content-length: 27"), "{head}");
    server.on("makeThing").closed();
    assert_eq!(thing().send_raw(&server).await, "");
    server.finish();
}

#[tokio::test]
async fn an_answer_can_be_kept_back() {
    let server = SpecServer::start(SPEC).await;
    server.on("makeThing").silent();
    let call = thing();
    let mut answer = std::pin::pin!(call.send_raw(&server));
    while server.requests().is_empty() {
        assert!(futures_util::poll!(&mut answer).is_pending());
        tokio::task::yield_now().await;
    }
    assert!(futures_util::poll!(&mut answer).is_pending());
    assert!(server.violations().is_empty());
}
