//! How a null that the description does not foresee is read: as the empty value of its type, at any depth.
//!
//! A call that succeeded does not fail over a null among the members of a list, map or tuple. The member keeps its place, and goes back out
//! as the empty value, just as a required property does. Where the description admits null, the type says so, and null stays null.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::{fmt, marker::PhantomData};

use super::model::{Empty, Map};

/// A value, or the empty one for null.
#[derive(Debug)]
pub struct Tolerant<T>(pub T);

/// Reads a value from a text of JSON; null is none.
pub fn from_text<T: Empty>(json: &str) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = T::read_value(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

impl<'de, T: Empty> Deserialize<'de> for Tolerant<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(TolerantVisitor(PhantomData))
    }
}

struct TolerantVisitor<T>(PhantomData<T>);

impl<'de, T: Empty> Visitor<'de> for TolerantVisitor<T> {
    type Value = Tolerant<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Tolerant<T>, E> {
        Ok(Tolerant(T::null()))
    }

    fn visit_unit<E>(self) -> Result<Tolerant<T>, E> {
        Ok(Tolerant(T::null()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tolerant<T>, D::Error> {
        T::read_value(deserializer).map(Tolerant)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Empty> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(Tolerant(member)) = members.next_element()? {
            list.push(member);
        }
        Ok(list)
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Empty> Visitor<'de> for MapVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Map<T>, A::Error> {
        let mut map = Map::new();
        while let Some((key, Tolerant(member))) = members.next_entry()? {
            map.insert(key, member);
        }
        Ok(map)
    }
}

impl<T: Empty> Empty for Option<T> {
    fn empty() -> Self {
        None
    }

    fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_value(deserializer).map(Some)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Empty> Empty for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

impl<T: Empty> Empty for Map<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<T: Empty> Empty for Box<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_value(deserializer).map(Self::new)
    }
}

/// Implements [`Empty`] by `Default`.
macro_rules! empty_by_default {
    ($($ty:ty),*) => {
        $(impl Empty for $ty {
            fn empty() -> Self {
                Self::default()
            }
        })*
    };
}
empty_by_default!(bool, f64, String, (), Value);

struct TupleVisitor<T>(PhantomData<T>);

/// Implements [`Empty`] for tuples, member by member.
macro_rules! empty_tuples {
    ($($count:literal: ($($name:ident)+))*) => {
        $(impl<$($name: Empty),+> Empty for ($($name,)+) {
            fn empty() -> Self {
                ($($name::empty(),)+)
            }

            fn read_value<'de, De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                deserializer.deserialize_tuple($count, TupleVisitor::<Self>(PhantomData))
            }
        }

        impl<'de, $($name: Empty),+> Visitor<'de> for TupleVisitor<($($name,)+)> {
            type Value = ($($name,)+);

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "a list of {} members", $count)
            }

            fn visit_seq<Se: SeqAccess<'de>>(self, mut members: Se) -> Result<Self::Value, Se::Error> {
                Ok(($(next_member::<$name, Se>(&mut members)?,)+))
            }
        })*
    };
}
empty_tuples!(1: (A) 2: (A B) 3: (A B C) 4: (A B C D) 5: (A B C D E) 6: (A B C D E F) 7: (A B C D E F G) 8: (A B C D E F G H));

fn next_member<'de, T: Empty, A: SeqAccess<'de>>(members: &mut A) -> Result<T, A::Error> {
    let member = members.next_element::<Tolerant<T>>()?;
    member.map(|Tolerant(member)| member).ok_or_else(|| A::Error::custom("a member of the list is missing"))
}
