//! What becomes of a request: the value of its operation, or its error. The little that is compiled for each operation in use stands here.
//!
//! In: a filled-in request, and the settings of its client. Out: the typed answer. Deliberately absent: how calls are made, which is the business
//! of the crate of the API.

use std::sync::Arc;

use super::charset;
use super::decode::{Decode, DecodeError};
use super::error::{Cause, Error, Failure};
use super::exchange::exchange;
use super::opening::{Unopened, open_body, open_source};
use super::operation::{Answer, Operation};
use super::request::Request;
use super::response::{Reply, Response};
use super::settings::Settings;
use super::streaming::BodyStream;

/// What an operation answers with.
pub type Output<Op> = <<Op as Operation>::Output as Decode>::Value;
/// The documented body of an operation's failures.
pub type ErrorBody<Op> = <<Op as Operation>::Error as Decode>::Value;
/// The result of a call.
pub type CallResult<Op> = Result<Response<Output<Op>>, Error<ErrorBody<Op>>>;

/// A request to an operation, with the settings of the client that is to send it.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// What goes for all requests of the client.
    pub settings: Arc<Settings>,
    /// The request as far as it is filled in.
    pub request: Request,
}

/// Sends a request to an operation, and waits for its whole answer, or for the head of one that is a stream.
pub async fn send<Op: Operation>(unsent: Unsent) -> CallResult<Op> {
    if Op::Output::STREAMS {
        return streamed::<Op, Op::Output>(unsent).await;
    }
    decode::<Op>(exchange(&unsent.settings, unsent.request).await)
}

/// Sends a request, and gives back the body of a success while it comes.
pub async fn stream<Op: Operation>(unsent: Unsent) -> Result<Response<BodyStream>, Error<ErrorBody<Op>>> {
    let opened = open_body(&unsent.settings, unsent.request).await;
    let (reply, body, pause) = opened.map_err(unopened::<Op>)?;
    Ok(Response::new(BodyStream::new(body, pause), reply))
}

/// Sends a request, and gives back the values of its answer while they come.
pub async fn streamed<Op: Operation, D: Decode>(
    unsent: Unsent,
) -> Result<Response<D::Value>, Error<ErrorBody<Op>>> {
    let opened = open_source(unsent, D::refuses).await;
    let (reply, source) = opened.map_err(unopened::<Op>)?;
    match D::stream(source) {
        Ok(value) => Ok(Response::new(value, reply)),
        Err(error) => Err(Error::new(Failure::of::<Op>(Cause::Decode(error), reply), None)),
    }
}

/// Turns an answer into the operation's value or error: all that is compiled for each operation in use.
pub(crate) fn decode<Op: Operation>(exchanged: Result<Reply, Failure>) -> CallResult<Op> {
    let mut reply = exchanged.map_err(|failure| Error::new(failure, None))?;
    let answer = Op::ENDPOINT.answer(reply.status.as_u16(), reply.media_type());
    match answer {
        Some(answer) if !answer.failure => match read::<Op::Output>(answer, &reply) {
            Ok(value) => {
                if !Op::Output::KEEPS_BODY {
                    reply.body.clear();
                }
                Ok(Response::new(value, reply))
            }
            Err(error) => Err(Error::new(Failure::of::<Op>(Cause::Decode(error), reply), None)),
        },
        answer => Err(refused::<Op>(answer, reply)),
    }
}

/// The value of a body, which may be in another encoding than UTF-8.
fn read<D: Decode>(answer: &Answer, reply: &Reply) -> Result<D::Value, DecodeError> {
    D::decode(answer, charset::body(answer, reply))
        .or_else(|error| charset::as_utf8(reply).map_or(Err(error), |body| D::decode(answer, body)))
}

/// The operation's error, where there is no body of a success.
fn unopened<Op: Operation>(unopened: Unopened) -> Error<ErrorBody<Op>> {
    match unopened {
        Unopened::Failed(failure) => Error::new(failure, None),
        Unopened::Refused(answer, reply) => refused::<Op>(answer, reply),
    }
}

/// An answer that is a failure.
fn refused<Op: Operation>(answer: Option<&'static Answer>, reply: Reply) -> Error<ErrorBody<Op>> {
    let body = answer.filter(|answer| !answer.media_type.is_empty());
    let body = body.and_then(|answer| read::<Op::Error>(answer, &reply).ok());
    Error::new(Failure::of::<Op>(Cause::Status, reply), body)
}
