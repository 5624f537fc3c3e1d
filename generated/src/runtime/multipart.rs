//! Forms of several parts (RFC 7578).

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use std::fmt;

use super::body::File;

/// A type that is the body of a form.
pub trait MultipartForm {
    /// Its parts, in order.
    fn parts(self) -> Parts;
}

/// Makes a struct the body of a form, by a table of its parts: the name on the wire, and `files`, `texts` or `json` with the
/// values (of the form by the given name) and their content type.
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
    parts: Vec<Part>,
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
    pub name: &'static str,
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
    /// that of the description.
    pub fn files<I>(mut self, name: &'static str, files: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item = File>,
    {
        for file in files {
            let content_type = file.content_type().or(content_type).map(str::to_owned);
            let file_name = file.name().unwrap_or(name).to_owned();
            let headers = headers(&file);
            if headers.is_none() {
                self.fault = Some(format!("part {name:?} has headers that cannot be sent"));
            }
            self.parts.push(Part {
                name,
                content: PartContent::File(file.with_name(file_name)),
                content_type,
                headers: headers.unwrap_or_default(),
            });
        }
        self
    }

    /// Adds texts, numbers or booleans under one name.
    pub fn texts<I>(mut self, name: &'static str, values: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item: Serialize>,
    {
        for value in values {
            self.add(name, &value, content_type, |json| serde_json::from_str(&json).unwrap_or(json));
        }
        self
    }

    /// Adds values as JSON under one name.
    pub fn json<I>(mut self, name: &'static str, values: I, content_type: Option<&str>) -> Self
    where
        I: IntoIterator<Item: Serialize>,
    {
        for value in values {
            self.add(name, &value, content_type.or(Some("application/json")), |json| json);
        }
        self
    }

    fn add<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
        content_type: Option<&str>,
        text: impl Fn(String) -> String,
    ) {
        match serde_json::to_string(value) {
            Ok(json) => self.parts.push(Part {
                name,
                content: PartContent::Bytes(text(json).into()),
                content_type: content_type.map(str::to_owned),
                headers: HeaderMap::new(),
            }),
            Err(error) => self.fault = Some(format!("part {name:?}: {error}")),
        }
    }

    /// Whether they can be sent more than once: a stream cannot.
    pub fn is_replayable(&self) -> bool {
        let is_replayable = |part: &Part| match &part.content {
            PartContent::Bytes(_) => true,
            PartContent::File(file) => file.is_replayable(),
        };
        self.parts.iter().all(is_replayable)
    }

    /// Why they cannot be sent, if they cannot.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The parts, or why one could not be written.
    pub fn into_parts(self) -> Result<Vec<Part>, String> {
        self.fault.map_or(Ok(self.parts), Err)
    }
}

/// The headers of a file's part; none if one of them cannot be sent.
fn headers(file: &File) -> Option<HeaderMap> {
    let header = |(name, value): &(String, String)| {
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
    };
    file.headers().iter().map(header).collect()
}
