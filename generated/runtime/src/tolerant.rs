//! How a null that the description does not foresee is read: as the empty value of its type, at any depth.
//!
//! A call that succeeded does not fail over a null among the members of a list, map or tuple. The member keeps its place, and goes back out
//! as the empty value, just as a required property does. Where the description admits null, the type says so, and null stays null: of the
//! branches of a union, such a one goes first (see `deviation`).

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

use super::inner::Buffered;
use super::model::{Empty, Map, read_plain};

/// A place that holds the empty value until a value is read into it; a null leaves it empty.
#[derive(Debug)]
pub struct Place<'a, T>(pub &'a mut T);

/// Reads a value from a text of JSON.
pub fn from_text<T: Empty>(json: &str) -> serde_json::Result<T> {
    let mut value = T::empty();
    value.read_buffered(Buffered::Json(json))?;
    Ok(value)
}

impl<'de, T: Empty> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Empty> Visitor<'de> for Place<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.read_null()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.read_null()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.read_value(deserializer)
    }
}

struct ListVisitor<'a, T>(&'a mut Vec<T>);

impl<'de, T: Empty> Visitor<'de> for ListVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        read_members(self.0, members)
    }
}

/// Reads the members of a list that are left.
pub(crate) fn read_members<'de, T: Empty, A: SeqAccess<'de>>(
    list: &mut Vec<T>,
    mut members: A,
) -> Result<(), A::Error> {
    while members.next_element_seed(NextMember(list))?.is_some() {}
    Ok(())
}

/// The place of the next member of a list.
struct NextMember<'a, T>(&'a mut Vec<T>);

impl<'de, T: Empty> DeserializeSeed<'de> for NextMember<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.push(T::empty());
        self.0.last_mut().map_or(Ok(()), |member| Place(member).deserialize(deserializer))
    }
}

struct MapVisitor<'a, T>(&'a mut Map<T>);

impl<'de, T: Empty> Visitor<'de> for MapVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key()? {
            let mut member = T::empty();
            members.next_value_seed(Place(&mut member))?;
            self.0.insert(key, member);
        }
        Ok(())
    }
}

impl<T: Empty> Empty for Option<T> {
    const IS_TEXT: bool = T::IS_TEXT;

    fn empty() -> Self {
        None
    }

    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        self.insert(T::empty()).read_value(deserializer)
    }

    fn read_null<E: Error>(&mut self) -> Result<(), E> {
        Ok(())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Empty> Empty for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(ListVisitor(self))
    }
}

impl<T: Empty> Empty for Map<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(MapVisitor(self))
    }
}

impl<T: Empty> Empty for Box<T> {
    const IS_TEXT: bool = T::IS_TEXT;

    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        T::read_value(self, deserializer)
    }

    fn read_buffered(&mut self, value: Buffered<'_>) -> serde_json::Result<()> {
        T::read_buffered(self, value)
    }

    fn read_null<E: Error>(&mut self) -> Result<(), E> {
        T::read_null(self)
    }
}

/// Implements [`Empty`] by `Default`; for some types, null is a value.
macro_rules! empty_by_default {
    ($($ty:ty),*; $($null:ty),*) => {
        $(impl Empty for $ty {
            fn empty() -> Self {
                Self::default()
            }
        })*

        $(impl Empty for $null {
            fn empty() -> Self {
                Self::default()
            }

            fn read_null<E: Error>(&mut self) -> Result<(), E> {
                Ok(())
            }
        })*
    };
}
empty_by_default!(bool, f64; (), Value);

impl Empty for String {
    const IS_TEXT: bool = true;

    fn empty() -> Self {
        Self::new()
    }

    fn read_buffered(&mut self, value: Buffered<'_>) -> serde_json::Result<()> {
        read_plain(self, value, |text| Ok(text.to_owned()))
    }
}

struct TupleVisitor<'a, T>(&'a mut T);

/// Implements [`Empty`] for tuples, member by member.
macro_rules! empty_tuples {
    ($($count:literal: ($($name:ident $place:tt)+))*) => {
        $(impl<$($name: Empty),+> Empty for ($($name,)+) {
            fn empty() -> Self {
                ($($name::empty(),)+)
            }

            fn read_value<'de, De: Deserializer<'de>>(&mut self, deserializer: De) -> Result<(), De::Error> {
                deserializer.deserialize_tuple($count, TupleVisitor(self))
            }
        }

        impl<'de, $($name: Empty),+> Visitor<'de> for TupleVisitor<'_, ($($name,)+)> {
            type Value = ();

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "a list of {} members", $count)
            }

            fn visit_seq<Se: SeqAccess<'de>>(self, mut members: Se) -> Result<(), Se::Error> {
                $(next_member(&mut self.0.$place, &mut members)?;)+
                Ok(())
            }
        })*
    };
}
empty_tuples!(1: (A 0) 2: (A 0 B 1) 3: (A 0 B 1 C 2) 4: (A 0 B 1 C 2 D 3) 5: (A 0 B 1 C 2 D 3 E 4) 6: (A 0 B 1 C 2 D 3 E 4 F 5) 7: (A 0 B 1 C 2 D 3 E 4 F 5 G 6) 8: (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7));

fn next_member<'de, T: Empty, A: SeqAccess<'de>>(place: &mut T, members: &mut A) -> Result<(), A::Error> {
    let member = members.next_element_seed(Place(place))?;
    member.ok_or_else(|| A::Error::custom("a member of the list is missing"))
}
