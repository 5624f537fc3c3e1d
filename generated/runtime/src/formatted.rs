//! Texts that should hold something more exact: a time, a UUID, an address.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{cmp::Ordering, fmt, hash::Hash, hash::Hasher, marker::PhantomData, str::FromStr};

use super::model::Empty;

/// A text in the format of `T`, kept exactly as it came.
///
/// Reading never fails on a value that is not in the format, and writing gives back the same bytes: one odd timestamp in a
/// list costs nobody the list. [`Formatted::parse`] gives the value. Comparison is by text.
pub struct Formatted<T> {
    text: String,
    format: PhantomData<fn() -> T>,
}

impl<T> Formatted<T> {
    /// Takes a text as it is, in the format or not.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), format: PhantomData }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value that the text holds, or how it departs from the format.
    pub fn parse(&self) -> Result<T, T::Err>
    where
        T: FromStr,
    {
        self.text.parse()
    }
}

impl<T: fmt::Display> From<T> for Formatted<T> {
    fn from(value: T) -> Self {
        Self::from_text(value.to_string())
    }
}

impl<T> From<&Self> for Formatted<T> {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

/// Refuses a text that is not in the format.
impl<T: FromStr> FromStr for Formatted<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse::<T>().map(|_| Self::from_text(text))
    }
}

impl<T> Clone for Formatted<T> {
    fn clone(&self) -> Self {
        Self::from_text(self.text.clone())
    }
}

impl<T> PartialEq for Formatted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Formatted<T> {}

impl<T> PartialOrd for Formatted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Formatted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Formatted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> AsRef<str> for Formatted<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Display for Formatted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl<T> fmt::Debug for Formatted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, formatter)
    }
}

impl<T: 'static> Empty for Formatted<T> {
    const IS_TEXT: bool = true;

    fn empty() -> Self {
        Self::from_text(String::new())
    }
}

impl<T> Serialize for Formatted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Formatted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from_text)
    }
}
