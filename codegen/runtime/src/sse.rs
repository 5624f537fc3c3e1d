//! Events that a service sends as they happen (`text/event-stream`, in the HTML standard, section 9.2).
//!
//! In: the body of an answer while it comes. Out: typed events. Where the connection breaks, the call is sent again from the last
//! event on, if it may be. Deliberately absent: what an event means.

use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::{fmt, marker::PhantomData, mem, time::Duration};
use tokio::time::sleep;

use super::decode::{Decode, DecodeError};
use super::model::Empty;
use super::operation::Answer;
use super::streaming::{Source, StreamError};

/// A stream of events whose data is `T`.
#[derive(Debug)]
pub struct Events<T>(PhantomData<T>);

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The id of the last event that had one: what `Last-Event-ID` takes to go on from here.
    pub id: Option<String>,
    /// Its name; `message`, unless the service gives one.
    pub event: String,
    /// Its data.
    pub data: T,
}

/// Events as they come. The stream ends when the service ends it (or sends `[DONE]`, as some do), or with an error of the connection; an
/// event that cannot be decoded is an error of its own, and more may follow. If the connection breaks after an event that had an id,
/// and the call may be repeated, it is sent again with `Last-Event-ID`, after the time that the service asks for (`retry`), else three
/// seconds; as many times in a row as the call's retry policy has attempts.
pub struct EventStream<T>(BoxStream<'static, Result<Event<T>, StreamError>>);

impl<T: Empty + Send + Sync + 'static> Decode for Events<T> {
    type Value = EventStream<T>;
    const STREAMS: bool = true;

    fn decode(_answer: &Answer, body: bytes::Bytes) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(Source::whole(body)))
    }

    fn stream(source: Source) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(source))
    }
}

/// Where the reading of events stands.
struct Reading {
    source: Source,
    parser: Parser,
    /// Events that are parsed and not given yet.
    ready: std::vec::IntoIter<Raw>,
    /// How many times in a row the connection broke without an event between.
    breaks: u32,
    over: bool,
}

impl<T: Empty + Send + 'static> EventStream<T> {
    pub(crate) fn new(source: Source) -> Self {
        let reading = Reading {
            source,
            parser: Parser::default(),
            ready: Vec::new().into_iter(),
            breaks: 0,
            over: false,
        };
        let events = stream::unfold(reading, |mut reading| async move {
            let event = reading.next().await?;
            Some((event.and_then(decode), reading))
        });
        Self(events.boxed())
    }
}

fn decode<T: Empty>(raw: Raw) -> Result<Event<T>, StreamError> {
    let data = super::streaming::item(&raw.data)?;
    Ok(Event { id: raw.id, event: raw.event, data })
}

impl Reading {
    async fn next(&mut self) -> Option<Result<Raw, StreamError>> {
        loop {
            if let Some(event) = self.ready.next() {
                self.breaks = 0;
                self.over |= event.data == "[DONE]";
                return (!self.over).then_some(Ok(event));
            }
            if self.over {
                return None;
            }
            match self.source.next().await {
                Some(Ok(piece)) => self.ready = self.parser.push(&piece).into_iter(),
                Some(Err(error)) => {
                    if let Err(error) = self.resume(error).await {
                        self.over = true;
                        return Some(Err(error));
                    }
                }
                None => self.over = true,
            }
            if self.parser.held() > self.source.limit() {
                self.over = true;
                return Some(Err(StreamError::TooLarge(self.source.limit())));
            }
        }
    }

    /// Sends the call again, from the last event on.
    async fn resume(&mut self, error: StreamError) -> Result<(), StreamError> {
        let Some(id) = self.parser.id.clone() else { return Err(error) };
        self.breaks += 1;
        if !self.source.may_resume(self.breaks) {
            return Err(error);
        }
        sleep(self.parser.retry.unwrap_or(DEFAULT_RETRY)).await;
        self.source.resume(&id).await?;
        self.parser = Parser { id: Some(id), retry: self.parser.retry, ..Parser::default() };
        Ok(())
    }
}

const DEFAULT_RETRY: Duration = Duration::from_secs(3);

/// An event before its data is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) id: Option<String>,
    pub(crate) event: String,
    pub(crate) data: String,
}

/// Reads events from pieces of text that may be cut anywhere.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    began: bool,
    after_return: bool,
    event: String,
    data: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

impl Parser {
    /// The events that end in this piece.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Vec<Raw> {
        let mut events = Vec::new();
        for &byte in piece {
            let follows_return = mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if follows_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                byte => self.line.push(byte),
            }
        }
        events
    }

    /// How many bytes are held of an event that is not complete.
    pub(crate) fn held(&self) -> u64 {
        let data = self.data.as_ref().map_or(0, String::len);
        u64::try_from(self.line.len() + data).unwrap_or(u64::MAX)
    }

    fn end_line(&mut self) -> Option<Raw> {
        let line = mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let first = !mem::replace(&mut self.began, true);
        let line = if first { line.strip_prefix('\u{FEFF}').unwrap_or(&line) } else { &line };
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => data.extend(["\n", value]),
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        None
    }

    /// An event without data is none.
    fn end_event(&mut self) -> Option<Raw> {
        let event = mem::take(&mut self.event);
        let event = if event.is_empty() { "message".to_owned() } else { event };
        self.data.take().map(|data| Raw { id: self.id.clone(), event, data })
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}
