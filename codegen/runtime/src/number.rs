//! Numbers that keep their digits, and numbers as texts.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;
use std::{fmt, str::FromStr};

use super::formatted::Formatted;
use super::model::Empty;

/// A whole number of 64 bits as text, kept exactly as it came.
pub type Int64Text = Formatted<i64>;
/// A whole number of 64 bits without sign as text, kept exactly as it came.
pub type UInt64Text = Formatted<u64>;
/// A decimal number as text, kept exactly as it came.
pub type DecimalText = Formatted<Decimal>;

/// A decimal number with all its digits, as they came: `0.10` stays `0.10`.
///
/// A number that arrives as text is taken too, and goes back out as text. Comparison is by digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.trim_matches('"')
    }

    /// The value as a number of another type: `f64`, or that of a crate for decimal numbers.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.as_str().parse()
    }
}

/// Why a text is no [`Decimal`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDecimal(String);

impl fmt::Display for NotDecimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is no decimal number", self.0)
    }
}

impl std::error::Error for NotDecimal {}

/// Takes what JSON takes for a number.
impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let is_number = text.ends_with(|last: char| last.is_ascii_digit())
            && text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            && serde_json::from_str::<&RawValue>(text).is_ok();
        if is_number { Ok(Self(text.to_owned())) } else { Err(NotDecimal(text.to_owned())) }
    }
}

/// Implements `From` for types that are written as decimal numbers.
macro_rules! from_integers {
    ($($ty:ty),*) => {
        $(impl From<$ty> for Decimal {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        })*
    };
}
from_integers!(i32, i64, u32, u64);

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Empty for Decimal {
    fn empty() -> Self {
        Self("0".to_owned())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        if json.get().starts_with(['"', '-']) || json.get().starts_with(|first: char| first.is_ascii_digit())
        {
            Ok(Self(json.get().to_owned()))
        } else {
            Err(D::Error::custom(format_args!("invalid type: {}, expected a number", json.get())))
        }
    }
}
