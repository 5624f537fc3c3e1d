//! Unions: one of several types, told apart by a tag, by kind, by a property, or by trial.
//!
//! The value is buffered once, as text, so that no digit of a number is lost; the branch is chosen, and decoded from there.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::{Value, value::RawValue};
use std::borrow::Cow;

use super::model::{Field, Map, Model};

/// How a branch is chosen.
#[derive(Debug, Clone, Copy)]
pub enum Choice {
    /// By this property: each known text (or number or boolean, as JSON) with its branch. A branch without any is the fallback.
    Tag(&'static str, &'static [(&'static str, usize)]),
    /// By the kind of the value: each branch's kind, in order.
    Kind(&'static [Kind]),
    /// By a property that only one branch requires: one for each branch, in order; `None` is the fallback.
    Property(&'static [Option<&'static str>]),
    /// By trial: the branch that knows most of the object's properties, in order among equals.
    Trial,
}

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A text.
    String,
    /// A number without fraction or exponent.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
}

/// What is known of a branch before it is read.
#[derive(Debug, Clone, Copy)]
pub enum Branch {
    /// An object with these properties.
    Object(&'static [Field]),
    /// A union by itself, of these branches.
    Union(fn() -> &'static [Branch]),
    /// Anything else.
    Value,
}

/// One of several types.
pub trait Union: Sized {
    /// How a branch is chosen.
    const CHOICE: Choice;
    /// Its branches, in order.
    const BRANCHES: &'static [Branch];

    /// Reads a branch.
    fn read(branch: usize, json: &str) -> serde_json::Result<Self>;

    /// Keeps what fits no branch.
    fn unknown(value: Value) -> Self;

    /// Whether this is a branch, and where that is a union, one of its branches.
    fn is_known(&self) -> bool;

    /// Reads one of several types: what `Deserialize` does for a union.
    fn deserialize_union<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        read(json.get()).map_err(D::Error::custom)
    }
}

/// Makes an enumeration of branches a [`Union`], with serde's traits, by the way to choose and a table of its branches: the index,
/// `object`, `choice` (a union by itself) or `value`, the variant, and what it holds (a `Box` around it aside). What stands behind `..` is the variant for what
/// fits no branch.
#[allow(unused_macros, reason = "a client without unions has no use for it")]
macro_rules! union {
    ($name:ident by $choice:expr => { $($index:literal: $kind:ident $variant:ident($content:ty),)* ..$unknown:ident }) => {
        impl $crate::runtime::union::Union for $name {
            const CHOICE: $crate::runtime::union::Choice = {
                #[allow(unused_imports, reason = "each way to choose needs its own")]
                use $crate::runtime::union::{Choice::*, Kind::*};
                $choice
            };
            const BRANCHES: &'static [$crate::runtime::union::Branch] =
                &[$($crate::runtime::union::$kind::<$content>()),*];

            fn read(branch: usize, json: &str) -> serde_json::Result<Self> {
                match branch {
                    $($index => $crate::runtime::tolerant::from_text(json).map(Self::$variant),)*
                    _ => serde_json::from_str(json).map(Self::$unknown),
                }
            }

            fn unknown(value: serde_json::Value) -> Self {
                Self::$unknown(value)
            }

            fn is_known(&self) -> bool {
                match self {
                    $(Self::$variant(value) => $crate::runtime::union::known::$kind::<$content>(value),)*
                    Self::$unknown(_) => false,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::union::Union::deserialize_union(deserializer)
            }
        }

        impl $crate::runtime::model::Empty for $name {
            fn empty() -> Self {
                Self::$unknown(serde_json::Value::Null)
            }
        }
    };
}
#[allow(unused_imports, reason = "a client without unions has no use for it")]
pub(crate) use union;

/// A branch that is an object.
pub const fn object<M: Model>() -> Branch {
    Branch::Object(M::FIELDS)
}

/// A branch that is a union.
pub const fn choice<U: Union>() -> Branch {
    Branch::Union(|| U::BRANCHES)
}

/// A branch that is neither.
pub const fn value<T>() -> Branch {
    Branch::Value
}

/// Whether what was read is what its branch describes, by the kind of the branch.
pub mod known {
    use super::Union;

    /// An object that could be read is one.
    pub fn object<T>(_: &T) -> bool {
        true
    }

    /// A union keeps whatever comes: that it could be read says nothing.
    pub fn choice<U: Union>(value: &U) -> bool {
        value.is_known()
    }

    /// A value that could be read is one.
    pub fn value<T>(_: &T) -> bool {
        true
    }
}

fn read<U: Union>(json: &str) -> serde_json::Result<U> {
    if json == "null" {
        return Ok(U::unknown(Value::Null));
    }
    let known = match U::CHOICE {
        // What says what it is, and then is not that, is an error that names the place.
        Choice::Tag(property, tags) => match by_tag(json, property, tags) {
            Some(branch) => return U::read(branch, json),
            None => without_tag::<U>(tags).and_then(|branch| read_known(branch, json)),
        },
        Choice::Kind(kinds) => by_kind(json, kinds).and_then(|branch| read_known(branch, json)),
        Choice::Property(properties) => {
            by_property(json, properties).and_then(|branch| read_known(branch, json))
        }
        Choice::Trial => trial(json),
    };
    known.map_or_else(|| serde_json::from_str(json).map(U::unknown), Ok)
}

/// Reads a branch, unless it is a union that does not know the value either: another branch may.
fn read_known<U: Union>(branch: usize, json: &str) -> Option<U> {
    U::read(branch, json).ok().filter(U::is_known)
}

/// The branch that no tag leads to.
fn without_tag<U: Union>(tags: &[(&str, usize)]) -> Option<usize> {
    (0..U::BRANCHES.len()).find(|branch| tags.iter().all(|(_, tagged)| tagged != branch))
}

#[expect(clippy::zero_sized_map_values, reason = "the keys are read as a map, and only the keys")]
fn keys(json: &str) -> Map<IgnoredAny> {
    serde_json::from_str(json).unwrap_or_default()
}

fn by_tag(json: &str, property: &str, tags: &[(&str, usize)]) -> Option<usize> {
    let object: Map<&RawValue> = serde_json::from_str(json).ok()?;
    let json = object.get(property)?.get();
    // A text is compared by what it says, a whole number however it is written, anything else by its JSON.
    let tag = match (serde_json::from_str::<String>(json), json.parse::<f64>()) {
        (Ok(text), _) => Cow::Owned(text),
        (_, Ok(number)) if json.contains(['.', 'e', 'E']) => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(json),
    };
    tags.iter().find(|(known, _)| *known == tag).map(|(_, branch)| *branch)
}

fn by_kind(json: &str, kinds: &[Kind]) -> Option<usize> {
    let kind = kind_of(json)?;
    let of = |kind: Kind| kinds.iter().position(|known| *known == kind);
    // A number without a fraction is an integer, however it is written.
    let is_whole = || json.trim().parse().is_ok_and(|number: f64| number.fract() == 0.0);
    of(kind).or_else(|| match kind {
        Kind::Integer => of(Kind::Number),
        Kind::Number if is_whole() => of(Kind::Integer),
        _ => None,
    })
}

fn kind_of(json: &str) -> Option<Kind> {
    Some(match json.trim_start().chars().next()? {
        '{' => Kind::Object,
        '[' => Kind::Array,
        '"' => Kind::String,
        't' | 'f' => Kind::Boolean,
        'n' => return None,
        _ if json.contains(['.', 'e', 'E']) => Kind::Number,
        _ => Kind::Integer,
    })
}

fn by_property(json: &str, properties: &[Option<&str>]) -> Option<usize> {
    let keys = keys(json);
    let marked = properties.iter().position(|property| property.is_some_and(|name| keys.contains_key(name)));
    marked.or_else(|| properties.iter().position(Option::is_none))
}

fn trial<U: Union>(json: &str) -> Option<U> {
    let keys = keys(json);
    let unknown =
        |branch: &usize| U::BRANCHES.get(*branch).map_or(0, |branch| unknown_keys(*branch, &keys, 0));
    let mut branches: Vec<usize> = (0..U::BRANCHES.len()).collect();
    branches.sort_by_cached_key(unknown);
    branches.into_iter().find_map(|branch| read_known(branch, json))
}

/// How many unions in unions are looked into.
const DEEPEST: usize = 8;

/// How many of these keys a branch does not declare; for a union, the branch of it that declares most.
#[expect(clippy::zero_sized_map_values, reason = "the keys are read as a map, and only the keys")]
fn unknown_keys(branch: Branch, keys: &Map<IgnoredAny>, depth: usize) -> usize {
    match branch {
        Branch::Object(fields) => {
            let is_declared = |key: &&String| fields.iter().any(|field| field.name == key.as_str());
            keys.keys().filter(|key| !is_declared(key)).count()
        }
        Branch::Union(branches) if depth < DEEPEST => {
            let inner = branches().iter().map(|branch| unknown_keys(*branch, keys, depth + 1));
            inner.min().unwrap_or_default()
        }
        Branch::Union(_) | Branch::Value => 0,
    }
}
