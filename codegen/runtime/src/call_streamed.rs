//! Calls of operations that answer at once or piece by piece.

use super::call::Call;
use super::error::Error;
use super::response::Response;
use super::sending::ErrorBody;
use super::streamed::{Stream, Streamed, streamed};

impl<Op: Streamed> Call<Op> {
    /// Sends the call, and gives back its answer as a stream of values while it comes. The header `Accept` asks for that; where the service
    /// goes by something in the request instead (`"stream": true`, say), set that too.
    pub async fn streamed(self) -> Result<Response<Stream<Op>>, Error<ErrorBody<Op>>> {
        streamed::<Op>(self.unsent()).await
    }

    /// As [`Call::streamed`], and waits for the head of the answer; [`iterate`](super::blocking::iterate) gives the values.
    #[cfg(feature = "blocking")]
    pub fn streamed_blocking(self) -> Result<Response<Stream<Op>>, Error<ErrorBody<Op>>> {
        super::blocking::complete::<Op, _>(self.streamed())
    }
}
