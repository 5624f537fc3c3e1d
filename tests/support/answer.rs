//! What the server answers: by default what the description promises, otherwise what the test asks for.

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;

use crate::multipart::is_file;
use crate::operation::{Content, Operation, Response};
use crate::server::State;

/// How an answer reaches the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// As a whole.
    Whole,
    /// The promised length, but only so many bytes of it; then the connection ends.
    Truncated(usize),
    /// Not at all: the connection ends.
    Closed,
    /// Not at all: the connection stays open.
    Silent,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) delivery: Delivery,
}

impl Answer {
    /// An answer of plain text.
    pub(crate) fn text(status: u16, text: String) -> Self {
        let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
        Self { status, headers, body: text.into_bytes(), delivery: Delivery::Whole }
    }

    /// What the description promises when all goes well.
    pub(crate) fn usual(operation: &Operation) -> Self {
        let success = operation.responses.iter().find(|response| response.is_success());
        match success.or(operation.responses.first()) {
            Some(response) if response.status == "default" => {
                Self { status: 200, ..Self::declared(response, None) }
            }
            Some(response) => Self::declared(response, None),
            None => Self { status: 200, headers: Vec::new(), body: Vec::new(), delivery: Delivery::Whole },
        }
    }

    /// A declared answer, with the example of a name or the first one.
    fn declared(response: &Response, example: Option<&str>) -> Self {
        let mut answer = Self {
            status: response.code(),
            headers: response.headers.clone(),
            body: Vec::new(),
            delivery: Delivery::Whole,
        };
        let Some(content) = response.contents.first() else { return answer };
        let found = match example {
            None => content.examples.first(),
            Some(name) => content.examples.iter().find(|example| example.name == name),
        };
        answer.set_header("content-type", &concrete(content));
        let Some(found) = found else {
            // A media type without a schema says nothing of its content.
            assert!(example.is_none(), "status {} has no example {example:?}", response.status);
            return answer;
        };
        answer.body = encode(&concrete(content), &found.value);
        answer
    }

    fn set_header(&mut self, name: &str, value: &str) {
        self.remove_header(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    fn remove_header(&mut self, name: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }
}

/// A media type of those that a range stands for, which is none itself (RFC 9110, section 8.3).
fn concrete(content: &Content) -> String {
    let is_file = content.schema.is_none_or(is_file);
    match content.media_type.as_str() {
        "*/*" | "application/*" if is_file => "application/octet-stream".to_owned(),
        "*/*" | "application/*" => "application/json".to_owned(),
        other => other.replace("text/*", "text/plain").replace("/*", "/example"),
    }
}

/// An example as it is on the wire.
fn encode(media_type: &str, value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) if !media_type.ends_with("json") => text.clone().into_bytes(),
        value => value.to_string().into_bytes(),
    }
}

/// The answer that a test asks for. The answers for an operation are given in the order in which they were asked for,
/// and the last of them again and again.
#[derive(Debug)]
pub struct Script {
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) operation: Operation,
    pub(crate) index: usize,
}

impl Script {
    /// Answers with a declared status, its first example and its headers. One that is not declared has an empty body.
    pub fn status(self, status: u16) -> Self {
        let empty = Answer { status, headers: Vec::new(), body: Vec::new(), delivery: Delivery::Whole };
        let answer = self.response(status).map_or(empty, |response| Answer::declared(response, None));
        self.change(|current| *current = Answer { status, ..answer })
    }

    /// Answers with the example of a name.
    pub fn example(self, name: &str) -> Self {
        let status = self.lock_answer(|answer| answer.status);
        let response = self.response(status).expect("the status is declared");
        let answer = Answer::declared(response, Some(name));
        self.change(|current| *current = Answer { status, ..answer })
    }

    /// Answers with these bytes, and without a content type.
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        self.change(|answer| {
            answer.remove_header("content-type");
            answer.body = body;
        })
    }

    /// Answers with this JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body(body.to_string()).header("content-type", "application/json")
    }

    /// Answers with this header, in place of others of its name.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.change(|answer| answer.set_header(name, value))
    }

    /// Answers without the headers of this name.
    pub fn without_header(self, name: &str) -> Self {
        self.change(|answer| answer.remove_header(name))
    }

    /// Sends so many bytes of the body and ends the connection.
    pub fn truncated(self, length: usize) -> Self {
        self.change(|answer| answer.delivery = Delivery::Truncated(length))
    }

    /// Ends the connection without an answer.
    pub fn closed(self) -> Self {
        self.change(|answer| answer.delivery = Delivery::Closed)
    }

    /// Never answers, for as long as the server lives.
    pub fn silent(self) -> Self {
        self.change(|answer| answer.delivery = Delivery::Silent)
    }

    /// Answers with something else the next time.
    pub fn then(self) -> Self {
        let usual = Answer::usual(&self.operation);
        let index = {
            let mut state = lock(&self.state);
            let answers = state.answers.entry(self.operation.id.clone()).or_default();
            answers.push(usual);
            answers.len() - 1
        };
        Self { index, ..self }
    }

    /// The declared answer for a status.
    fn response(&self, status: u16) -> Option<&Response> {
        let range = format!("{}XX", status / 100);
        let names = [status.to_string(), range, "default".to_owned()];
        names.iter().find_map(|name| {
            self.operation.responses.iter().find(|known| known.status.eq_ignore_ascii_case(name))
        })
    }

    fn change(self, change: impl FnOnce(&mut Answer)) -> Self {
        self.lock_answer(change);
        self
    }

    fn lock_answer<T>(&self, look: impl FnOnce(&mut Answer) -> T) -> T {
        let mut state = lock(&self.state);
        let answers = state.answers.get_mut(&self.operation.id).expect("the script has an answer");
        look(&mut answers[self.index])
    }
}

/// What the server knows, whether or not a test has failed meanwhile.
pub(crate) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
