//! Files to send: bytes, a file on disk or a stream, as a body of their own or as parts of a form.

use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use http::{HeaderMap, header};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, fs, io};
use tokio::{io::AsyncReadExt, task::spawn_blocking};

use super::body::{BYTE_ORDER_MARK, Body, ByteStream, Composed};
use super::request::Request;
use super::response::essence;
use super::transport::TransportError;

/// Content to send: bytes, a file on disk or a stream, with a name and a type.
#[derive(Debug, Clone)]
pub struct File {
    content: Content,
    name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    strip_byte_order_mark: bool,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    /// A stream can be sent once: whoever sends it takes it.
    Stream(Arc<Mutex<Option<ByteStream>>>, Option<u64>),
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::Path(path) => path.fmt(formatter),
            Self::Stream(_, Some(length)) => write!(formatter, "a stream of {length} bytes"),
            Self::Stream(_, None) => formatter.write_str("a stream"),
        }
    }
}

impl File {
    /// Content in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Content::Bytes(bytes.into()), None)
    }

    /// A file on disk, opened when it is sent; its name is the last part of the path.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self::new(Content::Path(path), name)
    }

    /// A stream, with its length in bytes if it is known. It can be sent once.
    pub fn from_stream<S>(stream: S, length: Option<u64>) -> Self
    where
        S: stream::Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self::new(Content::Stream(Arc::new(Mutex::new(Some(stream.boxed()))), length), None)
    }

    fn new(content: Content, name: Option<String>) -> Self {
        Self { content, name, content_type: None, headers: Vec::new(), strip_byte_order_mark: false }
    }

    /// Sets the file name that the service is told.
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the content type, where the one of the description does not fit.
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part of a form that it becomes. CR, LF and NUL in it are refused when the call is sent.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The headers of the part that it becomes.
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Has a leading byte-order mark (the bytes EF BB BF) taken off before sending.
    pub fn without_byte_order_mark(mut self) -> Self {
        self.strip_byte_order_mark = true;
        self
    }

    /// The file name, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The content type, if one was set.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Whether it can be sent more than once: a stream cannot.
    pub fn is_replayable(&self) -> bool {
        !matches!(self.content, Content::Stream(..))
    }

    /// Opens the content: the bytes to send, and how many they are, if that is known.
    pub async fn open(self) -> io::Result<(ByteStream, Option<u64>)> {
        let strip = self.strip_byte_order_mark;
        match self.content {
            Content::Bytes(bytes) => Ok(whole(bytes, strip)),
            Content::Path(path) => {
                let (stream, length) = opened(path).await?;
                sent(stream, Some(length), strip).await
            }
            Content::Stream(stream, length) => {
                let taken = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                let stream = taken.ok_or_else(|| io::Error::other("the stream was sent before"))?;
                sent(stream, length, strip).await
            }
        }
    }

    /// The content as a body of the HTTP client, and its length, if that is known.
    pub(crate) async fn opened(self) -> Result<(reqwest::Body, Option<u64>), TransportError> {
        let (stream, length) = self.open().await?;
        Ok((reqwest::Body::wrap_stream(stream), length))
    }

    /// The whole content in memory.
    pub async fn into_bytes(self) -> io::Result<Bytes> {
        let (mut stream, _) = self.open().await?;
        let mut bytes = BytesMut::new();
        while let Some(chunk) = stream.next().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(bytes.freeze())
    }
}

impl Composed for File {
    fn is_replayable(&self) -> bool {
        self.is_replayable()
    }

    fn fault(&self, headers: &HeaderMap) -> Option<&str> {
        let is_typed = headers.contains_key(header::CONTENT_TYPE);
        (!is_typed).then_some("it has no media type, which `File::with_content_type` names")
    }

    fn put(
        &self,
        _client: &reqwest::Client,
        mut request: reqwest::Request,
    ) -> BoxFuture<'static, Result<reqwest::Request, TransportError>> {
        let file = self.clone();
        Box::pin(async move {
            let (body, length) = file.opened().await?;
            if let Some(length) = length {
                request.headers_mut().insert(header::CONTENT_LENGTH, length.into());
            }
            *request.body_mut() = Some(body);
            Ok(request)
        })
    }
}

impl Body {
    /// The file that is sent, if it is one.
    pub fn file(&self) -> Option<&File> {
        self.composed()
    }
}

impl Request {
    /// Sets the body to a file, of a type of its own, or this one. A range such as `image/*` is no type (RFC 9110, section 8.3): then it has
    /// to have one of its own, or the call such a header.
    pub fn file(&mut self, media_type: &'static str, file: File, strip_byte_order_mark: bool) {
        let given = Some(media_type).filter(|media_type| !is_range(media_type));
        if let Some(media_type) = file.content_type().or(given) {
            self.set_header(header::CONTENT_TYPE.as_str(), media_type);
        }
        let file = if strip_byte_order_mark { file.without_byte_order_mark() } else { file };
        self.body = Body::Composed(Arc::new(file));
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<&Path> for File {
    fn from(path: &Path) -> Self {
        Self::from_path(path)
    }
}

impl From<PathBuf> for File {
    fn from(path: PathBuf) -> Self {
        Self::from_path(path)
    }
}

/// Whether it is a range of media types, which is none itself (RFC 9110, section 12.5.1).
pub(crate) fn is_range(media_type: &str) -> bool {
    essence(media_type).contains('*')
}

const CHUNK: usize = 64 * 1024;

fn whole(bytes: Bytes, strip: bool) -> (ByteStream, Option<u64>) {
    let bytes = if strip { stripped(bytes) } else { bytes };
    let length = u64::try_from(bytes.len()).ok();
    (stream::once(std::future::ready(Ok(bytes))).boxed(), length)
}

fn stripped(mut bytes: Bytes) -> Bytes {
    if bytes.starts_with(BYTE_ORDER_MARK) { bytes.split_off(BYTE_ORDER_MARK.len()) } else { bytes }
}

/// The content of a file on disk, and its length.
async fn opened(path: PathBuf) -> io::Result<(ByteStream, u64)> {
    // Both in one go: each function of `tokio::fs` would be as much to compile once more.
    let opening = spawn_blocking(move || {
        let file = fs::File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
        file.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
    });
    let (length, file) = opening.await??;
    let chunks = stream::try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = file.read_buf(&mut chunk).await?;
        Ok((read > 0).then(|| (chunk.freeze(), file)))
    });
    Ok((chunks.boxed(), length))
}

/// A stream as it is sent, and its length, if that is known.
async fn sent(stream: ByteStream, length: Option<u64>, strip: bool) -> io::Result<(ByteStream, Option<u64>)> {
    if !strip {
        return Ok((stream, length));
    }
    let (stream, mark) = without_mark(stream).await?;
    Ok((stream, length.map(|length| length.saturating_sub(mark))))
}

/// A stream without a byte-order mark, and how many bytes that took off.
async fn without_mark(mut stream: ByteStream) -> io::Result<(ByteStream, u64)> {
    let mut head = BytesMut::new();
    while head.len() < BYTE_ORDER_MARK.len() {
        match stream.next().await {
            Some(chunk) => head.extend_from_slice(&chunk?),
            None => break,
        }
    }
    let came = head.len();
    let head = stripped(head.freeze());
    let mark = (came - head.len()) as u64;
    Ok((stream::once(std::future::ready(Ok(head))).chain(stream).boxed(), mark))
}
