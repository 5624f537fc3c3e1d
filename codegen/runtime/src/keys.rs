//! The keys of an object that stands in a text, read without its values.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::{borrow::Cow, fmt};

use super::model::Field;

/// The keys of an object, in order.
#[derive(Debug, Default)]
pub(crate) struct Keys<'a>(Vec<Key<'a>>);

/// The keys of the object in a text; none, if it is no object.
pub(crate) fn of(json: &str) -> Keys<'_> {
    serde_json::from_str(json).unwrap_or_default()
}

impl Keys<'_> {
    /// Whether this is one of them.
    pub(crate) fn contain(&self, name: &str) -> bool {
        self.0.iter().any(|key| key.0 == name)
    }

    /// How many of them are none of these properties.
    pub(crate) fn not_among(&self, fields: &[Field]) -> usize {
        self.0.iter().filter(|key| fields.iter().all(|field| field.name != key.0)).count()
    }
}

impl<'de> Deserialize<'de> for Keys<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keys<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Keys<'de>, A::Error> {
        let mut keys = Vec::new();
        while let Some((key, IgnoredAny)) = entries.next_entry()? {
            keys.push(key);
        }
        Ok(Keys(keys))
    }
}

/// A key, borrowed from the text where it has no escapes in it.
#[derive(Debug)]
pub(crate) struct Key<'a>(pub(crate) Cow<'a, str>);

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
