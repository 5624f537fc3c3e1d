//! Redirects and broken exchanges over real HTTP on loopback.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::api::{API, get_things, run};
use crate::client::{Client, ClientBuilder};
use crate::retry::RetryPolicy;

/// Answers one request with a text, and gives back what was asked.
async fn answer(listener: &TcpListener, text: &str) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let mut chunk = [0; 1024];
        let read = stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the request broke off");
        asked.extend_from_slice(&chunk[..read]);
    }
    stream.write_all(text.as_bytes()).await.unwrap();
    String::from_utf8(asked).unwrap()
}

fn client(listener: &TcpListener) -> Client {
    let builder = ClientBuilder::new(&API).base_url(format!("http://{}", listener.local_addr().unwrap()));
    let builder = builder.retry(RetryPolicy::never());
    builder.credential("key", "hunter2".into()).credential("user", "u:p".into()).build().unwrap()
}

const LIST: &str = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\n[7]";

fn redirect(location: &str) -> String {
    format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

#[test]
fn a_redirect_within_the_server_is_followed() {
    run(async {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let exchange = async {
            answer(&server, &redirect("/elsewhere")).await;
            answer(&server, LIST).await
        };
        let (asked, response) = tokio::join!(exchange, get_things(&client(&server), "1").send());
        assert_eq!(*response.unwrap(), [7]);
        assert!(asked.starts_with("GET /elsewhere "), "{asked}");
    });
}

#[test]
fn a_redirect_to_another_server_is_an_answer() {
    run(async {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let answer_text = redirect(&format!("http://{}/", other.local_addr().unwrap()));
        let exchange = answer(&server, &answer_text);
        let (_, response) = tokio::join!(exchange, get_things(&client(&server), "1").send());
        assert_eq!(response.unwrap_err().status().unwrap().as_u16(), 307);
        let nobody = tokio::select! {
            biased;
            _ = other.accept() => false,
            () = std::future::ready(()) => true,
        };
        assert!(nobody, "the other server was asked");
    });
}

#[test]
fn a_refused_connection_says_so() {
    run(async {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client(&server);
        drop(server);
        let error = get_things(&client, "1").await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert!(!error.to_string().contains("127.0.0.1"), "{error}");
    });
}

#[test]
fn an_answer_that_breaks_off_keeps_status_and_body() {
    run(async {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client(&server);
        let exchange = answer(&server, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1,");
        let (_, response) = tokio::join!(exchange, get_things(&client, "1").send());
        let error = response.unwrap_err();
        assert_eq!(error.kind(), crate::error::ErrorKind::Transport);
        assert_eq!((error.status().unwrap().as_u16(), error.body().unwrap().as_ref()), (200, &b"[1,"[..]));
    });
}

#[test]
fn an_answer_that_does_not_come_times_out() {
    run(async {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let error =
            get_things(&client(&server), "1").timeout(std::time::Duration::from_millis(1)).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.status(), None);
    });
}
