//! Requests as values: filled in without I/O, looked at without a socket.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Serialize;
use std::{borrow::Cow, fmt, time::Duration};

use super::body::{Body, File};
use super::multipart::MultipartForm;
use super::operation::Endpoint;
use super::pairs::Pairs;
use super::parameter::{Flat, Style};
use super::retry::RetryPolicy;
use super::secret;
use super::url_encoded;

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
    pub(crate) field_styles: Vec<(&'static str, Style)>,
    pub(crate) body: Body,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
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
    pub fn new(endpoint: &'static Endpoint) -> Self {
        Self {
            endpoint,
            server: None,
            path: endpoint.path.to_owned(),
            query: Pairs::default(),
            headers: HeaderMap::new(),
            cookies: Pairs::default(),
            field_styles: Vec::new(),
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
        let Some(flat) = self.flatten("path parameter", name, style, value) else { return };
        match style.path(name, &flat) {
            Some(text) if !matches!(text.as_str(), "" | "." | "..") => {
                self.path = self.path.replace(&format!("{{{name}}}"), &text);
            }
            _ => self.refuse(format!("path parameter `{name}`"), "must not be empty, `.` or `..`"),
        }
    }

    /// Sets a query parameter; what was set before under the same name is replaced.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        let Some(flat) = self.flatten("query parameter", name, style, value) else { return };
        self.query.set(name, style.query(name, &flat));
    }

    /// Sets a header parameter.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        let Some(flat) = self.flatten("header", name, style, value) else { return };
        match style.header(&flat) {
            Some(text) => self.set_header(name, &text),
            None => _ = self.headers.remove(name),
        }
    }

    /// Sets a header parameter that is a secret: neither we nor a layer around the transport show it by `Debug`.
    pub fn secret_header<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        self.header(name, style, value);
        self.headers.get_mut(name).into_iter().for_each(|value| value.set_sensitive(true));
    }

    /// Sets a cookie parameter; what was set before under the same name is replaced. Reserved characters are always encoded: `;` would
    /// begin another cookie.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &str, style: Style, value: &T) {
        let style = Style { reserved: false, ..style };
        let Some(flat) = self.flatten("cookie", name, style, value) else { return };
        self.cookies.set(name, style.query(name, &flat));
    }

    /// Sets a header to a text. CR, LF and NUL are refused.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("`{name}`"), "is not the name of a header");
        };
        let Ok(mut value) = HeaderValue::from_bytes(value.as_bytes()) else {
            return self.refuse(format!("header `{name}`"), "has characters that may not stand in a header");
        };
        value.set_sensitive(secret::is_named(name.as_str()));
        self.headers.insert(name, value);
    }

    /// Sets the body to a value as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        match serde_json::to_vec(value) {
            Ok(json) => self.bytes(media_type, json),
            Err(error) => self.refuse("the body".to_owned(), &format!("cannot be written as JSON: {error}")),
        }
    }

    /// Gives a field of a form in the way of URLs a style of its own; the form is set afterwards.
    pub fn field_style(&mut self, field: &'static str, style: Style) {
        self.field_styles.push((field, style));
    }

    /// Sets the body to the properties of a value, as a form in the way of URLs (`application/x-www-form-urlencoded`).
    pub fn url_encoded<T: Serialize + ?Sized>(&mut self, value: &T) {
        match url_encoded::encode(value, &self.field_styles) {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text.into_bytes()),
            Err(error) => self.refuse("the body".to_owned(), &format!("cannot be written: {error}")),
        }
    }

    /// Sets the body to a form of several parts; the content type with its boundary is set when it is sent.
    pub fn multipart(&mut self, form: impl MultipartForm) {
        self.body = Body::Multipart(form.parts());
    }

    /// As [`Request::multipart`], for another kind of `multipart`.
    pub fn multipart_of(&mut self, media_type: &'static str, form: impl MultipartForm) {
        self.body = Body::Multipart(form.parts().of_type(media_type));
    }

    /// Adds a header to a part of the form.
    pub(crate) fn part_header(&mut self, part: &str, name: &str, value: &str) {
        match &mut self.body {
            Body::Multipart(parts) => parts.header(part, name, value),
            _ => self.refuse(format!("the part `{part}`"), "is to have a header, and the body is no form"),
        }
    }

    /// Why the body cannot be sent, if it cannot.
    pub(crate) fn check_body(&self) -> Result<(), RequestError> {
        let problem = match &self.body {
            Body::Multipart(parts) => parts.fault().map(|fault| format!("cannot be written: {fault}")),
            Body::File(_) if !self.headers.contains_key(header::CONTENT_TYPE) => {
                Some("has no media type: name it by `File::with_content_type`".to_owned())
            }
            _ => None,
        };
        problem.map_or(Ok(()), |problem| Err(RequestError { what: "the body".to_owned(), problem }))
    }

    /// Sets the body to a text.
    pub fn text(&mut self, media_type: &'static str, text: String) {
        self.bytes(media_type, text.into_bytes());
    }

    /// Sets the body to a file, of a type of its own, or this one. A range such as `image/*` is no type (RFC 9110, section 8.3): then it has
    /// to have one of its own, or the call such a header.
    pub fn file(&mut self, media_type: &'static str, file: File, strip_byte_order_mark: bool) {
        let given = Some(media_type).filter(|media_type| !media_type.ends_with("/*"));
        if let Some(media_type) = file.content_type().or(given) {
            self.set_header(header::CONTENT_TYPE.as_str(), media_type);
        }
        self.body = Body::File(if strip_byte_order_mark { file.without_byte_order_mark() } else { file });
    }

    fn bytes(&mut self, media_type: &'static str, bytes: Vec<u8>) {
        self.set_header(header::CONTENT_TYPE.as_str(), media_type);
        self.body = Body::Bytes(bytes.into());
    }

    fn flatten<T: Serialize + ?Sized>(
        &mut self,
        kind: &str,
        name: &str,
        style: Style,
        value: &T,
    ) -> Option<Flat> {
        let flat = style.flatten(value);
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
        let mut names = answers.iter().map(|answer| answer.media_type).filter(|name| !name.is_empty());
        let Some(first) = names.next().filter(|_| !self.headers.contains_key(header::ACCEPT)) else { return };
        let mut others: Vec<&str> = Vec::new();
        for name in names.filter(|name| *name != first) {
            if !others.contains(&name) {
                others.push(name);
            }
        }
        let joined =
            others.iter().fold(Cow::Borrowed(first), |all, name| Cow::Owned(format!("{all}, {name}")));
        match HeaderValue::from_str(&joined) {
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
    fn refuse(&mut self, what: String, problem: &str) {
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
