//! What a model consists of: its fields, as they are copied, compared, shown and written.
//!
//! In: the fields, from the table of a model. Out: what `Clone`, `PartialEq`, `Debug` and `Serialize` do for it. Deliberately absent: derives,
//! which would come to the same and be more to compile, as they write out for each model what stands here once.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::fmt::{self, Debug};
use std::str::SplitAsciiWhitespace;

use super::model::Map;
use super::nullable::Nullable;

/// A struct that is an object on the wire.
pub trait Fields {
    /// Its name, and those of its fields in order, with blanks between them.
    const NAMES: &'static str;

    /// Shows a visitor all fields, in order, each with that of another model. What looks at one model gives it as the other, too: a second way
    /// through the fields would cost as much to compile as the first.
    fn visit<V: FieldVisitor>(&self, other: &Self, visitor: V) -> V;
}

/// What a field holds.
pub trait Property: Serialize + Debug + PartialEq {}

impl<T: Serialize + Debug + PartialEq> Property for T {}

/// Sees the fields of a model, with what they are called on the wire, and those of another.
pub trait FieldVisitor: Sized {
    /// A property that is always there.
    fn required<T: Property>(self, wire: &str, value: &T, other: &T) -> Self;

    /// A property that is always there, and may be null.
    fn present<T: Property>(self, wire: &str, value: &Option<T>, other: &Option<T>) -> Self {
        self.required(wire, value, other)
    }

    /// A property that may be missing.
    fn optional<T: Property>(self, wire: &str, value: &Option<T>, other: &Option<T>) -> Self;

    /// A property that may be missing, or any value.
    fn anything(self, wire: &str, value: &Option<Value>, other: &Option<Value>) -> Self {
        self.optional(wire, value, other)
    }

    /// A property that may be missing, and may be null.
    fn nullable<T: Property>(self, wire: &str, value: &Nullable<T>, other: &Nullable<T>) -> Self;

    /// The properties that are not declared.
    fn undeclared<T: Property>(self, properties: &Map<T>, other: &Map<T>) -> Self;
}

/// Copies a field. It is not inlined: else the compiler would look through each type for what can be inlined there, model by model, whenever it
/// compiles the library.
#[inline(never)]
pub fn copy<T: Clone>(field: &T) -> T {
    field.clone()
}

/// Compares models: what `PartialEq` does for them.
#[inline(never)]
pub fn equal<M: Fields>(model: &M, other: &M) -> bool {
    model.visit(other, Comparison(true)).0
}

/// Writes a model: what `Serialize` does for it.
pub fn serialize<M: Fields, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    let written = serializer.serialize_map(None);
    model.visit(model, ObjectWriter { written }).written?.end()
}

/// Shows a model: what `Debug` does for it.
#[inline(never)]
pub fn debug<M: Fields>(model: &M, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = Names::of(M::NAMES);
    let shown = formatter.debug_struct(names.next());
    model.visit(model, DebugWriter { shown, names }).shown.finish()
}

/// Whether two models are equal so far.
struct Comparison(bool);

impl Comparison {
    fn and<T: PartialEq>(self, value: &T, other: &T) -> Self {
        Self(self.0 && value == other)
    }
}

impl FieldVisitor for Comparison {
    fn required<T: Property>(self, _wire: &str, value: &T, other: &T) -> Self {
        self.and(value, other)
    }

    fn optional<T: Property>(self, _wire: &str, value: &Option<T>, other: &Option<T>) -> Self {
        self.and(value, other)
    }

    fn nullable<T: Property>(self, _wire: &str, value: &Nullable<T>, other: &Nullable<T>) -> Self {
        self.and(value, other)
    }

    fn undeclared<T: Property>(self, properties: &Map<T>, other: &Map<T>) -> Self {
        self.and(properties, other)
    }
}

/// An object that is being written. The first error is kept, and comes out at the end: nothing is written after it.
struct ObjectWriter<S: SerializeMap> {
    written: Result<S, S::Error>,
}

impl<S: SerializeMap> ObjectWriter<S> {
    fn entry<T: Serialize>(mut self, name: &str, value: &T) -> Self {
        if let Ok(entries) = &mut self.written
            && let Err(error) = entries.serialize_entry(name, value)
        {
            self.written = Err(error);
        }
        self
    }
}

/// What is absent is not written; null is, where it is a value.
impl<S: SerializeMap> FieldVisitor for ObjectWriter<S> {
    fn required<T: Property>(self, wire: &str, value: &T, _other: &T) -> Self {
        self.entry(wire, value)
    }

    fn optional<T: Property>(self, wire: &str, value: &Option<T>, _other: &Option<T>) -> Self {
        match value {
            Some(value) => self.entry(wire, value),
            None => self,
        }
    }

    fn nullable<T: Property>(self, wire: &str, value: &Nullable<T>, _other: &Nullable<T>) -> Self {
        match value {
            Nullable::Absent => self,
            Nullable::Null => self.entry(wire, &()),
            Nullable::Value(value) => self.entry(wire, value),
        }
    }

    fn undeclared<T: Property>(self, properties: &Map<T>, _other: &Map<T>) -> Self {
        properties.iter().fold(self, |object, (name, value)| object.entry(name, value))
    }
}

/// A model that is being shown, as a derived `Debug` shows it.
struct DebugWriter<'a, 'b> {
    shown: fmt::DebugStruct<'a, 'b>,
    names: Names,
}

impl DebugWriter<'_, '_> {
    fn field(mut self, value: &dyn Debug) -> Self {
        self.shown.field(self.names.next(), value);
        self
    }
}

impl FieldVisitor for DebugWriter<'_, '_> {
    fn required<T: Property>(self, _wire: &str, value: &T, _other: &T) -> Self {
        self.field(value)
    }

    fn optional<T: Property>(self, _wire: &str, value: &Option<T>, _other: &Option<T>) -> Self {
        self.field(value)
    }

    fn nullable<T: Property>(self, _wire: &str, value: &Nullable<T>, _other: &Nullable<T>) -> Self {
        self.field(value)
    }

    fn undeclared<T: Property>(self, properties: &Map<T>, _other: &Map<T>) -> Self {
        self.field(properties)
    }
}

/// Identifiers in one text, as `stringify!` writes them, with white space between them: one text is less to compile than a list. They come
/// out without the mark of raw ones.
pub(crate) struct Names(SplitAsciiWhitespace<'static>);

impl Names {
    pub(crate) fn of(text: &'static str) -> Self {
        Self(text.split_ascii_whitespace())
    }

    /// The next name; behind the last, an empty one.
    pub(crate) fn next(&mut self) -> &'static str {
        self.nth(0)
    }

    /// The name behind so many others.
    pub(crate) fn nth(&mut self, others: usize) -> &'static str {
        let name = self.0.nth(others).unwrap_or_default();
        name.strip_prefix("r#").unwrap_or(name)
    }
}
