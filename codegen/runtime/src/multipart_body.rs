//! Forms of several parts as bodies of calls, and how they are sent.
//!
//! In: the parts of a form. Out: the form of the HTTP client, made anew for each attempt. Deliberately absent: what a part is made of (see
//! `multipart`).

use futures_util::future::BoxFuture;
use http::{HeaderMap, HeaderValue, header};
use reqwest::multipart;
use std::sync::Arc;

use super::body::{Body, Composed};
use super::multipart::{MultipartForm, Part, PartContent, Parts};
use super::request::Request;
use super::transport::{TransportError, TransportErrorKind};

impl Composed for Parts {
    fn is_replayable(&self) -> bool {
        let is_replayable = |part: &Part| match &part.content {
            PartContent::Bytes(_) => true,
            PartContent::File(file) => file.is_replayable(),
        };
        self.list.iter().all(is_replayable)
    }

    fn fault(&self, _headers: &HeaderMap) -> Option<&str> {
        self.fault.as_deref()
    }

    fn put(
        &self,
        client: &reqwest::Client,
        request: reqwest::Request,
    ) -> BoxFuture<'static, Result<reqwest::Request, TransportError>> {
        let (parts, client) = (self.clone(), client.clone());
        Box::pin(async move {
            let media_type = parts.media_type();
            let builder = reqwest::RequestBuilder::from_parts(client, request);
            let mut request = builder.multipart(parts.into_sent().await?).build()?;
            retype(&mut request, media_type);
            Ok(request)
        })
    }
}

impl Parts {
    /// Has them sent as another kind of `multipart` than a form, with the same parts.
    fn of_type(self, media_type: &'static str) -> Self {
        Self { media_type: Some(media_type), ..self }
    }

    /// The kind of `multipart` that they are sent as.
    pub fn media_type(&self) -> &'static str {
        self.media_type.unwrap_or("multipart/form-data")
    }

    /// The form of the HTTP client.
    async fn into_sent(self) -> Result<multipart::Form, TransportError> {
        // Names are quoted as they are: in forms, `name*=` is no way to write them (RFC 7578, section 4.2).
        let mut form = multipart::Form::new().percent_encode_noop();
        let parts = self.into_parts();
        for part in parts.map_err(|fault| TransportError::new(TransportErrorKind::RequestBody, fault))? {
            form = form.part(part.quoted_name(), part.into_sent().await?);
        }
        Ok(form)
    }
}

/// Gives a form another media type; its boundary stays.
fn retype(request: &mut reqwest::Request, media_type: &str) {
    let Some(value) = request.headers_mut().get_mut(header::CONTENT_TYPE) else { return };
    let retyped = value.to_str().map(|text| text.replacen("multipart/form-data", media_type, 1));
    if let Some(Ok(retyped)) = retyped.ok().map(HeaderValue::try_from) {
        *value = retyped;
    }
}

impl Body {
    /// The form of several parts that is sent, if it is one.
    pub fn parts(&self) -> Option<&Parts> {
        self.composed()
    }
}

impl Request {
    /// Sets the body to a form of several parts; the content type with its boundary is set when it is sent.
    pub fn multipart(&mut self, form: impl MultipartForm) {
        self.body = Body::Composed(Arc::new(form.parts()));
    }

    /// As [`Request::multipart`], for another kind of `multipart`.
    pub fn multipart_of(&mut self, media_type: &'static str, form: impl MultipartForm) {
        self.body = Body::Composed(Arc::new(form.parts().of_type(media_type)));
    }

    /// Sets a header of a part of the form that is the body. CR, LF and NUL in it, and a part that is not there, are refused when it is sent.
    pub fn part_header(&mut self, part: &str, name: &str, value: &str) {
        match self.body.parts() {
            Some(parts) => {
                let mut parts = parts.clone();
                parts.header(part, name, value);
                self.body = Body::Composed(Arc::new(parts));
            }
            None => self.refuse(format!("the part `{part}`"), "is to have a header, and the body is no form"),
        }
    }
}

impl Part {
    /// The part of the HTTP client.
    async fn into_sent(self) -> Result<multipart::Part, TransportError> {
        let made = match self.content {
            PartContent::Bytes(bytes) => multipart::Part::bytes(bytes.to_vec()),
            PartContent::File(file) => {
                let name = file.name().unwrap_or(&self.name).to_owned();
                let (body, length) = file.opened().await?;
                let made = match length {
                    Some(length) => multipart::Part::stream_with_length(body, length),
                    None => multipart::Part::stream(body),
                };
                made.file_name(name)
            }
        };
        let made = made.headers(self.headers);
        match self.content_type {
            Some(content_type) => Ok(made.mime_str(&content_type)?),
            None => Ok(made),
        }
    }

    /// The name as it may stand in quotes (the HTML standard, 4.10.22.8): a name may come from the keys of a value.
    pub fn quoted_name(&self) -> String {
        self.name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
    }
}
