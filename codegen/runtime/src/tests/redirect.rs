//! Redirects with real attempts of the HTTP client, from `https` too: a proxy on loopback plays all hosts, so that no TLS is needed for a
//! request to go out to an `https` address. Credentials go to nobody but the server that was asked.

use futures_util::future::BoxFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

use super::api::{API, GetThings, PostThings, http_client, run};
use super::faults::{Act, Server};
use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::ClientBuilder;
use crate::file::File;
use crate::operation::{Endpoint, Operation};
use crate::parameter::Style;
use crate::retry::RetryPolicy;
use crate::token::ClientCredentials;
use crate::transport::{Timeout, Transport, TransportError, body};

const FOUND: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n[7]";

/// Asks a server, which leads elsewhere. Gives the status that comes back, and what was asked on the way. None, where TLS is compiled in
/// after all, so that the proxy is asked for a tunnel, which it does not dig.
fn lead(base_url: &str, status: u16, location: &str) -> Option<(u16, Vec<String>)> {
    let leads = format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    run(async {
        let server = Server::start(&[Act::Says(leads.into_bytes()), Act::Says(FOUND.into())]).await;
        let proxy = reqwest::Proxy::all(server.address()).unwrap();
        let http = http_client().proxy(proxy).build().unwrap();
        let builder =
            ClientBuilder::new(&API).base_url(base_url).http_client(http).retry(RetryPolicy::never());
        let builder = builder.credential("key", "hunter2".into()).credential("user", "a:hunter2".into());
        let mut call = Call::<GetThings>::new(&builder.build().unwrap());
        call.request.path("id", Style::SIMPLE, "1");
        let status = match call.send().await {
            Ok(response) => response.status(),
            Err(_) if server.asked()[0].starts_with("CONNECT ") => return None,
            Err(error) => error.status().unwrap(),
        };
        Some((status.as_u16(), server.asked()))
    })
}

#[test]
fn a_redirect_to_another_scheme_host_or_port_goes_nowhere() {
    for status in [301, 302, 303, 307, 308] {
        for (base_url, location) in [
            ("https://api.example", "http://api.example/things/1"),
            ("https://api.example", "http://api.example:443/things/1"),
            ("https://api.example", "https://evil.example/things/1"),
            ("https://api.example", "https://api.example:8443/things/1"),
            ("https://api.example", "//evil.example/things/1"),
            ("https://api.example", "https://api.example@evil.example/"),
            ("https://api.example", "https://api.example.evil.example/"),
            ("http://api.example", "https://api.example/things/1"),
            ("http://api.example", "http://api.example:81/things/1"),
        ] {
            let Some((answered, asked)) = lead(base_url, status, location) else { continue };
            assert_eq!(answered, status, "{base_url} to {location}");
            assert_eq!(asked, [format!("GET {base_url}/things/1 HTTP/1.1")], "{base_url} to {location}");
        }
    }
}

#[test]
fn a_redirect_within_a_server_is_followed() {
    for (base_url, location, next) in [
        ("https://api.example", "/other", "https://api.example/other"),
        ("https://api.example", "https://api.example:443/other", "https://api.example/other"),
        ("http://api.example", "other?a=b", "http://api.example/things/other?a=b"),
    ] {
        let Some((answered, asked)) = lead(base_url, 307, location) else { continue };
        let lines = [format!("GET {base_url}/things/1 HTTP/1.1"), format!("GET {next} HTTP/1.1")];
        assert_eq!((answered, asked), (200, lines.to_vec()), "{base_url} to {location}");
    }
}

/// What a call with a body comes to where its server leads elsewhere: the status, and the requests.
fn lead_body(method: &'static str, status: u16, body: Body) -> (u16, Vec<String>) {
    let leads = format!(
        "HTTP/1.1 {status} Elsewhere\r\nconnection: close\r\nlocation: /other?a=b#c\r\ncontent-length: 0\r\n\r\n"
    );
    run(async {
        let server = Server::start(&[Act::Says(leads.into_bytes()), Act::Says(FOUND.into())]).await;
        let endpoint: &'static Endpoint = match method {
            "POST" => &PostThings::ENDPOINT,
            "PUT" => const { &Endpoint { method: "PUT", ..PostThings::ENDPOINT } },
            _ => const { &Endpoint { method: "DELETE", ..PostThings::ENDPOINT } },
        };
        let mut call = Call::<PostThings>::new(&server.client());
        call.request.endpoint = endpoint;
        call.request.set_header("content-type", "text/plain");
        call.request.body = body;
        let answered = match call.header("authorization", "Bearer t").send().await {
            Ok(response) => response.status(),
            Err(error) => error.status().unwrap(),
        };
        (answered.as_u16(), server.requests())
    })
}

/// A POST that came back as a GET would be an upload that was lost, and a success all the same (RFC 9110, section 15.4.2).
#[test]
fn no_redirect_turns_a_method_into_another_but_the_one_that_says_so() {
    for method in ["POST", "PUT", "DELETE"] {
        for status in [301, 302, 307, 308] {
            let (answered, asked) = lead_body(method, status, Body::Bytes("once".into()));
            if method == "POST" && status < 307 {
                assert_eq!((answered, asked.len()), (status, 1), "{method} {status}");
                continue;
            }
            assert_eq!((answered, asked.len()), (200, 2), "{method} {status}");
            assert!(asked[1].starts_with(&format!("{method} /other?a=b HTTP/1.1")), "{}", asked[1]);
            assert!(asked[1].contains("authorization: Bearer t"), "{}", asked[1]);
            assert!(asked[1].ends_with("\r\n\r\nonce"), "{}", asked[1]);
        }
        let (answered, asked) = lead_body(method, 303, Body::Bytes("once".into()));
        assert_eq!(answered, 200, "{method}");
        assert!(asked[1].starts_with("GET /other?a=b HTTP/1.1"), "{}", asked[1]);
        assert!(!asked[1].contains("content-"), "{}", asked[1]);
        assert!(asked[1].ends_with("\r\n\r\n"), "{}", asked[1]);
    }
}

/// Token addresses move as well; and the credentials of a client go nowhere else either.
#[test]
fn a_token_address_may_lead_on_within_its_server() {
    let token = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"access_token\":\"t\"}";
    for (status, location, follows) in [
        (307, "/login", true),
        (308, "login", true),
        (302, "/login", false),
        (307, "http://evil.example/", false),
    ] {
        let leads =
            format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        run(async {
            let server =
                Server::start(&[Act::Says(leads.into()), Act::Says(token.into()), Act::Says(FOUND.into())])
                    .await;
            let source = ClientCredentials::new(format!("{}/token", server.address()), "id", "hunter2");
            let builder = ClientBuilder::new(&API).base_url(server.address()).token_source("token", source);
            let client = builder.retry(RetryPolicy::never()).build().unwrap();
            let mut call = Call::<PostThings>::new(&client);
            call.request.endpoint =
                const { &Endpoint { security: &[&[("token", &[])]], ..PostThings::ENDPOINT } };
            let answered = call.send().await;
            assert_eq!(answered.is_ok(), follows, "{status} {location}: {answered:?}");
            let asked = server.asked();
            let expected = ["POST /token HTTP/1.1", "POST /login HTTP/1.1", "POST /things HTTP/1.1"];
            assert_eq!(asked, if follows { &expected[..] } else { &expected[..1] }, "{status} {location}");
        });
    }
}

#[test]
fn a_stream_is_not_sent_to_where_a_redirect_leads() {
    let once = || futures_util::stream::iter([Ok("once".into())]);
    for status in [307, 308] {
        let (answered, asked) =
            lead_body("PUT", status, Body::Composed(Arc::new(File::from_stream(once(), Some(4)))));
        assert_eq!((answered, asked.len()), (status, 1));
    }
    let (answered, asked) =
        lead_body("POST", 303, Body::Composed(Arc::new(File::from_stream(once(), Some(4)))));
    assert_eq!((answered, asked.len()), (200, 2));
}

/// A service may ask to wait before what it leads to is asked for (RFC 9110, section 10.2.3).
#[test]
fn a_redirect_waits_as_long_as_it_is_asked_to() {
    for (wait, limit, follows, waited) in [
        ("7", 30, true, 7),
        ("0", 30, true, 0),
        ("soon", 30, true, 0),
        ("61", 300, false, 0),
        ("7", 5, false, 0),
    ] {
        let transport = Leads(wait, Arc::default());
        let builder = ClientBuilder::new(&API).transport(transport.clone()).retry(RetryPolicy::never());
        let client = builder.timeout(Duration::from_secs(limit)).build().unwrap();
        let (status, past) = run_paused(async {
            let start = Instant::now();
            let result = Call::<PostThings>::new(&client).send().await;
            let status = result.map_or_else(|error| error.status().unwrap(), |response| response.status());
            (status.as_u16(), start.elapsed().as_secs())
        });
        assert_eq!((status, past), (if follows { 200 } else { 303 }, waited), "{wait} within {limit}");
        let times: &[u64] = if follows { &[limit, limit - waited] } else { &[limit] };
        assert_eq!(*transport.1.lock().unwrap(), times, "what is told of the time that is left");
    }
}

/// Leads on once, after a wait, and keeps how much time it was given.
#[derive(Clone)]
struct Leads(&'static str, Arc<Mutex<Vec<u64>>>);

impl Transport for Leads {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let mut times = self.1.lock().unwrap();
        times.push(request.extensions().get::<Timeout>().unwrap().0.as_secs());
        let builder = match times.len() {
            1 => http::Response::builder()
                .status(303)
                .header("location", "/there")
                .header("retry-after", self.0),
            _ => http::Response::builder().status(200),
        };
        Box::pin(async move { Ok(builder.body(body("[7]")).unwrap()) })
    }
}

fn run_paused<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(future)
}

/// The time of a call is that of all places that it is led to.
#[test]
fn the_time_limit_is_for_redirects_too() {
    run(async {
        let leads = "HTTP/1.1 307 Elsewhere\r\nlocation: /there\r\ncontent-length: 0\r\n\r\n";
        let server = Server::start(&[Act::Keeps(leads), Act::Stalls("")]).await;
        let call = Call::<PostThings>::new(&server.client()).timeout(Duration::from_millis(50));
        let error = call.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(server.asked(), ["POST /things HTTP/1.1", "POST /there HTTP/1.1"]);
    });
}
