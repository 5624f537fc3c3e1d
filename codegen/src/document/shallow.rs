//! A node as it is decoded: what is decoded by itself is a reference, to its own place.
//!
//! In: a node and its [`Kind`]. Out: a [`Deserializer`] that shows the node so, member by member, so that nothing is copied but what the
//! decoder keeps. Deliberately absent: the types that are decoded.

use std::iter::once;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Value};

use crate::normalize::grammar::{Holds, Kind, SECTIONS, member};
use crate::normalize::local_reference;
use crate::pointer::Pointer;
use crate::source::Tree;

/// A part of a node.
#[derive(Debug)]
pub(super) enum Shallow<'a> {
    /// It is shown as it is.
    Data(&'a Tree),
    /// It is decoded by itself: this is the text of a reference to it.
    Reference(String),
    /// An object of a kind.
    Object(Kind, Pointer, &'a Map<String, Value>),
    /// A list of objects of a kind.
    List(Kind, Pointer, &'a [Tree]),
    /// Objects of a kind by name.
    Named(Kind, Pointer, &'a Map<String, Value>),
}

impl<'a> Shallow<'a> {
    /// A node itself.
    pub(super) fn node(kind: Kind, at: Pointer, node: &'a Tree) -> Self {
        node.as_object().map_or(Self::Data(node), |members| Self::Object(kind, at, members))
    }

    /// A member of an object of a kind.
    fn member(kind: Kind, at: &Pointer, key: &str, value: &'a Tree) -> Self {
        match (member(kind, key), value) {
            (Holds::One(kind), _) => Self::held(kind, at.child(key), value),
            (Holds::List(kind), Value::Array(items)) => Self::List(kind, at.child(key), items),
            (Holds::Map(kind), Value::Object(members)) => Self::Named(kind, at.child(key), members),
            _ => Self::Data(value),
        }
    }

    /// An object that another one holds.
    fn held(kind: Kind, at: Pointer, value: &'a Tree) -> Self {
        let is_flag = value.is_boolean() && at.as_str().ends_with("/additionalProperties");
        if stands_alone(kind) && !is_flag {
            Self::Reference(local_reference(&at))
        } else {
            Self::node(kind, at, value)
        }
    }
}

impl<'de> Deserializer<'de> for Shallow<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Data(value) => value.deserialize_any(visitor),
            Self::Reference(reference) => {
                visitor.visit_map(MapDeserializer::new(once((Key("$ref"), reference))))
            }
            Self::Object(kind, at, members) => {
                let members = members.iter().filter(|(key, _)| !is_apart(kind, key));
                let members = members.map(|(key, value)| (Key(key), Self::member(kind, &at, key, value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
            Self::List(kind, at, items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(index, item)| Self::held(kind, at.child(index), item));
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Self::Named(kind, at, members) => {
                let members = members.iter();
                let members = members.map(|(name, item)| (Key(name), Self::held(kind, at.child(name), item)));
                visitor.visit_map(MapDeserializer::new(members))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Data(value) => value.deserialize_option(visitor),
            held => visitor.visit_some(held),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Data(value) => value.deserialize_enum(name, variants, visitor),
            held => held.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier
    }
}

impl<'de> IntoDeserializer<'de, Error> for Shallow<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The name of a member, which is lent to the decoder.
struct Key<'a>(&'a str);

impl<'de> IntoDeserializer<'de, Error> for Key<'de> {
    type Deserializer = BorrowedStrDeserializer<'de, Error>;

    fn into_deserializer(self) -> Self::Deserializer {
        BorrowedStrDeserializer::new(self.0)
    }
}

/// Whether nodes of this kind are decoded by themselves.
pub(super) fn stands_alone(kind: Kind) -> bool {
    kind != Kind::PathItem && kind != Kind::Callback && SECTIONS.iter().any(|(_, held)| *held == kind)
}

/// Whether a member is decoded apart from the object that has it: callbacks are requests that the service makes.
fn is_apart(kind: Kind, key: &str) -> bool {
    kind == Kind::Operation && key == "callbacks"
}
