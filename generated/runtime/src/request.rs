//! Requests as values: filled in without I/O, looked at without a socket.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Serialize;
use std::{fmt, time::Duration};

use super::body::Body;
use super::integer::{to_json, to_json_text};
use super::operation::{Endpoint, Operation};
use super::pairs::Pairs;
use super::parameter::{Flat, Style};
use super::retry::RetryPolicy;
use super::secret;

/// The JSON text of a value, or why there is none.
type Json = serde_json::Result<String>;

/// A request that is being filled in. What is wrong with it is kept, and comes out when it is sent: nothing goes out then. `Debug` shows
/// the names of what it carries and no value: any of them may be a password.
#[derive(Clone)]
pub struct Request {
    pub(crate) endpoint: &'static Endpoint,
    /// The base URL, where it is not that of the operation or client.
    pub(crate) server: Option<String>,
    pub(crate) path: String,
    pub(crate) query: Pairs,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: Pairs,
    pub(crate) body: Body,
    /// How long the whole call may take, where that is not as for the client.
    pub timeout: Option<Duration>,
    /// When it is sent again, where that is not as for the client.
    pub retry: Option<RetryPolicy>,
    pub(crate) unstable: bool,
    pub(crate) fault: Option<RequestError>,
}

/// Why a request was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    what: String,
    problem: String,
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.what, self.problem)
    }
}

impl std::error::Error for RequestError {}

impl From<http::Error> for RequestError {
    fn from(error: http::Error) -> Self {
        Self { what: "the request".to_owned(), problem: format!("cannot be sent: {error}") }
    }
}

impl From<super::config::ConfigError> for RequestError {
    fn from(error: super::config::ConfigError) -> Self {
        Self { what: "the operation's server".to_owned(), problem: format!("is unusable: {error}") }
    }
}

impl Request {
    /// A request to an operation, with nothing filled in.
    pub fn of<Op: Operation>() -> Self {
        Self { unstable: Op::UNSTABLE, ..Self::new(&Op::ENDPOINT) }
    }

    /// A request to an endpoint, with nothing filled in.
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            server: None,
            path: endpoint.path.to_owned(),
            query: Pairs::default(),
            headers: HeaderMap::new(),
            cookies: Pairs::default(),
            body: Body::Empty,
            timeout: None,
            retry: None,
            unstable: false,
            fault: None,
        }
    }

    /// Fills in a path parameter. An empty value, `.` and `..` are refused: URLs drop them, even percent-encoded, and the
    /// request would reach another resource.
    pub fn path<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.path_of(name, style, to_json_text(value));
    }

    fn path_of(&mut self, name: &str, style: Style, json: Json) {
        let Some(flat) = self.flatten("path parameter", name, style, json) else { return };
        match style.path(name, &flat) {
            Some(text) if !matches!(text.as_str(), "" | "." | "..") => {
                self.path = self.path.replace(format!("{{{name}}}").as_str(), &text);
            }
            _ => self.refuse(format!("path parameter `{name}`"), "must not be empty, `.` or `..`"),
        }
    }

    /// Sets a query parameter; what was set before under the same name is replaced.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.query_of(name, style, to_json_text(value));
    }

    fn query_of(&mut self, name: &str, style: Style, json: Json) {
        let Some(flat) = self.flatten("query parameter", name, style, json) else { return };
        self.query.set(name, style.query(name, &flat));
    }

    /// Sets a header parameter.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.header_of(name, style, to_json_text(value), false);
    }

    /// Sets a header parameter that is a secret: neither we nor a layer around the transport show it by `Debug`.
    pub fn secret_header<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.header_of(name, style, to_json_text(value), true);
    }

    fn header_of(&mut self, name: &str, style: Style, json: Json, secret: bool) {
        let Some(flat) = self.flatten("header", name, style, json) else { return };
        match style.header(&flat) {
            Some(text) => self.put_header(name, &text, secret),
            None => _ = self.headers.remove(name),
        }
    }

    /// Sets a cookie parameter; what was set before under the same name is replaced. Reserved characters are always encoded: `;` would
    /// begin another cookie.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.cookie_of(name, style, to_json_text(value));
    }

    fn cookie_of(&mut self, name: &str, style: Style, json: Json) {
        let style = Style { reserved: false, ..style };
        let Some(flat) = self.flatten("cookie", name, style, json) else { return };
        self.cookies.set(name, style.query(name, &flat));
    }

    /// Sets a header to a text. CR, LF and NUL are refused.
    pub fn set_header(&mut self, name: &str, value: &str) {
        self.put_header(name, value, false);
    }

    fn put_header(&mut self, name: &str, value: &str, secret: bool) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("`{name}`"), "is not the name of a header");
        };
        let Ok(mut value) = HeaderValue::from_bytes(value.as_bytes()) else {
            return self.refuse(format!("header `{name}`"), "has characters that may not stand in a header");
        };
        value.set_sensitive(secret || secret::is_named(name.as_str()));
        self.headers.insert(name, value);
    }

    /// Sets the body to a value as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        self.json_of(media_type, to_json(value));
    }

    fn json_of(&mut self, media_type: &'static str, json: serde_json::Result<Vec<u8>>) {
        match json {
            Ok(json) => self.bytes(media_type, json),
            Err(error) => self.refuse("the body".to_owned(), &format!("cannot be written as JSON: {error}")),
        }
    }

    /// Why the body cannot be sent, if it cannot.
    pub(crate) fn check_body(&self) -> Result<(), RequestError> {
        let Body::Composed(composed) = &self.body else { return Ok(()) };
        let error = |fault| RequestError {
            what: "the body".to_owned(),
            problem: format!("cannot be written: {fault}"),
        };
        composed.fault(&self.headers).map_or(Ok(()), |fault| Err(error(fault)))
    }

    /// Sets the body to a text.
    pub fn text(&mut self, media_type: &'static str, text: String) {
        self.bytes(media_type, text.into_bytes());
    }

    pub(crate) fn bytes(&mut self, media_type: &'static str, bytes: Vec<u8>) {
        self.set_header(header::CONTENT_TYPE.as_str(), media_type);
        self.body = Body::Bytes(bytes.into());
    }

    fn flatten(&mut self, kind: &str, name: &str, style: Style, json: Json) -> Option<Flat> {
        let flat = json.and_then(|json| style.flatten(json));
        if let Err(error) = &flat {
            self.refuse(format!("{kind} `{name}`"), &format!("cannot be written: {error}"));
        }
        flat.ok()
    }

    /// Whether it may be sent again: nothing happens twice by it, and its body is still there.
    pub(crate) fn is_repeatable(&self) -> bool {
        let method = Method::from_bytes(self.endpoint.method.as_bytes());
        let is_idempotent = method.is_ok_and(|method| method.is_idempotent());
        (is_idempotent || self.headers.contains_key("idempotency-key")) && self.body.is_replayable()
    }

    /// The media types that the operation answers with, unless a header asks for others.
    pub(crate) fn ask_for_answers(&mut self) {
        let answers = self.endpoint.answers;
        if self.headers.contains_key(header::ACCEPT) {
            return;
        }
        let mut accepted = String::new();
        for (index, answer) in answers.iter().enumerate() {
            let name = answer.media_type;
            let is_new = answers.iter().take(index).all(|known| known.media_type != name);
            if is_new && !name.is_empty() {
                accepted.extend([if accepted.is_empty() { "" } else { ", " }, name]);
            }
        }
        if accepted.is_empty() {
            return;
        }
        match HeaderValue::from_str(&accepted) {
            Ok(value) => _ = self.headers.insert(header::ACCEPT, value),
            Err(_) => {
                self.refuse("header `accept`".to_owned(), "has characters that may not stand in a header");
            }
        }
    }

    /// Asks for answers of one media type, unless a header asks for others.
    #[allow(dead_code, reason = "only operations that answer in two ways choose one")]
    pub(crate) fn accept_only(&mut self, media_type: &'static str) {
        if !self.headers.contains_key(header::ACCEPT) {
            self.set_header(header::ACCEPT.as_str(), media_type);
        }
    }

    /// The first fault is the one that is reported.
    pub(crate) fn refuse(&mut self, what: String, problem: &str) {
        self.fault.get_or_insert(RequestError { what, problem: problem.to_owned() });
    }

    /// A segment may be put together of several parameters: no segment may be `.` or `..` in the end, and nothing may be left
    /// unfilled.
    pub(crate) fn check_path(&self) -> Result<(), RequestError> {
        if !self.path.contains(['.', '{']) {
            return Ok(());
        }
        let dots = self.path.split('/').any(|segment| matches!(segment, "." | ".."));
        let problem =
            if dots { "has a segment `.` or `..`" } else { "has a parameter that was not filled in" };
        if dots || self.path.contains('{') {
            // The template, without the values: one of them may be a secret.
            let what = format!("the path `{}`", self.endpoint.path);
            return Err(RequestError { what, problem: problem.to_owned() });
        }
        Ok(())
    }

    /// Writes the cookies into their header (RFC 6265, section 4.2), after those that a header of the user's own has.
    pub(crate) fn join_cookies(&mut self) -> Result<(), RequestError> {
        if let Some(cookies) = self.cookies.joined("; ") {
            let own = self.headers.get(header::COOKIE).map(HeaderValue::as_bytes).unwrap_or_default();
            let separator: &[u8] = if own.is_empty() { b"" } else { b"; " };
            let joined = HeaderValue::from_bytes(&[own, separator, cookies.as_bytes()].concat());
            match joined {
                Ok(value) => _ = self.headers.insert(header::COOKIE, sensitive(value)),
                Err(_) => self.refuse("the cookies".to_owned(), "cannot stand in a header"),
            }
        }
        self.fault.take().map_or(Ok(()), Err)
    }

    /// The path and query as they will be sent.
    pub fn target(&self) -> String {
        self.query.joined("&").map_or_else(|| self.path.clone(), |query| format!("{}?{query}", self.path))
    }
}

/// A session may be among the cookies.
fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.endpoint.id)
            .field("method", &self.endpoint.method)
            .field("path", &self.endpoint.path)
            .field("query", &self.query)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("cookies", &self.cookies)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
