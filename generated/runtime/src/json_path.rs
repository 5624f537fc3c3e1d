//! Where in a JSON text a parser stopped.
//!
//! In: the text and a line and column, as `serde_json` reports them. Out: a JSON path (RFC 9535). It is worked out only when
//! decoding has failed, so that the decoders of models carry no bookkeeping and are compiled once.

use std::fmt::Write as _;

/// The path to the value around a place of a JSON text, such as `$.data[3].id`. Lines and columns count from 1.
pub fn at(json: &[u8], line: usize, column: usize) -> String {
    at_offset(json, offset(json, line, column))
}

/// The path to the value around a byte of a JSON text.
pub fn at_offset(json: &[u8], end: usize) -> String {
    let mut walk = Walk::default();
    let mut rest = json.get(..end).unwrap_or(json);
    while let Some((&first, tail)) = rest.split_first() {
        rest = if first == b'"' {
            walk.text(tail)
        } else {
            walk.punctuation(first);
            tail
        };
    }
    walk.path()
}

fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let (mut start, mut present) = (0, 1);
    for (index, byte) in json.iter().enumerate() {
        if present >= line {
            break;
        }
        if *byte == b'\n' {
            (start, present) = (index + 1, present + 1);
        }
    }
    (start + column).min(json.len())
}

/// The containers that are open at a place.
#[derive(Default)]
struct Walk {
    open: Vec<Container>,
    last: String,
}

enum Container {
    Array(usize),
    /// The present key, and whether its value has begun.
    Object(String, bool),
}

impl Walk {
    /// Passes over a text; gives back what follows it.
    fn text<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let mut escaped = false;
        let end = rest.iter().position(|&byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        let (text, rest) = match end {
            Some(end) => (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default()),
            None => (rest, &[][..]),
        };
        self.last = String::from_utf8_lossy(text).into_owned();
        rest
    }

    fn punctuation(&mut self, byte: u8) {
        match byte {
            b'[' => self.open.push(Container::Array(0)),
            b'{' => self.open.push(Container::Object(String::new(), false)),
            b']' | b'}' => {
                self.open.pop();
            }
            b',' => self.next(),
            b':' => self.key(),
            _ => {}
        }
    }

    fn next(&mut self) {
        match self.open.last_mut() {
            Some(Container::Array(index)) => *index += 1,
            Some(Container::Object(_, inside)) => *inside = false,
            None => {}
        }
    }

    fn key(&mut self) {
        let name = std::mem::take(&mut self.last);
        if let Some(Container::Object(key, inside)) = self.open.last_mut() {
            *key = name;
            *inside = true;
        }
    }

    fn path(&self) -> String {
        let mut path = String::from("$");
        for container in &self.open {
            match container {
                Container::Array(index) => _ = write!(path, "[{index}]"),
                Container::Object(key, true) if is_plain(key) => _ = write!(path, ".{key}"),
                Container::Object(key, true) => _ = write!(path, "['{key}']"),
                Container::Object(_, false) => {}
            }
        }
        path
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|char| char.is_alphanumeric() || char == '_')
}
