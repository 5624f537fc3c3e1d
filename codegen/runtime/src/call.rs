//! Calls: requests that know their operation, and are awaited.

use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

use super::charset;
use super::client::Client;
use super::decode::{Decode, DecodeError};
use super::error::{Cause, Error, Failure};
use super::exchange::exchange;
use super::opening::{Unopened, open_source};
use super::operation::{Answer, Operation};
use super::request::Request;
use super::response::{Reply, Response};
use super::retry::RetryPolicy;
use super::streaming::Source;

/// What an operation answers with.
pub type Output<Op> = <<Op as Operation>::Output as Decode>::Value;
/// The documented body of an operation's failures.
pub type ErrorBody<Op> = <<Op as Operation>::Error as Decode>::Value;
/// The result of a call.
pub type CallResult<Op> = Result<Response<Output<Op>>, Error<ErrorBody<Op>>>;

/// A call of an operation. Building it does no I/O; `.await` (or [`Call::send`]) sends it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<Op> {
    pub(crate) client: Client,
    /// The request as far as it is filled in.
    #[doc(hidden)]
    pub request: Request,
    operation: PhantomData<fn() -> Op>,
}

impl<Op: Operation> Call<Op> {
    /// A call with nothing filled in.
    #[doc(hidden)]
    pub fn new(client: &Client) -> Self {
        let request = Request { unstable: Op::UNSTABLE, ..Request::new(&Op::ENDPOINT) };
        Self { client: client.clone(), request, operation: PhantomData }
    }

    /// Sets a header of your own. CR, LF and NUL in it are refused when the call is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_header(name, value);
        self
    }

    /// Limits the time of this call, all attempts and the body included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// Sets when this call is sent again, in place of what the client does.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.request.retry = Some(policy);
        self
    }

    /// Sends the call.
    pub async fn send(self) -> CallResult<Op> {
        if Op::Output::STREAMS {
            let opened = open_source(self.client, self.request, Op::Output::refuses).await;
            return streamed::<Op, Op::Output>(opened);
        }
        decode::<Op>(exchange(&self.client, self.request).await)
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

/// The value of an answer that is still to come.
pub(crate) fn streamed<Op: Operation, D: Decode>(
    opened: Result<(Reply, Source), Unopened>,
) -> Result<Response<D::Value>, Error<ErrorBody<Op>>> {
    let (reply, source) = opened.map_err(unopened::<Op>)?;
    match D::stream(source) {
        Ok(value) => Ok(Response::new(value, reply)),
        Err(error) => Err(Error::new(Failure::of::<Op>(Cause::Decode(error), reply), None)),
    }
}

/// The operation's error, where there is no body of a success.
pub(crate) fn unopened<Op: Operation>(unopened: Unopened) -> Error<ErrorBody<Op>> {
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

impl<Op: Operation> IntoFuture for Call<Op> {
    type Output = CallResult<Op>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<Op> Clone for Call<Op> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), request: self.request.clone(), operation: PhantomData }
    }
}

impl<Op> fmt::Debug for Call<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.request).finish()
    }
}
