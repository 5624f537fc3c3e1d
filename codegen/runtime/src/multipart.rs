//! Forms of several parts (RFC 7578; OpenAPI 3.1.2, 4.8.15.3).
//!
//! In: the fields of a form, each as a file, a text, JSON or by a style. Out: its parts, in order. What cannot be a part is kept, and comes
//! out when the call is sent. Deliberately absent: boundaries and bytes, which are the transport's business.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use std::{borrow::Cow, fmt};

use super::body::File;
use super::parameter::{Form, Style};

/// A type that is the body of a form.
pub trait MultipartForm {
    /// Its parts, in order.
    fn parts(self) -> Parts;
}

/// Makes a struct the body of a form, by a table of its parts: the name on the wire, and `files`, `texts` or `json` with the
/// values (of the form by the given name) and their content type, or the style of a value and whether it explodes.
#[allow(unused_macros, reason = "a client without such forms has no use for it")]
macro_rules! form {
    ($name:ident as $form:ident { $($wire:literal => $kind:ident($($given:tt)*),)* }) => {
        impl $crate::runtime::multipart::MultipartForm for $name {
            fn parts(self) -> $crate::runtime::multipart::Parts {
                let $form = self;
                $crate::runtime::multipart::Parts::new()$(.$kind($wire, $($given)*))*
            }
        }
    };
}
#[allow(unused_imports, reason = "a client without such forms has no use for it")]
pub(crate) use form;

/// The parts of a form.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    list: Vec<Part>,
    media_type: Option<&'static str>,
    fault: Option<String>,
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
    /// that of the description, or as bytes of an unknown kind (RFC 7578, section 4.4).
    pub fn files<I>(mut self, name: &'static str, files: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item = File>,
    {
        for file in files {
            let content_type = file.content_type().or(content_type).unwrap_or(OCTETS).to_owned();
            let file_name = file.name().unwrap_or(name).to_owned();
            if file_name.contains(['\r', '\n', '\0']) {
                self.refuse(format!("part {name:?} has a file name with a line break"));
            }
            let headers = headers(file.headers());
            if headers.is_none() {
                self.refuse(format!("part {name:?} has headers that cannot be sent"));
            }
            self.list.push(Part {
                name: name.into(),
                content: PartContent::File(file.with_name(file_name)),
                content_type: Some(content_type),
                headers: headers.unwrap_or_default(),
            });
        }
        self
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
        match style.flatten(value) {
            Ok(flat) => {
                let parts = style.parts(name, &flat).into_iter();
                self.list.extend(parts.map(|(name, text)| Part::text(name.into(), text, None)));
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
        match serde_json::to_string(value) {
            Ok(json) => {
                self.list.extend(text(json).map(|text| Part::text(name.into(), text, content_type)));
            }
            Err(error) => self.refuse(format!("part {name:?}: {error}")),
        }
    }

    fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// Has them sent as another kind of `multipart` than a form, with the same parts.
    pub(crate) fn of_type(self, media_type: &'static str) -> Self {
        Self { media_type: Some(media_type), ..self }
    }

    /// The kind of `multipart` that they are sent as.
    pub fn media_type(&self) -> &'static str {
        self.media_type.unwrap_or("multipart/form-data")
    }

    /// Whether they can be sent more than once: a stream cannot.
    pub fn is_replayable(&self) -> bool {
        let is_replayable = |part: &Part| match &part.content {
            PartContent::Bytes(_) => true,
            PartContent::File(file) => file.is_replayable(),
        };
        self.list.iter().all(is_replayable)
    }

    /// Why they cannot be sent, if they cannot.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
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

    /// The name as it may stand in quotes (the HTML standard, 4.10.22.8): a name may come from the keys of a value.
    pub fn quoted_name(&self) -> String {
        self.name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
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
