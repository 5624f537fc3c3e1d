//! Unions of objects that a property tells apart.
//!
//! In: the entries of an object, as they come. Out: the branch that the tag leads to. What comes before the tag is kept as it came, and is
//! read first; what comes after it is read as it comes, so that nothing is read twice where the tag is in front. Deliberately absent: branches
//! that are no objects, which `union` reads from a text.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, value::RawValue};
use std::{borrow::Cow, fmt, marker::PhantomData};

use super::inner;
use super::keys::Key;
use super::object::{Entries, Entry, ObjectReader};
use super::union::{self, Union};

/// Values of the tag, each with its branch.
pub(crate) type Tags = &'static [(&'static str, usize)];

/// Reads a union of objects.
pub(crate) struct TagVisitor<U> {
    property: &'static str,
    tags: Tags,
    union: PhantomData<U>,
}

impl<U> TagVisitor<U> {
    pub(crate) fn new(property: &'static str, tags: Tags) -> Self {
        Self { property, tags, union: PhantomData }
    }
}

impl<'de, U: Union> Visitor<'de> for TagVisitor<U> {
    type Value = U;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object with `{}`", self.property)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<U, A::Error> {
        let mut early = Entries::default();
        while let Some(name) = entries.next_key_seed(TagName(self.property))? {
            let value = entries.next_value::<Box<RawValue>>()?;
            let branch = name.is_none().then(|| by_tag(value.get(), self.tags)).flatten();
            early.push(name.unwrap_or(Cow::Borrowed(self.property)), value);
            if let Some(branch) = branch {
                return U::read_object(branch, &mut ObjectReader::resumed(early, entries));
            }
        }
        untagged(&early)
    }

    fn visit_bool<E>(self, value: bool) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<U, E> {
        Ok(U::unknown(value.into()))
    }

    fn visit_unit<E>(self) -> Result<U, E> {
        Ok(U::unknown(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<U, A::Error> {
        let mut list = Vec::new();
        while let Some(member) = members.next_element()? {
            list.push(member);
        }
        Ok(U::unknown(Value::Array(list)))
    }
}

impl<'de> Entries<'de> {
    /// Adds the next one.
    pub(crate) fn push(&mut self, name: Cow<'de, str>, value: Box<RawValue>) {
        match self.first {
            None => self.first = Some((name, value)),
            Some(_) => self.others.push((name, value)),
        }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry<'de>> {
        self.first.iter().chain(&self.others)
    }
}

/// Reads a union from all entries of an object whose tag leads nowhere.
fn untagged<U: Union, E: Error>(entries: &Entries<'_>) -> Result<U, E> {
    let json = text(entries).map_err(E::custom)?;
    union::read(&json).map_err(|error| inner::error(&error, &json))
}

/// Entries as the text of an object.
fn text(entries: &Entries<'_>) -> serde_json::Result<String> {
    let mut json = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut json);
    let mut object = serializer.serialize_map(None)?;
    for (name, value) in entries.iter() {
        object.serialize_entry(name, value)?;
    }
    object.end()?;
    Ok(String::from_utf8_lossy(&json).into_owned())
}

/// The branch that the tag of an object in a text leads to.
pub(crate) fn branch(json: &str, property: &str, tags: &[(&str, usize)]) -> Option<usize> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let tag = deserializer.deserialize_map(PropertyVisitor(property)).ok().flatten()?;
    by_tag(tag.get(), tags)
}

/// The branch that no tag leads to.
pub(crate) fn without(branches: usize, tags: &[(&str, usize)]) -> Option<usize> {
    (0..branches).find(|branch| tags.iter().all(|(_, tagged)| tagged != branch))
}

/// A text is compared by what it says, a whole number however it is written, anything else by its JSON.
fn by_tag(json: &str, tags: &[(&str, usize)]) -> Option<usize> {
    let text = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let tag = match text {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        Some(_) => serde_json::from_str::<Key<'_>>(json).ok()?.0,
        None if json.contains(['.', 'e', 'E']) => match json.parse::<f64>() {
            Ok(number) => Cow::Owned(number.to_string()),
            Err(_) => Cow::Borrowed(json),
        },
        None => Cow::Borrowed(json),
    };
    tags.iter().find(|(known, _)| *known == tag).map(|(_, branch)| *branch)
}

/// Reads a name: none, if it is that of the tag.
struct TagName(&'static str);

impl<'de> DeserializeSeed<'de> for TagName {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for TagName {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok((name != self.0).then(|| Cow::Owned(name.to_owned())))
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok((name != self.0).then_some(Cow::Borrowed(name)))
    }
}

/// Finds a property among the entries of an object.
struct PropertyVisitor<'a>(&'a str);

impl<'de> Visitor<'de> for PropertyVisitor<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some((Key(name), value)) = entries.next_entry::<Key<'de>, &RawValue>()? {
            if name == self.0 {
                found = Some(value);
            }
        }
        Ok(found)
    }
}
