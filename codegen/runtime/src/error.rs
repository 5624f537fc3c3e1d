//! Failures of calls: one type that answers questions, with the service's own words where there are any.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::{error, fmt, time::Duration, time::SystemTime};

use super::auth::{MissingCredentials, TokenError};
use super::decode::DecodeError;
use super::explanation::explanation;
use super::operation::Operation;
use super::request::RequestError;
use super::response::{RateLimit, Reply, text};
use super::transport::TransportError;

/// A call that failed. `E` is the body that the description documents for its failures.
pub struct Error<E> {
    inner: Box<(Failure, Option<E>)>,
}

/// What went wrong, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built; nothing was sent.
    Request,
    /// Credentials are missing; nothing was sent.
    Credentials,
    /// No token could be had; the call itself was not sent.
    Token,
    /// The operation is unstable, and the client does not allow that; nothing was sent.
    Unstable,
    /// The exchange broke: no connection, time out, a body cut short.
    Transport,
    /// The service answered with a status that is no success.
    Status,
    /// The service answered with success, but its body is not what the description says.
    Decode,
    /// The body is larger than the client's limit.
    BodyTooLarge,
    /// A page leads back to an earlier one, or comes again and again.
    EndlessPages,
    /// A page leads to another server, to which nothing was sent.
    ForeignPage,
}

/// A failure without its decoded body: the part of [`Error`] that is the same for all operations.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) operation: &'static str,
    pub(crate) cause: Cause,
    pub(crate) reply: Option<Reply>,
    /// How many times the request was sent.
    pub(crate) attempts: u32,
}

#[derive(Debug)]
pub(crate) enum Cause {
    Request(RequestError),
    Credentials(MissingCredentials),
    Token(TokenError),
    Unstable,
    Transport(TransportError),
    Status,
    Decode(DecodeError),
    BodyTooLarge(u64),
    #[allow(dead_code, reason = "clients without lists that come in pages never make it")]
    EndlessPages,
    #[allow(dead_code, reason = "clients without lists that come in pages never make it")]
    ForeignPage,
}

#[cfg(feature = "tracing")]
impl Cause {
    /// What went wrong, for a span: nothing of the request or the answer is in it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Request(_) => "request",
            Self::Credentials(_) => "credentials",
            Self::Token(_) => "token",
            Self::Unstable => "unstable",
            Self::Transport(error) if error.is_timeout() => "timeout",
            Self::Transport(_) => "transport",
            Self::Status => "status",
            Self::Decode(_) => "decode",
            Self::BodyTooLarge(_) => "body too large",
            Self::EndlessPages => "endless pages",
            Self::ForeignPage => "foreign page",
        }
    }
}

impl From<TransportError> for Cause {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<E> Error<E> {
    pub(crate) fn new(failure: Failure, body: Option<E>) -> Self {
        Self { inner: Box::new((failure, body)) }
    }

    fn failure(&self) -> &Failure {
        &self.inner.0
    }

    fn reply(&self) -> Option<&Reply> {
        self.failure().reply.as_ref()
    }

    /// What went wrong, in one word.
    pub fn kind(&self) -> ErrorKind {
        match self.failure().cause {
            Cause::Request(_) => ErrorKind::Request,
            Cause::Credentials(_) => ErrorKind::Credentials,
            Cause::Token(_) => ErrorKind::Token,
            Cause::Unstable => ErrorKind::Unstable,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Status => ErrorKind::Status,
            Cause::Decode(_) => ErrorKind::Decode,
            Cause::BodyTooLarge(_) => ErrorKind::BodyTooLarge,
            Cause::EndlessPages => ErrorKind::EndlessPages,
            Cause::ForeignPage => ErrorKind::ForeignPage,
        }
    }

    /// The operation that was called, by its `operationId`.
    pub fn operation(&self) -> &'static str {
        self.failure().operation
    }

    /// The body that is documented for this status, decoded. `None` if the failure is of another kind, the status is not
    /// documented, or the body is not what the description says; see [`Error::body`] then.
    pub fn api(&self) -> Option<&E> {
        self.inner.1.as_ref()
    }

    /// As [`Error::api`], by value.
    pub fn into_api(self) -> Option<E> {
        self.inner.1
    }

    /// The status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// The headers, if an answer came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(|reply| &reply.headers)
    }

    /// The body as it came, if an answer came.
    pub fn body(&self) -> Option<&Bytes> {
        self.reply().map(|reply| &reply.body)
    }

    /// The service's name for this exchange, for a support request.
    pub fn request_id(&self) -> Option<&str> {
        self.reply()?.request_id()
    }

    /// The service's own explanation, if the body has one or is a plain text. It is on one line, and has at most 500 characters.
    pub fn message(&self) -> Option<String> {
        explanation(self.reply()?)
    }

    /// Why the body could not be decoded, with the place in it.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.failure().cause {
            Cause::Decode(error) => Some(error),
            _ => None,
        }
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(&self.failure().cause, Cause::Transport(error) if error.is_timeout())
    }

    /// Whether no connection came about.
    pub fn is_connect(&self) -> bool {
        matches!(&self.failure().cause, Cause::Transport(error) if error.is_connect())
    }

    /// Whether the service asks for fewer calls: by status 429, or by 403 with no calls left or with a time to wait.
    pub fn is_rate_limited(&self) -> bool {
        let is_used_up = || self.rate_limit().is_some_and(|limit| limit.remaining == Some(0));
        let asks_to_wait = || self.headers().and_then(retry_after).is_some();
        match self.status() {
            Some(StatusCode::TOO_MANY_REQUESTS) => true,
            Some(StatusCode::FORBIDDEN) => is_used_up() || asks_to_wait(),
            _ => false,
        }
    }

    /// How long the service asks to wait: `Retry-After` (RFC 9110, section 10.2.3) in either form, else the reset of the
    /// rate limit.
    pub fn retry_after(&self) -> Option<Duration> {
        let headers = self.headers()?;
        retry_after(headers).or_else(|| RateLimit::from_headers(headers)?.reset)
    }

    /// How many times the call was sent; none if nothing was.
    pub fn attempts(&self) -> u32 {
        self.failure().attempts
    }

    /// What the service says of its limits.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(self.headers()?)
    }
}

pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    text(headers, "retry-after").and_then(wait)
}

/// How long an answer asks to wait before the next attempt. The reset of a limit counts only where the limit was reached.
pub(crate) fn asked_wait(reply: &Reply) -> Option<Duration> {
    let is_limited = reply.status == StatusCode::TOO_MANY_REQUESTS;
    let reset = || RateLimit::from_headers(&reply.headers).filter(|_| is_limited)?.reset;
    retry_after(&reply.headers).or_else(reset)
}

/// Seconds, which some services give with a fraction, or a date. More seconds than can be told are as many as can be.
fn wait(text: &str) -> Option<Duration> {
    let text = text.trim();
    let seconds = text.parse().ok().filter(|_| text.starts_with(|first: char| first.is_ascii_digit()));
    match seconds {
        Some(seconds) => Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)),
        None => {
            let time = httpdate::parse_http_date(text).ok()?;
            Some(time.duration_since(SystemTime::now()).unwrap_or_default())
        }
    }
}

const UNSTABLE: &str = "the operation is unstable; allow it with `ClientBuilder::allow_unstable(true)`";

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.operation)?;
        let status = self.reply.as_ref().map(|reply| reply.status);
        match &self.cause {
            Cause::Request(error) => write!(formatter, "{error}"),
            Cause::Credentials(error) => write!(formatter, "{error}"),
            Cause::Token(error) => write!(formatter, "no token: {error}"),
            Cause::Unstable => formatter.write_str(UNSTABLE),
            Cause::Transport(error) => write!(formatter, "{error}"),
            Cause::Status => self.fmt_status(formatter),
            Cause::Decode(error) => {
                write!(formatter, "the answer ({}{}) {error}", status.unwrap_or_default(), self.other_type())
            }
            Cause::EndlessPages => formatter.write_str("the pages have no end: one came again"),
            Cause::ForeignPage => formatter.write_str("the next page is on another server"),
            Cause::BodyTooLarge(limit) => {
                write!(formatter, "the body is larger than the limit of {limit} bytes")
            }
        }
    }
}

impl Failure {
    /// What went wrong with an operation's answer.
    pub(crate) fn of<Op: Operation>(cause: Cause, reply: Reply) -> Self {
        Self { operation: Op::ENDPOINT.id, cause, attempts: reply.attempts, reply: Some(reply) }
    }

    /// What keeps a request to an operation from being sent.
    #[allow(dead_code, reason = "only walks through pages and blocking calls can fail before they are sent")]
    pub(crate) fn unsent<Op: Operation>(cause: Cause) -> Self {
        Self { operation: Op::ENDPOINT.id, cause, attempts: 0, reply: None }
    }

    /// The media type of an answer that is not even said to be JSON, and its encoding, which nobody undid.
    fn other_type(&self) -> String {
        let Some(reply) = &self.reply else { return String::new() };
        let media_type = reply.media_type();
        let is_usual = media_type.is_empty() || media_type.ends_with("json");
        let shown = if is_usual { String::new() } else { format!(", {media_type}") };
        match text(&reply.headers, "content-encoding") {
            Some(encoding) => format!("{shown}, content-encoding {encoding}"),
            None => shown,
        }
    }

    fn fmt_status(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reply) = &self.reply else { return Ok(()) };
        write!(formatter, "{}", reply.status)?;
        explanation(reply).map_or(Ok(()), |message| write!(formatter, ": {message}"))
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(formatter)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.failure();
        formatter
            .debug_struct("Error")
            .field("operation", &failure.operation)
            .field("cause", &failure.cause)
            .field("attempts", &failure.attempts)
            .field("api", &self.inner.1)
            .field("reply", &failure.reply)
            .finish()
    }
}

impl<E: fmt::Debug> error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.failure().cause {
            Cause::Request(error) => Some(error),
            Cause::Credentials(error) => Some(error),
            Cause::Token(error) => Some(error.as_ref()),
            Cause::Transport(error) => Some(error),
            Cause::Decode(error) => Some(error),
            Cause::Unstable
            | Cause::Status
            | Cause::BodyTooLarge(_)
            | Cause::EndlessPages
            | Cause::ForeignPage => None,
        }
    }
}
