//! Headers of answers that the description declares, as typed values.
//!
//! In: the name of a header, its type, and its form (style `simple` of OpenAPI 3.0.4, 4.7.20, or JSON). Out: its value in an answer or an
//! error, read leniently: what is missing or is not what it should be is `None`, never an error of a call that succeeded, and the raw
//! text is still among the headers. Deliberately absent: which operation has which; each is a constant of a handle.

use http::HeaderMap;
use serde::de::value::{Error as Unreadable, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IgnoredAny, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use std::{borrow::Cow, fmt, marker::PhantomData, str::FromStr};

use super::error::Error;
use super::response::Response;

/// A header that answers may have, whose value is a `T`.
pub struct Header<T> {
    name: &'static str,
    form: Form,
    value: PhantomData<fn() -> T>,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    One,
    /// Items with commas between.
    List,
    /// Members with commas between: `name=value`, or name and value in turn.
    Object,
    /// As JSON.
    Json,
}

impl<T> Header<T> {
    /// A single value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, form: Form::One, value: PhantomData }
    }

    /// A list with commas between the items.
    pub const fn list(name: &'static str) -> Self {
        Self { form: Form::List, ..Self::new(name) }
    }

    /// An object with commas between the members.
    pub const fn object(name: &'static str) -> Self {
        Self { form: Form::Object, ..Self::new(name) }
    }

    /// A value as JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { form: Form::Json, ..Self::new(name) }
    }

    /// Its name on the wire.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// Its value among these headers. A list or object may be spread over several lines (RFC 9110, section 5.3).
    pub fn read(&self, headers: &HeaderMap) -> Option<T> {
        let lines = headers.get_all(self.name).iter();
        let mut texts = lines.filter_map(|line| std::str::from_utf8(line.as_bytes()).ok()).map(str::trim);
        match self.form {
            Form::One => {
                let text = texts.next()?;
                T::deserialize(Text(text)).ok().or_else(|| from_json(&json(text)))
            }
            Form::Json => from_json(texts.next()?),
            // Cookies are one a line: their dates have commas.
            Form::List if self.name.eq_ignore_ascii_case("set-cookie") => {
                list(&texts.map(Text).collect::<Vec<_>>())
            }
            Form::List => list(&items(texts)?),
            Form::Object => object(&members(&items(texts)?)?),
        }
    }
}

fn list<T: DeserializeOwned>(items: &[Text<'_>]) -> Option<T> {
    let read = T::deserialize(Present(SeqDeserializer::new(items.iter().copied()))).ok();
    read.or_else(|| {
        let items: Vec<_> = items.iter().map(|item| json(item.0)).collect();
        from_json(&format!("[{}]", items.join(",")))
    })
}

fn object<T: DeserializeOwned>(members: &[(Text<'_>, Text<'_>)]) -> Option<T> {
    let read = T::deserialize(Present(MapDeserializer::new(members.iter().copied()))).ok();
    read.or_else(|| {
        let member =
            |(name, value): &(Text<'_>, Text<'_>)| format!("{}:{}", Value::from(name.0), json(value.0));
        from_json(&format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(",")))
    })
}

/// What reads only JSON, such as a union, reads a text as the JSON that it is, or else as a text of JSON.
fn json(text: &str) -> Cow<'_, str> {
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(Value::from(text).to_string()),
    }
}

fn from_json<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// What stands between commas; none if there is no line. An empty item is none (RFC 9110, section 5.6.1.2).
fn items<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Text<'a>>> {
    let mut lines = lines.peekable();
    lines.peek()?;
    let items = lines.flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty());
    Some(items.map(Text).collect())
}

/// Names and values, exploded or not.
fn members<'a>(items: &[Text<'a>]) -> Option<Vec<(Text<'a>, Text<'a>)>> {
    let exploded: Option<Vec<_>> = items.iter().map(|item| item.0.split_once('=')).collect();
    let pair = |pair: &[Text<'a>]| match pair {
        [name, value] => Some((*name, *value)),
        _ => None,
    };
    match exploded {
        Some(pairs) => Some(pairs.into_iter().map(|(name, value)| (Text(name), Text(value))).collect()),
        None => items.chunks(2).map(pair).collect(),
    }
}

impl<T> Response<T> {
    /// The value of a header that the operation declares. `None` if it is missing, or is not what it should be; its text is still among the
    /// [`headers`](Self::headers).
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers())
    }
}

impl<E> Error<E> {
    /// As [`Response::header`], of an answer that was a failure.
    pub fn header<H: DeserializeOwned>(&self, header: Header<H>) -> Option<H> {
        header.read(self.headers()?)
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Header({:?})", self.name)
    }
}

/// A value that is there, where an optional one is asked for too.
struct Present<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Present<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// A text that is a number or a boolean where one is asked for.
#[derive(Debug, Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    fn parse<T: FromStr<Err: fmt::Display>>(self) -> Result<T, Unreadable> {
        self.0.parse().map_err(Unreadable::custom)
    }
}

impl IntoDeserializer<'_> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($method:ident: $visit:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.$visit(self.parse()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Unreadable;

    parsed! {
        deserialize_bool: visit_bool,
        deserialize_i8: visit_i64,
        deserialize_i16: visit_i64,
        deserialize_i32: visit_i64,
        deserialize_i64: visit_i64,
        deserialize_u8: visit_u64,
        deserialize_u16: visit_u64,
        deserialize_u32: visit_u64,
        deserialize_u64: visit_u64,
        deserialize_f32: visit_f64,
        deserialize_f64: visit_f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
