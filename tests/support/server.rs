//! The server itself: a socket on loopback, and a description that says what may come in and what goes out.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::answer::{Answer, Delivery, Script, lock};
use crate::check;
use crate::operation::{Operation, operations};
use crate::percent;
use crate::query::Query;
use crate::received::Received;
use crate::route;

/// A server that plays the service of a description. It ends when it is dropped, and fails the test then if a request
/// was not as declared and nobody asked.
#[derive(Debug)]
pub struct SpecServer {
    url: String,
    operations: Arc<Vec<Operation>>,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

/// What happened, and what is to happen.
#[derive(Debug, Default)]
pub(crate) struct State {
    requests: Vec<Received>,
    /// The answers for each operation.
    pub(crate) answers: BTreeMap<String, Vec<Answer>>,
    /// How many answers each operation has given.
    given: BTreeMap<String, usize>,
    /// Whether somebody has asked for the violations.
    is_judged: bool,
}

impl SpecServer {
    /// Plays the description at a path of this workspace, at an address of its own.
    pub async fn start(spec: impl AsRef<Path>) -> Self {
        Self::bind("127.0.0.1:0", spec).await.expect("there is a free port")
    }

    /// Plays the description at a path of this workspace, at this address.
    pub async fn bind(address: &str, spec: impl AsRef<Path>) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let operations = Arc::new(operations(spec));
        let state = Arc::new(Mutex::new(State::default()));
        let task = tokio::spawn(accept(listener, Arc::clone(&operations), Arc::clone(&state)));
        Ok(Self { url, operations, state, task })
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The operations it knows.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Asks for an answer of an operation. Without more words, it is the first success that is declared.
    pub fn on(&self, id: &str) -> Script {
        let operation = self.operations.iter().find(|operation| operation.id == id);
        let operation = operation.unwrap_or_else(|| panic!("no operation is called `{id}`")).clone();
        let mut state = lock(&self.state);
        let State { answers, given, .. } = &mut *state;
        let answers = answers.entry(id.to_owned()).or_default();
        let given = given.entry(id.to_owned()).or_default();
        if *given >= answers.len() {
            // All earlier ones were given: what is asked for now is for the next request.
            answers.clear();
            *given = 0;
        }
        answers.push(Answer::usual(&operation));
        Script { index: answers.len() - 1, operation, state: Arc::clone(&self.state) }
    }

    /// Answers an operation with the first example of a status.
    pub fn answer(&self, id: &str, status: u16) -> Script {
        self.on(id).status(status)
    }

    /// Forgets the answers that were asked for, and the requests.
    pub fn reset(&self) {
        let mut state = lock(&self.state);
        assert_eq!(violations(&state), Vec::<String>::new(), "requests are not as declared");
        *state = State::default();
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Received> {
        lock(&self.state).requests.clone()
    }

    /// The last request.
    pub fn last_request(&self) -> Received {
        self.requests().pop().expect("there was a request")
    }

    /// In what the requests were not as declared. It is for the caller to judge from here on.
    pub fn violations(&self) -> Vec<String> {
        let mut state = lock(&self.state);
        state.is_judged = true;
        violations(&state)
    }

    /// Fails unless every request was as declared.
    pub fn finish(self) {
        let found = self.violations();
        assert!(found.is_empty(), "requests are not as declared:\n{}", found.join("\n"));
    }
}

impl Drop for SpecServer {
    fn drop(&mut self) {
        self.task.abort();
        let state = lock(&self.state);
        let found = violations(&state);
        let is_told = state.is_judged || std::thread::panicking();
        drop(state);
        assert!(is_told || found.is_empty(), "requests are not as declared:\n{}", found.join("\n"));
    }
}

/// The violations of all requests, each with its request.
fn violations(state: &State) -> Vec<String> {
    let of = |request: &Received| {
        let name =
            request.operation.clone().unwrap_or_else(|| format!("{} {}", request.method, request.target));
        request.violations.iter().map(|violation| format!("{name}: {violation}")).collect::<Vec<_>>()
    };
    state.requests.iter().flat_map(of).collect()
}

/// Takes connections until it is dropped; then they end too.
async fn accept(listener: TcpListener, operations: Arc<Vec<Operation>>, state: Arc<Mutex<State>>) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        connections.spawn(serve(socket, Arc::clone(&operations), Arc::clone(&state)));
    }
}

/// Answers the requests of a connection. It may end badly: some answers are meant to.
async fn serve(socket: TcpStream, operations: Arc<Vec<Operation>>, state: Arc<Mutex<State>>) {
    let service = service_fn(move |request| {
        let (operations, state) = (Arc::clone(&operations), Arc::clone(&state));
        async move {
            let request = receive(request).await?;
            let answer = respond(&operations, &state, request);
            deliver(answer).await
        }
    });
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
}

/// Reads a request to its end.
async fn receive(request: Request<Incoming>) -> io::Result<Received> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let target = head.uri.path_and_query().map_or_else(|| head.uri.to_string(), ToString::to_string);
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let mut received = Received {
        method: head.method.to_string(),
        headers: head.headers.iter().map(header).collect(),
        target,
        body: body.to_vec(),
        ..Received::default()
    };
    received.query = Query::new(received.raw_query()).decoded();
    Ok(received)
}

/// Judges a request, keeps it, and finds the answer for it.
fn respond(operations: &[Operation], state: &Mutex<State>, mut request: Received) -> Answer {
    let found = route::find(operations, &request.method, request.path());
    let mut state = lock(state);
    let Some((operation, variables)) = found else {
        request.violations.push("no operation has this method and path".to_owned());
        state.requests.push(request);
        return Answer::text(404, "no operation has this method and path".to_owned());
    };
    request.operation = Some(operation.id.clone());
    request.violations = check::check(operation, &request, &variables);
    request.values = check::values(operation, &request, &variables);
    request.variables =
        variables.iter().map(|(name, value)| (name.clone(), percent::decode(value))).collect();
    let complaints = request.violations.join("\n");
    state.requests.push(request);
    let answer = next_answer(&mut state, operation);
    if complaints.is_empty() {
        return answer;
    }
    Answer::text(500, format!("the request is not as declared:\n{complaints}"))
}

/// The answer that was asked for next, or else the last one, or else the usual one.
fn next_answer(state: &mut State, operation: &Operation) -> Answer {
    let given = state.given.entry(operation.id.clone()).or_default();
    let index = std::mem::replace(given, *given + 1);
    let answers = state.answers.get(&operation.id);
    let answer = answers.and_then(|answers| answers.get(index).or(answers.last()));
    answer.cloned().unwrap_or_else(|| Answer::usual(operation))
}

/// Sends an answer the way it is meant to arrive.
async fn deliver(
    answer: Answer,
) -> io::Result<Response<StreamBody<impl Stream<Item = io::Result<Frame<Bytes>>>>>> {
    let length = answer.body.len();
    let (sent, is_cut) = match answer.delivery {
        Delivery::Whole => (length, false),
        Delivery::Truncated(sent) => (sent.min(length), true),
        Delivery::Closed => return Err(io::Error::other("closed on purpose")),
        Delivery::Silent => match std::future::pending::<Infallible>().await {},
    };
    let mut response = Response::builder().status(answer.status).header("content-length", length);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    let body = Bytes::from(answer.body).slice(..sent);
    let whole = stream::iter([Ok(Frame::data(body))].into_iter().filter(move |_| sent > 0));
    let cut = stream::iter([()].into_iter().filter(move |()| is_cut)).then(|()| async {
        // What was sent leaves the machine before the connection ends.
        tokio::task::yield_now().await;
        Err(io::Error::other("cut on purpose"))
    });
    response.body(StreamBody::new(whole.chain(cut))).map_err(io::Error::other)
}
