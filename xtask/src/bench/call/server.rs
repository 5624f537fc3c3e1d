//! A server on loopback that answers every request alike: one organisation, over a connection that stays.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};

/// What it answers.
const BODY: &str = r#"{"orgs":[{"created":"2019-09-26T17:28:28Z","description":"One of many.","name":"An organisation","public_id":"abcdef12345","settings":{"private_widget_share":false,"saml":{"enabled":true},"saml_autocreate_access_role":"st","saml_strict_mode":{"enabled":false}},"trial":false}]}"#;

/// A server that runs as long as this program.
#[derive(Debug)]
pub struct Server {
    url: String,
}

impl Server {
    /// Starts one.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("no port can be had")?;
        let url = format!("http://{}", listener.local_addr().context("the port has no address")?);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || answer(&stream));
            }
        });
        Ok(Self { url })
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Answers the requests of a connection, none of which has a body, until it ends.
fn answer(mut stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        BODY.len()
    );
    let answer = head + BODY;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next().transpose()? {
        if line.is_empty() {
            stream.write_all(answer.as_bytes())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::{BODY, Server};

    #[test]
    fn a_connection_is_answered_more_than_once() {
        let server = Server::start().unwrap();
        let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
        for _ in 0..2 {
            stream.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").unwrap();
            let mut answer = Vec::new();
            while !answer.ends_with(BODY.as_bytes()) {
                let mut part = [0; 512];
                let read = stream.read(&mut part).unwrap();
                assert_ne!(read, 0, "the connection stays");
                answer.extend_from_slice(&part[..read]);
            }
            assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
        }
    }
}
