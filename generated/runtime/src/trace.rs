//! A span for each call (feature `tracing`): operation, method, route template, status, and how many times it was sent. Never a value of a
//! parameter, a header or a body: no secret can be in it.

use tracing::Instrument;
use tracing::field::Empty;

use super::error::Failure;
use super::exchange::Incoming;
use super::operation::Endpoint;

/// Runs a call in its span.
pub(crate) async fn traced<F>(endpoint: &'static Endpoint, call: F) -> Result<Incoming, Failure>
where
    F: Future<Output = Result<Incoming, Failure>>,
{
    let span = tracing::info_span!(
        "call",
        operation = endpoint.id,
        http.request.method = endpoint.method,
        http.route = endpoint.path,
        http.response.status_code = Empty,
        attempts = Empty,
        error = Empty,
    );
    let result = call.instrument(span.clone()).await;
    let (reply, attempts) = match &result {
        Ok(incoming) => (Some(&incoming.reply), incoming.reply.attempts),
        Err(failure) => (failure.reply.as_ref(), failure.attempts),
    };
    if let Some(reply) = reply {
        span.record("http.response.status_code", reply.status.as_u16());
    }
    if let Err(failure) = &result {
        span.record("error", failure.cause.name());
    }
    span.record("attempts", attempts);
    result
}
