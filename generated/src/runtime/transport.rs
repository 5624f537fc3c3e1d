//! How requests leave: a thin seam, with `reqwest` behind it, and a fake in tests.

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, future::BoxFuture, stream};
use std::{fmt, io, time::Duration};

use super::body::{Body, ByteStream};
use super::multipart::{Part, PartContent, Parts};

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

impl Transport for reqwest::Client {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        let client = self.clone();
        Box::pin(async move {
            let request = prepare(&client, request).await?;
            let mut response = client.execute(request).await?;
            let mut reply = http::Response::builder().status(response.status());
            if let Some(headers) = reply.headers_mut() {
                std::mem::swap(headers, response.headers_mut());
            }
            let body = response.bytes_stream().map_err(|error| io::Error::other(TransportError::from(error)));
            reply.body(body.boxed()).map_err(|error| TransportError::new(TransportErrorKind::Other, error))
        })
    }
}

async fn prepare(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let builder = client.request(head.method, head.uri.to_string()).headers(head.headers);
    let builder = match body {
        Body::Empty => builder,
        Body::Bytes(bytes) => builder.body(bytes),
        Body::File(file) => {
            let (stream, length) = file.open().await?;
            let builder = match length {
                Some(length) => builder.header(http::header::CONTENT_LENGTH, length),
                None => builder,
            };
            builder.body(reqwest::Body::wrap_stream(stream))
        }
        Body::Multipart(parts) => {
            let media_type = parts.media_type();
            let mut request = builder.multipart(multipart(parts).await?).build()?;
            retype(&mut request, media_type);
            return Ok(request);
        }
    };
    Ok(builder.build()?)
}

/// Gives a form another media type; its boundary stays.
fn retype(request: &mut reqwest::Request, media_type: &str) {
    let Some(value) = request.headers_mut().get_mut(http::header::CONTENT_TYPE) else { return };
    let retyped = value.to_str().map(|text| text.replacen("multipart/form-data", media_type, 1));
    if let Some(Ok(retyped)) = retyped.ok().map(http::HeaderValue::try_from) {
        *value = retyped;
    }
}

async fn multipart(parts: Parts) -> Result<reqwest::multipart::Form, TransportError> {
    // Names are quoted as they are: in forms, `name*=` is no way to write them (RFC 7578, section 4.2).
    let mut form = reqwest::multipart::Form::new().percent_encode_noop();
    for part in
        parts.into_parts().map_err(|fault| TransportError::new(TransportErrorKind::RequestBody, fault))?
    {
        form = form.part(part.quoted_name(), multipart_part(part).await?);
    }
    Ok(form)
}

async fn multipart_part(part: Part) -> Result<reqwest::multipart::Part, TransportError> {
    let made = match part.content {
        PartContent::Bytes(bytes) => reqwest::multipart::Part::bytes(bytes.to_vec()),
        PartContent::File(file) => {
            let name = file.name().unwrap_or(&part.name).to_owned();
            let (stream, length) = file.open().await?;
            let body = reqwest::Body::wrap_stream(stream);
            let made = match length {
                Some(length) => reqwest::multipart::Part::stream_with_length(body, length),
                None => reqwest::multipart::Part::stream(body),
            };
            made.file_name(name)
        }
    };
    let made = made.headers(part.headers);
    match part.content_type {
        Some(content_type) => Ok(made.mime_str(&content_type)?),
        None => Ok(made),
    }
}

/// A body that is there already: what a fake transport answers with.
pub fn body(bytes: impl Into<Bytes>) -> ByteStream {
    stream::once(std::future::ready(Ok(bytes.into()))).boxed()
}
