//! A request as it arrived.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::multipart::{self, Part};

/// A request as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// The operation that it is a call of.
    pub operation: Option<String>,
    /// Its method, in capitals.
    pub method: String,
    /// Its path and query, as they were on the wire.
    pub target: String,
    /// The values of the variables in its path, decoded.
    pub variables: BTreeMap<String, String>,
    /// The names and values of its query, decoded.
    pub query: Vec<(String, String)>,
    /// Each declared parameter by location and name, with its value as it arrived, if it did.
    pub values: Vec<(String, String, Option<Value>)>,
    /// Its headers, with names in small letters.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// In what it is not as declared.
    pub violations: Vec<String>,
}

impl Received {
    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_values(name).next()
    }

    /// The headers of a name.
    pub(crate) fn header_values(&self, name: &str) -> impl Iterator<Item = &str> {
        let has_name = move |header: &&(String, String)| header.0.eq_ignore_ascii_case(name);
        self.headers.iter().filter(has_name).map(|(_, value)| value.as_str())
    }

    /// The names and values of the cookies.
    pub(crate) fn cookies(&self) -> Vec<(String, String)> {
        let cookies = self.header_values("cookie").flat_map(|header| header.split("; "));
        cookies
            .filter_map(|cookie| cookie.split_once('='))
            .map(|(key, value)| (key.into(), value.into()))
            .collect()
    }

    /// The media type of the body, without its parameters.
    pub fn media_type(&self) -> Option<String> {
        let media_type = self.header("content-type")?.split(';').next()?;
        Some(media_type.trim().to_ascii_lowercase())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("the body is not JSON: {error}"))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The parts of the body.
    pub fn parts(&self) -> Vec<Part> {
        let content_type = self.header("content-type").unwrap_or_default();
        multipart::read(content_type, &self.body)
            .unwrap_or_else(|error| panic!("the body is not a form: {error}"))
    }

    /// The path as it was on the wire.
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query as it was on the wire.
    pub(crate) fn raw_query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}
