//! The keys of an object that stands in a text, read without its values.
//!
//! In: a text. Out: the keys of the object in it. Deliberately absent: whether the text is JSON. Of one that is not, some keys are found, or
//! none, and whoever reads it afterwards says what is wrong.

use serde::de::{Deserialize, Deserializer, Visitor};
use std::{borrow::Cow, fmt};

use super::model::Field;

/// The keys of an object, in order.
#[derive(Debug, Default)]
pub(crate) struct Keys<'a>(Vec<Key<'a>>);

/// The keys of the object in a text; none, if it is no object.
pub(crate) fn of(json: &str) -> Keys<'_> {
    Keys(each(json).collect())
}

/// The keys of the object in a text, one by one.
pub(crate) fn each(json: &str) -> Each<'_> {
    let object = if json.trim_ascii_start().starts_with('{') { json } else { "" };
    Each { object, at: 0, depth: 0, is_key: false }
}

/// Walks over the text of an object.
#[derive(Debug)]
pub(crate) struct Each<'a> {
    object: &'a str,
    at: usize,
    /// How many objects and lists are open.
    depth: usize,
    /// Whether the next text is a key of the outermost object.
    is_key: bool,
}

impl<'a> Iterator for Each<'a> {
    type Item = Key<'a>;

    fn next(&mut self) -> Option<Key<'a>> {
        while let Some(byte) = self.object.as_bytes().get(self.at) {
            self.at += 1;
            match byte {
                b'"' => {
                    let start = self.at;
                    let (end, is_escaped) = end_of_text(self.object.as_bytes(), start)?;
                    self.at = end + 1;
                    if std::mem::take(&mut self.is_key) {
                        return self.object.get(start..end).map(|text| Key::of(text, is_escaped));
                    }
                }
                b'{' | b'[' => (self.depth, self.is_key) = (self.depth + 1, self.depth == 0),
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                b',' => self.is_key = self.depth == 1,
                _ => {}
            }
        }
        None
    }
}

/// Where the quotation mark is that closes a text, and whether there are escapes before it.
fn end_of_text(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut at, mut is_escaped) = (start, false);
    loop {
        match bytes.get(at)? {
            b'"' => return Some((at, is_escaped)),
            b'\\' => (at, is_escaped) = (at + 2, true),
            _ => at += 1,
        }
    }
}

impl Keys<'_> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether this is one of them.
    pub(crate) fn contain(&self, name: &str) -> bool {
        self.0.iter().any(|key| key.0 == name)
    }

    /// How many of them are none of these properties.
    pub(crate) fn not_among(&self, fields: &[Field]) -> usize {
        self.0.iter().filter(|key| fields.iter().all(|field| field.name != key.0)).count()
    }
}

/// A key, borrowed from the text where it has no escapes in it.
#[derive(Debug)]
pub(crate) struct Key<'a>(pub(crate) Cow<'a, str>);

impl<'a> Key<'a> {
    /// The key that is written like this, between quotation marks.
    fn of(text: &'a str, is_escaped: bool) -> Self {
        if !is_escaped {
            return Self(Cow::Borrowed(text));
        }
        let key = serde_json::from_str(&format!("\"{text}\""));
        Self(Cow::Owned(key.unwrap_or_else(|_| text.to_owned())))
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor).map(Self)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
