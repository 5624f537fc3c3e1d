//! Unions: one of several types, told apart by a tag, by kind, by a property, or by trial.
//!
//! In: a value from any serde format that has raw values as `serde_json` has them. Out: a branch. Objects that a tag tells apart are read as
//! they come, once the tag has come (see `tagged`). Of anything else there has to be the text, so that no digit of a number is lost: it is
//! borrowed, or else buffered once (see `buffer`); the branch is chosen, and decoded from there.

use serde::de::{Deserializer, Error};
use serde_json::Value;

use super::buffer;
use super::deviation::{self, Outline};
use super::inner::{self, Buffered};
use super::keys;
use super::model::{Empty, Field, Model};
use super::object::ReadObject;
use super::tagged::{self, TagVisitor, Tags};
use super::trial::{self, Rest};

/// How a branch is chosen.
#[derive(Debug, Clone, Copy)]
pub enum Choice {
    /// By this property: each known text (or number or boolean, as JSON) with its branch. A branch without any is the fallback; where the
    /// property is missing, trial is.
    Tag(&'static str, &'static [(&'static str, usize)]),
    /// By the kind of the value: each branch's kind, in order.
    Kind(&'static [Kind]),
    /// By a property that only one branch requires: one for each branch, in order; `None` is the fallback.
    Property(&'static [Option<&'static str>]),
    /// By trial: of the branches that describe the value, or else of those that can be read, the one that knows most of the object's properties,
    /// in order among equals (see `trial`).
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
pub trait Union: Empty {
    /// How a branch is chosen.
    const CHOICE: Choice;
    /// Its branches, in order.
    const BRANCHES: &'static [Branch];

    /// Reads a branch from a text.
    fn read(branch: usize, json: &str) -> serde_json::Result<Self>;

    /// Reads a branch that is an object from its entries.
    fn read_object<'de, O: ReadObject<'de>>(branch: usize, object: &mut O) -> Result<Self, O::Error>;

    /// Keeps what fits no branch.
    fn unknown(value: Value) -> Self;

    /// Whether this is a branch, and where that is a union, one of its branches.
    fn is_known(&self) -> bool;

    /// Reads one of several types: what `Deserialize` does for a union.
    fn deserialize_union<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if let Some((property, tags)) = const { tagged_objects(Self::CHOICE, Self::BRANCHES) } {
            return deserializer.deserialize_any(TagVisitor::new(property, tags));
        }
        let json = buffer::json(deserializer)?;
        read(json.get()).map_err(|error| inner::error(&error, Buffered::Json(json.get())))
    }

    /// Reads one of several types from a text that is at hand, and need not be buffered.
    fn from_text(json: &str) -> serde_json::Result<Self> {
        match const { tagged_objects(Self::CHOICE, Self::BRANCHES) } {
            Some(_) => serde_json::from_str(json),
            None => read(json),
        }
    }
}

/// Makes an enumeration of branches a [`Union`], with serde's traits, by the way to choose and a table of its branches: the index,
/// `object`, `choice` (a union by itself) or `value`, the variant, and what it holds (a `Box` around it aside); `+ From` where that is turned
/// into the union by `From`, and `+ From<&str>` where a borrowed text is too. What stands behind `..` is the variant for what fits no branch. A
/// union that is only ever `sent` can be read if the feature for that is on.
#[macro_export]
macro_rules! union {
    (sent $name:ident by $choice:expr => { $($table:tt)* }) => {
        $crate::union::union! { @written $name { $($table)* } }
        #[cfg(feature = "deserialize-requests")]
        $crate::union::union! { @read $name by $choice => { $($table)* } }
    };
    ($name:ident by $choice:expr => { $($table:tt)* }) => {
        $crate::union::union! { @written $name { $($table)* } }
        $crate::union::union! { @read $name by $choice => { $($table)* } }
    };
    (@written $name:ident { $($index:literal: $kind:ident $variant:ident($content:ty) $(+ $from:ident $(<& $text:ident>)?)?,)* ..$unknown:ident }) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                    Self::$unknown(value) => value.serialize(serializer),
                }
            }
        }

        $($(
            impl $from<$content> for $name {
                #[inline]
                fn from(value: $content) -> Self {
                    Self::$variant(value.into())
                }
            }

            $(
                impl $from<&$text> for $name {
                    #[inline]
                    fn from(value: &$text) -> Self {
                        Self::$variant(value.into())
                    }
                }
            )?
        )?)*
    };
    (@read $name:ident by $choice:expr => { $($index:literal: $kind:ident $variant:ident($content:ty) $(+ $from:ident $(<& $text:ident>)?)?,)* ..$unknown:ident }) => {
        impl $crate::union::Union for $name {
            const CHOICE: $crate::union::Choice = {
                #[allow(unused_imports, reason = "each way to choose needs its own")]
                use $crate::union::{Choice::*, Kind::*};
                $choice
            };
            const BRANCHES: &'static [$crate::union::Branch] =
                &[$($crate::union::$kind::<$content>()),*];

            #[inline]
            fn read(branch: usize, json: &str) -> serde_json::Result<Self> {
                match branch {
                    $($index => $crate::inner::value(json).map(Self::$variant),)*
                    _ => serde_json::from_str(json).map(Self::$unknown),
                }
            }

            fn read_object<'de, O: $crate::object::ReadObject<'de>>(
                branch: usize,
                object: &mut O,
            ) -> Result<Self, O::Error> {
                match branch {
                    $($index => $crate::union::from_object::$kind::<$content, O>(object)
                        .map(|value| Self::$variant(value.into())),)*
                    _ => Err($crate::union::no_object()),
                }
            }

            #[inline]
            fn unknown(value: serde_json::Value) -> Self {
                Self::$unknown(value)
            }

            #[inline]
            fn is_known(&self) -> bool {
                match self {
                    $(Self::$variant(value) => $crate::union::known::$kind::<$content>(value),)*
                    Self::$unknown(_) => false,
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::union::Union::deserialize_union(deserializer)
            }
        }

        impl $crate::model::Empty for $name {
            #[inline]
            fn empty() -> Self {
                Self::$unknown(serde_json::Value::Null)
            }

            #[inline]
            fn read_buffered(&mut self, value: $crate::inner::Buffered<'_>) -> serde_json::Result<()> {
                *self = $crate::union::Union::from_text(&value.json())?;
                Ok(())
            }
        }
    };
}
pub use union;

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

/// Reads a branch from the entries of an object, by the kind of the branch.
pub mod from_object {
    use super::{Empty, Model, ReadObject, no_object};

    /// An object is read.
    pub fn object<'de, M: Model, O: ReadObject<'de>>(object: &mut O) -> Result<M, O::Error> {
        let mut model = M::empty();
        object.model(&mut model)?;
        Ok(model)
    }

    /// A union is read from a text.
    pub fn choice<'de, U: Empty, O: ReadObject<'de>>(_object: &mut O) -> Result<U, O::Error> {
        Err(no_object())
    }

    /// A value is read from a text.
    pub fn value<'de, T: Empty, O: ReadObject<'de>>(_object: &mut O) -> Result<T, O::Error> {
        Err(no_object())
    }
}

/// What is no object is not read from entries.
pub fn no_object<E: serde::de::Error>() -> E {
    E::custom("the branch is no object")
}

/// The tag, where all branches are objects that it tells apart.
const fn tagged_objects(choice: Choice, branches: &[Branch]) -> Option<(&'static str, Tags)> {
    let Choice::Tag(property, tags) = choice else { return None };
    let mut rest = branches;
    while let [first, after @ ..] = rest {
        if !matches!(first, Branch::Object(_)) {
            return None;
        }
        rest = after;
    }
    Some((property, tags))
}

/// Reads a union from a text.
pub(crate) fn read<U: Union>(json: &str) -> serde_json::Result<U> {
    if deviation::outline(json) == Outline::PassedOver {
        return Ok(U::empty());
    }
    let found = match U::CHOICE {
        // Null is no branch, and kept.
        _ if kind_of(json).is_none() => None,
        Choice::Tag(property, tags) => match tagged::branch(json, property, tags) {
            // What says that it is this one, and then is not, is an error that names the place.
            Some(branch) => return U::read(branch, json),
            None => tagged::without(U::BRANCHES.len(), tags)
                .and_then(|branch| read_known(branch, json))
                .or_else(|| {
                    // What does not say what it is may be any of them.
                    let is_untagged = keys::each(json).all(|key| key.0 != property);
                    is_untagged.then(|| tried(Choice::Trial, json)).flatten()
                }),
        },
        Choice::Kind(kinds) => by_kind(json, kinds).and_then(|branch| read_known(branch, json)),
        choice @ (Choice::Property(_) | Choice::Trial) => tried(choice, json),
    };
    found.map_or_else(|| unknown(serde_json::from_str(json)?), Ok)
}

/// Tries the branches. Mostly the first one is it, and costs no more than if it were the only one.
fn tried<U: Union>(choice: Choice, json: &str) -> Option<U> {
    let first = trial::first(choice, U::BRANCHES, json)?;
    let rest = Rest { choice, branches: U::BRANCHES, json, first, limit: trial::limit(json), is_read: false };
    if rest.limit.is_some()
        && let Ok(value) = U::read(first, json)
        && value.is_known()
    {
        if deviation::take_nulls() == 0 {
            return Some(value);
        }
        return others(Rest { is_read: true, ..rest }, Some(value));
    }
    others(rest, None)
}

/// Tries the branches after the first, of which this was found.
#[cold]
#[inline(never)]
fn others<U: Union>(rest: Rest<'_>, mut found: Option<U>) -> Option<U> {
    let json = rest.json;
    rest.attempt(&mut |branch| {
        found = read_known(branch, json);
        found.is_some()
    });
    found
}

/// Reads a branch. A union that does not know the value either leaves it to another one.
fn read_known<U: Union>(branch: usize, json: &str) -> Option<U> {
    U::read(branch, json).ok().filter(U::is_known)
}

/// Keeps what fits no branch, where that is borne.
pub(crate) fn unknown<U: Union, E: Error>(value: Value) -> Result<U, E> {
    deviation::bear().map(|()| U::unknown(value))
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
