//! The transport that a client has by itself: `reqwest`.
//!
//! In: requests as the client makes them. Out: requests of `reqwest`, and its answers as they come. Deliberately absent: retries and time
//! limits, which are the client's.

use futures_util::{StreamExt, TryStreamExt, future::BoxFuture};
use http::uri::{Authority, Scheme};
use http::{Response, Uri, header};
use reqwest::{Request, Url};
use std::{io, sync::OnceLock};

use super::body::{Body, ByteStream, File};
use super::multipart::{Part, PartContent, Parts};
use super::transport::{Transport, TransportError, TransportErrorKind};

/// Sends by an HTTP client. The origin of the first request is kept, since most others go there too: to read a whole address costs more than
/// all else that is done for a call.
#[derive(Debug)]
pub(crate) struct HttpClient {
    client: reqwest::Client,
    origin: OnceLock<(Scheme, Authority, Url)>,
}

impl HttpClient {
    /// Sends by this one.
    pub(crate) fn new(client: reqwest::Client) -> Self {
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
        Box::pin(async move {
            let mut request = Request::new(head.method, url?);
            *request.headers_mut() = head.headers;
            let request = with_body(&client, request, body).await?;
            let mut response = client.execute(request).await?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let body = response.bytes_stream().map_err(|error| io::Error::other(TransportError::from(error)));
            let mut reply = Response::new(body.boxed());
            (*reply.status_mut(), *reply.headers_mut()) = (status, headers);
            Ok(reply)
        })
    }
}

async fn with_body(
    client: &reqwest::Client,
    mut request: Request,
    body: Body,
) -> Result<Request, TransportError> {
    match body {
        // These say that they have none (RFC 9110, section 8.6): some services refuse one that does not.
        Body::Empty if matches!(request.method().as_str(), "POST" | "PUT" | "PATCH") => {
            request.headers_mut().insert(header::CONTENT_LENGTH, 0.into());
        }
        Body::Empty => {}
        Body::Bytes(bytes) => *request.body_mut() = Some(bytes.into()),
        Body::File(file) => {
            let (body, length) = opened(file).await?;
            if let Some(length) = length {
                request.headers_mut().insert(header::CONTENT_LENGTH, length.into());
            }
            *request.body_mut() = Some(body);
        }
        Body::Multipart(parts) => {
            let media_type = parts.media_type();
            let form = multipart(parts).await?;
            let mut request =
                reqwest::RequestBuilder::from_parts(client.clone(), request).multipart(form).build()?;
            retype(&mut request, media_type);
            return Ok(request);
        }
    }
    Ok(request)
}

/// A file as a body, and its length, if that is known.
async fn opened(file: File) -> Result<(reqwest::Body, Option<u64>), TransportError> {
    let (stream, length) = file.open().await?;
    Ok((reqwest::Body::wrap_stream(stream), length))
}

/// Gives a form another media type; its boundary stays.
fn retype(request: &mut Request, media_type: &str) {
    let Some(value) = request.headers_mut().get_mut(header::CONTENT_TYPE) else { return };
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
            let (body, length) = opened(file).await?;
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
