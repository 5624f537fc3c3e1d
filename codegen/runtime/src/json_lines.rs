//! Values that come one a line (`application/x-ndjson`), or each with a record separator before it, and then over several lines if need be
//! (RFC 7464).
//!
//! In: the body of an answer while it comes. Out: typed values. Deliberately absent: resuming, for which lines have no means.

use bytes::{Buf, BytesMut};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::{fmt, marker::PhantomData};

use super::decode::{Decode, DecodeError};
use super::model::Empty;
use super::operation::Answer;
use super::streaming::{Source, StreamError, item};

/// A stream of lines, each of which is a `T`.
#[derive(Debug)]
pub struct JsonLines<T>(PhantomData<T>);

/// Values as they come. A line that cannot be decoded is an error of its own, and more may follow; an error of the connection is the
/// last.
pub struct LineStream<T>(BoxStream<'static, Result<T, StreamError>>);

impl<T: Empty> Decode for JsonLines<T> {
    type Value = LineStream<T>;
    const STREAMS: bool = true;

    fn decode(_answer: &Answer, body: bytes::Bytes) -> Result<LineStream<T>, DecodeError> {
        Ok(LineStream::new(Source::whole(body)))
    }

    fn stream(source: Source) -> Result<LineStream<T>, DecodeError> {
        Ok(LineStream::new(source))
    }
}

const RECORD_SEPARATOR: u8 = 0x1E;

struct Reading {
    source: Source,
    held: BytesMut,
    over: bool,
    /// Whether values have a record separator before them.
    is_sequence: bool,
    /// How far what is held was looked through for the end of a value.
    seen: Seen,
}

/// Where in a value of a sequence a byte stands.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    bytes: usize,
    /// How many objects and lists are open.
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl<T: Empty> LineStream<T> {
    pub(crate) fn new(source: Source) -> Self {
        let (held, seen) = (BytesMut::new(), Seen::default());
        let reading = Reading { source, held, over: false, is_sequence: false, seen };
        let values = stream::unfold(reading, |mut reading| async move {
            let line = reading.next().await?;
            Some((line.and_then(|line| item(&line)), reading))
        });
        Self(values.boxed())
    }
}

impl Reading {
    /// The next line that is not empty.
    async fn next(&mut self) -> Option<Result<String, StreamError>> {
        loop {
            while let Some(line) = self.line() {
                if !line.is_empty() {
                    return Some(Ok(line));
                }
            }
            if self.over {
                return None;
            }
            if u64::try_from(self.held.len()).is_ok_and(|held| held > self.source.limit()) {
                self.over = true;
                self.held.clear();
                return Some(Err(StreamError::TooLarge(self.source.limit())));
            }
            match self.source.next().await {
                Some(Ok(piece)) => self.held.extend_from_slice(&piece),
                Some(Err(error)) => {
                    self.over = true;
                    self.held.clear();
                    return Some(Err(error));
                }
                None => self.over = true,
            }
        }
    }

    /// Where the line ends, or the value of a sequence: at the end of a line that is not within a value, or where the next value begins.
    fn end(&mut self) -> Option<usize> {
        self.is_sequence |= self.held.first() == Some(&RECORD_SEPARATOR);
        if !self.is_sequence {
            return self.held.iter().position(|byte| *byte == b'\n');
        }
        let from = self.seen.bytes;
        let ends = |(index, byte): (usize, &u8)| self.seen.is_end(*byte).then_some(index);
        let end = self.held.iter().enumerate().skip(from).find_map(ends);
        self.seen.bytes = self.held.len();
        end
    }

    /// A line that is there to its end; at the end of the body, whatever is left.
    fn line(&mut self) -> Option<String> {
        let end = self.end();
        if end.is_some() {
            self.seen = Seen::default();
        }
        let line = match end {
            Some(end) => {
                let line = self.held.split_to(end);
                self.held.advance(1);
                line
            }
            None if self.over && !self.held.is_empty() => self.held.split(),
            None => return None,
        };
        Some(String::from_utf8_lossy(&line).trim_matches(['\u{1E}', '\u{FEFF}', '\r', ' ', '\t']).to_owned())
    }
}

impl Seen {
    /// Whether a value ends at this byte, which comes next.
    fn is_end(&mut self, byte: u8) -> bool {
        match byte {
            RECORD_SEPARATOR => return true,
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_text => self.escaped = true,
            b'"' => self.in_text = !self.in_text,
            b'{' | b'[' if !self.in_text => self.depth += 1,
            b'}' | b']' if !self.in_text => self.depth = self.depth.saturating_sub(1),
            b'\n' => return !self.in_text && self.depth == 0,
            _ => {}
        }
        false
    }
}

impl<T> Stream for LineStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for LineStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LineStream")
    }
}
