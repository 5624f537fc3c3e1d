//! Operations that answer at once or piece by piece, as they are asked.
//!
//! In: a call of an operation that documents both. Out: its answer as a stream of values. Deliberately absent: how a stream is read, which is
//! the business of `sse` and `json_lines`, of which a client has those that it needs.

use super::call::{Call, ErrorBody, streamed};
use super::decode::Decode;
use super::error::Error;
use super::opening::open_source;
use super::operation::Operation;
use super::response::Response;

/// An operation that answers as a whole (what [`Call::send`] gives) or as a stream (what [`Call::streamed`] gives).
pub trait Streamed: Operation {
    /// How the stream is decoded.
    type Stream: Decode;
    /// The media type that asks for it.
    const MEDIA_TYPE: &'static str;
}

/// What an operation streams.
pub type Stream<Op> = <<Op as Streamed>::Stream as Decode>::Value;

impl<Op: Streamed> Call<Op> {
    /// Sends the call, and gives back its answer as a stream of values while it comes. The header `Accept` asks for that; where the service
    /// goes by something in the request instead (`"stream": true`, say), set that too.
    pub async fn streamed(mut self) -> Result<Response<Stream<Op>>, Error<ErrorBody<Op>>> {
        self.request.accept_only(Op::MEDIA_TYPE);
        let opened = open_source(self.client, self.request, Op::Stream::refuses).await;
        streamed::<Op, Op::Stream>(opened)
    }

    /// As [`Call::streamed`], and waits for the head of the answer; [`iterate`](super::blocking::iterate) gives the values.
    #[cfg(feature = "blocking")]
    pub fn streamed_blocking(self) -> Result<Response<Stream<Op>>, Error<ErrorBody<Op>>> {
        super::blocking::wait(self.streamed())
            .unwrap_or_else(|error| Err(super::blocking::unable::<Op>(error)))
    }
}
