//! YAML text to a tree. This is the one module that knows `serde_yaml`.
//!
//! Keys that are no strings (`200:`, `null:`, `true:`) become strings as they are written, merge keys (`<<`) are applied, tags
//! are dropped, numbers beyond 64 bits become floating-point ones, and what JSON cannot say (`.nan`, `.inf`) becomes text.
//! Of a key that is given twice, the last one counts.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Failure, Tree};

/// How many brackets may be open at once. The parser refuses far fewer, but only after reading all of them in a time that grows
/// with their square.
const DEEPEST: usize = 10_000;

/// Parses a YAML text.
pub(super) fn parse(text: &str) -> Result<Tree, Failure> {
    if let Some(offset) = too_deep(text) {
        return Err(Failure { message: "recursion limit exceeded".to_owned(), offset: Some(offset) });
    }
    let body = text.trim_start_matches('\u{feff}');
    serde_yaml::from_str::<Node>(body).map(|node| node.0).map_err(|error| {
        let offset = error.location().map(|location| location.index() + text.len() - body.len());
        Failure { message: without_position(&error.to_string()), offset }
    })
}

/// The byte at which too many brackets are open. Prose may have some that nothing closes, but never as many.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

fn without_position(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

struct Node(Value);

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor).map(Node)
    }
}

/// A key as it is written: asked for as a string, so that `1.10` is not read as a number first.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        #[expect(clippy::cast_precision_loss, reason = "JSON has no wider number")]
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        #[expect(clippy::cast_precision_loss, reason = "JSON has no wider number")]
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Node(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            let Node(value) = entries.next_value()?;
            if key == "<<" && (value.is_object() || value.is_array()) {
                merged.push(value);
            } else if map.contains_key(&key) {
                // YAML 1.2.2, section 3.2.1.1: the keys of a mapping are unique. To take one of them would lose the other.
                return Err(A::Error::custom(format_args!("the key `{key}` stands twice in one mapping")));
            } else {
                map.insert(key, value);
            }
        }
        for value in merged {
            merge(&mut map, value);
        }
        Ok(Value::Object(map))
    }

    /// A tagged value: the tag is dropped.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (Key(_), content) = tagged.variant()?;
        content.newtype_variant().map(|Node(value)| value)
    }
}

/// Applies a merge key: what the map has itself wins, and so does an earlier source over a later one.
fn merge(map: &mut Map<String, Value>, source: Value) {
    match source {
        Value::Object(entries) => {
            for (key, value) in entries {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(sources) => sources.into_iter().for_each(|source| merge(map, source)),
        _ => {}
    }
}
