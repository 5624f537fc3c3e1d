//! Calls: requests that know their operation, and are awaited. They stand in the crate of the API, whose operations add their parameters.

use std::pin::Pin;
use std::{fmt, future::IntoFuture, marker::PhantomData, sync::Arc, time::Duration};

use super::client::Client;
use super::error::Error;
use super::operation::Operation;
use super::request::Request;
use super::response::Response;
use super::retry::RetryPolicy;
use super::sending::{self, CallResult, ErrorBody, Unsent};
use super::settings::Settings;
use super::streaming::BodyStream;

/// A call of an operation. Building it does no I/O; `.await` (or [`Call::send`]) sends it.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<Op> {
    settings: Arc<Settings>,
    /// The request as far as it is filled in.
    #[doc(hidden)]
    pub request: Request,
    operation: PhantomData<fn() -> Op>,
}

impl<Op: Operation> Call<Op> {
    /// A call with nothing filled in.
    #[doc(hidden)]
    pub fn new(client: &Client) -> Self {
        Self { settings: Arc::clone(&client.settings), request: Request::of::<Op>(), operation: PhantomData }
    }

    /// What is sent.
    pub(crate) fn unsent(self) -> Unsent {
        Unsent { settings: self.settings, request: self.request }
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
    pub fn send(self) -> impl Future<Output = CallResult<Op>> + Send {
        sending::send::<Op>(self.unsent())
    }

    /// Sends the call, and gives back the body of a success while it comes, however large it is and whatever the description says
    /// of it. A failure is an error as always. The call's timeout limits the time to the head of the answer, and then the time
    /// between one piece of the body and the next; retries end with the head.
    pub async fn stream(self) -> Result<Response<BodyStream>, Error<ErrorBody<Op>>> {
        sending::stream::<Op>(self.unsent()).await
    }
}

impl<Op: Operation> IntoFuture for Call<Op> {
    type Output = CallResult<Op>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<Op> Clone for Call<Op> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone(), request: self.request.clone(), operation: PhantomData }
    }
}

impl<Op> fmt::Debug for Call<Op> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.request).finish()
    }
}
