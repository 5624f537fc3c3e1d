//! Open enumerations: values that the description names, and room for those that it does not.

use serde::de::{Deserializer, Error, Visitor};
use std::{borrow::Cow, fmt};

use super::deviation;
use super::fields::Names;
use super::inner::Buffered;
use super::model::{self, Empty};

/// An enumeration of texts.
pub trait StringEnum: Clone + 'static {
    /// The values that the description names.
    const KNOWN: &'static [(&'static str, Self)];

    /// Keeps a value that it does not name.
    fn unknown(value: String) -> Self;

    /// The value that the description names so.
    fn known(text: &str) -> Option<Self> {
        for (name, value) in Self::KNOWN {
            if *name == text {
                return Some(value.clone());
            }
        }
        None
    }

    /// The enumeration's value for a text.
    fn from_text(text: Cow<'_, str>) -> Self {
        Self::known(&text).unwrap_or_else(|| Self::unknown(text.into_owned()))
    }

    /// The enumeration's value for a text that is read.
    fn read_text<E: Error>(text: Cow<'_, str>) -> Result<Self, E> {
        match Self::known(&text) {
            Some(value) => Ok(value),
            None => deviation::bear().map(|()| Self::unknown(text.into_owned())),
        }
    }

    /// Reads a text: what `Deserialize` does for an enumeration of texts.
    fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read_text(deserializer.deserialize_any(TextVisitor)?)
    }

    /// Reads what was buffered into an empty value.
    #[inline]
    fn read_plain(&mut self, buffered: Buffered<'_>) -> serde_json::Result<()>
    where
        Self: Empty,
    {
        model::read_plain(self, buffered, |text| Self::read_text(text.into()))
    }
}

/// An enumeration of whole numbers.
pub trait IntegerEnum: Clone + 'static {
    /// The values that the description names.
    const KNOWN: &'static [(i64, Self)];

    /// Keeps a value that it does not name.
    fn unknown(value: i64) -> Self;

    /// The value that the description names so.
    fn known(number: i64) -> Option<Self> {
        for (known, value) in Self::KNOWN {
            if *known == number {
                return Some(value.clone());
            }
        }
        None
    }

    /// The enumeration's value for a number.
    fn from_number(number: i64) -> Self {
        Self::known(number).unwrap_or_else(|| Self::unknown(number))
    }

    /// Reads a number: what `Deserialize` does for an enumeration of numbers.
    fn deserialize_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = super::integer::read(deserializer)?;
        match Self::known(number) {
            Some(value) => Ok(value),
            None => deviation::bear().map(|()| Self::unknown(number)),
        }
    }
}

/// Shows an enumeration of texts as a derived `Debug` does, by the names of its variants: first that for values without a name, then the others.
pub fn debug_text<E: StringEnum>(
    value: &str,
    names: &'static str,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let known = E::KNOWN.iter().position(|(known, _)| *known == value);
    debug(known, names, &value, formatter)
}

/// The same of an enumeration of whole numbers.
pub fn debug_number<E: IntegerEnum>(
    value: i64,
    names: &'static str,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let known = E::KNOWN.iter().position(|(known, _)| *known == value);
    debug(known, names, &value, formatter)
}

fn debug(
    known: Option<usize>,
    names: &'static str,
    value: &dyn fmt::Debug,
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut names = Names::of(names);
    let unknown = names.next();
    match known {
        Some(known) => formatter.write_str(names.nth(known)),
        None => formatter.debug_tuple(unknown).field(value).finish(),
    }
}

/// Gives an enumeration `Clone`, `Debug`, `Eq` and `Hash`, by the method for its value on the wire, and what shows it by the names of its variants.
#[macro_export]
macro_rules! by_value {
    ($name:ident is $value:ident shown by $debug:ident { $($variant:ident,)* ..$unknown:ident }) => {
        impl Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant => Self::$variant,)*
                    Self::$unknown(value) => Self::$unknown(Clone::clone(value)),
                }
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
                self.$value().hash(hasher);
            }
        }

        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::enumeration::$debug::<Self>(self.$value(), stringify!($unknown $($variant)*), formatter)
            }
        }
    };
}
pub use by_value;

/// Makes an enumeration that is a [`StringEnum`], with conversions, `Clone`, `Debug`, `Eq`, `Hash` and serde's traits, by a table of its values.
/// What stands behind `..` is the variant for values that are not named. Two values are equal if they are the same text. An enumeration that is
/// only ever `sent` can be read if the feature for that is on.
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* sent $name:ident $table:tt) => {
        $crate::enumeration::string_enum! { @written $(#[$attribute])* $name $table }
        #[cfg(feature = "deserialize-requests")]
        $crate::enumeration::string_enum! { @read $name $table }
    };
    ($(#[$attribute:meta])* $name:ident $table:tt) => {
        $crate::enumeration::string_enum! { @written $(#[$attribute])* $name $table }
        $crate::enumeration::string_enum! { @read $name $table }
    };
    (@written $(#[$attribute:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident = $text:literal,)* ..$unknown:ident
    }) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = concat!("\n\nThe value `` ", stringify!($text), " ``.")]
                $variant,
            )*
            /// A value that the description does not name: it is kept, and goes back out unchanged.
            $unknown(String),
        }

        impl $crate::enumeration::StringEnum for $name {
            const KNOWN: &'static [(&'static str, Self)] = &[$(($text, Self::$variant)),*];

            #[inline]
            fn unknown(value: String) -> Self {
                Self::$unknown(value)
            }
        }

        impl $name {
            /// The value as it stands on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(value) => value,
                }
            }
        }

        $crate::enumeration::by_value! { $name is as_str shown by debug_text { $($variant,)* ..$unknown } }

        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                <Self as $crate::enumeration::StringEnum>::from_text(value.into())
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                <Self as $crate::enumeration::StringEnum>::from_text(value.into())
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
    (@read $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)* ..$unknown:ident }) => {
        impl $crate::model::Empty for $name {
            const IS_TEXT: bool = true;

            #[inline]
            fn empty() -> Self {
                Self::$unknown(String::new())
            }

            #[inline]
            fn read_buffered(&mut self, value: $crate::inner::Buffered<'_>) -> serde_json::Result<()> {
                $crate::enumeration::StringEnum::read_plain(self, value)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Self as $crate::enumeration::StringEnum>::deserialize_text(deserializer)
            }
        }
    };
}
pub use string_enum;

/// Makes an enumeration that is an [`IntegerEnum`], in the same way, by a table of its values.
#[macro_export]
macro_rules! integer_enum {
    ($(#[$attribute:meta])* sent $name:ident $table:tt) => {
        $crate::enumeration::integer_enum! { @written $(#[$attribute])* $name $table }
        #[cfg(feature = "deserialize-requests")]
        $crate::enumeration::integer_enum! { @read $name $table }
    };
    ($(#[$attribute:meta])* $name:ident $table:tt) => {
        $crate::enumeration::integer_enum! { @written $(#[$attribute])* $name $table }
        $crate::enumeration::integer_enum! { @read $name $table }
    };
    (@written $(#[$attribute:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident = $number:literal,)* ..$unknown:ident
    }) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$about])*
                #[doc = concat!("\n\nThe value `` ", stringify!($number), " ``.")]
                $variant,
            )*
            /// A value that the description does not name: it is kept, and goes back out unchanged.
            $unknown(i64),
        }

        impl $crate::enumeration::IntegerEnum for $name {
            const KNOWN: &'static [(i64, Self)] = &[$(($number, Self::$variant)),*];

            #[inline]
            fn unknown(value: i64) -> Self {
                Self::$unknown(value)
            }
        }

        impl $name {
            /// The value as it stands on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::$unknown(value) => *value,
                }
            }
        }

        $crate::enumeration::by_value! { $name is value shown by debug_number { $($variant,)* ..$unknown } }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                <Self as $crate::enumeration::IntegerEnum>::from_number(value)
            }
        }

        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.value().fmt(formatter)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }
    };
    (@read $name:ident { $($(#[$about:meta])* $variant:ident = $number:literal,)* ..$unknown:ident }) => {
        impl $crate::model::Empty for $name {
            #[inline]
            fn empty() -> Self {
                <Self as $crate::enumeration::IntegerEnum>::from_number(0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Self as $crate::enumeration::IntegerEnum>::deserialize_number(deserializer)
            }
        }
    };
}
pub use integer_enum;

struct TextVisitor;

/// Borrowed where the format allows it, so that a known value costs no allocation.
impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}
