//! How bodies become values.

use bytes::Bytes;
use std::{fmt, marker::PhantomData};

use super::body::BYTE_ORDER_MARK;
use super::model::Empty;
use super::{charset, json_path, operation::Answer, streaming::Source, tolerant};

/// A way to decode a body. Its implementors are markers without values.
pub trait Decode: Send + Sync + 'static {
    /// What comes out.
    type Value: Send + 'static;
    /// Whether the body is kept beside the value, because the value says nothing of it.
    const KEEPS_BODY: bool = false;
    /// Whether the value is made while the body comes.
    const STREAMS: bool = false;

    /// Decodes the body of a documented answer.
    fn decode(answer: &Answer, body: Bytes) -> Result<Self::Value, DecodeError>;

    /// Why a body of this media type is surely no such stream.
    fn refuses(_media_type: &str) -> Option<DecodeError> {
        None
    }

    /// The value of a body that is still to come.
    fn stream(_source: Source) -> Result<Self::Value, DecodeError> {
        Err(DecodeError { path: "$".to_owned(), message: "it is no stream".to_owned() })
    }
}

/// No body is promised; one that comes all the same is kept, and is no error.
#[derive(Debug)]
pub enum NoBody {}

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(PhantomData<T>);

/// A text.
#[derive(Debug)]
pub enum Text {}

/// Bytes.
#[derive(Debug)]
pub enum Octets {}

/// One form of body, or none, by status.
#[derive(Debug)]
pub struct OrNoBody<D>(PhantomData<D>);

impl Decode for NoBody {
    type Value = ();
    const KEEPS_BODY: bool = true;

    fn decode(_answer: &Answer, _body: Bytes) -> Result<(), DecodeError> {
        Ok(())
    }
}

impl<T: Empty> Decode for Json<T> {
    type Value = T;

    fn decode(_answer: &Answer, body: Bytes) -> Result<T, DecodeError> {
        json(&body)
    }
}

impl Decode for Text {
    type Value = String;

    fn decode(_answer: &Answer, body: Bytes) -> Result<String, DecodeError> {
        String::from_utf8(body.into()).map_err(|error| DecodeError::text(&error.utf8_error()))
    }
}

impl Decode for Octets {
    type Value = Bytes;

    fn decode(_answer: &Answer, body: Bytes) -> Result<Bytes, DecodeError> {
        Ok(body)
    }
}

impl<D: Decode> Decode for OrNoBody<D> {
    type Value = Option<D::Value>;
    const KEEPS_BODY: bool = true;

    fn decode(answer: &Answer, body: Bytes) -> Result<Self::Value, DecodeError> {
        if answer.media_type.is_empty() || body.is_empty() {
            Ok(None)
        } else {
            D::decode(answer, body).map(Some)
        }
    }
}

/// Makes an enumeration of bodies a way to decode them, by a table of its branches: the index, `json`, `text` or `octets`, the
/// variant, and what it holds.
#[macro_export]
macro_rules! bodies {
    ($name:ident { $($index:literal: $kind:ident $variant:ident($content:ty),)* }) => {
        impl $crate::decode::Decode for $name {
            type Value = Self;

            #[inline]
            fn decode(
                answer: &$crate::operation::Answer,
                body: $crate::body::Bytes,
            ) -> Result<Self, $crate::decode::DecodeError> {
                match answer.variant {
                    $($index => $crate::decode::$kind::<$content>(&body).map(Self::$variant),)*
                    _ => Err($crate::decode::DecodeError::no_branch()),
                }
            }
        }
    };
}
pub use bodies;

/// Decodes JSON. A byte-order mark before it is passed over (RFC 8259, section 8.1), and half of a character is U+FFFD.
pub fn json<T: Empty>(body: &Bytes) -> Result<T, DecodeError> {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    // As a text, and not as bytes: unions read from texts too, and a model is to be compiled once.
    let text = std::str::from_utf8(body).map_err(|error| DecodeError::not_utf8(&error, body))?;
    let without_halves = || tolerant::from_text(&charset::without_halves(text)?).ok();
    tolerant::from_text(text)
        .or_else(|error| without_halves().ok_or(error))
        .map_err(|error| DecodeError::json(&error, body))
}

/// Decodes a text.
pub fn text<T: From<String>>(body: &Bytes) -> Result<T, DecodeError> {
    let text = std::str::from_utf8(body).map_err(|error| DecodeError::text(&error))?;
    Ok(text.to_owned().into())
}

/// Takes bytes as they are.
pub fn octets<T: From<Bytes>>(body: &Bytes) -> Result<T, DecodeError> {
    Ok(body.clone().into())
}

/// Why a body could not be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
}

impl DecodeError {
    fn json(error: &serde_json::Error, body: &[u8]) -> Self {
        if body.is_empty() {
            return Self { path: "$".to_owned(), message: "the body is empty".to_owned() };
        }
        let path = json_path::at(body, error.line(), error.column());
        Self { path, message: error.to_string() }
    }

    /// JSON is UTF-8 (RFC 8259, section 8.1).
    fn not_utf8(error: &std::str::Utf8Error, body: &[u8]) -> Self {
        let path = json_path::at_offset(body, error.valid_up_to());
        Self { path, ..Self::text(error) }
    }

    fn text(error: &std::str::Utf8Error) -> Self {
        Self { path: "$".to_owned(), message: format!("the text is not UTF-8: {error}") }
    }

    /// A body is not of the kind that was asked for.
    #[allow(dead_code, reason = "only streams of events have a use for it")]
    pub(crate) fn other_kind(media_type: &str, expected: &str) -> Self {
        Self { path: "$".to_owned(), message: format!("it is `{media_type}`, not {expected}") }
    }

    /// An answer names no branch of its enumeration.
    pub fn no_branch() -> Self {
        Self { path: "$".to_owned(), message: "no branch is foreseen for this answer".to_owned() }
    }

    /// Where in the body, as a JSON path such as `$.data[3].id` (RFC 9535).
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "at {}: {}", self.path, self.message)
    }
}

impl std::error::Error for DecodeError {}
