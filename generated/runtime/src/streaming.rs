//! Answers that are read while they come.

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use serde::de::IntoDeserializer;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::{fmt, time::Duration};
use tokio::time::{Instant, timeout};

use super::body::ByteStream;
use super::decode::{self, DecodeError};
use super::error::{Cause, Error, Failure};
use super::exchange::{Incoming, broken, open, read};
use super::explanation::message;
use super::model::Empty;
use super::secret::Secret;
use super::sending::Unsent;
use super::transport::{TransportError, TransportErrorKind, body};

/// The bytes of an answer's body, as they come. It ends after the first error. Dropping it closes the connection.
pub struct BodyStream(BoxStream<'static, Result<Bytes, TransportError>>);

impl BodyStream {
    /// A body of which each piece has to come within this time.
    pub(crate) fn new(body: ByteStream, pause: Option<Duration>) -> Self {
        let pieces = stream::unfold(Some(body), move |body| async move {
            let mut body = body?;
            match next(&mut body, pause).await? {
                Ok(piece) => Some((Ok(piece), Some(body))),
                Err(error) => Some((Err(error), None)),
            }
        });
        Self(pieces.boxed())
    }
}

async fn next(body: &mut ByteStream, pause: Option<Duration>) -> Option<Result<Bytes, TransportError>> {
    let piece = match pause {
        None => body.next().await,
        Some(pause) => match timeout(pause, body.next()).await {
            Ok(piece) => piece,
            Err(late) => return Some(Err(TransportError::new(TransportErrorKind::Timeout, late))),
        },
    };
    piece.map(|piece| piece.map_err(broken))
}

/// A body that becomes values while it comes, and how to go on where it breaks off.
#[derive(Debug)]
pub struct Source {
    body: BodyStream,
    limit: u64,
    /// The call that it answers, how many times in a row it may be sent again, and after how long.
    call: Option<(Unsent, u32, Duration)>,
}

impl Source {
    /// The body of the answer to a request.
    pub(crate) fn new(body: BodyStream, unsent: Unsent) -> Self {
        let Unsent { settings, request } = &unsent;
        let limit = settings.body_limit;
        let policy = request.retry.as_ref().unwrap_or(&settings.retry);
        let attempts = if request.is_repeatable() { policy.most() } else { 0 };
        let longest = policy.longest();
        Self { body, limit, call: Some((unsent, attempts, longest)) }
    }

    /// A body that is there already.
    pub fn whole(bytes: Bytes) -> Self {
        Self { body: BodyStream::new(body(bytes), None), limit: u64::MAX, call: None }
    }

    /// The next piece.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        self.body.next().await.map(|piece| piece.map_err(StreamError::Transport))
    }

    /// How many bytes an item may have.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether the call may be sent again after so many breaks in a row, and this wait.
    pub fn may_resume(&self, breaks: u32, wait: Duration) -> bool {
        let call = self.call.as_ref();
        call.is_some_and(|(_, attempts, longest)| breaks < *attempts && wait <= *longest)
    }

    /// Sends the call again, to go on after an event. A body that is surely no such stream is read, and is an error.
    pub async fn resume(
        &mut self,
        id: &str,
        refuses: fn(&str) -> Option<DecodeError>,
    ) -> Result<(), StreamError> {
        let Some((Unsent { settings, request }, ..)) = &self.call else { return Ok(()) };
        let mut request = request.clone();
        request.set_header("last-event-id", id);
        let (operation, pause) = (request.endpoint.id, request.timeout.or(settings.timeout));
        let Incoming { reply, rest } = open(settings, request).await.map_err(StreamError::resumption)?;
        let Some(rest) = rest else {
            let attempts = reply.attempts;
            return Err(StreamError::resumption(Failure {
                operation,
                cause: Cause::Status,
                reply: Some(reply),
                attempts,
            }));
        };
        if let Some(error) = refuses(reply.media_type()) {
            let deadline = pause.and_then(|pause| Instant::now().checked_add(pause));
            let (Ok(bytes) | Err((_, bytes))) = read(rest, self.limit, deadline).await;
            return Err(StreamError::Decode(error, Secret::new(String::from_utf8_lossy(&bytes))));
        }
        self.body = BodyStream::new(rest, pause);
        Ok(())
    }
}

/// Why an item of a stream is missing.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke, or nothing came in time.
    Transport(TransportError),
    /// The item is not what the description says: why, and the item as it came, which may hold a secret. See [`StreamError::item`].
    Decode(DecodeError, Secret),
    /// The item is larger than the client's limit of bytes.
    TooLarge(u64),
    /// The connection broke, and the call could not be sent again.
    Resumption(Box<Error<()>>),
}

impl StreamError {
    fn resumption(failure: Failure) -> Self {
        Self::Resumption(Box::new(Error::new(failure, None)))
    }

    /// A text is not of the kind that was asked for.
    #[allow(dead_code, reason = "only streams of events have a use for it")]
    pub(crate) fn other(text: &str, expected: &str) -> Self {
        Self::Decode(DecodeError::other_kind("text", expected), Secret::new(text))
    }

    /// The item as it came, where it could not be decoded: services tell in a stream what went wrong.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Decode(_, item) => Some(item.expose()),
            _ => None,
        }
    }

    /// The service's own explanation, if there is one.
    pub fn message(&self) -> Option<String> {
        match self {
            Self::Resumption(error) => error.message(),
            _ => message(self.item()?.as_bytes()),
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => error.fmt(formatter),
            Self::Decode(error, _) => {
                error.fmt(formatter)?;
                self.message().map_or(Ok(()), |message| write!(formatter, ": {message}"))
            }
            Self::TooLarge(limit) => write!(formatter, "an item is larger than the limit of {limit} bytes"),
            Self::Resumption(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for StreamError {}

/// An item from its text: as JSON, or as the text itself where that is what is wanted.
pub fn item<T: Empty>(text: &str) -> Result<T, StreamError> {
    let decoded = decode::json(&Bytes::copy_from_slice(text.as_bytes()));
    decoded.or_else(|error| {
        let failed = |_: Plain| StreamError::Decode(error, Secret::new(text));
        T::deserialize(text.into_deserializer()).map_err(failed)
    })
}

/// A text is not what is wanted either.
type Plain = serde::de::value::Error;

impl Stream for BodyStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BodyStream")
    }
}
