//! A small API, as a generated crate would describe it, and a transport that answers from a script.

use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::config::{ApiDescription, Scheme, SchemeKind, Server, ServerVariable};
use crate::decode::Json;
use crate::operation::{Answer, Endpoint, Operation, Status};
use crate::pagination::{Pages, Paginated};
use crate::retry::RetryPolicy;
use crate::transport::{Transport, TransportError, body};

pub(super) static API: ApiDescription = ApiDescription {
    user_agent: "test/1",
    servers: &[
        Server {
            url: "https://{label}.{site}",
            variables: &[variable("label", "api"), variable("site", "example.com")],
        },
        Server {
            url: "{scheme}://{host}/v1/",
            variables: &[variable("scheme", "https"), variable("host", "localhost")],
        },
    ],
    schemes: &[
        Scheme { name: "key", kind: SchemeKind::Header("x-key"), environment: "RUNTIME_TEST_KEY" },
        Scheme { name: "user", kind: SchemeKind::Basic, environment: "RUNTIME_TEST_USER" },
        Scheme { name: "query", kind: SchemeKind::Query("api key"), environment: "RUNTIME_TEST_QUERY" },
        Scheme { name: "cookie", kind: SchemeKind::Cookie("session"), environment: "RUNTIME_TEST_COOKIE" },
        Scheme {
            name: "oauth",
            kind: SchemeKind::ClientCredentials {
                token_url: "/token",
                id: "RUNTIME_TEST_OAUTH_CLIENT_ID",
                secret: "RUNTIME_TEST_OAUTH_CLIENT_SECRET",
                tokens: crate::token::client_credentials,
            },
            environment: "RUNTIME_TEST_OAUTH",
        },
        Scheme { name: "token", kind: SchemeKind::Bearer, environment: "RUNTIME_TEST_TOKEN" },
    ],
    security: &[&["key", "user"], &["token"]],
};

const fn variable(name: &'static str, default: &'static str) -> ServerVariable {
    ServerVariable { name, default, environment: "RUNTIME_TEST_VARIABLE" }
}

/// `GET /things/{id}`: 200 a list, 202 a list, 4XX texts, default numbers.
pub(super) enum GetThings {}

impl Operation for GetThings {
    type Output = Json<Vec<i64>>;
    type Error = Json<Vec<String>>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "GetThings",
        method: "GET",
        path: "/things/{id}",
        security: &[&[("key", &[]), ("user", &[])], &[("query", &[]), ("cookie", &[])]],
        answers: &[
            Answer::success(&[Status::Code(200)], "application/json", 0),
            Answer::failure(&[Status::Class(4)], "application/json", 0),
        ],
        servers: &[],
    };
}

/// `GET /pages?offset=`: a page of numbers; needs no credentials.
pub(super) enum ListNumbers {}

impl Operation for ListNumbers {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint = Endpoint {
        id: "ListNumbers",
        method: "GET",
        path: "/pages",
        security: &[],
        answers: &[Answer::success(&[Status::Code(200)], "application/json", 0)],
        servers: &[],
    };
}

/// `POST /things`: needs no credentials.
pub(super) enum PostThings {}

impl Operation for PostThings {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint =
        Endpoint { id: "PostThings", method: "POST", path: "/things", ..ListNumbers::ENDPOINT };
}

impl Paginated for ListNumbers {
    type Item = i64;
    const PAGES: Pages = Pages::Offset("offset");

    fn items(page: Vec<i64>) -> Vec<i64> {
        page
    }

    fn count(page: &Vec<i64>) -> usize {
        page.len()
    }
}

/// Status, content type, body.
type ScriptedAnswer = (u16, &'static str, &'static str);

/// What was sent, and what is answered.
#[derive(Clone, Default)]
pub(super) struct Script {
    pub(super) sent: Arc<Mutex<Vec<http::Request<Body>>>>,
    answers: Arc<Mutex<VecDeque<ScriptedAnswer>>>,
}

impl Script {
    /// Answers in turn.
    pub(super) fn new(answers: &[ScriptedAnswer]) -> Self {
        Self { sent: Arc::default(), answers: Arc::new(Mutex::new(answers.iter().copied().collect())) }
    }

    pub(super) fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API).transport(self.clone()).retry(RetryPolicy::never())
    }

    /// A client with the credentials `key` and `user`.
    pub(super) fn client(&self) -> Client {
        self.builder()
            .credential("key", "k".into())
            .credential("user", "Aladdin:open sesame".into())
            .build()
            .unwrap()
    }

    pub(super) fn targets(&self) -> Vec<String> {
        self.sent
            .lock()
            .unwrap()
            .iter()
            .map(|request| request.uri().path_and_query().unwrap().to_string())
            .collect()
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        self.sent.lock().unwrap().push(request);
        let (status, content_type, text) = self.answers.lock().unwrap().pop_front().unwrap();
        let answer =
            http::Response::builder().status(status).header("content-type", content_type).body(body(text));
        Box::pin(async move { Ok(answer.unwrap()) })
    }
}

pub(super) fn get_things(client: &Client, id: &str) -> Call<GetThings> {
    let mut call = Call::new(client);
    call.request.path("id", crate::parameter::Style::SIMPLE, id);
    call
}

/// Settings of an HTTP client like the one that a client has by itself.
pub(super) fn http_client() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().redirect(crate::redirect::policy());
    #[cfg(feature = "rustls")]
    let builder = crate::tls::set_up(builder).unwrap();
    builder
}

/// Runs a future to its end on this thread.
pub(super) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// JSON whose members keep their order.
pub(super) fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}
