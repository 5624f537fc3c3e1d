//! Events and lines: read from pieces cut anywhere, and resumed where the connection breaks.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{io, marker::PhantomData};
use tokio::time::Instant;

use super::api::{API, ListNumbers, PostThings, run as run_plain};
use super::faults::{Act, Server};
use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::decode::{Decode, Json};
use crate::enumeration::string_enum;
use crate::event_parser::{Parser, Raw};
use crate::json_lines::JsonLines;
use crate::model::Empty;
use crate::operation::{Answer, Endpoint, Operation, Status};
use crate::sse::{Event, EventObjects, Events};
use crate::streaming::StreamError;
use crate::transport::{Transport, TransportError};

fn raw(id: Option<&str>, event: &str, data: &str) -> Raw {
    Raw { id: id.map(str::to_owned), event: event.to_owned(), data: data.to_owned() }
}

/// The examples of the HTML standard, 9.2.6, and what stands in its text.
#[test]
fn events_are_read_as_the_standard_says() {
    for (text, expected) in [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", vec![raw(None, "message", "YHOO\n+2\n10")]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            vec![
                raw(Some("1"), "message", "first event"),
                raw(None, "message", "second event"),
                raw(None, "message", " third event"),
            ],
        ),
        ("data\n\ndata\ndata\n\ndata:", vec![raw(None, "message", ""), raw(None, "message", "\n")]),
        ("event: add\rdata: 1\r\rdata: 2\r\n\r\n", vec![raw(None, "add", "1"), raw(None, "message", "2")]),
        ("\u{FEFF}data: x\n\n", vec![raw(None, "message", "x")]),
        ("event: empty\n\nunknown: y\ndata: x\n\n", vec![raw(None, "message", "x")]),
        (
            "id: a\0b\ndata: x\n\nid: ü\n\ndata: y\n\n",
            vec![raw(None, "message", "x"), raw(Some("ü"), "message", "y")],
        ),
    ] {
        for size in [1, 2, 3, 1000] {
            let mut parser = Parser::default();
            let events: Vec<Raw> =
                text.as_bytes().chunks(size).flat_map(|piece| parser.push(piece)).collect();
            assert_eq!(events, expected, "{text:?} by {size}");
        }
    }
    let mut parser = Parser::default();
    parser.push(b"retry: 250\nretry: x\n");
    assert_eq!(parser.retry, Some(Duration::from_millis(250)));
}

/// `GET /pages` as a stream in one of the forms; `POST /things` as events.
struct Watch<D>(PhantomData<D>);
struct Post;

impl<D: Decode> Operation for Watch<D> {
    type Output = D;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "Watch",
        answers: &[Answer::success(&[Status::Code(200)], "text/event-stream", 0)],
        ..ListNumbers::ENDPOINT
    };
}

impl Operation for Post {
    type Output = Events<Value>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = PostThings::ENDPOINT;
}

/// A status, a body, and whether the connection breaks after it.
type FedAnswer = (u16, &'static str, bool);
/// The last event that a request names, and when it came.
type Asked = (Option<String>, Instant);

/// Answers in turn, by small pieces.
#[derive(Clone)]
struct Feed {
    answers: Arc<Mutex<VecDeque<FedAnswer>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Feed {
    fn client(answers: &[FedAnswer]) -> (Self, Client) {
        let answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
        let feed = Self { answers, asked: Arc::default() };
        let client = ClientBuilder::new(&API).transport(feed.clone()).body_limit(64).build().unwrap();
        (feed, client)
    }

    fn ids(&self) -> Vec<Option<String>> {
        self.asked.lock().unwrap().iter().map(|(id, _)| id.clone()).collect()
    }
}

impl Transport for Feed {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let id = request.headers().get("last-event-id").map(|id| id.to_str().unwrap().to_owned());
        self.asked.lock().unwrap().push((id, Instant::now()));
        let (status, text, breaks) = self.answers.lock().unwrap().pop_front().unwrap();
        let pieces = text.as_bytes().chunks(5).map(|piece| Ok(Bytes::from_static(piece)));
        let end = breaks.then(|| Err(io::Error::other("cut")));
        let body = stream::iter(pieces.chain(end).collect::<Vec<_>>()).boxed();
        Box::pin(async move { Ok(http::Response::builder().status(status).body(body).unwrap()) })
    }
}

fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(future)
}

async fn events<Op>(client: &Client) -> Vec<Result<Value, StreamError>>
where
    Op: Operation<Output = Events<Value>>,
{
    let response = Call::<Op>::new(client).send().await.ok().unwrap();
    response.into_value().map_ok(|event: Event<Value>| event.data).collect().await
}

type WatchEvents = Watch<Events<Value>>;

fn values(items: Vec<Result<Value, StreamError>>) -> Vec<Value> {
    items.into_iter().map(Result::unwrap).collect()
}

#[test]
fn events_are_typed_and_end_with_the_body() {
    let text = "id: 1\ndata: {\"a\": 1}\n\ndata: plain text\n\ndata: [DONE]\n\ndata: never\n\n";
    let (feed, client) = Feed::client(&[(200, text, false)]);
    assert_eq!(values(run(events::<WatchEvents>(&client))), [json!({"a": 1}), json!("plain text")]);
    assert_eq!(feed.ids().len(), 1);
    let (_, client) = Feed::client(&[(200, "data: 1\n\ndata: x\n\ndata: 2\n\n", false)]);
    let numbers: Vec<_> = run(async {
        let response = Call::<Watch<Events<i64>>>::new(&client).send().await.unwrap();
        response.into_value().map(|event| event.map(|event| event.data).ok()).collect().await
    });
    assert_eq!(numbers, [Some(1), None, Some(2)]);
}

/// An event as a whole, as a description may have it: its name chooses what its data is.
#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
enum Happening {
    Added { name: String },
    Counted(i64),
    Said(String),
}

impl crate::model::Empty for Happening {
    fn empty() -> Self {
        Self::Said(String::new())
    }
}

#[test]
fn events_are_typed_by_their_name() {
    let text =
        "event: added\nid: 1\ndata: {\"name\":\"a\"}\n\nevent: counted\ndata: 3\n\nevent: said\ndata: 3\n\n";
    let more = "event: said\ndata: plain\n\nevent: never_heard_of\ndata: {}\n\ndata: [DONE]\n\n";
    let text: &'static str = format!("{text}{more}").leak();
    let (_, client) = Feed::client(&[(200, text, false)]);
    let items: Vec<_> = run(async {
        let response = Call::<Watch<EventObjects<Happening>>>::new(&client).send().await.unwrap();
        response
            .into_value()
            .map(|event| event.map(|event| (event.id, event.event, event.data)).ok())
            .collect()
            .await
    });
    let said = |event: &str, data| Some((Some("1".to_owned()), event.to_owned(), data));
    let expected = [
        said("added", Happening::Added { name: "a".to_owned() }),
        said("counted", Happening::Counted(3)),
        said("said", Happening::Said("3".to_owned())),
        said("said", Happening::Said("plain".to_owned())),
        None,
    ];
    assert_eq!(items, expected);
    let (_, client) = Feed::client(&[(200, "id: 7\nevent: x\ndata: {\"a\":1}\n\n", false)]);
    let whole: Value = run(async {
        let response = Call::<Watch<EventObjects<Value>>>::new(&client).send().await.unwrap();
        response.into_value().next().await.unwrap().unwrap().data
    });
    assert_eq!(whole, json!({"event": "x", "data": {"a": 1}, "id": "7"}));
}

mod either {
    use super::super::api::{Script, run};
    use super::*;
    use crate::error::ErrorKind;
    use crate::streamed::Streamed;

    /// `POST /things`: JSON, or events of numbers.
    enum Ask {}

    impl Operation for Ask {
        type Output = Json<Vec<i64>>;
        type Error = Json<String>;
        const ENDPOINT: Endpoint = PostThings::ENDPOINT;
    }

    impl Streamed for Ask {
        type Stream = Events<i64>;
        const MEDIA_TYPE: &'static str = "text/event-stream";
    }

    fn accepted(script: &Script) -> String {
        script.sent.lock().unwrap()[0].headers()["accept"].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_call_is_answered_as_a_whole_or_as_a_stream() {
        let script = Script::new(&[(200, "application/json", "[1]")]);
        assert_eq!(*run(Call::<Ask>::new(&script.client()).send()).unwrap(), [1]);
        assert_eq!(accepted(&script), "application/json");
        let script = Script::new(&[(200, "text/event-stream", "data: 1\n\ndata: 2\n\n")]);
        let items: Vec<i64> = run(async {
            let response = Call::<Ask>::new(&script.client()).streamed().await.unwrap();
            response.into_value().map_ok(|event| event.data).try_collect().await.unwrap()
        });
        assert_eq!(items, [1, 2]);
        assert_eq!(accepted(&script), "text/event-stream");
        let script = Script::new(&[(400, "application/json", "\"no\"")]);
        let error = run(Call::<Ask>::new(&script.client()).streamed()).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Status, None));
        assert_eq!(error.body().unwrap().as_ref(), b"\"no\"");
    }

    #[test]
    fn what_comes_in_the_other_form_is_an_error_that_keeps_it() {
        let script = Script::new(&[(200, "application/json", "[1]")]);
        let error = run(Call::<Ask>::new(&script.client()).streamed()).unwrap_err();
        assert_eq!((error.kind(), error.body().unwrap().as_ref()), (ErrorKind::Decode, &b"[1]"[..]));
        let message =
            "PostThings: the answer (200 OK) at $: it is `application/json`, not a stream of events";
        assert_eq!(error.to_string(), message);
        let script = Script::new(&[(200, "text/event-stream", "data: 1\n\n")]);
        let error = run(Call::<Ask>::new(&script.client()).send()).unwrap_err();
        assert!(error.to_string().contains("the answer (200 OK, text/event-stream) at $"), "{error}");
        assert_eq!(error.body().unwrap().as_ref(), b"data: 1\n\n");
    }
}

#[test]
fn a_broken_stream_goes_on_after_the_last_event() {
    let (feed, client) = Feed::client(&[
        (200, "retry: 7000\nid: 1\ndata: 1\n\ndata: cut", true),
        (503, "", false),
        (200, "id: 2\ndata: 2\n\n", true),
        (200, "id: 3\ndata: 3\n\n", false),
    ]);
    assert_eq!(values(run(events::<WatchEvents>(&client))), [1, 2, 3]);
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(feed.ids(), [None, id("1"), id("1"), id("2")]);
    let asked = feed.asked.lock().unwrap();
    assert_eq!((asked[1].1 - asked[0].1).as_secs(), 7);
}

#[test]
fn what_may_not_be_repeated_or_has_no_id_is_not_resumed() {
    let (feed, client) = Feed::client(&[(200, "data: 1\n\n", true)]);
    let items = run(events::<WatchEvents>(&client));
    assert!(matches!(items.as_slice(), [Ok(_), Err(StreamError::Transport(_))]), "{items:?}");
    assert_eq!(feed.ids().len(), 1);
    let (feed, client) = Feed::client(&[(200, "id: 1\ndata: 1\n\n", true)]);
    let items = run(events::<Post>(&client));
    assert!(matches!(items.as_slice(), [Ok(_), Err(StreamError::Transport(_))]), "{items:?}");
    assert_eq!(feed.ids().len(), 1);
}

/// Some services leave out the blank line at the end. What a connection broke off is no event, as the standard has it.
#[test]
fn the_last_event_needs_no_blank_line() {
    for end in [
        "data: 2",
        "data: 2\n",
        "data: 2\r",
        "data: 2\r\n",
        "data: 2\n\n",
        "data: 2\n\ndata: [DONE]",
        "data: 2\n\nid: 7",
    ] {
        let text = format!("data: 1\n\n{end}");
        let (_, client) = Feed::client(&[(200, text.leak(), false)]);
        assert_eq!(values(run(events::<WatchEvents>(&client))), [1, 2], "{end:?}");
    }
    let (_, client) = Feed::client(&[(200, "data: 1\n\ndata: 2", true)]);
    let items = run(events::<WatchEvents>(&client));
    assert!(matches!(items.as_slice(), [Ok(_), Err(StreamError::Transport(_))]), "{items:?}");
}

/// An error that is said to be events, and is none: without this it would be a stream of nothing.
#[test]
fn a_stream_that_says_something_else_is_an_error_that_keeps_it() {
    let pretty = "{\n  \"error\": { \"message\": \"overloaded\" }\n}";
    for text in [pretty, "{\"error\":{\"message\":\"overloaded\"}}\n\n"] {
        let (_, client) = Feed::client(&[(200, text, false)]);
        let items = run(events::<WatchEvents>(&client));
        let [Err(error)] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!((error.item(), error.message().as_deref()), (Some(text.trim_end()), Some("overloaded")));
    }
    // What follows no form at all is kept within bounds.
    let mut parser = Parser::default();
    (0..100_000).for_each(|_| drop(parser.push(b"heartbeat\n\n")));
    assert!(parser.others.len() < 1 << 17);
    for text in ["", ": ping\n\n", "event: a\n\n", "unknown: y\n\ndata: 1\n\n<html>\n"] {
        let (_, client) = Feed::client(&[(200, text, false)]);
        assert!(run(events::<WatchEvents>(&client)).iter().all(Result::is_ok), "{text:?}");
    }
}

/// A service may ask for any number of milliseconds: what is longer than the policy waits is the end, as it is between attempts.
#[test]
fn a_stream_is_not_resumed_after_years() {
    for (retry, resumes) in [("60000", true), ("60001", false), ("18446744073709551615", false)] {
        let text = format!("retry: {retry}\nid: 1\ndata: 1\n\n");
        let (feed, client) = Feed::client(&[(200, text.leak(), true), (200, "data: 2\n\n", false)]);
        let items = run(events::<WatchEvents>(&client));
        assert_eq!((feed.ids().len() == 2, items.iter().all(Result::is_ok)), (resumes, resumes), "{items:?}");
    }
}

#[test]
fn resuming_ends_when_nothing_comes_of_it() {
    let cut = (200, "", true);
    let (feed, client) = Feed::client(&[(200, "id: 1\ndata: 1\n\n", true), cut, cut, cut]);
    let items = run(events::<WatchEvents>(&client));
    assert!(matches!(items.as_slice(), [Ok(_), Err(StreamError::Transport(_))]), "{items:?}");
    assert_eq!(feed.ids().len(), 3);
    let (_, client) = Feed::client(&[(200, "id: 1\ndata: 1\n\n", true), (410, "gone", false)]);
    let items = run(events::<WatchEvents>(&client));
    let Some(Err(StreamError::Resumption(error))) = items.last() else { panic!("{items:?}") };
    assert_eq!(error.status().unwrap().as_u16(), 410);
}

/// What comes when a stream is resumed may be no stream either: JSON, or the page of a proxy.
#[test]
fn what_a_stream_is_resumed_by_is_a_stream_as_well() {
    let head = |kind: &str, length: usize| {
        format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n")
    };
    let first = head("text/event-stream", 99) + "retry: 0\nid: 1\ndata: 1\n\n";
    for (kind, text, is_told) in [
        ("application/json", "{\"message\":\"gone\"}", true),
        ("text/html", "<html>gone</html>", false),
        ("text/event-stream", "<html>gone</html>\n", false),
    ] {
        run_plain(async {
            let next = head(kind, text.len()) + text;
            let server =
                Server::start(&[Act::Says(first.clone().into_bytes()), Act::Says(next.into_bytes())]).await;
            let items = events::<WatchEvents>(&server.client()).await;
            let [Ok(_), Err(error)] = items.as_slice() else { panic!("{kind}: {items:?}") };
            assert_eq!(error.item(), Some(text.trim_end()), "{kind}: {error:?}");
            assert_eq!(error.message().is_some(), is_told, "{error}");
        });
    }
}

async fn lines(client: &Client) -> Vec<Result<i64, StreamError>> {
    Call::<Watch<JsonLines<i64>>>::new(client).send().await.unwrap().into_value().collect().await
}

#[test]
fn lines_are_values() {
    let (_, client) = Feed::client(&[(200, "1\n\n 22\r\n\u{1E}333\n4444", false)]);
    let items: Vec<i64> = run(lines(&client)).into_iter().map(Result::unwrap).collect();
    assert_eq!(items, [1, 22, 333, 4444]);
    let (_, client) = Feed::client(&[(200, "1\nx\n2\n3", true)]);
    let items = run(lines(&client));
    assert!(
        matches!(
            items.as_slice(),
            [Ok(1), Err(StreamError::Decode(..)), Ok(2), Err(StreamError::Transport(_))]
        ),
        "{items:?}"
    );
}

/// RFC 7464: a separator begins a value, which may have line breaks within; what is cut off costs no other.
#[test]
fn values_of_a_sequence_may_have_several_lines() {
    async fn values(client: &Client) -> Vec<Result<Value, StreamError>> {
        Call::<Watch<JsonLines<Value>>>::new(client).send().await.unwrap().into_value().collect().await
    }
    // What is no JSON is a text, where any value is wanted.
    let text = "\u{1E}{\"a\":\n[1,\n2]}\n\u{1E}\"}\\\"{\\n\"\n\u{1E}{\"cut\":\n\u{1E}12\n\u{1E}\n\u{1E}true";
    let (_, client) = Feed::client(&[(200, text, false)]);
    let items: Vec<Value> = run(values(&client)).into_iter().map(Result::unwrap).collect();
    let cut = json!("{\"cut\":\n");
    assert_eq!(items, [json!({"a": [1, 2]}), json!("}\"{\n"), cut, json!(12), json!(true)]);
}

string_enum! { Level { High = "high", ..Unknown } }

/// Data is a text (HTML standard, 9.2.6): what looks like JSON is one all the same where a text is declared.
#[test]
fn data_is_the_text_that_it_is() {
    async fn texts<T: Empty>(client: &Client) -> Vec<T> {
        let events = Call::<Watch<Events<T>>>::new(client).send().await.unwrap().into_value();
        events.map_ok(|event| event.data).try_collect().await.unwrap()
    }
    let feed = || Feed::client(&[(200, "data: \"q\"\n\ndata: null\n\ndata: 5\n\n", false)]).1;
    assert_eq!(run(async { texts::<String>(&feed()).await }), ["\"q\"", "null", "5"]);
    let read = run(async { texts::<Option<Box<Level>>>(&feed()).await });
    assert_eq!(read, ["\"q\"", "null", "5"].map(|text| Some(Box::new(Level::from(text)))));
    assert_eq!(run(async { texts::<Value>(&feed()).await }), [json!("q"), Value::Null, json!(5)]);
}

/// Services tell in the stream what went wrong: their words are not lost over the type that they do not fit.
#[test]
fn an_item_that_cannot_be_decoded_is_kept() {
    let text = r#"{"error":{"message":"overloaded"}}"#;
    let (_, client) = Feed::client(&[(200, "1\n{\"error\":{\"message\":\"overloaded\"}}\n2\n", false)]);
    let items = run(lines(&client));
    let [Ok(1), Err(error), Ok(2)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!((error.item(), error.message().as_deref()), (Some(text), Some("overloaded")));
    assert!(error.to_string().ends_with(": overloaded"), "{error}");
    assert!(!format!("{error:?}").contains("overloaded"), "an item may hold a secret: {error:?}");
}

#[test]
fn an_item_without_end_is_refused() {
    const LONG: &str =
        "data: 00000000000000000000000000000000000000000000000000000000000000000000000000000000000";
    let (_, client) = Feed::client(&[(200, LONG, false)]);
    let items = run(events::<WatchEvents>(&client));
    assert!(matches!(items.as_slice(), [Err(StreamError::TooLarge(64))]), "{items:?}");
    let (_, client) = Feed::client(&[(200, LONG, false)]);
    let items = run(lines(&client));
    assert!(matches!(items.as_slice(), [Err(StreamError::TooLarge(64))]), "{items:?}");
}
