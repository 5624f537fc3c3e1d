//! Unions of objects that a property tells apart.
//!
//! In: the entries of an object, as they come. Out: the branch that the tag leads to. What comes before the tag is kept as it came, and is
//! read first; what comes after it is read as it comes, so that nothing is read twice where the tag is in front. Deliberately absent: branches
//! that are no objects, which `union` reads from a text.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, value::RawValue};
use std::{borrow::Cow, fmt, marker::PhantomData};

use super::buffer;
use super::inner::{self, Buffered};
use super::keys::Key;
use super::object::{Early, Entries, Entry, ObjectReader};
use super::union::{self, Union};

/// Values of the tag, each with its branch.
pub(crate) type Tags = &'static [(&'static str, usize)];

/// Visits what is no text and no object: a value, of which something is made.
macro_rules! visit_others {
    ($made_of:path) => {
        fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
            $made_of(value.into())
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
            $made_of(value.into())
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
            $made_of(value.into())
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
            $made_of(value.into())
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            $made_of(Value::Null)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
            $made_of(Value::deserialize(SeqAccessDeserializer::new(members))?)
        }
    };
}

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
            if let Some(name) = name {
                early.push(name, Early::Json(entries.next_value_seed(buffer::Json)?));
                continue;
            }
            let tag = entries.next_value_seed(TagValue)?;
            let branch = tag.branch(self.tags);
            early.push(Cow::Borrowed(self.property), tag);
            if let Some(branch) = branch {
                return U::read_object(branch, &mut ObjectReader::resumed(early, entries));
            }
        }
        untagged(&early)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        union::unknown(value.into())
    }

    visit_others!(union::unknown);
}

impl<'de> Entries<'de> {
    /// Adds the next one.
    pub(crate) fn push(&mut self, name: Cow<'de, str>, value: Early<'de>) {
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

impl Early<'_> {
    /// The branch that this leads to as a tag.
    fn branch(&self, tags: &[(&str, usize)]) -> Option<usize> {
        match self {
            Self::Text(text) => by_text(text, tags),
            Self::Json(json) => by_tag(json.get(), tags),
        }
    }
}

impl Serialize for Early<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Json(json) => json.serialize(serializer),
        }
    }
}

/// Reads a union from all entries of an object whose tag leads nowhere.
fn untagged<U: Union, E: Error>(entries: &Entries<'_>) -> Result<U, E> {
    let json = text(entries).map_err(E::custom)?;
    union::read(&json).map_err(|error| inner::error(&error, Buffered::Json(&json)))
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
    by_text(&tag, tags)
}

fn by_text(tag: &str, tags: &[(&str, usize)]) -> Option<usize> {
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

/// Reads the value of a tag. Mostly it is a text, which is not copied then; anything else is made JSON again.
struct TagValue;

impl TagValue {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "it is handed over as to whatever else is made of a value"
    )]
    fn json<'de, E: Error>(value: Value) -> Result<Early<'de>, E> {
        RawValue::from_string(value.to_string()).map(|json| Early::Json(Cow::Owned(json))).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for TagValue {
    type Value = Early<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Early<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TagValue {
    type Value = Early<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Early<'de>, E> {
        Ok(Early::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Early<'de>, E> {
        Ok(Early::Text(Cow::Owned(text.to_owned())))
    }

    visit_others!(Self::json);

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Early<'de>, A::Error> {
        Self::json(Value::deserialize(MapAccessDeserializer::new(entries))?)
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
