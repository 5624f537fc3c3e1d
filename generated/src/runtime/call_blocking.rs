//! Calls for programs that are not asynchronous (feature `blocking`).

use super::blocking::complete;
use super::call::Call;
use super::error::Error;
use super::operation::Operation;
use super::response::Response;
use super::sending::{CallResult, ErrorBody};
use super::streaming::BodyStream;

impl<Op: Operation> Call<Op> {
    /// Sends the call, and waits for its answer.
    pub fn send_blocking(self) -> CallResult<Op> {
        complete::<Op, _>(self.send())
    }

    /// Sends the call, and waits for the head of its answer; [`iterate`](super::blocking::iterate) gives the pieces of the body.
    pub fn stream_blocking(self) -> Result<Response<BodyStream>, Error<ErrorBody<Op>>> {
        complete::<Op, _>(self.stream())
    }
}
