//! What an object is: a small trait that each model implements, by a table of its fields.
//!
//! In: the table. Out: serde's traits, by the one reader of `object` and the one writer of `fields`, and `Clone`, `Debug` and `PartialEq`; for
//! what is only ever sent, no more than it takes to write it. Deliberately absent: derives, and `?` for each field. A table that is read by
//! shared code costs a fraction of what is derived for each type to compile, and is as fast.

use serde::de::{DeserializeOwned, DeserializeSeed as _, Deserializer, Error};
use std::collections::BTreeMap;

use super::deviation;
use super::fields::Fields;
use super::inner::Buffered;
use super::object::{ModelVisitor, ReadObject};
use super::tolerant::Place;

/// An object with any keys and one kind of value.
pub type Map<V> = BTreeMap<String, V>;

/// A value that stands for "nothing was said": what a required property, or a member of a list or map, holds if the service sends null
/// for it and the description does not foresee that. A member keeps its place that way.
///
/// Whatever is read can be sent to other threads. That is said here, so that it is proven once, where a type is defined, and not over and
/// over through all that it holds, where it is used.
pub trait Empty: DeserializeOwned + Send + Sync + 'static {
    /// Whether it is a text, whatever that says.
    const IS_TEXT: bool = false;

    /// The empty value: an empty text, list or map, zero, `false`.
    fn empty() -> Self;

    /// Reads a value that is not null itself, whatever nulls are in it, into an empty one: what is read in its place is not moved there, level
    /// by level.
    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        *self = Self::deserialize(deserializer)?;
        Ok(())
    }

    /// Reads what was buffered into an empty value.
    #[inline]
    fn read_buffered(&mut self, value: Buffered<'_>) -> serde_json::Result<()> {
        read_json(self, &value.json())
    }

    /// Reads a null into an empty value: it stays empty where that is borne, unless the type has a value for null.
    fn read_null<E: Error>(&mut self) -> Result<(), E> {
        deviation::bear()
    }

    /// Whether it stands for something that is not there at all.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The empty value of a type.
#[inline]
pub fn empty<T: Empty>() -> T {
    T::empty()
}

/// Reads a text of JSON into an empty value, whatever it is.
#[inline]
fn read_json<T: Empty>(value: &mut T, json: &str) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Place(value).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// The same for a value that can be made of any text.
#[inline]
pub(crate) fn read_plain<T: Empty>(
    value: &mut T,
    buffered: Buffered<'_>,
    of_text: impl FnOnce(&str) -> serde_json::Result<T>,
) -> serde_json::Result<()> {
    match buffered.text() {
        Some(text) => *value = of_text(text)?,
        None => read_json(value, &buffered.json())?,
    }
    Ok(())
}

/// A property of an object: its name on the wire, and whether it must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What becomes of an object without it.
    pub missing: Missing,
}

/// What becomes of an object without a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is as described.
    Foreseen,
    /// It is not as described, and read all the same: a null says no less.
    Borne,
    /// It cannot be read.
    Refused,
}

impl Field {
    /// A property that must be there.
    pub const fn required(name: &'static str) -> Self {
        Self { name, missing: Missing::Refused }
    }

    /// A property that must be there, and may be null.
    pub const fn present(name: &'static str) -> Self {
        Self { name, missing: Missing::Borne }
    }

    /// A property that may be missing.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, missing: Missing::Foreseen }
    }

    /// A property that may be missing, or any value.
    pub const fn anything(name: &'static str) -> Self {
        Self { name, missing: Missing::Foreseen }
    }

    /// A property that may be missing, and may be null.
    pub const fn nullable(name: &'static str) -> Self {
        Self { name, missing: Missing::Foreseen }
    }
}

/// The index of a property that is not declared.
pub const UNDECLARED: usize = usize::MAX;

/// A struct that is read from an object on the wire.
pub trait Model: Empty + Fields {
    /// Its properties, in order.
    const FIELDS: &'static [Field];
    /// Whether the description forbids what [`Model::FIELDS`] does not name. It is kept all the same.
    const FORBIDS_OTHERS: bool = false;

    /// Reads the value of the property of this index into its field; [`UNDECLARED`] is the index of one that has none.
    fn read<'de, O: ReadObject<'de>>(&mut self, field: usize, object: &mut O) -> Result<(), O::Error>;

    /// Reads a whole object: what `Deserialize` does for a model. A null is the empty object.
    fn deserialize_model<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut model = Self::empty();
        Place(&mut model).deserialize(deserializer)?;
        Ok(model)
    }

    /// Reads an object that is not null itself into an empty model.
    fn read_model<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(ModelVisitor(self))
    }
}

/// The name of a parameter or property on the wire: that of its setter or field, unless it has another there.
#[macro_export]
macro_rules! wire {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $wire:literal) => {
        $wire
    };
}

/// Gives a struct `Clone`, `Debug`, `PartialEq` and serde's traits, and makes it a [`Model`], by a table of its fields: the index, `required`,
/// `present` (there, and may be null), `optional`, `anything` or `nullable` (or missing), the field, and its name on the wire where that is
/// another. What stands behind `..` is the field for properties that are not declared, and may be `forbidden`. A struct that is only ever
/// `sent` can be read if the feature for that is on.
#[macro_export]
macro_rules! model {
    (sent $model:ident { $($table:tt)* }) => {
        $crate::model::model! { @written $model { $($table)* } }
        #[cfg(feature = "deserialize-requests")]
        $crate::model::model! { @read $model { $($table)* } }
    };
    ($model:ident { $($table:tt)* }) => {
        $crate::model::model! { @written $model { $($table)* } }
        $crate::model::model! { @read $model { $($table)* } }
    };
    (@written $model:ident { $($index:literal: $presence:ident $field:ident $(= $wire:literal)?,)* ..$unknown:ident $($forbidden:ident)? }) => {
        impl Clone for $model {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    $($field: $crate::fields::copy(&self.$field),)*
                    $unknown: $crate::fields::copy(&self.$unknown),
                }
            }
        }

        impl PartialEq for $model {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::fields::equal(self, other)
            }
        }

        impl std::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::fields::debug(self, formatter)
            }
        }

        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::fields::serialize(self, serializer)
            }
        }

        impl $crate::fields::Fields for $model {
            const NAMES: &'static str = stringify!($model $($field)* $unknown);

            fn visit<V: $crate::fields::FieldVisitor>(&self, other: &Self, visitor: V) -> V {
                visitor
                    $(.$presence($crate::model::wire!($field $($wire)?), &self.$field, &other.$field))*
                    .undeclared(&self.$unknown, &other.$unknown)
            }
        }
    };
    (@read $model:ident { $($index:literal: $presence:ident $field:ident $(= $wire:literal)?,)* ..$unknown:ident $($forbidden:ident)? }) => {
        impl $crate::model::Empty for $model {
            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: $crate::model::empty(),)*
                    $unknown: $crate::model::empty(),
                }
            }

            fn read_value<'de, D: serde::Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
                $crate::model::Model::read_model(self, deserializer)
            }
        }

        impl $crate::model::Model for $model {
            const FIELDS: &'static [$crate::model::Field] =
                &[$($crate::model::Field::$presence($crate::model::wire!($field $($wire)?))),*];
            $(const FORBIDS_OTHERS: bool = stringify!($forbidden).len() > 0;)?

            fn read<'de, O: $crate::object::ReadObject<'de>>(
                &mut self,
                field: usize,
                object: &mut O,
            ) -> Result<(), O::Error> {
                match field {
                    $($index => object.$presence(&mut self.$field),)*
                    _ => object.undeclared(&mut self.$unknown),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::Model::deserialize_model(deserializer)
            }
        }
    };
}
pub use {model, wire};
