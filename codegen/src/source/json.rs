//! JSON text to a tree, by `serde_json`'s own parser.
//!
//! Of a key that is given twice, the last one counts, as with any parser of JSON; unlike with most, it is told.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::map::{Entry, Map};

use super::{Failure, Tree};
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

/// Parses a JSON text (a byte-order mark before it is tolerated).
pub(super) fn parse(text: &str) -> Result<Parsed, Failure> {
    let body = text.trim_start_matches('\u{feff}');
    let twice = RefCell::default();
    let mut parser = serde_json::Deserializer::from_str(body);
    let tree = Node { at: None, twice: &twice }.deserialize(&mut parser).and_then(|tree| {
        parser.end()?;
        Ok(tree)
    });
    match tree {
        Ok(tree) => Ok(Parsed { tree, twice: twice.into_inner() }),
        Err(error) => Err(Failure {
            message: without_position(&error.to_string()),
            offset: offset(body, error.line(), error.column()).map(|offset| offset + text.len() - body.len()),
        }),
    }
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    Some((start + column.saturating_sub(1)).min(text.len().saturating_sub(1)))
}

fn without_position(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(head, _)| head).to_owned()
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
        f.write_str("any JSON value")
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

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let step = Step { name: Name::Index(list.len()), holder: self.at };
            match items.next_element_seed(Node { at: Some(&step), twice: self.twice })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let step = Step { name: Name::Key(&key), holder: self.at };
            let value = entries.next_value_seed(Node { at: Some(&step), twice: self.twice })?;
            match map.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(value)),
                Entry::Occupied(mut entry) => {
                    let step = Step { name: Name::Key(entry.key()), holder: self.at };
                    let (at, is_same) = (pointer(Some(&step)), *entry.get() == value);
                    self.twice.borrow_mut().push(Twice { at, is_same });
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(map))
    }
}
