//! Operations that answer at once or piece by piece, as they are asked.
//!
//! In: a request to an operation that documents both. Out: its answer as a stream of values. Deliberately absent: how a stream is read, which is
//! the business of `sse` and `json_lines`, of which a client has those that it needs.

use super::decode::Decode;
use super::error::Error;
use super::operation::Operation;
use super::response::Response;
use super::sending::{self, ErrorBody, Unsent};

/// An operation that answers as a whole or as a stream.
pub trait Streamed: Operation {
    /// How the stream is decoded.
    type Stream: Decode;
    /// The media type that asks for it.
    const MEDIA_TYPE: &'static str;
}

/// What an operation streams.
pub type Stream<Op> = <<Op as Streamed>::Stream as Decode>::Value;

/// Sends a request that asks for a stream, and gives back the values while they come.
pub async fn streamed<Op: Streamed>(
    mut unsent: Unsent,
) -> Result<Response<Stream<Op>>, Error<ErrorBody<Op>>> {
    unsent.request.accept_only(Op::MEDIA_TYPE);
    sending::streamed::<Op, Op::Stream>(unsent).await
}
