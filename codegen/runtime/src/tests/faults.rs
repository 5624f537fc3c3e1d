//! What can go wrong on the way, over real HTTP on loopback: each fault is a typed error, or a success after another attempt, in
//! bounded time; and no POST is ever sent twice.

use futures_util::StreamExt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::api::{API, ListNumbers, PostThings, run};
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::error::{Error, ErrorKind};
use crate::redirect::stays;
use crate::retry::RetryPolicy;

/// What the server does with a connection after it has read one request.
#[derive(Clone)]
pub(super) enum Act {
    /// Writes this and closes.
    Says(Vec<u8>),
    /// Writes this and resets the connection.
    Resets(&'static str),
    /// Writes this and then nothing, for as long as the client stays.
    Stalls(&'static str),
    /// Writes a head, and then byte after byte without end.
    Dribbles,
    /// Answers a whole request, and takes the next act with the next one on the same connection.
    Keeps(&'static str),
}

/// A server that acts in turn, the last act over and over, and keeps what it was asked.
pub(super) struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let ended = Arc::new(AtomicUsize::new(0));
        let (acts, kept, count) = (acts.to_vec(), Arc::clone(&asked), Arc::clone(&ended));
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (acts, kept, count) = (acts.clone(), Arc::clone(&kept), Arc::clone(&count));
                connections.spawn(async move {
                    _ = play(stream, &acts, &kept).await;
                    count.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        Self { address, asked, ended, task }
    }

    /// Waits until so many connections have ended.
    pub(super) async fn ended(&self, count: usize) {
        while self.ended.load(Ordering::Relaxed) < count {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until it was asked so often.
    pub(super) async fn was_asked(&self, times: usize) {
        while self.asked.lock().unwrap().len() < times {
            tokio::task::yield_now().await;
        }
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        let policy = RetryPolicy::new().base(Duration::ZERO);
        ClientBuilder::new(&API).base_url(&self.address).retry(policy).timeout(Duration::from_secs(20))
    }

    pub(super) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The first lines of what it was asked.
    pub(super) fn asked(&self) -> Vec<String> {
        let first = |request: &String| request.lines().next().unwrap().to_owned();
        self.asked.lock().unwrap().iter().map(first).collect()
    }

    /// All that it was asked.
    pub(super) fn requests(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(mut stream: TcpStream, acts: &[Act], asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    loop {
        let Some(request) = read_request(&mut stream).await? else { return Ok(()) };
        let number = {
            let mut asked = asked.lock().unwrap();
            asked.push(request);
            asked.len() - 1
        };
        match acts.get(number).or(acts.last()).unwrap() {
            Act::Says(text) => {
                stream.write_all(&closing(text)).await?;
                return stream.shutdown().await;
            }
            Act::Resets(text) => {
                stream.write_all(text.as_bytes()).await?;
                stream.set_zero_linger()?;
                return Ok(());
            }
            Act::Stalls(text) => {
                stream.write_all(text.as_bytes()).await?;
                stream.read_to_end(&mut Vec::new()).await?;
                return Ok(());
            }
            Act::Dribbles => {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n").await?;
                loop {
                    stream.write_all(b" ").await?;
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
            Act::Keeps(text) => stream.write_all(text.as_bytes()).await?,
        }
    }
}

/// An answer that says that the connection closes after it: else the next request may be sent on it, and be lost.
fn closing(text: &[u8]) -> Vec<u8> {
    const FINAL: [&[u8]; 4] = [b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4", b"HTTP/1.1 5"];
    let status_line = text.windows(2).position(|two| two == b"\r\n");
    match status_line.filter(|_| FINAL.iter().any(|start| text.starts_with(start))) {
        Some(end) => [&text[..end], b"\r\nconnection: close", &text[end..]].concat(),
        None => text.to_vec(),
    }
}

/// A request, which is read to its end.
async fn read_request(stream: &mut TcpStream) -> std::io::Result<Option<String>> {
    let mut text = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await?;
        if read == 0 {
            return Ok(None);
        }
        text.extend_from_slice(&chunk[..read]);
        let whole = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = whole.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Ok(Some(whole));
        }
    }
}

const LIST: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n[7]";
const CUT_HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-ty";
const CUT_BODY: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[1,";

fn says(text: &str) -> Act {
    Act::Says(text.as_bytes().to_vec())
}

async fn list(client: &Client) -> Result<Vec<i64>, Error<String>> {
    Call::<ListNumbers>::new(client).send().await.map(crate::response::Response::into_value)
}

/// Every way in which a connection breaks.
fn breaks() -> [Act; 6] {
    [says(""), Act::Resets(""), says(CUT_HEAD), Act::Resets(CUT_HEAD), says(CUT_BODY), Act::Resets(CUT_BODY)]
}

#[test]
fn a_broken_connection_is_an_error_after_all_attempts() {
    for act in breaks() {
        run(async {
            let server = Server::start(&[act]).await;
            let error = list(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3), "{error}");
            assert!(!error.is_timeout() && !error.is_connect(), "{error}");
            assert_eq!(server.asked().len(), 3);
        });
    }
}

#[test]
fn a_connection_that_breaks_once_costs_an_attempt() {
    for act in breaks() {
        run(async {
            let server = Server::start(&[act, says(LIST)]).await;
            let response = Call::<ListNumbers>::new(&server.client()).send().await.unwrap();
            assert_eq!((response.value(), response.attempts()), (&vec![7], 2));
        });
    }
}

#[test]
fn a_post_is_never_sent_twice() {
    let busy = says("HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n");
    for act in breaks().into_iter().chain([busy]) {
        run(async {
            // The first answer leaves a connection behind, which the POST is sent on.
            let server = Server::start(&[Act::Keeps(LIST), act, says(LIST)]).await;
            let client = server.client();
            list(&client).await.unwrap();
            let mut call = Call::<PostThings>::new(&client);
            call.request.json("application/json", &[1]);
            let error = call.send().await.unwrap_err();
            assert_eq!(error.attempts(), 1, "{error}");
            assert_eq!(server.asked(), ["GET /pages HTTP/1.1", "POST /things HTTP/1.1"]);
        });
    }
}

#[test]
fn a_refused_connection_is_tried_again() {
    run(async {
        let server = Server::start(&[says(LIST)]).await;
        let (client, address) = (server.client(), server.address.replace("http://", ""));
        drop(server);
        tokio::task::yield_now().await;
        let error = list(&client).await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert_eq!(error.attempts(), 3);
        assert!(!error.to_string().contains(&address), "{error}");
    });
}

/// A secret may stand in the query, or in a credential: whatever goes wrong, it is not told.
#[test]
fn no_fault_tells_what_was_asked_with() {
    let back = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /pages?key=hunter2\r\ncontent-length: 0\r\n\r\n";
    let away = "HTTP/1.1 302 Found\r\nlocation: http://hunter2.example/\r\ncontent-length: 0\r\n\r\n";
    let others = [Act::Keeps(back), says(away), says("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"), Act::Stalls("")];
    for act in breaks().into_iter().chain(others) {
        run(async {
            let server = Server::start(&[act]).await;
            let call = |client: &Client| {
                let mut call = Call::<ListNumbers>::new(client).timeout(Duration::from_millis(200));
                call.request.query("key", crate::parameter::Style::FORM, "hunter2");
                call.header("authorization", "Bearer hunter2")
            };
            let client = server.client();
            let error = call(&client).send().await.unwrap_err();
            assert!(server.asked()[0].contains("hunter2"));
            drop(server);
            tokio::task::yield_now().await;
            let refused = call(&client).send().await.unwrap_err();
            let shown = format!("{error} {error:?} {refused} {refused:?} {:?}", call(&client));
            assert!(!shown.contains("hunter2"), "{shown}");
        });
    }
}

/// A call, or the stream of its body, that is dropped on the way: the connection ends, and the client goes on.
#[test]
fn what_is_dropped_leaves_no_connection_behind() {
    for stalls in ["", CUT_HEAD, CUT_BODY] {
        run(async {
            let server = Server::start(&[Act::Stalls(stalls), says(LIST)]).await;
            let client = server.client();
            tokio::select! {
                biased;
                result = list(&client) => panic!("nothing was to come: {result:?}"),
                () = server.was_asked(1) => {}
            }
            server.ended(1).await;
            assert_eq!(list(&client).await.unwrap(), [7], "{stalls}");
            assert_eq!(server.asked().len(), 2, "the call that was dropped is not sent again");
        });
    }
    run(async {
        let server = Server::start(&[Act::Stalls(CUT_BODY), says(LIST)]).await;
        let client = server.client();
        let mut stream = Call::<ListNumbers>::new(&client).stream().await.unwrap().into_value();
        assert_eq!(stream.next().await.unwrap().unwrap(), "[1,");
        drop(stream);
        server.ended(1).await;
        assert_eq!(list(&client).await.unwrap(), [7]);
    });
}

#[test]
fn what_does_not_come_in_time_is_a_timeout() {
    for act in [Act::Stalls(""), Act::Stalls(CUT_HEAD), Act::Stalls(CUT_BODY), Act::Dribbles] {
        run(async {
            let server = Server::start(&[act]).await;
            let call = Call::<ListNumbers>::new(&server.client()).timeout(Duration::from_millis(50));
            let error = call.send().await.unwrap_err();
            assert!(error.is_timeout(), "{error}");
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
        });
    }
}

#[test]
fn a_storm_of_429_ends() {
    run(async {
        let storm = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 4\r\n\r\nslow";
        let server = Server::start(&[says(storm)]).await;
        let error = list(&server.client()).await.unwrap_err();
        assert!(error.is_rate_limited());
        assert_eq!((error.attempts(), error.body().unwrap().as_ref()), (3, &b"slow"[..]));
    });
}

#[test]
fn ten_megabytes_where_one_is_allowed_are_refused() {
    const MEGABYTE: usize = 1 << 20;
    let body = vec![b' '; 10 * MEGABYTE];
    let length = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    let unknown = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_owned();
    for head in [length, unknown] {
        run(async {
            let server = Server::start(&[Act::Says([head.as_bytes(), &body].concat())]).await;
            let client = server.builder().body_limit(1 << 20).build().unwrap();
            let error = list(&client).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::BodyTooLarge, 1));
            assert!(error.body().unwrap().len() < 2 * MEGABYTE);
            assert_eq!(error.to_string(), "ListNumbers: the body is larger than the limit of 1048576 bytes");
        });
    }
}

#[test]
fn a_loop_of_redirects_ends_and_is_not_tried_again() {
    run(async {
        let back = "HTTP/1.1 307 Temporary Redirect\r\nlocation: /pages\r\ncontent-length: 0\r\n\r\n";
        let server = Server::start(&[Act::Keeps(back)]).await;
        let error = list(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
        assert!(error.to_string().starts_with("ListNumbers: the service redirects without end"), "{error}");
        assert_eq!(server.asked().len(), 11);
    });
}

#[test]
fn only_scheme_host_and_port_make_the_same_server() {
    let url = |text: &str| reqwest::Url::parse(text).unwrap();
    for (asked, next, expected) in [
        ("https://a.example/x", "https://a.example/y?z", true),
        ("https://a.example/x", "https://a.example:443/y", true),
        ("https://a.example/x", "http://a.example/x", false),
        ("http://a.example/x", "https://a.example/x", false),
        ("https://a.example/x", "https://a.example:8443/x", false),
        ("https://a.example/x", "https://b.example/x", false),
        ("https://a.example/x", "https://a.example.evil/x", false),
        ("https://a.example/x", "https://a.example@evil/x", false),
        ("https://a.example/x", "data:text/plain,x", false),
    ] {
        assert_eq!(stays(&url(asked), &url(next)), expected, "{asked} {next}");
    }
}

#[test]
fn truncated_json_and_the_wrong_type_keep_the_body() {
    for (body, kind) in [("[1,", "application/json"), ("<html>", "text/html"), ("", "application/json")] {
        run(async {
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
            let server = Server::start(&[says(&format!("{head}{body}"))]).await;
            let error = list(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1), "{error}");
            assert_eq!(error.body().unwrap(), body.as_bytes());
        });
    }
}

/// Ten megabytes of spaces.
#[cfg(feature = "gzip")]
const BOMB: &[u8] = include_bytes!("ten_megabytes.gz");

/// The limit counts what is read, not what came over the wire.
#[cfg(feature = "gzip")]
#[test]
fn the_limit_counts_bytes_after_decompression() {
    assert!(BOMB.len() < 1 << 14);
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", BOMB.len());
    run(async {
        let server = Server::start(&[Act::Says([head.as_bytes(), BOMB].concat())]).await;
        let client = server.builder().body_limit(1 << 20).build().unwrap();
        let error = list(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::BodyTooLarge, 1));
        assert!(error.body().unwrap().len() < 2 << 20);
    });
}

/// `[7]` in one stored block (RFC 1951, section 3.2.4), with the head and the tail of RFC 1952.
#[cfg(feature = "gzip")]
const COMPRESSED: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\x03\0\xfc\xff[7]\x3e\x95\x75\x1a\x03\0\0\0";

#[cfg(feature = "gzip")]
#[test]
fn truncated_gzip_is_an_answer_that_broke_off() {
    let answer = |body: &[u8]| {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len());
        Act::Says([head.as_bytes(), body].concat())
    };
    run(async {
        let server = Server::start(&[answer(COMPRESSED)]).await;
        assert_eq!(list(&server.client()).await.unwrap(), [7]);
        for length in [5, 12, 17, 20] {
            let server = Server::start(&[answer(&COMPRESSED[..length])]).await;
            let error = list(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3), "{length}: {error}");
        }
    });
}
