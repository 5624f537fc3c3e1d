//! What is this schema? The answer, without building anything.

use super::flat::{Branches, Flat, Rest};

/// The class of a schema.
#[derive(Debug)]
pub(super) enum Class {
    /// Anything; the reason, if the document does say something.
    Any(Option<String>),
    /// Only null.
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Enumeration,
    Array,
    Tuple,
    /// An object without declared properties.
    Map,
    Object,
    Union(Branches),
}

/// Classifies a schema.
pub(super) fn classify(flat: &Flat) -> Class {
    if flat.lost && flat.is_empty() {
        return Class::Any(Some("its schema could not be read".to_owned()));
    }
    if flat.conflict.is_some() {
        // Whatever the service sends is against one of the two.
        return Class::Any(flat.conflict.clone());
    }
    if let Some(values) = &flat.enumeration {
        if values.iter().all(serde_json::Value::is_null) {
            return Class::Null;
        }
        return enumeration(flat, values);
    }
    match flat.unions.first() {
        Some(union) => Class::Union(union.clone()),
        None => by_type(flat),
    }
}

/// An enumeration of booleans or of numbers with a fraction is its type; so is one of anything that an object could be.
fn enumeration(flat: &Flat, values: &[serde_json::Value]) -> Class {
    let all =
        |test: fn(&serde_json::Value) -> bool| values.iter().all(|value| value.is_null() || test(value));
    if all(serde_json::Value::is_boolean) {
        Class::Boolean
    } else if all(serde_json::Value::is_u64) && !all(serde_json::Value::is_i64) {
        Class::Integer
    } else if flat.type_name.as_deref() == Some("number")
        || all(serde_json::Value::is_number) && !all(serde_json::Value::is_i64)
    {
        Class::Number
    } else if all(|value| value.is_object() || value.is_array()) {
        by_type(flat)
    } else {
        Class::Enumeration
    }
}

fn by_type(flat: &Flat) -> Class {
    let is_object = !flat.properties.is_empty()
        || !flat.patterns.is_empty()
        || matches!(flat.additional, Rest::Typed(_) | Rest::Denied)
        || !flat.required.is_empty();
    match flat.type_name.as_deref() {
        Some("boolean") => Class::Boolean,
        Some("integer") => Class::Integer,
        Some("number") => Class::Number,
        Some("string") => Class::String,
        Some("array") => list(flat),
        Some("object") => object(flat),
        _ if is_object => object(flat),
        _ if !flat.items.is_empty() || !flat.prefix.is_empty() => list(flat),
        _ if flat.is_numeric => Class::Number,
        _ if flat.is_textual => Class::String,
        _ => without_type(flat),
    }
}

fn list(flat: &Flat) -> Class {
    if flat.prefix.is_empty() { Class::Array } else { Class::Tuple }
}

fn object(flat: &Flat) -> Class {
    let is_closed = flat.additional == Rest::Denied && flat.patterns.is_empty();
    if flat.properties.is_empty() && !is_closed { Class::Map } else { Class::Object }
}

fn without_type(flat: &Flat) -> Class {
    match flat.format.as_deref() {
        Some(format) if super::formats::string(format).is_some() => Class::String,
        Some("float" | "double") => Class::Number,
        _ if flat.not => Class::Any(Some("`not` says only what a value is not".to_owned())),
        _ => Class::Any(None),
    }
}
