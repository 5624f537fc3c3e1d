//! How the values of parameters are written (OpenAPI 3.1.2, 4.8.12; RFC 6570).
//!
//! In: any serialisable value and a style. Out: text for a path, pairs for a query, text for a header or cookie.

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
    /// Whether reserved characters go out as they are, where they are a query's and a query may have them (OpenAPI 3.1.2, 4.8.12.2.2).
    pub reserved: bool,
}

/// The form of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `a,b`
    Simple,
    /// The same, of a value that may have several segments of a path: their slashes stay as they are.
    Segments,
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
        let between = if self.explode { "=" } else { "," };
        let kept = if self.form == Form::Segments { "/" } else { "" };
        let encode = |text: &str| percent_encode_keeping(text, kept);
        Some(match (self.form, value) {
            (_, value) if value.is_undefined() => return None,
            (Form::Label, value) => {
                let separator = if self.explode { "." } else { "," };
                format!(".{}", value.joined(separator, between, &encode))
            }
            (Form::Matrix, Flat::One(text)) => matrix(name, text, &encode),
            (Form::Matrix, Flat::Many(keyed, members)) if self.explode => {
                let mut text = String::new();
                for (key, item) in members {
                    text.push_str(&matrix(if *keyed { key } else { name }, item, &encode));
                }
                text
            }
            (Form::Matrix, value) => {
                format!(";{}={}", percent_encode(name), value.joined(",", ",", &encode))
            }
            (_, value) => value.joined(",", between, &encode),
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
        self.pairs(name, value, separator, &percent_encode, &encode)
    }

    /// The pairs that a value is, its names and texts written by these functions.
    pub(crate) fn pairs(
        self,
        name: &str,
        value: &Flat,
        separator: &str,
        encode_name: &dyn Fn(&str) -> String,
        encode: &dyn Fn(&str) -> String,
    ) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match value {
            value if value.is_undefined() => {}
            // With `deepObject`, `explode` is undefined: it is taken for true.
            Flat::Many(keyed, members) if self.explode || self.form == Form::DeepObject => {
                for (key, item) in members {
                    let key = match self.form {
                        Form::DeepObject if *keyed => encode_name(&[name, key].concat()),
                        _ => encode_name(if *keyed { key } else { name }),
                    };
                    pairs.push((key, encode(item)));
                }
            }
            value => pairs.push((encode_name(name), value.joined(separator, separator, encode))),
        }
        pairs
    }

    /// The text of a header, as it is; `None` where the value is undefined.
    pub(crate) fn header(self, value: &Flat) -> Option<String> {
        let between = if self.explode { "=" } else { "," };
        (!value.is_undefined()).then(|| value.joined(",", between, &str::to_owned))
    }

    /// Takes a value apart. It goes by its JSON text, in which an object's members keep their order.
    pub(crate) fn flatten(self, json: String) -> serde_json::Result<Flat> {
        let mut pairs = Vec::new();
        let keyed = json.starts_with('{');
        match (self.form, json.as_bytes().first()) {
            (Form::Json, _) => return Ok(Flat::One(json)),
            (Form::DeepObject, Some(b'{')) => collect("", &json, &mut pairs)?,
            (_, Some(b'{')) => {
                for Member(key, value) in members(&json)? {
                    pairs.extend(scalar(value.get()).map(|text| (key, text)));
                }
            }
            (_, Some(b'[')) => {
                for item in items(&json)? {
                    pairs.extend(scalar(item.get()).map(|text| (String::new(), text)));
                }
            }
            _ => return Ok(scalar(&json).map_or(Flat::Nothing, Flat::One)),
        }
        Ok(Flat::Many(keyed, pairs))
    }
}

/// `;name=text`, or `;name` where the text is empty (RFC 6570, section 3.2.7).
fn matrix(name: &str, text: &str, encode: &dyn Fn(&str) -> String) -> String {
    let equals = if text.is_empty() { "" } else { "=" };
    format!(";{}{equals}{}", percent_encode(name), encode(text))
}

/// A value as parameters know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flat {
    /// Null: the parameter is not sent.
    Nothing,
    /// A single value.
    One(String),
    /// The members of an object, or the items of an array, whose keys are empty: whether there are keys, and all of them.
    Many(bool, Vec<(String, String)>),
}

impl Flat {
    /// Whether there is nothing to write (RFC 6570, sections 2.3 and 3.2.1): null, a list or object without members. An empty text is
    /// something.
    fn is_undefined(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::One(_) => false,
            Self::Many(_, members) => members.is_empty(),
        }
    }

    fn joined(&self, separator: &str, between: &str, encode: &dyn Fn(&str) -> String) -> String {
        let mut joined = String::new();
        match self {
            Self::Nothing => {}
            Self::One(text) => joined = encode(text),
            Self::Many(keyed, members) => {
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        joined.push_str(separator);
                    }
                    if *keyed {
                        joined.push_str(&encode(key));
                        joined.push_str(between);
                    }
                    joined.push_str(&encode(value));
                }
            }
        }
        joined
    }
}

/// A member of an object: its key, and its value as JSON text.
pub(crate) struct Member<'a>(pub(crate) String, pub(crate) &'a RawValue);

/// The items of an array.
pub(crate) fn items(json: &str) -> serde_json::Result<Vec<&RawValue>> {
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
fn collect(path: &str, json: &str, pairs: &mut Vec<(String, String)>) -> serde_json::Result<()> {
    match json.as_bytes().first() {
        Some(b'{') => {
            for Member(key, value) in members(json)? {
                collect(&[path, "[", &key, "]"].concat(), value.get(), pairs)?;
            }
        }
        Some(b'[') => {
            for item in items(json)? {
                collect(path, item.get(), pairs)?;
            }
        }
        _ => pairs.extend(scalar(json).map(|text| (path.to_owned(), text))),
    }
    Ok(())
}

/// The text of a scalar; a list or object inside another stays JSON; null is left out.
pub(crate) fn scalar(json: &str) -> Option<String> {
    match json.as_bytes().first() {
        Some(b'n') => None,
        Some(b'"') => serde_json::from_str(json).ok(),
        _ => Some(json.to_owned()),
    }
}

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
