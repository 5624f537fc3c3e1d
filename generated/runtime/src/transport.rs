//! How requests leave: a thin seam, with `reqwest` behind it (see `http_client`), and a fake in tests.

use bytes::Bytes;
use futures_util::{StreamExt, future::BoxFuture, stream};
use std::{fmt, io, time::Duration};

use super::body::{Body, ByteStream};

/// Sends requests. It is given a complete request, and gives back the answer as it comes.
///
/// Tests of a program stand a transport of their own in for the service (`ClientBuilder::transport`): `FakeTransport` of the feature
/// `fake`, or any type that answers with [`body`] in an `http::Response`.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request. How much time it has, if that is limited, is in the request's extensions, as a [`Timeout`]; the client
    /// itself stops waiting then, and drops the future or the stream of the body.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>>;
}

/// How much time an exchange has, body included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// Why an exchange broke.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// In what way an exchange broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about.
    Connect,
    /// Time ran out.
    Timeout,
    /// The connection broke before an answer came.
    Interrupted,
    /// The service leads from one place to the next without end.
    Redirect,
    /// The request's body could not be read.
    RequestBody,
    /// The answer broke off.
    ResponseBody,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of a kind, with its cause.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { kind, source: source.into() }
    }

    /// In what way the exchange broke.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether no connection came about.
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => "time ran out",
            TransportErrorKind::Interrupted => "the connection broke before an answer came",
            TransportErrorKind::Redirect => "the service redirects without end",
            TransportErrorKind::RequestBody => "the request's body could not be read",
            TransportErrorKind::ResponseBody => "the answer broke off",
            TransportErrorKind::Other => "the exchange failed",
        })?;
        let mut cause: Option<&dyn std::error::Error> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {}

/// The address is taken off every error: a credential may stand in its query.
impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        let kind = if error.is_timeout() {
            TransportErrorKind::Timeout
        } else if error.is_connect() {
            TransportErrorKind::Connect
        } else if error.is_redirect() {
            TransportErrorKind::Redirect
        } else if error.is_body() || error.is_decode() {
            TransportErrorKind::ResponseBody
        } else if error.is_request() {
            TransportErrorKind::Interrupted
        } else {
            TransportErrorKind::Other
        };
        Self::new(kind, error.without_url())
    }
}

impl From<io::Error> for TransportError {
    fn from(error: io::Error) -> Self {
        Self::new(TransportErrorKind::RequestBody, error)
    }
}

/// A body that is there already: what a fake transport answers with.
pub fn body(bytes: impl Into<Bytes>) -> ByteStream {
    stream::once(std::future::ready(Ok(bytes.into()))).boxed()
}
