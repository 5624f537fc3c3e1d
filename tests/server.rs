//! The server that the other tests rely on: it takes what is as declared, and rejects what is not.

mod answers;
mod reading;
mod rejects;
mod whole;

use support::SpecServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The description of these tests.
const SPEC: &str = "tests/fixtures/server/openapi.yaml";

/// The credentials of these tests.
const KEYS: &[(&str, &str)] = &[("x-key", "a"), ("x-secret", "b")];

/// A request, written by hand.
#[derive(Debug, Clone)]
struct Call {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call {
    fn new(method: &str, target: &str) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    fn headers(mut self, headers: &[(&str, &str)]) -> Self {
        self.headers.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    fn body(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.headers(&[("content-type", media_type)])
    }

    /// The request as it is on the wire.
    fn bytes(&self) -> Vec<u8> {
        let headers = self.headers.iter().map(|(name, value)| name.clone() + ": " + value + "\r\n");
        let head = format!(
            "{} {} HTTP/1.1\r\nhost: here\r\nconnection: close\r\ncontent-length: {}\r\n{}\r\n",
            self.method,
            self.target,
            self.body.len(),
            headers.collect::<String>(),
        );
        [head.as_bytes(), &self.body].concat()
    }

    /// Everything that comes back until the connection ends.
    async fn send_raw(&self, server: &SpecServer) -> String {
        let mut socket = TcpStream::connect(server.url().trim_start_matches("http://")).await.unwrap();
        socket.write_all(&self.bytes()).await.unwrap();
        let mut answer = Vec::new();
        // A connection that ends badly has sent what it has sent.
        let _ = socket.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status, the head and the body of the answer.
    async fn send(&self, server: &SpecServer) -> (u16, String, String) {
        let answer = self.send_raw(server).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_ascii_lowercase(), body.to_owned())
    }
}

/// A form of one part, with the headers and the content given.
fn form(headers: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--line\r\n{headers}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n--line--\r\n"].concat()
}

/// The headers of a file part that is as declared.
const FILE: &str =
    "Content-Disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\nContent-Type: application/xml";

/// The content type of a form.
const FORM: &str = "multipart/form-data; boundary=line";
