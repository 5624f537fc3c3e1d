//! Forms of several parts (RFC 7578; OpenAPI 3.1.2, 4.8.15.3).
//!
//! In: the fields of a form, each as a file, a text, JSON or by a style. Out: its parts, in order. What cannot be a part is kept, and comes
//! out when the call is sent. Deliberately absent: how they are sent (see `multipart_body`).

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::multipart;
use serde::Serialize;
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

use super::file::{File, is_range};
use super::integer::to_json_text;
use super::model::Map;
use super::parameter::{Form, Style, items, scalar};

/// A type that is the body of a form.
pub trait MultipartForm {
    /// Its parts, in order.
    fn parts(self) -> Parts;
}

/// Makes a struct the body of a form, by a table of its parts: the name on the wire, and `files`, `texts` or `json` with the
/// values (of the form by the given name) and their content type, or the style of a value and whether it explodes. What stands behind `..` are
/// the parts that are not declared.
#[macro_export]
macro_rules! form {
    ($name:ident as $form:ident { $($wire:literal => $kind:ident($($given:tt)*),)* $(..$others:ident($map:expr))? }) => {
        impl $crate::multipart::MultipartForm for $name {
            #[inline]
            fn parts(self) -> $crate::multipart::Parts {
                let $form = self;
                $crate::multipart::Parts::new()$(.$kind($wire, $($given)*))*$(.$others($map))?
            }
        }
    };
}
pub use form;

/// The parts of a form.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    pub(super) list: Vec<Part>,
    pub(super) media_type: Option<&'static str>,
    pub(super) fault: Option<String>,
}

/// Parts that are put together by hand.
impl MultipartForm for Parts {
    fn parts(self) -> Self {
        self
    }
}

/// One part of a form.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub content: PartContent,
    /// Its content type, if it is to have one.
    pub content_type: Option<String>,
    /// Its other headers.
    pub headers: HeaderMap,
}

/// What a part holds. `Debug` tells how long it is, not what it says: a password may be in it.
#[derive(Clone)]
pub enum PartContent {
    /// Bytes.
    Bytes(Bytes),
    /// A file.
    File(File),
}

impl fmt::Debug for PartContent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::File(file) => file.fmt(formatter),
        }
    }
}

impl Parts {
    /// No parts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds files under one name. A file goes out with a name of its own, or that of the part, and with a type of its own, or
    /// that of the description, or as bytes of an unknown kind (RFC 7578, section 4.4). Where the description has a range such as `image/*`,
    /// which is no type and has no such bytes in it, a type of its own is a must.
    pub fn files<I>(mut self, name: &'static str, files: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item = File>,
    {
        for file in files {
            self.file(name.into(), file, content_type);
        }
        self
    }

    /// Adds files under names that the description does not declare.
    pub fn other_files(mut self, files: Map<File>) -> Self {
        for (name, file) in files {
            self.file(name.into(), file, None);
        }
        self
    }

    fn file(&mut self, name: Cow<'static, str>, file: File, content_type: Option<&str>) {
        let content_type = match (file.content_type(), content_type) {
            (Some(own), _) => own,
            (None, None | Some("*/*" | "application/*")) => OCTETS,
            (None, Some(given)) => {
                if is_range(given) {
                    self.refuse(format!(
                        "part {name:?} is of any type in `{given}`, which `File::with_content_type` names"
                    ));
                }
                given
            }
        };
        if is_range(content_type) || multipart::Part::text("").mime_str(content_type).is_err() {
            self.refuse(format!("part {name:?} has a content type that is none"));
        }
        let content_type = content_type.to_owned();
        let file_name = file.name().unwrap_or(&name).to_owned();
        if file_name.contains(['\r', '\n', '\0']) {
            self.refuse(format!("part {name:?} has a file name with a line break"));
        }
        let headers = headers(file.headers());
        if headers.is_none() {
            self.refuse(format!("part {name:?} has headers that cannot be sent"));
        }
        self.list.push(Part {
            name,
            content: PartContent::File(file.with_name(file_name)),
            content_type: Some(content_type),
            headers: headers.unwrap_or_default(),
        });
    }

    /// Adds texts, numbers or booleans under one name. Null is none of them.
    pub fn texts<I>(mut self, name: &'static str, values: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item: Serialize>,
    {
        for value in values {
            self.add(name, &value, content_type, |json| match json.as_str() {
                "null" => None,
                _ => Some(serde_json::from_str(&json).unwrap_or(json)),
            });
        }
        self
    }

    /// Adds values as JSON under one name.
    pub fn json<I>(mut self, name: &'static str, values: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item: Serialize>,
    {
        for value in values {
            self.add(name, &value, content_type.or(Some("application/json")), Some);
        }
        self
    }

    /// Adds values under names that the description does not declare: texts, numbers and booleans as texts, a list as a part for each member,
    /// anything else as JSON (OpenAPI 3.1.2, 4.8.15.1.1).
    pub fn others<T: Serialize>(mut self, values: Map<T>) -> Self {
        for (name, value) in values {
            if let Err(error) = to_json_text(&value).and_then(|json| self.other(&name, &json)) {
                self.refuse(format!("part {name:?}: {error}"));
            }
        }
        self
    }

    fn other(&mut self, name: &str, json: &str) -> serde_json::Result<()> {
        let members = if json.starts_with('[') { items(json)? } else { vec![serde_json::from_str(json)?] };
        for member in members.into_iter().map(RawValue::get) {
            let content_type = member.starts_with(['[', '{']).then_some("application/json");
            self.list
                .extend(scalar(member).map(|text| Part::text(name.to_owned().into(), text, content_type)));
        }
        Ok(())
    }

    /// Adds what a value is by the style `form`.
    pub fn form<T: Serialize + ?Sized>(self, name: &'static str, value: &T, explode: bool) -> Self {
        self.styled(name, value, Style::new(Form::Form, explode))
    }

    /// Adds what a value is by the style `spaceDelimited`.
    pub fn space_delimited<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
        explode: bool,
    ) -> Self {
        self.styled(name, value, Style::new(Form::SpaceDelimited, explode))
    }

    /// Adds what a value is by the style `pipeDelimited`.
    pub fn pipe_delimited<T: Serialize + ?Sized>(self, name: &'static str, value: &T, explode: bool) -> Self {
        self.styled(name, value, Style::new(Form::PipeDelimited, explode))
    }

    /// Adds what a value is by the style `deepObject`.
    pub fn deep_object<T: Serialize + ?Sized>(self, name: &'static str, value: &T, explode: bool) -> Self {
        self.styled(name, value, Style::new(Form::DeepObject, explode))
    }

    /// Adds what a value is by a style: the pairs that a query would have, as parts that are not percent-encoded (OpenAPI 3.1.2,
    /// 4.8.15.1.2).
    fn styled<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T, style: Style) -> Self {
        match to_json_text(value).and_then(|json| style.flatten(json)) {
            Ok(flat) => {
                let separator = match style.form {
                    Form::SpaceDelimited => " ",
                    Form::PipeDelimited => "|",
                    _ => ",",
                };
                for (name, text) in style.pairs(name, &flat, separator, &str::to_owned, &str::to_owned) {
                    self.list.push(Part::text(name.into(), text, None));
                }
            }
            Err(error) => self.refuse(format!("part {name:?}: {error}")),
        }
        self
    }

    /// Adds a header to every part of this name (RFC 7578, section 4.8, allows few). That there is no such part, or that the header cannot
    /// be sent, comes out when the call is sent.
    pub fn header(&mut self, part: &str, name: &str, value: &str) {
        let Some(added) = headers(&[(name.to_owned(), value.to_owned())]) else {
            return self.refuse(format!("part {part:?} has headers that cannot be sent"));
        };
        let mut named = self.list.iter_mut().filter(|known| known.name == part).peekable();
        if named.peek().is_none() {
            return self.refuse(format!("no part is called {part:?}, which is to have a header"));
        }
        named.for_each(|known| known.headers.extend(added.clone()));
    }

    fn add<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
        content_type: Option<&str>,
        text: impl Fn(String) -> Option<String>,
    ) {
        match to_json_text(value) {
            Ok(json) => {
                self.list.extend(text(json).map(|text| Part::text(name.into(), text, content_type)));
            }
            Err(error) => self.refuse(format!("part {name:?}: {error}")),
        }
    }

    fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// The parts, or why one could not be written.
    pub fn into_parts(self) -> Result<Vec<Part>, String> {
        self.fault.map_or(Ok(self.list), Err)
    }
}

impl Part {
    fn text(name: Cow<'static, str>, text: String, content_type: Option<&str>) -> Self {
        let content_type = content_type.map(str::to_owned);
        Self { name, content: PartContent::Bytes(text.into()), content_type, headers: HeaderMap::new() }
    }
}

/// The type of a file of which no type is known.
const OCTETS: &str = "application/octet-stream";

/// Headers of a part; none if one of them cannot be sent.
fn headers(pairs: &[(String, String)]) -> Option<HeaderMap> {
    let header = |(name, value): &(String, String)| {
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    pairs.iter().map(header).collect()
}
