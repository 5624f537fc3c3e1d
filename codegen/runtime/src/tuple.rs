//! Lists whose first members have types of their own (`prefixItems`, JSON Schema 2020-12, Core, section 10.3.1.1).
//!
//! In: a list of any length. Out: its first members, each in its place, and whatever follows them. Where the description does not demand a
//! member, it may be missing; where it does not forbid further ones, they are kept, and go back out unchanged. Deliberately absent: lists
//! that have just so many members, which are plain tuples.

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;
use std::fmt;

use super::model::Empty;
use super::tolerant::{self, Place};

/// A list that begins with members of certain types, and may go on with others of one type.
///
/// A member that may be missing is an `Option`, or a `Nullable` where null is a value of it. What is missing at the end is not
/// written; what is missing before another member is null.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Tuple<P, T = Value> {
    /// The members that the description names one by one.
    pub prefix: P,
    /// The members that follow them.
    pub rest: Vec<T>,
}

impl<P, T> Tuple<P, T> {
    /// A list of these members and no others.
    pub fn new(prefix: P) -> Self {
        Self { prefix, rest: Vec::new() }
    }

    /// The same list with these members behind the first ones.
    #[must_use]
    pub fn with_rest(mut self, rest: impl IntoIterator<Item = T>) -> Self {
        self.rest = rest.into_iter().collect();
        self
    }
}

impl<P, T> From<P> for Tuple<P, T> {
    fn from(prefix: P) -> Self {
        Self::new(prefix)
    }
}

impl<P: Prefix, T: Serialize> Serialize for Tuple<P, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = if self.rest.is_empty() { self.prefix.present() } else { P::COUNT };
        let mut list = serializer.serialize_seq(Some(count + self.rest.len()))?;
        self.prefix.write(count, &mut list)?;
        self.rest.iter().try_for_each(|member| list.serialize_element(member))?;
        list.end()
    }
}

impl<'de, P: Prefix, T: Empty> Deserialize<'de> for Tuple<P, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut list = Self::empty();
        list.read_value(deserializer)?;
        Ok(list)
    }
}

impl<P: Prefix, T: Empty> Empty for Tuple<P, T> {
    fn empty() -> Self {
        Self::new(P::empty())
    }

    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(TupleVisitor(self))
    }
}

struct TupleVisitor<'a, P, T>(&'a mut Tuple<P, T>);

impl<'de, P: Prefix, T: Empty> Visitor<'de> for TupleVisitor<'_, P, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.prefix.read(&mut members)?;
        tolerant::read_members(&mut self.0.rest, members)
    }
}

/// The first members of a list, each in its place.
pub trait Prefix: Empty {
    /// How many there are.
    const COUNT: usize;

    /// Reads them. A member that may be missing is absent where the list has come to its end.
    fn read<'de, A: SeqAccess<'de>>(&mut self, members: &mut A) -> Result<(), A::Error>;

    /// How many there are up to the last one that is not absent.
    fn present(&self) -> usize;

    /// Writes the first `count` of them.
    fn write<S: SerializeSeq>(&self, count: usize, list: &mut S) -> Result<(), S::Error>;
}

/// Implements [`Prefix`] for tuples, member by member.
macro_rules! prefixes {
    ($($count:literal: ($($index:tt $name:ident)+))*) => {
        $(impl<$($name: Empty + Serialize),+> Prefix for ($($name,)+) {
            const COUNT: usize = $count;

            fn read<'de, Se: SeqAccess<'de>>(&mut self, members: &mut Se) -> Result<(), Se::Error> {
                $(next_member(&mut self.$index, members, $index)?;)+
                Ok(())
            }

            fn present(&self) -> usize {
                let mut present = 0;
                $(if !self.$index.is_absent() {
                    present = $index + 1;
                })+
                present
            }

            fn write<Se: SerializeSeq>(&self, count: usize, list: &mut Se) -> Result<(), Se::Error> {
                $(if $index < count {
                    list.serialize_element(&self.$index)?;
                })+
                Ok(())
            }
        })*
    };
}
prefixes!(
    1: (0 A)
    2: (0 A 1 B)
    3: (0 A 1 B 2 C)
    4: (0 A 1 B 2 C 3 D)
    5: (0 A 1 B 2 C 3 D 4 E)
    6: (0 A 1 B 2 C 3 D 4 E 5 F)
    7: (0 A 1 B 2 C 3 D 4 E 5 F 6 G)
    8: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H)
);

fn next_member<'de, T: Empty, A: SeqAccess<'de>>(
    place: &mut T,
    members: &mut A,
    index: usize,
) -> Result<(), A::Error> {
    if members.next_element_seed(Place(place))?.is_some() || place.is_absent() {
        return Ok(());
    }
    Err(A::Error::custom(format_args!("member {index} of the list is missing")))
}
