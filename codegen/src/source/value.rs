//! Builds a tree while a text is parsed, whatever the format, and notices keys that are given twice.
//!
//! Of a key that is given twice, the last one counts, as with any parser of JSON; unlike with most, it is told. Keys that are no strings
//! (`200:`, `null:`, `true:`) become strings as they are written, tags are dropped, numbers beyond 64 bits become floating-point ones, and
//! what JSON cannot say (`.nan`, `.inf`) becomes text.

use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::{Entry, Map};
use serde_json::{Number, Value};

use super::Tree;
use crate::pointer::Pointer;

/// A tree, and the keys of it that were given twice.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tree: Tree,
    pub(super) twice: Vec<Twice>,
}

/// A key that was given twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Twice {
    pub(super) at: Pointer,
    /// Whether both have the same value, so that nothing is lost.
    pub(super) is_same: bool,
}

/// Reads a tree; `has_merge_keys` is whether `<<` brings the members of other mappings, as in YAML 1.1.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    has_merge_keys: bool,
) -> Result<Parsed, D::Error> {
    let twice = RefCell::default();
    let tree = Node { at: None, twice: &twice, has_merge_keys }.deserialize(deserializer)?;
    Ok(Parsed { tree, twice: twice.into_inner() })
}

/// The way to a value, kept where the values around it are read, so that it costs nothing until it is asked for.
#[derive(Clone, Copy)]
struct Step<'a> {
    name: Name<'a>,
    holder: Option<&'a Step<'a>>,
}

#[derive(Clone, Copy)]
enum Name<'a> {
    Key(&'a str),
    Index(usize),
}

fn pointer(step: Option<&Step<'_>>) -> Pointer {
    let mut names = Vec::new();
    let mut next = step;
    while let Some(step) = next {
        names.push(step.name);
        next = step.holder;
    }
    names.iter().rev().fold(Pointer::root(), |at, name| match name {
        Name::Key(key) => at.child(key),
        Name::Index(index) => at.child(index),
    })
}

/// A value that is about to be read.
#[derive(Clone, Copy)]
struct Node<'a> {
    at: Option<&'a Step<'a>>,
    twice: &'a RefCell<Vec<Twice>>,
    has_merge_keys: bool,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
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
        loop {
            let step = Step { name: Name::Index(list.len()), holder: self.at };
            match items.next_element_seed(Node { at: Some(&step), ..self })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            let step = Step { name: Name::Key(&key), holder: self.at };
            let value = entries.next_value_seed(Node { at: Some(&step), ..self })?;
            if self.has_merge_keys && key == "<<" && (value.is_object() || value.is_array()) {
                merged.push(value);
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(value)),
                Entry::Occupied(mut entry) => {
                    self.notice(entry.key(), *entry.get() == value);
                    entry.insert(value);
                }
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
        content.newtype_variant_seed(self)
    }
}

impl Node<'_> {
    fn notice(&self, key: &str, is_same: bool) {
        let at = pointer(Some(&Step { name: Name::Key(key), holder: self.at }));
        self.twice.borrow_mut().push(Twice { at, is_same });
    }
}

/// A key as it is written: asked for as a string, so that `1.10` is not read as a number first.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
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
