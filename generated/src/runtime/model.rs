//! How objects are read and written: one visitor for all models, and a small trait that each model implements.
//!
//! In: JSON through any serde format. Out: a struct with one field for each property. Deliberately absent: derives. One
//! generic visitor costs a fraction of what a derived one per type costs to compile, and is as fast.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::{collections::BTreeMap, fmt, marker::PhantomData};

use super::nullable::Nullable;
use super::tolerant::Tolerant;

/// An object with any keys and one kind of value.
pub type Map<V> = BTreeMap<String, V>;

/// A value that stands for "nothing was said": what a required property, or a member of a list or map, holds if the service sends null
/// for it and the description does not foresee that. A member keeps its place that way.
///
/// Whatever is read can be sent to other threads. That is said here, so that it is proven once, where a type is defined, and not over and
/// over through all that it holds, where it is used.
pub trait Empty: DeserializeOwned + Send + Sync + 'static {
    /// The empty value: an empty text, list or map, zero, `false`.
    fn empty() -> Self;

    /// Reads a value that is not null itself, whatever nulls are in it.
    fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    /// What null is read as.
    fn null() -> Self {
        Self::empty()
    }

    /// Whether it stands for something that is not there at all.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A property of an object: its name on the wire, and whether it must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

impl Field {
    /// A property that must be there.
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true }
    }

    /// A property that may be missing.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false }
    }

    /// A property that may be missing, or any value.
    pub const fn anything(name: &'static str) -> Self {
        Self { name, required: false }
    }

    /// A property that may be missing, and may be null.
    pub const fn nullable(name: &'static str) -> Self {
        Self { name, required: false }
    }
}

/// A struct that is an object on the wire.
pub trait Model: Empty {
    /// Its name, for messages.
    const NAME: &'static str;
    /// Its properties, in order.
    const FIELDS: &'static [Field];
    /// Whether [`Model::read_unknown`] keeps what [`Model::FIELDS`] does not name.
    const KEEPS_UNKNOWN: bool = false;

    /// Reads the value of the property of this index into its field.
    fn read<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a property that is not declared.
    fn read_unknown<'de, A: MapAccess<'de>>(&mut self, _key: String, map: &mut A) -> Result<(), A::Error> {
        skip(map)
    }

    /// Writes the fields.
    fn write<S: SerializeMap>(&self, object: &mut ObjectWriter<S>) -> Result<(), S::Error>;

    /// Reads a whole object: what `Deserialize` does for a model.
    fn deserialize_model<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        Self: Sized,
    {
        // Not as a struct: that would refuse a null before the visitor sees it.
        deserializer.deserialize_any(ModelVisitor(PhantomData))
    }

    /// Writes a whole object: what `Serialize` does for a model.
    fn serialize_model<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = ObjectWriter(serializer.serialize_map(None)?);
        self.write(&mut object)?;
        object.0.end()
    }
}

/// Makes a struct a [`Model`], with serde's traits, by a table of its fields: the index, `required`, `optional` or `nullable`,
/// the field, and its name on the wire. What stands behind `..` is the field for properties that are not declared.
#[allow(unused_macros, reason = "a client without objects has no use for it")]
macro_rules! model {
    ($model:ident { $($index:literal: $presence:ident $field:ident = $wire:literal,)* $(..$unknown:ident)? }) => {
        impl $crate::runtime::model::Empty for $model {
            fn empty() -> Self {
                Self {
                    $($field: $crate::runtime::model::Empty::empty(),)*
                    $($unknown: $crate::runtime::model::Empty::empty(),)?
                }
            }
        }

        impl $crate::runtime::model::Model for $model {
            const NAME: &'static str = stringify!($model);
            const FIELDS: &'static [$crate::runtime::model::Field] =
                &[$($crate::runtime::model::Field::$presence($wire)),*];
            $(const KEEPS_UNKNOWN: bool = stringify!($unknown).len() > 0;)?

            fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
                match field {
                    $($index => self.$field = $crate::runtime::model::$presence(map)?,)*
                    _ => $crate::runtime::model::skip(map)?,
                }
                Ok(())
            }

            $(fn read_unknown<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                key: String,
                map: &mut A,
            ) -> Result<(), A::Error> {
                self.$unknown.insert(key, $crate::runtime::model::required(map)?);
                Ok(())
            })?

            fn write<S: serde::ser::SerializeMap>(
                &self,
                object: &mut $crate::runtime::model::ObjectWriter<S>,
            ) -> Result<(), S::Error> {
                $(object.$presence($wire, &self.$field)?;)*
                $(object.unknown(&self.$unknown)?;)?
                object.end()
            }
        }

        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::model::Model::serialize_model(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::model::Model::deserialize_model(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a client without objects has no use for it")]
pub(crate) use model;

/// Writes the fields of an object.
#[derive(Debug)]
pub struct ObjectWriter<S>(S);

impl<S: SerializeMap> ObjectWriter<S> {
    /// Writes a property that is always there.
    pub fn required<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_entry(name, value)
    }

    /// Writes a property unless it is `None`.
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), S::Error> {
        value.as_ref().map_or(Ok(()), |value| self.0.serialize_entry(name, value))
    }

    /// Writes a property of any value unless it is `None`.
    pub fn anything(&mut self, name: &'static str, value: &Option<Value>) -> Result<(), S::Error> {
        self.optional(name, value)
    }

    /// Writes a property unless it is absent; null is written as null.
    pub fn nullable<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Nullable<T>,
    ) -> Result<(), S::Error> {
        match value {
            Nullable::Absent => Ok(()),
            Nullable::Null => self.0.serialize_entry(name, &()),
            Nullable::Value(value) => self.0.serialize_entry(name, value),
        }
    }

    /// Nothing more is to be written.
    #[allow(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "a model without fields makes use of its writer"
    )]
    pub fn end(&mut self) -> Result<(), S::Error> {
        Ok(())
    }

    /// Writes the properties that are not declared.
    pub fn unknown<T: Serialize>(&mut self, values: &Map<T>) -> Result<(), S::Error> {
        values.iter().try_for_each(|(key, value)| self.0.serialize_entry(key, value))
    }
}

/// Reads the value of a required property: null, which the description does not foresee, is the empty value.
pub fn required<'de, T: Empty, A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
    Ok(map.next_value::<Tolerant<T>>()?.0)
}

/// Reads the value of an optional property: null is absence.
pub fn optional<'de, T: Empty, A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
    required(map)
}

/// Reads the value of an optional property that may be any value: null is one of them, and no absence.
pub fn anything<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Value>, A::Error> {
    map.next_value().map(Some)
}

/// Reads the value of a property for which null and absence are two things.
pub fn nullable<'de, T: Empty, A: MapAccess<'de>>(map: &mut A) -> Result<Nullable<T>, A::Error> {
    required::<Option<T>, A>(map).map(Nullable::from)
}

/// Passes over the value of a property.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

struct ModelVisitor<M>(PhantomData<M>);

impl<'de, M: Model> Visitor<'de> for ModelVisitor<M> {
    type Value = M;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object ({})", M::NAME)
    }

    fn visit_unit<E>(self) -> Result<M, E> {
        Ok(M::empty())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
        let mut model = M::empty();
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(key) =
            map.next_key_seed(KeySeed { fields: M::FIELDS, next, keep: M::KEEPS_UNKNOWN })?
        {
            match key {
                Key::Known(field) => {
                    next = field + 1;
                    seen.insert(field);
                    model.read(field, &mut map)?;
                }
                Key::Unknown(Some(key)) => model.read_unknown(key, &mut map)?,
                Key::Unknown(None) => skip(&mut map)?,
            }
        }
        seen.check(M::FIELDS).map_err(A::Error::missing_field)?;
        Ok(model)
    }
}

/// The properties that were there: one bit each.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    fn insert(&mut self, field: usize) {
        let bit = 1 << (field % 64);
        let Some(word) = (field / 64).checked_sub(1) else {
            self.first |= bit;
            return;
        };
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        if let Some(word) = self.rest.get_mut(word) {
            *word |= bit;
        }
    }

    fn contains(&self, field: usize) -> bool {
        let word = match (field / 64).checked_sub(1) {
            None => self.first,
            Some(word) => self.rest.get(word).copied().unwrap_or(0),
        };
        word & (1 << (field % 64)) != 0
    }

    /// The name of the first required field that is missing is the error.
    fn check(&self, fields: &'static [Field]) -> Result<(), &'static str> {
        let missing =
            fields.iter().enumerate().find(|(index, field)| field.required && !self.contains(*index));
        missing.map_or(Ok(()), |(_, field)| Err(field.name))
    }
}

/// A key of an object: the index of a field, or a name that is not declared (kept only where it is wanted).
enum Key {
    Known(usize),
    Unknown(Option<String>),
}

/// Finds a key among the fields. Objects mostly arrive in the order of their description, so that the search starts
/// behind the last hit.
struct KeySeed {
    fields: &'static [Field],
    next: usize,
    keep: bool,
}

impl KeySeed {
    fn position(&self, key: &str) -> Option<usize> {
        let start = self.next.min(self.fields.len());
        let (before, after) = self.fields.split_at_checked(start)?;
        let found = after.iter().position(|field| field.name == key).map(|index| index + start);
        found.or_else(|| before.iter().position(|field| field.name == key))
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(self.position(key).map_or_else(|| Key::Unknown(self.keep.then(|| key.to_owned())), Key::Known))
    }
}
