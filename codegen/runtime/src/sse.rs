//! Events that a service sends as they happen (`text/event-stream`, in the HTML standard, section 9.2).
//!
//! In: the body of an answer while it comes. Out: typed events. Where the connection breaks, the call is sent again from the last
//! event on, if it may be. Deliberately absent: what an event means.

use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::{fmt, marker::PhantomData, time::Duration};
use tokio::time::sleep;

use super::decode::{Decode, DecodeError};
use super::event_parser::{Parser, Raw};
use super::inner::Buffered;
use super::model::Empty;
use super::operation::Answer;
use super::streaming::{Source, StreamError};

/// A stream of events whose data is `T`.
#[derive(Debug)]
pub struct Events<T>(PhantomData<T>);

/// A stream of events each of which as a whole is a `T`: an object of its name (`event`), `data` and `id`.
#[derive(Debug)]
pub struct EventObjects<T>(PhantomData<T>);

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
/// event that cannot be decoded is an error of its own, and more may follow. Where the service ends it, the last event counts also without
/// the blank line that the standard asks for, and a text without any event is an error that keeps it. If the connection breaks after an event that had an id,
/// and the call may be repeated, it is sent again with `Last-Event-ID`, after the time that the service asks for (`retry`), else three
/// seconds; as many times in a row as the call's retry policy has attempts, and not where the service asks to wait longer than the policy
/// does.
pub struct EventStream<T>(BoxStream<'static, Result<Event<T>, StreamError>>);

impl<T: Empty> Decode for Events<T> {
    type Value = EventStream<T>;
    const STREAMS: bool = true;

    fn decode(_answer: &Answer, body: bytes::Bytes) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(Source::whole(body), decode))
    }

    fn refuses(media_type: &str) -> Option<DecodeError> {
        refuses(media_type)
    }

    fn stream(source: Source) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(source, decode))
    }
}

impl<T: Empty> Decode for EventObjects<T> {
    type Value = EventStream<T>;
    const STREAMS: bool = true;

    fn decode(_answer: &Answer, body: bytes::Bytes) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(Source::whole(body), decode_object))
    }

    fn refuses(media_type: &str) -> Option<DecodeError> {
        refuses(media_type)
    }

    fn stream(source: Source) -> Result<EventStream<T>, DecodeError> {
        Ok(EventStream::new(source, decode_object))
    }
}

/// JSON read as events would be a stream of none.
fn refuses(media_type: &str) -> Option<DecodeError> {
    media_type.ends_with("json").then(|| DecodeError::other_kind(media_type, "a stream of events"))
}

/// Where the reading of events stands.
struct Reading {
    source: Source,
    parser: Parser,
    /// Events that are parsed and not given yet.
    ready: std::vec::IntoIter<Raw>,
    /// How many times in a row the connection broke without an event between.
    breaks: u32,
    has_events: bool,
    over: bool,
}

impl<T: Empty> EventStream<T> {
    fn new(source: Source, decode: fn(Raw) -> Result<Event<T>, StreamError>) -> Self {
        let reading = Reading {
            source,
            parser: Parser::default(),
            ready: Vec::new().into_iter(),
            breaks: 0,
            has_events: false,
            over: false,
        };
        let events = stream::unfold((reading, decode), |(mut reading, decode)| async move {
            let event = reading.next().await?;
            Some((event.and_then(decode), (reading, decode)))
        });
        Self(events.boxed())
    }
}

/// An event whose data is the text that it is, where a text is wanted, and else JSON.
fn decode<T: Empty>(raw: Raw) -> Result<Event<T>, StreamError> {
    let mut data = T::empty();
    let is_read = T::IS_TEXT && data.read_buffered(Buffered::Text(&raw.data)).is_ok();
    let data = if is_read { data } else { super::streaming::item(&raw.data)? };
    Ok(Event { id: raw.id, event: raw.event, data })
}

/// An event that is an object, of which the data is a text, or JSON where that is what is wanted. Data that is an object or a list is hardly
/// meant as a text: it is tried as JSON first.
fn decode_object<T: Empty>(raw: Raw) -> Result<Event<T>, StreamError> {
    let object = |data: &str| {
        let id =
            raw.id.as_ref().map(|id| format!(r#","id":{}"#, Value::from(id.as_str()))).unwrap_or_default();
        format!(r#"{{"event":{},"data":{data}{id}}}"#, Value::from(raw.event.as_str()))
    };
    let as_text = || super::streaming::item(&object(&Value::from(raw.data.as_str()).to_string()));
    let is_json = serde_json::from_str::<IgnoredAny>(&raw.data).is_ok();
    let as_json = || super::streaming::item(&object(&raw.data));
    let data = match is_json {
        true if raw.data.trim_start().starts_with(['{', '[']) => {
            as_json().or_else(|error| as_text().map_err(|_| error))?
        }
        true => as_text().or_else(|error| as_json().map_err(|_| error))?,
        false => as_text()?,
    };
    Ok(Event { id: raw.id, event: raw.event, data })
}

impl Reading {
    async fn next(&mut self) -> Option<Result<Raw, StreamError>> {
        loop {
            if let Some(event) = self.ready.next() {
                return self.give(event);
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
                None => return self.finish(),
            }
            if self.parser.held() > self.source.limit() {
                self.over = true;
                return Some(Err(StreamError::TooLarge(self.source.limit())));
            }
        }
    }

    fn give(&mut self, event: Raw) -> Option<Result<Raw, StreamError>> {
        self.breaks = 0;
        self.has_events = true;
        self.over |= event.data == "[DONE]";
        (!self.over).then_some(Ok(event))
    }

    /// What is left at the end of the body: an event whose blank line is missing, or what is no stream of events at all.
    fn finish(&mut self) -> Option<Result<Raw, StreamError>> {
        if let Some(event) = self.parser.finish() {
            let event = self.give(event);
            self.over = true;
            return event;
        }
        self.over = true;
        let others = std::mem::take(&mut self.parser.others);
        let is_other = !self.has_events && !others.is_empty();
        is_other.then(|| Err(StreamError::other(others.trim_end(), "a stream of events")))
    }

    /// Sends the call again, from the last event on.
    async fn resume(&mut self, error: StreamError) -> Result<(), StreamError> {
        let Some(id) = self.parser.id.clone() else { return Err(error) };
        self.breaks += 1;
        let wait = self.parser.retry.unwrap_or(DEFAULT_RETRY);
        if !self.source.may_resume(self.breaks, wait) {
            return Err(error);
        }
        sleep(wait).await;
        self.source.resume(&id, refuses).await?;
        self.has_events = false;
        self.parser = Parser::after(id, self.parser.retry);
        Ok(())
    }
}

const DEFAULT_RETRY: Duration = Duration::from_secs(3);

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
