//! The text of a value that is read before it is known what it is.
//!
//! In: a deserializer of `serde_json`. Out: the JSON of its value, borrowed where all that is read is at hand as a text, and else copied.
//! Deliberately absent: what the value is.

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde_json::de::{SliceRead, StrRead};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Reads the JSON of any value.
pub(crate) fn json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, RawValue>, D::Error> {
    if lends::<D>() {
        <&RawValue>::deserialize(deserializer).map(Cow::Borrowed)
    } else {
        Box::<RawValue>::deserialize(deserializer).map(Cow::Owned)
    }
}

/// Whether a deserializer reads what is at hand, so that what it reads can be borrowed. One that reads a stream cannot say so before it has read,
/// and what it has read is gone.
#[inline]
fn lends<D>() -> bool {
    let deserializer = typeid::of::<D>();
    deserializer == typeid::of::<&mut serde_json::Deserializer<StrRead<'_>>>()
        || deserializer == typeid::of::<&mut serde_json::Deserializer<SliceRead<'_>>>()
}

/// Reads the JSON of the value of an entry.
pub(crate) struct Json;

impl<'de> DeserializeSeed<'de> for Json {
    type Value = Cow<'de, RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        json(deserializer)
    }
}
