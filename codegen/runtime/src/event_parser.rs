//! The text of events (the HTML standard, section 9.2.6).
//!
//! In: pieces of the text, cut anywhere. Out: events before their data is decoded. Deliberately absent: where the pieces come from.

use std::{mem, time::Duration};

/// An event before its data is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) id: Option<String>,
    pub(crate) event: String,
    pub(crate) data: String,
}

/// How many bytes are kept of lines that are no part of an event.
const MOST_OTHERS: usize = 64 * 1024;

/// Reads events from pieces of text that may be cut anywhere.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    began: bool,
    after_return: bool,
    event: String,
    data: Option<String>,
    /// The lines since the last event that are no part of any.
    pub(crate) others: String,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

impl Parser {
    /// Goes on after an event.
    pub(crate) fn after(id: String, retry: Option<Duration>) -> Self {
        Self { id: Some(id), retry, ..Self::default() }
    }

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

    /// The event that the text ends in, where the blank line after it is missing. An empty one is none.
    pub(crate) fn finish(&mut self) -> Option<Raw> {
        let ended = if self.line.is_empty() { None } else { self.end_line() };
        ended.or_else(|| self.end_event()).filter(|event| !event.data.is_empty())
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
            "" | "id" | "retry" => {}
            _ if self.others.len() < MOST_OTHERS => self.others.extend([line, "\n"]),
            _ => {}
        }
        None
    }

    /// An event without data is none.
    fn end_event(&mut self) -> Option<Raw> {
        let event = mem::take(&mut self.event);
        let event = if event.is_empty() { "message".to_owned() } else { event };
        let data = self.data.take()?;
        self.others.clear();
        Some(Raw { id: self.id.clone(), event, data })
    }
}
