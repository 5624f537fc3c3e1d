//! Tokens: fetched when they are needed, kept, and renewed once; and operations that have to be allowed.

use futures_util::future::{BoxFuture, join_all};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::api::{API, ListNumbers, Script, run as run_plain};
use super::faults::{Act, Server};
use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::config::ConfigError;
use crate::decode::Json;
use crate::error::ErrorKind;
use crate::operation::{Endpoint, Operation};
use crate::retry::RetryPolicy;
use crate::token::{ClientCredentials, Token};
use crate::transport::{Transport, TransportError, body};

/// `GET /pages` with a token.
enum WithToken {}

impl Operation for WithToken {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = Endpoint { security: &[&[("token", &["read"])]], ..ListNumbers::ENDPOINT };
}

/// `POST /pages` with a token.
enum PostWithToken {}

impl Operation for PostWithToken {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = Endpoint { method: "POST", ..WithToken::ENDPOINT };
}

/// Operations that need scopes of client credentials, or nothing.
macro_rules! scoped {
    ($($name:ident: $security:expr,)*) => {$(
        enum $name {}

        impl Operation for $name {
            type Output = Json<Vec<i64>>;
            type Error = Json<String>;
            const ENDPOINT: Endpoint = Endpoint { security: $security, ..ListNumbers::ENDPOINT };
        }
    )*};
}

scoped! {
    Read: &[&[("oauth", &["read"])]],
    Write: &[&[("oauth", &["read", "write"])]],
    Either: &[&[], &[("oauth", &["read"])]],
}

/// `GET /pages`, which may change.
enum Unstable {}

impl Operation for Unstable {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = Endpoint { id: "Unstable", ..ListNumbers::ENDPOINT };
    const UNSTABLE: bool = true;
}

/// Plays a token address, slowly, and the service, and keeps what each was asked.
#[derive(Clone, Default)]
struct Service {
    tokens: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
    statuses: Arc<Mutex<VecDeque<u16>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn new(tokens: &[(u16, &'static str)], statuses: &[u16]) -> Self {
        let tokens = Arc::new(Mutex::new(tokens.iter().copied().collect()));
        Self { tokens, statuses: Arc::new(Mutex::new(statuses.iter().copied().collect())), ..Self::default() }
    }

    fn client(&self) -> Client {
        let credentials = ClientCredentials::new("https://login.example/token", "id:1", "hunter2");
        let builder = ClientBuilder::new(&API).transport(self.clone()).retry(RetryPolicy::never());
        builder.token_source("token", credentials.scopes(["read", "write"])).build().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Transport for Service {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        assert!(request.headers()["authorization"].is_sensitive());
        let (status, text) = if request.uri().path() == "/token" {
            let Body::Bytes(form) = request.body() else { panic!("the body is no form") };
            self.asked.lock().unwrap().push(format!("{authorization} {}", String::from_utf8_lossy(form)));
            self.tokens.lock().unwrap().pop_front().unwrap()
        } else {
            self.asked.lock().unwrap().push(authorization);
            (self.statuses.lock().unwrap().pop_front().unwrap_or(200), "[1]")
        };
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(http::Response::builder().status(status).body(body(text)).unwrap())
        })
    }
}

fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(future)
}

const FIRST: (u16, &str) = (200, r#"{"access_token": "one", "token_type": "Bearer", "expires_in": 90}"#);
const SECOND: (u16, &str) = (200, r#"{"access_token": "two", "token_type": "Bearer"}"#);
/// `id%3A1:hunter2`
const ASKED: &str = "Basic aWQlM0ExOmh1bnRlcjI= grant_type=client_credentials&scope=read%20write";

async fn call(client: &Client) -> Result<Vec<i64>, crate::error::Error<String>> {
    Call::<WithToken>::new(client).send().await.map(crate::response::Response::into_value)
}

#[test]
fn a_token_is_fetched_once_however_many_calls_want_it() {
    let service = Service::new(&[FIRST, SECOND], &[]);
    let client = service.client();
    run(async {
        let results = join_all((0..5).map(|_| call(&client))).await;
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(service.asked().iter().filter(|asked| *asked == ASKED).count(), 1);
        assert_eq!(service.asked().iter().filter(|asked| *asked == "Bearer one").count(), 5);
        // It ends after 90 seconds, and is renewed half a minute before.
        tokio::time::sleep(Duration::from_secs(60)).await;
        let results = join_all((0..5).map(|_| call(&client))).await;
        assert!(results.iter().all(Result::is_ok));
        assert_eq!(service.asked().iter().filter(|asked| *asked == ASKED).count(), 2);
        assert_eq!(service.asked().iter().filter(|asked| *asked == "Bearer two").count(), 5);
    });
}

#[test]
fn a_token_that_is_refused_is_renewed_by_the_next_call() {
    let service = Service::new(&[FIRST, SECOND], &[401, 200]);
    let client = service.client();
    run(async {
        assert_eq!(call(&client).await.unwrap_err().status().unwrap().as_u16(), 401);
        assert_eq!(call(&client).await.unwrap(), [1]);
    });
    assert_eq!(service.asked(), [ASKED, "Bearer one", ASKED, "Bearer two"]);
}

/// A token may end before its time: a call that may be repeated fetches another, once.
#[test]
fn a_token_that_is_refused_is_renewed_within_the_call() {
    let service = Service::new(&[FIRST, SECOND], &[401, 200]);
    let outcome = async |client: &Client| {
        let call = Call::<WithToken>::new(client).retry(RetryPolicy::default());
        let error = call.send().await.unwrap_err();
        (error.status().unwrap().as_u16(), error.attempts())
    };
    run(async {
        let call = Call::<WithToken>::new(&service.client()).retry(RetryPolicy::default());
        assert_eq!(call.send().await.unwrap().attempts(), 2);
        assert_eq!(service.asked(), [ASKED, "Bearer one", ASKED, "Bearer two"]);
        let refuses = Service::new(&[FIRST, SECOND], &[401, 401]);
        assert_eq!(outcome(&refuses.client()).await, (401, 2));
        let has_none = Service::new(&[FIRST, (500, ""), (500, ""), (500, "")], &[401]);
        assert_eq!(outcome(&has_none.client()).await, (401, 1));
        let service = Service::new(&[FIRST], &[401]);
        let post = Call::<PostWithToken>::new(&service.client()).retry(RetryPolicy::default());
        assert_eq!(post.send().await.unwrap_err().attempts(), 1, "a POST is never repeated");
    });
}

/// What may be cured is tried again, as with calls; to ask twice for a token does nothing twice, so that it is no matter what the token is
/// for. What is refused is not asked for again.
#[test]
fn a_token_address_that_fails_is_asked_again() {
    const NO: (u16, &str) = (503, "");
    for (answers, expected) in [
        (&[NO, NO, SECOND][..], Ok(())),
        (&[(429, ""), SECOND], Ok(())),
        (&[NO, NO, NO], Err((ErrorKind::Token, 3))),
        (&[(400, r#"{"error": "invalid_client"}"#)], Err((ErrorKind::Token, 1))),
        (&[(200, "{}")], Err((ErrorKind::Token, 1))),
    ] {
        let service = Service::new(answers, &[]);
        let call = Call::<PostWithToken>::new(&service.client()).retry(RetryPolicy::default());
        let result = run(call.send());
        let asked = service.asked().iter().filter(|asked| *asked == ASKED).count();
        let outcome = result.map_or_else(
            |error| {
                assert_eq!(error.attempts(), 0);
                Err((error.kind(), asked))
            },
            |response| {
                assert_eq!((response.attempts(), asked), (1, answers.len()));
                Ok(())
            },
        );
        assert_eq!(outcome, expected);
    }
    let service = Service::new(&[NO], &[]);
    assert_eq!(run(call(&service.client())).unwrap_err().kind(), ErrorKind::Token);
}

/// The address of a token may refuse the connection, break it, ask to wait, or never answer.
#[test]
fn a_token_address_that_breaks_is_asked_again() {
    const TOKEN: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"access_token\":\"t\"}";
    const WAIT: &[u8] = b"HTTP/1.1 503 No\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
    const FOUND: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[7]";
    const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"acc";
    let says = |text: &[u8]| Act::Says(text.to_vec());
    let client = |server: &Server, url: &str, policy: RetryPolicy| {
        let source = ClientCredentials::new(url, "id", "hunter2");
        server.builder().token_source("token", source).retry(policy.base(Duration::ZERO)).build().unwrap()
    };
    for breaks in [Act::Resets(""), says(b""), Act::Resets(CUT), says(WAIT)] {
        run_plain(async {
            let server = Server::start(&[breaks, says(TOKEN), says(FOUND)]).await;
            let client = client(&server, &format!("{}/token", server.address()), RetryPolicy::new());
            assert_eq!(call(&client).await.unwrap(), [7]);
            let lines = ["POST /token HTTP/1.1", "POST /token HTTP/1.1", "GET /pages HTTP/1.1"];
            assert_eq!(server.asked(), lines);
        });
    }
    run_plain(async {
        let server = Server::start(&[Act::Stalls("")]).await;
        let refused = client(&server, "http://127.0.0.1:1/token", RetryPolicy::new());
        let error = call(&refused).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Token, 0), "{error}");
        let stalls = client(&server, server.address(), RetryPolicy::new());
        let short = Call::<WithToken>::new(&stalls).timeout(Duration::from_millis(50));
        let error = short.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(server.asked(), ["POST / HTTP/1.1"], "a time limit is for tokens too");
    });
}

#[test]
fn a_fetch_that_is_dropped_leaves_nothing_behind() {
    let service = Service::new(&[FIRST, SECOND], &[]);
    let client = service.client();
    run(async {
        assert!(tokio::time::timeout(Duration::from_millis(500), call(&client)).await.is_err());
        assert_eq!(call(&client).await.unwrap(), [1]);
    });
    assert_eq!(service.asked(), [ASKED, ASKED, "Bearer two"]);
}

#[test]
fn without_a_token_nothing_is_sent_and_no_secret_is_told() {
    for (answer, reason) in [
        ((401, r#"{"error": "invalid_client"}"#), "invalid_client"),
        ((400, r#"{"error": "x", "error_description": "no such client"}"#), "no such client"),
        ((200, "<html>"), "it gave no token"),
        ((200, r#"{"access_token": "a\nb"}"#), "characters that may not stand in a header"),
    ] {
        let service = Service::new(&[answer], &[]);
        let client = service.client();
        let error = run(call(&client)).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Token, 0));
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?} {client:?}").contains("hunter2"));
        assert_eq!(service.asked(), [ASKED]);
    }
    let service = Service::new(&[FIRST], &[]);
    let short = Call::<WithToken>::new(&service.client()).timeout(Duration::from_millis(10));
    assert!(run(short.send()).unwrap_err().is_timeout());
}

#[test]
fn a_function_is_a_source_of_tokens() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let source = move || {
        let number = counted.fetch_add(1, Ordering::Relaxed);
        async move { Ok(Token::new(format!("own-{number}"))) }
    };
    let script = Script::new(&[(200, "application/json", "[]"), (200, "application/json", "[]")]);
    let client = script.builder().token_source("token", source).build().unwrap();
    run_plain(async {
        call(&client).await.unwrap();
        call(&client).await.unwrap();
    });
    let sent = script.sent.lock().unwrap();
    assert!(sent.iter().all(|request| request.headers()["authorization"] == "Bearer own-0"));
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[test]
fn only_schemes_that_take_tokens_have_a_source() {
    let none = || async { Ok(Token::new("x")) };
    for scheme in ["key", "user", "nobody"] {
        let error = ClientBuilder::new(&API).token_source(scheme, none).build().unwrap_err();
        assert_eq!(error, ConfigError::NoTokenScheme(scheme.to_owned()));
    }
}

async fn send<Op: Operation>(client: &Client) {
    Call::<Op>::new(client).send().await.map(drop).ok().unwrap();
}

/// The tokens that were asked for with scopes, and those that were used.
fn oauth(client: &Client) {
    run(async {
        send::<Read>(client).await;
        join_all(vec![send::<Write>(client), send::<Write>(client)]).await;
        send::<Read>(client).await;
    });
}

#[test]
fn client_credentials_have_a_token_for_each_set_of_scopes() {
    const OTHER: (u16, &str) = (200, r#"{"access_token": "other"}"#);
    let service = Service::new(&[SECOND, OTHER], &[]);
    let builder = ClientBuilder::new(&API).transport(service.clone()).retry(RetryPolicy::never());
    let builder = builder.client_credentials("oauth", "id:1".to_owned(), "hunter2".into());
    assert!(!format!("{builder:?}").contains("hunter2"));
    oauth(&builder.base_url("https://x.example/v1").build().unwrap());
    let basic = "Basic aWQlM0ExOmh1bnRlcjI= grant_type=client_credentials&scope=";
    let (read, write) = (format!("{basic}read"), format!("{basic}read%20write"));
    assert_eq!(service.asked(), [&read, "Bearer two", &write, "Bearer other", "Bearer other", "Bearer two"]);
}

#[test]
fn a_token_that_is_given_comes_before_client_credentials() {
    let service = Service::new(&[], &[]);
    let builder = ClientBuilder::new(&API).transport(service.clone()).credential("oauth", "given".into());
    oauth(&builder.client_credentials("oauth", "id".to_owned(), "hunter2".into()).build().unwrap());
    assert_eq!(service.asked(), ["Bearer given"; 4]);
}

#[test]
fn where_credentials_may_be_left_out_those_that_are_there_are_sent() {
    let script = Script::new(&[(200, "application/json", "[]"), (200, "application/json", "[]")]);
    run_plain(async {
        send::<Either>(&script.builder().build().unwrap()).await;
        send::<Either>(&script.builder().credential("oauth", "given".into()).build().unwrap()).await;
    });
    let sent = script.sent.lock().unwrap();
    assert!(!sent[0].headers().contains_key("authorization"));
    assert_eq!(sent[1].headers()["authorization"], "Bearer given");
}

#[test]
fn a_token_address_may_be_relative() {
    let absolute = |url| crate::config::absolute(url, "https://x.example/v1").unwrap();
    assert_eq!(absolute("/token"), "https://x.example/token");
    assert_eq!(absolute("oauth/token"), "https://x.example/v1/oauth/token");
    assert_eq!(absolute("https://login.example/token"), "https://login.example/token");
}

/// Environment variables belong to a whole process: each case runs this test again in a process of its own.
#[test]
fn client_credentials_come_from_the_environment() {
    const ID: &str = "RUNTIME_TEST_OAUTH_CLIENT_ID";
    const SECRET: &str = "RUNTIME_TEST_OAUTH_CLIENT_SECRET";
    if let Ok(expected) = std::env::var("RUNTIME_TEST_EXPECTED") {
        assert_eq!(by_environment(), expected);
        return;
    }
    let asked = "Basic aWQlM0ExOmh1bnRlcjI= grant_type=client_credentials&scope=read|Bearer one";
    let missing = "ListNumbers: the client lacks credentials: the operation needs `oauth`";
    for (variables, expected) in [
        (&[(ID, "id:1"), (SECRET, "hunter2")][..], asked),
        (&[(ID, "id:1")], missing),
        (&[(SECRET, "hunter2")], missing),
        (&[(ID, "id:1"), (SECRET, "")], missing),
        (&[(ID, "id:1"), (SECRET, "hunter2"), ("RUNTIME_TEST_OAUTH", "given")], "Bearer given"),
    ] {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "tests::token::client_credentials_come_from_the_environment"]);
        command.env("RUNTIME_TEST_TOKEN", "t").env("RUNTIME_TEST_EXPECTED", expected);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{variables:?}: {said}");
    }
}

/// What a call asks for with the credentials of the environment, or why nothing is sent.
fn by_environment() -> String {
    let service = Service::new(&[FIRST], &[]);
    let builder = ClientBuilder::new(&API).transport(service.clone()).environment();
    let shown = format!("{builder:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let result = run(Call::<Read>::new(&builder.build().unwrap()).send());
    result.map_or_else(|error| error.to_string(), |_| service.asked().join("|"))
}

#[test]
fn unstable_operations_have_to_be_allowed() {
    let script = Script::new(&[(200, "application/json", "[1]")]);
    let error = run_plain(Call::<Unstable>::new(&script.client()).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unstable, 0));
    let message = "Unstable: the operation is unstable; allow it with `ClientBuilder::allow_unstable(true)`";
    assert_eq!(error.to_string(), message);
    assert!(script.targets().is_empty());
    let client = script.builder().allow_unstable(true).build().unwrap();
    assert_eq!(*run_plain(Call::<Unstable>::new(&client).send()).unwrap(), [1]);
}

/// As some services write them: times as texts or with a fraction, a failure in HTML, a reason without end.
#[test]
fn answers_of_token_addresses_are_read_as_services_give_them() {
    for lifetime in ["\"90\"", "90.0", "90"] {
        let first = format!(r#"{{"access_token": "one", "expires_in": {lifetime}}}"#);
        let service = Service::new(&[(200, first.leak()), SECOND], &[]);
        run(async {
            let client = service.client();
            call(&client).await.unwrap();
            tokio::time::sleep(Duration::from_secs(61)).await;
            call(&client).await.unwrap();
        });
        assert_eq!(service.asked(), [ASKED, "Bearer one", ASKED, "Bearer two"], "{lifetime}");
    }
    let endless = format!(r#"{{"error_description": "{}"}}"#, "no ".repeat(10_000));
    for (text, reason) in [("<html>", "it gave no token"), (endless.leak(), "no no")] {
        let error = run(call(&Service::new(&[(502, text)], &[]).client())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Token);
        let shown = error.to_string();
        assert!(shown.contains(reason) && shown.len() < 1000, "{} bytes: {reason}", shown.len());
    }
}
