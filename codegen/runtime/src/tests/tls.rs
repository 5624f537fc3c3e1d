//! TLS with real handshakes on loopback, by clients as programs have them. Each test runs in a process of its own, which trusts what the
//! test says; so nothing here depends on what this machine trusts, and what is installed for the process is installed for that test alone.

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::{Accepted, Acceptor};
use rustls::{CipherSuite, ServerConfig, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::api::{API, get_things, run};
use crate::client::{Client, ClientBuilder};
use crate::config::ConfigError;
use crate::retry::RetryPolicy;

/// The certificate of `127.0.0.1`, by itself, and its key, which is good for nothing else.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/loopback_certificate.pem");
const KEY: &[u8] = include_bytes!("loopback_key.der");

/// Runs a test in a process where the certificates of this file, and no others, are trusted.
fn apart(name: &str, trusted: &str, test: fn()) {
    const MARK: &str = "RUNTIME_TEST_APART";
    if std::env::var_os(MARK).is_some() {
        return test();
    }
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", &format!("tests::tls::{name}")]).env(MARK, "1");
    let output = process.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// What a client offers in the first message of a handshake.
#[derive(Debug)]
struct Offer {
    protocols: Vec<String>,
    suites: Vec<CipherSuite>,
    /// The protocol that was agreed on, and what came by it, if the handshake came to its end.
    exchange: io::Result<(Option<String>, Vec<u8>)>,
}

/// A server of one connection, which answers `[7]`.
fn serve(address: &str) -> (String, JoinHandle<Offer>) {
    let listener = TcpListener::bind(address).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    (url, thread::spawn(move || take(listener.accept().unwrap().0)))
}

fn take(mut stream: TcpStream) -> Offer {
    let accepted = accept(&mut stream);
    let hello = accepted.client_hello();
    let text = |protocol: &[u8]| String::from_utf8(protocol.to_vec()).unwrap();
    let protocols = hello.alpn().into_iter().flatten().map(text).collect();
    let suites = hello.cipher_suites().to_vec();
    Offer { protocols, suites, exchange: exchange(accepted, stream) }
}

fn accept(stream: &mut TcpStream) -> Accepted {
    let mut acceptor = Acceptor::default();
    loop {
        acceptor.read_tls(stream).unwrap();
        if let Some(accepted) = acceptor.accept().map_err(|(error, _)| error).unwrap() {
            return accepted;
        }
    }
}

fn exchange(accepted: Accepted, stream: TcpStream) -> io::Result<(Option<String>, Vec<u8>)> {
    let connection = accepted.into_connection(Arc::new(server_config())).map_err(|(error, _)| error).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    let mut start = [0; 24];
    stream.read_exact(&mut start)?;
    stream.write_all(if start.starts_with(b"PRI ") { HTTP_2 } else { HTTP_1 })?;
    stream.conn.send_close_notify();
    stream.flush()?;
    let protocol = stream.conn.alpn_protocol().map(|protocol| String::from_utf8(protocol.to_vec()).unwrap());
    // Until the client goes: what it still says would otherwise reset the connection, and with it the answer.
    _ = io::copy(&mut stream, &mut io::sink());
    Ok((protocol, start.to_vec()))
}

fn server_config() -> ServerConfig {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth();
    let mut config =
        config.with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(KEY).into()).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

const HTTP_1: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[7]";
/// Frames (RFC 9113, section 4.1): settings, the client's confirmed, the head of the first answer, which is `:status: 200` (RFC 7541,
/// appendix A), and its body.
const HTTP_2: &[u8] = b"\0\0\0\x04\0\0\0\0\0\
    \0\0\0\x04\x01\0\0\0\0\
    \0\0\x01\x01\x04\0\0\0\x01\x88\
    \0\0\x03\0\x01\0\0\0\x01[7]";

/// Refuses the first request of a connection over HTTP/2, which was not looked at, and answers the next one.
#[cfg(feature = "http2")]
fn refuse_first(mut stream: TcpStream) -> io::Result<u32> {
    let accepted = accept(&mut stream);
    let connection = accepted.into_connection(Arc::new(server_config())).map_err(|(error, _)| error).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    stream.read_exact(&mut [0; 24])?;
    stream.write_all(SETTINGS)?;
    let first = next_request(&mut stream)?;
    let [_, _, _, one] = first.to_be_bytes();
    stream.write_all(&[b"\0\0\x04\x03\0\0\0\0".as_slice(), &[one], b"\0\0\0\x07"].concat())?;
    let second = next_request(&mut stream)?;
    let [_, _, _, two] = second.to_be_bytes();
    let (head, body) = (b"\0\0\x01\x01\x04\0\0\0".as_slice(), b"\0\0\x03\0\x01\0\0\0".as_slice());
    stream.write_all(&[head, &[two], b"\x88", body, &[two], b"[7]"].concat())?;
    stream.flush()?;
    _ = io::copy(&mut stream, &mut io::sink());
    Ok(second)
}

/// The number of the stream of the next request (RFC 9113, section 6.2); other frames are passed over.
#[cfg(feature = "http2")]
fn next_request(stream: &mut impl Read) -> io::Result<u32> {
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let [high, middle, low, kind, _, id @ ..] = head;
        let length = u64::from(u32::from_be_bytes([0, high, middle, low]));
        io::copy(&mut stream.by_ref().take(length), &mut io::sink())?;
        if kind == 1 {
            return Ok(u32::from_be_bytes(id));
        }
    }
}

/// Settings, and the client's confirmed.
#[cfg(feature = "http2")]
const SETTINGS: &[u8] = b"\0\0\0\x04\0\0\0\0\0\0\0\0\x04\x01\0\0\0\0";

fn client(url: &str) -> Client {
    let builder = ClientBuilder::new(&API).base_url(url).retry(RetryPolicy::never());
    builder.credential("key", "k".into()).credential("user", "u:p".into()).build().unwrap()
}

#[test]
fn a_call_goes_over_tls() {
    apart("a_call_goes_over_tls", CERTIFICATE, || {
        let (url, server) = serve("127.0.0.1:0");
        let client = client(&url);
        let response = run(get_things(&client, "1").send());
        // The server waits for that.
        drop(client);
        assert_eq!(*response.unwrap(), [7]);
        let Offer { protocols, suites, exchange } = server.join().unwrap();
        let (protocol, start) = exchange.unwrap();
        let (expected, first): (&[&str], &[u8]) = if cfg!(feature = "http2") {
            (&["h2", "http/1.1"], b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        } else {
            (&["http/1.1"], b"GET /things/1 HTTP/1.1\r\n")
        };
        assert_eq!(protocols, expected);
        assert_eq!(protocol.as_deref(), expected.first().copied());
        assert_eq!(start, first);
        // One of TLS 1.3, and one of TLS 1.2.
        assert!(suites.contains(&CipherSuite::TLS13_AES_128_GCM_SHA256), "{suites:?}");
        assert!(suites.contains(&CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256), "{suites:?}");
        assert!(CryptoProvider::get_default().is_none(), "a library installs nothing");
    });
}

/// A stream that is reset with `REFUSED_STREAM` was not processed, whatever it asks for (RFC 9113, section 8.7).
#[cfg(feature = "http2")]
#[test]
fn a_request_that_is_refused_over_http_2_is_sent_again() {
    apart("a_request_that_is_refused_over_http_2_is_sent_again", CERTIFICATE, || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = client(&format!("https://{}", listener.local_addr().unwrap()));
        let server = thread::spawn(move || refuse_first(listener.accept().unwrap().0));
        let response = run(get_things(&client, "1").send());
        drop(client);
        assert_eq!(*response.unwrap(), [7]);
        assert_eq!(server.join().unwrap().unwrap(), 3, "the second stream of a client");
    });
}

#[test]
fn a_server_that_its_certificate_does_not_name_is_refused() {
    apart("a_server_that_its_certificate_does_not_name_is_refused", CERTIFICATE, || {
        let (url, server) = serve("127.0.0.2:0");
        let error = run(get_things(&client(&url), "1").send()).unwrap_err();
        assert!(error.is_connect(), "{error}");
        let refused = server.join().unwrap().exchange.unwrap_err();
        assert!(refused.to_string().contains("BadCertificate"), "{refused}");
    });
}

#[test]
fn the_cryptography_that_the_program_installs_is_used() {
    apart("the_cryptography_that_the_program_installs_is_used", CERTIFICATE, || {
        let only = ring::cipher_suite::TLS13_CHACHA20_POLY1305_SHA256;
        let provider = CryptoProvider { cipher_suites: vec![only], ..ring::default_provider() };
        provider.install_default().unwrap();
        let (url, server) = serve("127.0.0.1:0");
        let response = run(get_things(&client(&url), "1").send());
        assert_eq!(*response.unwrap(), [7]);
        assert_eq!(server.join().unwrap().suites, [only.suite()]);
    });
}

#[test]
fn a_machine_that_trusts_nobody_gets_an_error() {
    apart("a_machine_that_trusts_nobody_gets_an_error", "/dev/null", || {
        let error = ClientBuilder::new(&API).build().unwrap_err();
        assert!(matches!(error, ConfigError::Transport(_)), "{error}");
        assert!(error.to_string().contains("No CA certificates"), "{error}");
    });
}
