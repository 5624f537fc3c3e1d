//! The transport that a client has by itself: `reqwest`.
//!
//! In: requests as the client makes them. Out: requests of `reqwest`, and its answers as they come. Deliberately absent: retries and time
//! limits, which are the client's.

use bytes::Bytes;
use futures_util::{Stream, future::BoxFuture};
use http::uri::{Authority, Scheme};
use http::{Response, Uri, header};
use http_body::Body as _;
use reqwest::{Request, Url};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{io, sync::OnceLock};

use super::body::{Body, ByteStream};
use super::transport::{Transport, TransportError, TransportErrorKind};

/// Sends by an HTTP client. The origin of the first request is kept, since most others go there too: to read a whole address costs more than
/// all else that is done for a call.
#[derive(Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    origin: OnceLock<(Scheme, Authority, Url)>,
}

impl HttpClient {
    /// Sends by this one.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client, origin: OnceLock::new() }
    }

    /// A request's address as the HTTP client has it.
    pub(crate) fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        if let Some((scheme, authority, origin)) = self.origin.get()
            && (uri.scheme(), uri.authority()) == (Some(scheme), Some(authority))
        {
            let mut url = origin.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        let address = uri.to_string();
        let url = Url::parse(&address);
        let url = url.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        if let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) {
            self.origin.get_or_init(|| {
                let mut origin = url.clone();
                origin.set_path("");
                origin.set_query(None);
                (scheme.clone(), authority.clone(), origin)
            });
        }
        Ok(url)
    }
}

impl Transport for HttpClient {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<Response<ByteStream>, TransportError>> {
        let (head, body) = request.into_parts();
        let url = self.url(&head.uri);
        let client = self.client.clone();
        let sent: BoxFuture<'static, _> = Box::pin(async move {
            let mut request = Request::new(head.method, url?);
            *request.headers_mut() = head.headers;
            match body {
                // These say that they have none (RFC 9110, section 8.6): some services refuse one that does not.
                Body::Empty if matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") => {
                    request.headers_mut().insert(header::CONTENT_LENGTH, 0.into());
                }
                Body::Empty => {}
                Body::Bytes(bytes) => *request.body_mut() = Some(bytes.into()),
                Body::Composed(composed) => request = composed.put(&client, request).await?,
            }
            let mut response = client.execute(request).await?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let body: ByteStream = Box::pin(Pieces(response.into()));
            let mut reply = Response::new(body);
            (*reply.status_mut(), *reply.headers_mut()) = (status, headers);
            Ok(reply)
        });
        #[cfg(feature = "blocking")]
        return super::blocking::at_home(sent);
        #[cfg(not(feature = "blocking"))]
        sent
    }
}

/// The body of an answer, without the trailers that may follow it.
struct Pieces(reqwest::Body);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => Some(Ok(bytes)),
                    Err(_) => continue,
                },
                Some(Err(error)) => Some(Err(io::Error::other(TransportError::from(error)))),
                None => None,
            });
        }
    }
}
