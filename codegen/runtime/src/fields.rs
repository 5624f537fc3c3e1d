//! What a model consists of: its fields, as they are copied, compared, shown and written.
//!
//! In: the fields, from the table of a model. Out: what `Clone`, `PartialEq`, `Debug` and `Serialize` do for it. Deliberately absent: derives,
//! which would come to the same and be more to compile, as they write out for each model what stands here once.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::fmt::{self, Debug};

use super::model::Map;
use super::nullable::Nullable;

/// A struct that is an object on the wire.
pub trait Fields {
    /// Its name, for messages.
    const NAME: &'static str;

    /// Shows a visitor all fields, in order.
    fn visit<V: FieldVisitor>(&self, visitor: V) -> V;
}

/// Sees the fields of a model: what they are called in Rust, and on the wire.
pub trait FieldVisitor: Sized {
    /// A property that is always there.
    fn required<T: Serialize + Debug>(self, field: &str, wire: &str, value: &T) -> Self;

    /// A property that may be missing.
    fn optional<T: Serialize + Debug>(self, field: &str, wire: &str, value: &Option<T>) -> Self;

    /// A property that may be missing, or any value.
    fn anything(self, field: &str, wire: &str, value: &Option<Value>) -> Self {
        self.optional(field, wire, value)
    }

    /// A property for which null and absence are two things.
    fn nullable<T: Serialize + Debug>(self, field: &str, wire: &str, value: &Nullable<T>) -> Self;

    /// The properties that are not declared.
    fn undeclared<T: Serialize + Debug>(self, field: &str, properties: &Map<T>) -> Self;
}

/// Copies a field. It is not inlined, as little as what compares one: else the compiler would look through each type for what can be inlined
/// there, model by model, whenever it compiles the library.
#[inline(never)]
pub fn copy<T: Clone>(field: &T) -> T {
    field.clone()
}

/// Compares a field with that of another model.
#[inline(never)]
pub fn same<T: PartialEq>(field: &T, other: &T) -> bool {
    field == other
}

/// Writes a model: what `Serialize` does for it.
pub fn serialize<M: Fields, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    let written = serializer.serialize_map(None);
    model.visit(ObjectWriter { written }).written?.end()
}

/// Shows a model: what `Debug` does for it.
#[inline(never)]
pub fn debug<M: Fields>(model: &M, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    model.visit(DebugWriter(formatter.debug_struct(M::NAME))).0.finish()
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
    fn required<T: Serialize + Debug>(self, _field: &str, wire: &str, value: &T) -> Self {
        self.entry(wire, value)
    }

    fn optional<T: Serialize + Debug>(self, _field: &str, wire: &str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.entry(wire, value),
            None => self,
        }
    }

    fn nullable<T: Serialize + Debug>(self, _field: &str, wire: &str, value: &Nullable<T>) -> Self {
        match value {
            Nullable::Absent => self,
            Nullable::Null => self.entry(wire, &()),
            Nullable::Value(value) => self.entry(wire, value),
        }
    }

    fn undeclared<T: Serialize + Debug>(self, _field: &str, properties: &Map<T>) -> Self {
        properties.iter().fold(self, |object, (name, value)| object.entry(name, value))
    }
}

/// A model that is being shown, as a derived `Debug` shows it.
struct DebugWriter<'a, 'b>(fmt::DebugStruct<'a, 'b>);

impl DebugWriter<'_, '_> {
    fn field(mut self, name: &str, value: &dyn Debug) -> Self {
        self.0.field(plain(name), value);
        self
    }
}

impl FieldVisitor for DebugWriter<'_, '_> {
    fn required<T: Serialize + Debug>(self, field: &str, _wire: &str, value: &T) -> Self {
        self.field(field, value)
    }

    fn optional<T: Serialize + Debug>(self, field: &str, _wire: &str, value: &Option<T>) -> Self {
        self.field(field, value)
    }

    fn nullable<T: Serialize + Debug>(self, field: &str, _wire: &str, value: &Nullable<T>) -> Self {
        self.field(field, value)
    }

    fn undeclared<T: Serialize + Debug>(self, field: &str, properties: &Map<T>) -> Self {
        self.field(field, properties)
    }
}

/// A name without the mark of a raw identifier.
pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
