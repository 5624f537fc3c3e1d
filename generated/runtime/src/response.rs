//! Answers: the decoded value, and what came with it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use std::{fmt, ops::Deref, time::Duration, time::SystemTime};

/// A successful answer. It stands for its value (`Deref`), and has status, headers and limits beside it.
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    reply: Reply,
}

/// An answer as it came. `Debug` tells the body's length alone: it may hold a key that was just made.
#[derive(Clone, Default)]
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many times the request was sent for it.
    pub(crate) attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, reply: Reply) -> Self {
        Self { value, reply }
    }

    /// The value by itself.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body, where the description promises none and the value says nothing of it; else empty.
    pub fn body(&self) -> &Bytes {
        &self.reply.body
    }

    /// How many times the call was sent; more than once if earlier attempts failed.
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }

    /// How much may still be asked, if the service says so.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.reply.headers)
    }

    /// The service's name for this exchange, for a support request.
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id()
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} with a body of {} bytes", self.status, self.body.len())
    }
}

impl Reply {
    pub(crate) fn request_id(&self) -> Option<&str> {
        ["x-request-id", "request-id", "x-correlation-id"].iter().find_map(|name| text(&self.headers, name))
    }

    pub(crate) fn media_type(&self) -> &str {
        let content_type = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        content_type.map(essence).unwrap_or_default()
    }
}

/// A media type without its parameters (RFC 9110, section 8.3.1).
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// What the service says of its limits, in the headers `X-RateLimit-*` (or `RateLimit-*`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many calls are allowed in a period.
    pub limit: Option<u64>,
    /// The length of a period.
    pub period: Option<Duration>,
    /// How many calls are left in this period.
    pub remaining: Option<u64>,
    /// How long until the next period begins.
    pub reset: Option<Duration>,
    /// The name of the limit.
    pub name: Option<String>,
}

impl RateLimit {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let get = |name: &str| {
            text(headers, &format!("x-ratelimit-{name}"))
                .or_else(|| text(headers, &format!("ratelimit-{name}")))
        };
        let number = |name: &str| get(name)?.trim().parse().ok();
        let reset = || until(get("reset")?.trim().parse().ok()?);
        let limit = Self {
            limit: number("limit"),
            period: number("period").map(Duration::from_secs),
            remaining: number("remaining"),
            reset: reset(),
            name: get("name").map(str::to_owned),
        };
        (limit != Self::default()).then_some(limit)
    }
}

/// Some services tell the seconds that are left, others the time of the reset in seconds since 1970, or in milliseconds.
fn until(reset: f64) -> Option<Duration> {
    const EARLIEST_TIME: f64 = 1e9;
    const EARLIEST_MILLISECONDS: f64 = 1e12;
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seconds = if reset < EARLIEST_MILLISECONDS { reset } else { reset / 1000.0 };
    let told = Duration::try_from_secs_f64(seconds).ok()?;
    Some(if reset < EARLIEST_TIME { told } else { told.saturating_sub(since_1970) })
}

pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
