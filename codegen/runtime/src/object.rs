//! How objects are read: one reader for all models.
//!
//! In: the entries of an object, from any serde format, and the fields that a model says it has. Out: the model. Deliberately absent: what the
//! models are, and how they are written (see `fields`).

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Value, value::RawValue};
use std::{borrow::Cow, fmt};

use super::deviation;
use super::fields::Names;
use super::inner::{self, Buffered};
use super::model::{Empty, Field, Map, Missing, Model, UNDECLARED};
use super::nullable::Nullable;
use super::tolerant::Place;

/// Entries of an object that were read before it was known what it is. Mostly it is one, which takes no list.
#[derive(Debug, Default)]
pub(crate) struct Entries<'de> {
    pub(crate) first: Option<Entry<'de>>,
    pub(crate) others: Vec<Entry<'de>>,
}

/// The name of an entry, and its value.
pub(crate) type Entry<'de> = (Cow<'de, str>, Early<'de>);

/// The value of an entry that was read early.
#[derive(Debug)]
#[allow(dead_code, reason = "a client without tagged unions reads nothing early")]
pub(crate) enum Early<'de> {
    /// A text: what it says. Mostly it is borrowed.
    Text(Cow<'de, str>),
    /// Anything, as it came.
    Json(Cow<'de, RawValue>),
}

impl Early<'_> {
    fn buffered(&self) -> Buffered<'_> {
        match self {
            Self::Text(text) => Buffered::Text(text),
            Self::Json(json) => Buffered::Json(json.get()),
        }
    }
}

/// An object that is being read, as the table of a model reads it. It is a trait so that nothing in a table is known before a program uses it:
/// else the compiler would look for something to inline there, and for cycles through all that the model holds, whenever it compiles the library.
pub trait ReadObject<'de> {
    /// What can go wrong.
    type Error: serde::de::Error;

    /// Reads all of it into an empty model.
    fn model<M: Model>(&mut self, model: &mut M) -> Result<(), Self::Error>;

    /// Reads the value of a required property: null, which the description does not foresee, is the empty value.
    fn required<T: Empty>(&mut self, field: &mut T) -> Result<(), Self::Error>;

    /// Reads the value of a property that must be there, and may be null.
    fn present<T: Empty>(&mut self, field: &mut Option<T>) -> Result<(), Self::Error> {
        self.required(field)
    }

    /// Reads the value of an optional property: null is absence.
    fn optional<T: Empty>(&mut self, field: &mut Option<T>) -> Result<(), Self::Error>;

    /// Reads the value of an optional property that may be any value: null is one of them, and no absence.
    fn anything(&mut self, field: &mut Option<Value>) -> Result<(), Self::Error>;

    /// Reads the value of a property for which null and absence are two things.
    fn nullable<T: Empty>(&mut self, field: &mut Nullable<T>) -> Result<(), Self::Error>;

    /// Keeps a property that is not declared.
    fn undeclared<T: Empty>(&mut self, properties: &mut Map<T>) -> Result<(), Self::Error>;
}

/// An object that is being read: its entries come one by one.
#[derive(Debug)]
pub struct ObjectReader<'de, A> {
    rest: A,
    /// Entries that come before the rest, those after the first in reverse.
    early: Entries<'de>,
    /// The value of the entry at hand, where that is an early one.
    early_value: Option<Early<'de>>,
    /// The name of the entry at hand, where it is not declared.
    undeclared: String,
    /// Whether the entry at hand has come before.
    repeated: bool,
}

impl<'de, A: MapAccess<'de>> ObjectReader<'de, A> {
    /// An object of which nothing was read yet.
    pub(crate) fn new(entries: A) -> Self {
        Self::resumed(Entries::default(), entries)
    }

    /// An object of which these entries were read already.
    pub(crate) fn resumed(mut early: Entries<'de>, rest: A) -> Self {
        early.others.reverse();
        Self { rest, early, early_value: None, undeclared: String::new(), repeated: false }
    }

    /// The index of the next entry among the fields.
    fn next_field(&mut self, fields: &[Field], next: usize) -> Result<Option<usize>, A::Error> {
        let name = FieldName { fields, next, undeclared: &mut self.undeclared };
        let Some((key, value)) = self.early.first.take().or_else(|| self.early.others.pop()) else {
            return self.rest.next_key_seed(name);
        };
        self.early_value = Some(value);
        Ok(Some(name.index(&key)))
    }

    /// Reads the value of the entry at hand into a place; a null leaves it as it is.
    fn value<T: Empty>(&mut self, place: &mut T) -> Result<(), A::Error> {
        match self.early_value.take() {
            None => self.rest.next_value_seed(Place(place)),
            Some(early) => {
                let value = early.buffered();
                inner::read(place, value).map_err(|error| inner::error(&error, value))
            }
        }
    }
}

impl<'de, A: MapAccess<'de>> ReadObject<'de> for ObjectReader<'de, A> {
    type Error = A::Error;

    fn model<M: Model>(&mut self, model: &mut M) -> Result<(), A::Error> {
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(field) = self.next_field(M::FIELDS, next)? {
            if field != UNDECLARED {
                next = field + 1;
                self.repeated = !seen.insert(field);
            } else if M::FORBIDS_OTHERS {
                deviation::bear()?;
            }
            model.read(field, self)?;
        }
        seen.check(M::FIELDS)
    }

    fn required<T: Empty>(&mut self, field: &mut T) -> Result<(), A::Error> {
        // Of a property that comes twice, the last counts (RFC 8259, section 4, leaves it open).
        if self.repeated {
            *field = T::empty();
        }
        self.value(field)
    }

    fn optional<T: Empty>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        if self.repeated {
            *field = None;
        }
        self.value(field)?;
        if field.is_none() {
            deviation::pass_null();
        }
        Ok(())
    }

    fn anything(&mut self, field: &mut Option<Value>) -> Result<(), A::Error> {
        self.value(field.insert(Value::Null))
    }

    fn nullable<T: Empty>(&mut self, field: &mut Nullable<T>) -> Result<(), A::Error> {
        self.required(field)
    }

    fn undeclared<T: Empty>(&mut self, properties: &mut Map<T>) -> Result<(), A::Error> {
        let name = std::mem::take(&mut self.undeclared);
        let mut property = T::empty();
        self.value(&mut property)?;
        properties.insert(name, property);
        Ok(())
    }
}

/// Reads a model from the entries of an object, into an empty one.
pub struct ModelVisitor<'a, M>(pub(crate) &'a mut M);

impl<'de, M: Model> Visitor<'de> for ModelVisitor<'_, M> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(M::NAMES, formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        ObjectReader::new(entries).model(self.0)
    }
}

/// Apart, so that it is compiled once.
fn expecting(names: &'static str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "an object ({})", Names::of(names).next())
}

/// Finds a name among the fields. Objects mostly arrive in the order of their description, so that the search starts behind the last hit.
struct FieldName<'a> {
    fields: &'a [Field],
    next: usize,
    /// Where a name that is not declared is kept.
    undeclared: &'a mut String,
}

impl FieldName<'_> {
    #[inline]
    fn index(self, name: &str) -> usize {
        if self.fields.get(self.next).is_some_and(|field| field.name == name) {
            return self.next;
        }
        self.index_anywhere(name)
    }

    fn index_anywhere(self, name: &str) -> usize {
        if let Some(index) = self.fields.iter().position(|field| field.name == name) {
            return index;
        }
        name.clone_into(self.undeclared);
        UNDECLARED
    }
}

impl<'de> DeserializeSeed<'de> for FieldName<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldName<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        Ok(self.index(name))
    }
}

/// The properties that were there: one bit each.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    /// Takes a property down; whether it is the first time.
    #[inline]
    fn insert(&mut self, field: usize) -> bool {
        if field < 64 {
            let before = self.first;
            self.first |= 1 << field;
            return self.first != before;
        }
        self.insert_late(field)
    }

    #[cold]
    fn insert_late(&mut self, field: usize) -> bool {
        let word = field / 64 - 1;
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        let is_new = !self.contains(field);
        if let Some(word) = self.rest.get_mut(word) {
            *word |= 1 << (field % 64);
        }
        is_new
    }

    fn contains(&self, field: usize) -> bool {
        let word = match (field / 64).checked_sub(1) {
            None => self.first,
            Some(word) => self.rest.get(word).copied().unwrap_or(0),
        };
        word & (1 << (field % 64)) != 0
    }

    /// The first required field that is missing is the error.
    fn check<E: Error>(&self, fields: &'static [Field]) -> Result<(), E> {
        for (index, field) in fields.iter().enumerate() {
            match field.missing {
                Missing::Foreseen => {}
                _ if self.contains(index) => {}
                Missing::Borne => deviation::bear()?,
                Missing::Refused => return Err(E::missing_field(field.name)),
            }
        }
        Ok(())
    }
}
