//! A server on loopback that takes every request, answers `[]`, and keeps what it was sent byte for byte.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::api::API;
use crate::client::{Client, ClientBuilder};
use crate::retry::RetryPolicy;

/// A request as it arrived.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent {
    pub(super) target: String,
    pub(super) head: String,
    pub(super) body: String,
}

impl Sent {
    /// The value of a header, if it is there; two of one name are a failure.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let values = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let mut values = values.map(|(_, value)| value.trim().to_owned());
        let value = values.next();
        assert_eq!(values.next(), None, "{name} is there twice");
        value
    }

    /// The parts of a form, each as `name [content type]: content`.
    pub(super) fn parts(&self) -> Vec<String> {
        let Some(content_type) = self.header("content-type") else { return Vec::new() };
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let whole = format!("\r\n{}", self.body);
        let delimiter = format!("\r\n--{boundary}");
        let pieces = whole.split(delimiter.as_str()).skip(1);
        pieces.take_while(|piece| !piece.starts_with("--")).map(part).collect()
    }
}

fn part(piece: &str) -> String {
    let (head, content) = piece.split_once("\r\n\r\n").unwrap();
    let mut lines = head.trim_start().split("\r\n");
    let disposition = lines.next().unwrap().strip_prefix("Content-Disposition: form-data; name=\"").unwrap();
    let name = disposition.strip_suffix('"').unwrap();
    let rest: Vec<&str> = lines
        .map(|line| {
            line.strip_prefix("Content-Type: ").or(line.strip_prefix("content-type: ")).unwrap_or(line)
        })
        .collect();
    let rest = if rest.is_empty() { String::new() } else { format!(" [{}]", rest.join(", ")) };
    format!("{name}{rest}: {content}")
}

/// The server. It ends when it is dropped.
pub(super) struct Recorder {
    address: String,
    sent: Arc<Mutex<Vec<Sent>>>,
    task: JoinHandle<()>,
}

impl Recorder {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let sent = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&sent);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&kept)));
            }
        });
        Self { address, sent, task }
    }

    pub(super) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API).base_url(&self.address).retry(RetryPolicy::never())
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    pub(super) fn last(&self) -> Sent {
        self.sent.lock().unwrap().last().unwrap().clone()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, sent: Arc<Mutex<Vec<Sent>>>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        while let Some((request, length)) = whole(&bytes) {
            bytes.drain(..length);
            sent.lock().unwrap().push(request);
            let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]";
            stream.write_all(answer).await?;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    }
}

/// The first request among these bytes, if it is all there, and its length.
fn whole(bytes: &[u8]) -> Option<(Sent, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let sent = Sent { target: head.split(' ').nth(1).unwrap().to_owned(), head, body: String::new() };
    let (body, length) = match (sent.header("content-length"), sent.header("transfer-encoding")) {
        (Some(length), _) => {
            let length: usize = length.parse().unwrap();
            (bytes.get(end..end + length)?.to_vec(), length)
        }
        (None, Some(_)) => unchunked(&bytes[end..])?,
        (None, None) => (Vec::new(), 0),
    };
    Some((Sent { body: String::from_utf8(body).unwrap(), ..sent }, end + length))
}

/// The content of chunks (RFC 9112, section 7.1), if the last of them is there, and their length.
fn unchunked(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut content, mut at) = (Vec::new(), 0);
    loop {
        let line = bytes.get(at..)?.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[at..at + line]).unwrap(), 16).unwrap();
        let start = at + line + 2;
        content.extend_from_slice(bytes.get(start..start + size)?);
        at = start + size + 2;
        if size == 0 {
            return (bytes.len() >= at).then_some((content, at));
        }
    }
}
