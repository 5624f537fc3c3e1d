//! Which redirects are followed: those that stay with the server that was asked, and are a call of the same method.
//!
//! In: a request. Out: its answer, or that of the request that it leads to. Deliberately absent: attempts and time limits.

use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use reqwest::{Url, redirect::Policy};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

use super::body::{Body, ByteStream};
use super::error::retry_after;
use super::transport::{Timeout, Transport, TransportError, TransportErrorKind};

/// How many are followed in a row.
const MOST: usize = 10;

/// The policy of every HTTP client that a `ClientBuilder` makes: it follows no redirect, for the client does so
/// by itself, whatever its transport. A redirect to the same scheme, host and port is followed, at most ten times in a row; one to any
/// other place is not, so that no key leaves for a host it was not given to, nor goes in the clear. Its answer (3xx) comes back as it is,
/// and so does one that would make a GET of a POST (301 and 302; RFC 9110, section 15.4.2), one that asks for a stream a second time, and
/// one that asks to wait (`Retry-After`) longer than the call has time or its retry policy waits; a shorter wait is kept. A
/// `reqwest::Client` of your own follows its own policy first: give it this one.
pub fn policy() -> Policy {
    Policy::none()
}

/// Sends a request, and goes where its server leads. Where it asks to wait before that (RFC 9110, section 10.2.3), and not too long, it is
/// waited.
pub(crate) async fn send(
    transport: &Arc<dyn Transport>,
    request: &Request<Body>,
    longest: Duration,
    deadline: Option<Instant>,
) -> Result<Response<ByteStream>, TransportError> {
    let left = || deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    let mut led = None;
    for _ in 0..=MOST {
        let asked = led.as_ref().unwrap_or(request);
        let mut sent = asked.clone();
        if let Some(left) = left() {
            sent.extensions_mut().insert(Timeout(left));
        }
        let answer = transport.send(sent).await?;
        let Some(next) = next(asked, answer.status(), answer.headers()) else { return Ok(answer) };
        let wait = retry_after(answer.headers()).unwrap_or_default();
        if wait > longest || left().is_some_and(|left| wait > left) {
            return Ok(answer);
        }
        drop(answer);
        if !wait.is_zero() {
            sleep(wait).await;
        }
        led = Some(next);
    }
    Err(TransportError::new(TransportErrorKind::Redirect, "more than ten redirects"))
}

/// The request that an answer leads to (RFC 9110, section 15.4).
fn next(asked: &Request<Body>, status: StatusCode, headers: &HeaderMap) -> Option<Request<Body>> {
    let is_followed = match status.as_u16() {
        301 | 302 => asked.method() != Method::POST && asked.body().is_replayable(),
        303 => true,
        307 | 308 => asked.body().is_replayable(),
        _ => false,
    };
    if !is_followed {
        return None;
    }
    let from = Url::parse(&asked.uri().to_string()).ok()?;
    let location = std::str::from_utf8(headers.get(header::LOCATION)?.as_bytes()).ok()?;
    let to = from.join(location).ok().filter(|to| stays(&from, to))?;
    let mut next = asked.clone();
    *next.uri_mut() = to.as_str().parse().ok()?;
    if status == StatusCode::SEE_OTHER {
        empty(&mut next);
    }
    Some(next)
}

/// Makes a request one that only looks.
fn empty(request: &mut Request<Body>) {
    if request.method() != Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    *request.body_mut() = Body::Empty;
    request.headers_mut().remove(header::CONTENT_TYPE);
}

/// Whether one address is of the same server as the other: by scheme, host and port.
pub(crate) fn stays(asked: &Url, next: &Url) -> bool {
    asked.origin() == next.origin()
}
