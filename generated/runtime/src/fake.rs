//! A transport that sends nothing (feature `fake`): for tests of programs that use this client.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::body::{Body, ByteStream};
use super::transport::{Transport, TransportError, TransportErrorKind, body};

/// Answers in turn, and keeps what it was asked. Clones share both, so that a test hands one to `ClientBuilder::transport` and looks into
/// the other:
///
/// ```text
/// let fake = FakeTransport::new().answer(200, "application/json", r#"{"orgs": []}"#);
/// let client = Client::builder().transport(fake.clone()).…build()?;
/// …
/// assert_eq!(fake.requests()[0].uri().path(), "/api/v1/org");
/// ```
#[derive(Clone, Default)]
pub struct FakeTransport(Arc<Mutex<State>>);

/// How many there are: secrets may be in them.
impl fmt::Debug for FakeTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let (requests, answers) = (state.requests.len(), state.answers.len());
        write!(formatter, "FakeTransport({requests} requests, {answers} answers left)")
    }
}

#[derive(Default)]
struct State {
    answers: VecDeque<(u16, String, Bytes)>,
    requests: Vec<http::Request<Body>>,
}

impl FakeTransport {
    /// No answers yet: whoever asks gets an error.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one more request with a status, a content type and a body.
    pub fn answer(self, status: u16, content_type: impl Into<String>, body: impl Into<Bytes>) -> Self {
        self.state().answers.push_back((status, content_type.into(), body.into()));
        self
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<http::Request<Body>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let mut state = self.state();
        state.requests.push(request);
        let answer = state.answers.pop_front();
        Box::pin(async move {
            let other = |error: http::Error| TransportError::new(TransportErrorKind::Other, error);
            let none = || TransportError::new(TransportErrorKind::Other, "the fake has no answer left");
            let (status, content_type, bytes) = answer.ok_or_else(none)?;
            let answer = http::Response::builder().status(status).header("content-type", content_type);
            answer.body(body(bytes)).map_err(other)
        })
    }
}
