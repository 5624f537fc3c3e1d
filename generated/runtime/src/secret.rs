//! Texts that are not to be seen.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;

use super::model::Empty;

/// A password, key or token: it goes out on the wire, and is never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Empty for Secret {
    const IS_TEXT: bool = true;

    fn empty() -> Self {
        Self(String::new())
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

/// Takes texts. What is wrong with anything else is told without the value: a secret that came as a number is one all the same.
struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, _value: bool) -> Result<Secret, E> {
        Err(no_text())
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<Secret, E> {
        Err(no_text())
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<Secret, E> {
        Err(no_text())
    }

    fn visit_f64<E: Error>(self, _value: f64) -> Result<Secret, E> {
        Err(no_text())
    }
}

fn no_text<E: Error>() -> E {
    E::custom("invalid type: expected a text")
}

/// Whether a header of this name, in small letters, holds a secret, as far as names tell.
pub(crate) fn is_named(header: &str) -> bool {
    const WORDS: [&str; 10] = [
        "authorization",
        "api-key",
        "apikey",
        "api_key",
        "app-key",
        "cookie",
        "credential",
        "password",
        "secret",
        "token",
    ];
    WORDS.iter().any(|word| header.contains(word))
}
