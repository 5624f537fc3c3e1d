//! How the values of parameters are written (OpenAPI 3.1.2, 4.8.12; RFC 6570).
//!
//! In: any serialisable value and a style. Out: text for a path, pairs for a query, text for a header or cookie.

use serde::Serialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt::{self, Write as _};

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The form.
    pub form: Form,
    /// Whether each member of a list or object stands by itself.
    pub explode: bool,
    /// Whether reserved characters go out as they are, where a query (OpenAPI 3.1.2, 4.8.12.2.2) or a path of several segments may have
    /// them.
    pub reserved: bool,
}

/// The form of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;x=a;x=b`
    Matrix,
    /// `x=a&x=b`
    Form,
    /// `x=a%20b`
    SpaceDelimited,
    /// `x=a|b`
    PipeDelimited,
    /// `x[k]=v`
    DeepObject,
    /// As JSON.
    Json,
}

impl Style {
    /// The default of paths and headers.
    pub const SIMPLE: Self = Self::new(Form::Simple, false);
    /// The default of queries and cookies.
    pub const FORM: Self = Self::new(Form::Form, true);
    /// `x[k]=v`
    pub const DEEP_OBJECT: Self = Self::new(Form::DeepObject, true);
    /// As JSON, for parameters that have a media type.
    pub const JSON: Self = Self::new(Form::Json, false);

    /// A form, exploded or not.
    pub const fn new(form: Form, explode: bool) -> Self {
        Self { form, explode, reserved: false }
    }

    /// The same with the reserved characters left as they are.
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    /// The value as it stands in a path, percent-encoded. `None` where it is undefined: null, an empty list, an empty object.
    pub(crate) fn path(self, name: &str, value: &Flat) -> Option<String> {
        let kept = if self.reserved { KEPT_IN_PATH } else { "" };
        let encode = |text: &str| percent_encode_keeping(text, kept);
        let name = percent_encode(name);
        let matrix = |name: &str, text: &str| match encode(text) {
            text if text.is_empty() => format!(";{name}"),
            text => format!(";{name}={text}"),
        };
        Some(match (self.form, value) {
            (_, value) if value.is_undefined() => return None,
            (Form::Label, value) if self.explode => format!(".{}", value.joined(".", "=", encode)),
            (Form::Label, value) => format!(".{}", value.joined(",", ",", encode)),
            (Form::Matrix, Flat::One(text)) => matrix(&name, text),
            (Form::Matrix, Flat::List(items)) if self.explode => concat(items, |item| matrix(&name, item)),
            (Form::Matrix, Flat::Object(members)) if self.explode => {
                concat(members, |(key, item)| matrix(&encode(key), item))
            }
            (Form::Matrix, value) => format!(";{name}={}", value.joined(",", ",", encode)),
            (_, value) => value.joined(",", if self.explode { "=" } else { "," }, encode),
        })
    }

    /// The pairs of a query, percent-encoded; none where the value is undefined.
    pub(crate) fn query(self, name: &str, value: &Flat) -> Vec<(String, String)> {
        let kept = if self.reserved { KEPT_IN_QUERY } else { "" };
        let encode = |text: &str| percent_encode_keeping(text, kept);
        let separator = match self.form {
            Form::SpaceDelimited => "%20",
            Form::PipeDelimited => "%7C",
            _ => ",",
        };
        self.pairs(name, value, separator, percent_encode, encode)
    }

    /// The names and texts of the parts of a form: the pairs of a query, without percent-encoding (OpenAPI 3.1.2, 4.8.15.1.2).
    pub(crate) fn parts(self, name: &str, value: &Flat) -> Vec<(String, String)> {
        let separator = match self.form {
            Form::SpaceDelimited => " ",
            Form::PipeDelimited => "|",
            _ => ",",
        };
        self.pairs(name, value, separator, str::to_owned, str::to_owned)
    }

    fn pairs(
        self,
        name: &str,
        value: &Flat,
        separator: &str,
        encode_name: impl Fn(&str) -> String,
        encode: impl Fn(&str) -> String,
    ) -> Vec<(String, String)> {
        match value {
            value if value.is_undefined() => Vec::new(),
            // With `deepObject`, `explode` is undefined: it is taken for true.
            Flat::List(items) if self.explode || self.form == Form::DeepObject => {
                items.iter().map(|item| (encode_name(name), encode(item))).collect()
            }
            Flat::Object(members) if self.form == Form::DeepObject => {
                let pair =
                    |(path, item): &(String, String)| (encode_name(&format!("{name}{path}")), encode(item));
                members.iter().map(pair).collect()
            }
            Flat::Object(members) if self.explode => {
                members.iter().map(|(key, item)| (encode_name(key), encode(item))).collect()
            }
            value => vec![(encode_name(name), value.joined(separator, separator, encode))],
        }
    }

    /// The text of a header, as it is; `None` where the value is undefined.
    pub(crate) fn header(self, value: &Flat) -> Option<String> {
        let between = if self.explode { "=" } else { "," };
        (!value.is_undefined()).then(|| value.joined(",", between, str::to_owned))
    }

    /// Takes a value apart. It goes by its JSON text, in which an object's members keep their order.
    pub(crate) fn flatten<T: Serialize + ?Sized>(self, value: &T) -> serde_json::Result<Flat> {
        let json = serde_json::to_string(value)?;
        match (self.form, json.as_bytes().first()) {
            (Form::Json, _) => Ok(Flat::One(json)),
            (Form::DeepObject, Some(b'{')) => {
                let mut pairs = Vec::new();
                collect(None, &json, &mut pairs)?;
                Ok(Flat::Object(pairs))
            }
            (_, Some(b'{')) => Ok(Flat::Object(members(&json)?.iter().filter_map(Member::pair).collect())),
            (_, Some(b'[')) => {
                Ok(Flat::List(items(&json)?.iter().filter_map(|item| scalar(item.get())).collect()))
            }
            _ => Ok(scalar(&json).map_or(Flat::Nothing, Flat::One)),
        }
    }
}

/// A value as parameters know it: nothing, a text, a list or pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flat {
    /// Null: the parameter is not sent.
    Nothing,
    /// A single value.
    One(String),
    /// The items of an array.
    List(Vec<String>),
    /// The members of an object.
    Object(Vec<(String, String)>),
}

impl Flat {
    /// Whether there is nothing to write (RFC 6570, sections 2.3 and 3.2.1): null, a list or object without members. An empty text is
    /// something.
    fn is_undefined(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::One(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }

    fn joined(&self, separator: &str, between: &str, encode: impl Fn(&str) -> String) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::One(text) => encode(text),
            Self::List(items) => items.iter().map(|item| encode(item)).collect::<Vec<_>>().join(separator),
            Self::Object(members) => {
                let pair =
                    |(key, value): &(String, String)| format!("{}{between}{}", encode(key), encode(value));
                members.iter().map(pair).collect::<Vec<_>>().join(separator)
            }
        }
    }
}

/// A member of an object: its key, and its value as JSON text.
pub(crate) struct Member<'a>(pub(crate) String, pub(crate) &'a RawValue);

impl Member<'_> {
    fn pair(&self) -> Option<(String, String)> {
        scalar(self.1.get()).map(|text| (self.0.clone(), text))
    }
}

fn items(json: &str) -> serde_json::Result<Vec<&RawValue>> {
    serde_json::from_str(json)
}

/// The members of an object in their order.
pub(crate) fn members(json: &str) -> serde_json::Result<Vec<Member<'_>>> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<Member<'de>>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((key, value)) = map.next_entry()? {
                members.push(Member(key, value));
            }
            Ok(members)
        }
    }
    serde_json::Deserializer::from_str(json).deserialize_map(Members)
}

/// For `deepObject`: the members of members as well, each with the brackets that lead to it.
fn collect(path: Option<&str>, json: &str, pairs: &mut Vec<(String, String)>) -> serde_json::Result<()> {
    match (json.as_bytes().first(), path) {
        (Some(b'{'), path) => members(json)?.iter().try_for_each(|Member(key, value)| {
            let path = format!("{}[{key}]", path.unwrap_or_default());
            collect(Some(&path), value.get(), pairs)
        }),
        (Some(b'['), path) => items(json)?.iter().try_for_each(|item| collect(path, item.get(), pairs)),
        (_, path) => {
            pairs.extend(scalar(json).map(|text| (path.unwrap_or_default().to_owned(), text)));
            Ok(())
        }
    }
}

fn concat<T>(items: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> String {
    items.into_iter().map(text).collect::<Vec<_>>().concat()
}

/// The text of a scalar; a list or object inside another stays JSON; null is left out.
fn scalar(json: &str) -> Option<String> {
    match json.as_bytes().first() {
        Some(b'n') => None,
        Some(b'"') => serde_json::from_str(json).ok(),
        _ => Some(json.to_owned()),
    }
}

/// What may stand in a path beside unreserved characters (RFC 3986, section 3.3): not `?` and `#`, which would end it.
const KEPT_IN_PATH: &str = ":@!$&'()*+,;=/%";

/// What may stand in a query beside unreserved characters (RFC 3986, section 3.4): not `#`, which would end it.
const KEPT_IN_QUERY: &str = ":@!$&'()*+,;=/?%";

/// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
pub(crate) fn percent_encode(text: &str) -> String {
    percent_encode_keeping(text, "")
}

/// As [`percent_encode`], with these characters left as they are; `%` only where it begins a triplet that is encoded already.
pub(crate) fn percent_encode_keeping(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, byte) in text.bytes().enumerate() {
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let kept = kept.as_bytes().contains(&byte) && (byte != b'%' || is_triplet(text, index));
        if unreserved || kept {
            encoded.push(char::from(byte));
        } else {
            _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_triplet(text: &str, index: usize) -> bool {
    let Some([b'%', high, low]) = text.as_bytes().get(index..index + 3) else { return false };
    high.is_ascii_hexdigit() && low.is_ascii_hexdigit()
}
