//! Values of one type that were written as another; those that are of the type already are not asked for.

use serde_json::{Number, Value, json};

pub(super) fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(json!(number.to_string())),
        Value::Bool(flag) => Some(json!(flag.to_string())),
        Value::Array(items) => match items.as_slice() {
            [one] if !one.is_array() => text(one),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn flag(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => match number.as_u64()? {
            flag @ (0 | 1) => Some(Value::Bool(flag == 1)),
            _ => None,
        },
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(Value::Bool(true)),
            "false" | "no" | "off" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn count(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => whole(number.as_f64()?),
        Value::String(text) => text.trim().parse::<u64>().ok().map(Value::from),
        _ => None,
    }
}

fn whole(number: f64) -> Option<Value> {
    let is_whole = number.fract() == 0.0 && (0.0..9e15).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    is_whole.then(|| Value::from(number as u64))
}

pub(super) fn quantity(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => text.trim().parse::<Number>().ok().map(Value::Number),
        _ => None,
    }
}

/// A list of texts; one that is written as a text has commas between its items.
pub(super) fn texts(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().map(named).collect::<Option<Vec<Value>>>().map(Value::Array),
        Value::String(text) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Some(items.collect())
        }
        Value::Number(_) => Some(json!([text(value)])),
        _ => None,
    }
}

/// A text, or the name of an object.
fn named(value: &Value) -> Option<Value> {
    let name = || value.get("name").filter(|name| name.is_string()).cloned();
    text(value).or_else(name)
}

/// A single item is a list of one.
pub(super) fn list(value: &Value) -> Option<Value> {
    match value {
        Value::Object(members) if !members.values().all(Value::is_array) => None,
        Value::Null => None,
        one => Some(json!([one])),
    }
}

/// A text in place of an object is the name of it.
pub(super) fn object(value: &Value) -> Option<Value> {
    match value {
        Value::String(name) => Some(json!({ "name": name })),
        _ => None,
    }
}

/// A map of texts; a reference counts as its address.
pub(super) fn text_map(value: &Value) -> Option<Value> {
    let address = |value: &Value| value.get("$ref").filter(|address| address.is_string()).cloned();
    let members = value.as_object()?.iter();
    let texts = members.map(|(key, value)| Some((key.clone(), text(value).or_else(|| address(value))?)));
    texts.collect::<Option<_>>().map(Value::Object)
}
