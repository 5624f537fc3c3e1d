//! Answers that are opened and not read to their end: the part that is the same for all operations, so that it is compiled once.
//!
//! In: a request. Out: the head of a success with the rest of its body, or why there is none. Deliberately absent: the types of bodies.

use std::time::Duration;
use tokio::time::Instant;

use super::body::ByteStream;
use super::decode::DecodeError;
use super::error::{Cause, Failure};
use super::exchange::{Incoming, open, read};
use super::operation::Answer;
use super::request::Request;
use super::response::Reply;
use super::sending::Unsent;
use super::settings::Settings;
use super::streaming::{BodyStream, Source};
use super::transport::body;

/// Why there is no body of a success.
pub(crate) enum Unopened {
    /// The exchange failed.
    Failed(Failure),
    /// The answer is a failure: this one of those that are documented, if any.
    Refused(Option<&'static Answer>, Reply),
}

/// The head of a success, the rest of its body, and how long to wait for each piece of it.
pub(crate) async fn open_body(
    settings: &Settings,
    request: Request,
) -> Result<(Reply, ByteStream, Option<Duration>), Unopened> {
    let (endpoint, pause) = (request.endpoint, request.timeout.or(settings.timeout));
    let Incoming { reply, rest } = open(settings, request).await.map_err(Unopened::Failed)?;
    let answer = endpoint.answer(reply.status.as_u16(), reply.media_type());
    let is_success = rest.is_some() || answer.is_some_and(|answer| !answer.failure);
    if !is_success {
        return Err(Unopened::Refused(answer, reply));
    }
    let rest = rest.unwrap_or_else(|| body(reply.body.clone()));
    Ok((reply, rest, pause))
}

/// The source of a stream of values. A body that is surely no such stream is read, and is an error.
pub(crate) async fn open_source(
    unsent: Unsent,
    refuses: fn(&str) -> Option<DecodeError>,
) -> Result<(Reply, Source), Unopened> {
    let (mut reply, body, pause) = open_body(&unsent.settings, unsent.request.clone()).await?;
    let Some(error) = refuses(reply.media_type()) else {
        return Ok((reply, Source::new(BodyStream::new(body, pause), unsent)));
    };
    let deadline = pause.and_then(|pause| Instant::now().checked_add(pause));
    let (Ok(bytes) | Err((_, bytes))) = read(body, unsent.settings.body_limit, deadline).await;
    reply.body = bytes;
    let (operation, attempts) = (unsent.request.endpoint.id, reply.attempts);
    Err(Unopened::Failed(Failure { operation, cause: Cause::Decode(error), reply: Some(reply), attempts }))
}
