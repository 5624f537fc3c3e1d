//! What `format` says of a value of a type.

use crate::ir::{IntegerFormat, NumberFormat, StringFormat};

/// The first number beyond the range of `i64`.
const BEYOND_I64: f64 = 9_223_372_036_854_775_808.0;

/// Formats of texts that are known, and are texts like any other to a client.
const PLAIN: &[&str] = &[
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "uri",
    "uri-reference",
    "uri-template",
    "iri",
    "iri-reference",
    "url",
    "regex",
    "json-pointer",
    "relative-json-pointer",
    "string",
    "text",
    "html",
    "markdown",
    "json",
    "phone",
    "ip",
    "cidr",
    "mac",
    "color",
    "slug",
    "iban",
    "commonmark",
    "media-range",
    "sf-string",
    "token",
];

/// The format of a whole number.
pub(super) fn integer(format: Option<&str>, maximum: Option<f64>) -> IntegerFormat {
    match format {
        Some("int32" | "int16" | "int8") => IntegerFormat::Int32,
        Some("uint32" | "uint16" | "uint8") => IntegerFormat::UInt32,
        Some("uint64" | "uint") => IntegerFormat::UInt64,
        Some("unix-time" | "unixtime" | "unix-timestamp" | "timestamp" | "date-time") => {
            IntegerFormat::UnixTime
        }
        _ if maximum.is_some_and(|maximum| maximum >= BEYOND_I64) => IntegerFormat::UInt64,
        _ => IntegerFormat::Int64,
    }
}

/// The format of a number.
pub(super) fn number(format: Option<&str>) -> NumberFormat {
    match format {
        Some("decimal" | "decimal128") => NumberFormat::Decimal,
        _ => NumberFormat::Double,
    }
}

/// The format of a text; none where the name is not known.
pub(super) fn string(format: &str) -> Option<StringFormat> {
    Some(match format.to_ascii_lowercase().as_str() {
        "date-time" | "datetime" | "rfc3339" => StringFormat::DateTime,
        "date" => StringFormat::Date,
        "time" => StringFormat::Time,
        "duration" => StringFormat::Duration,
        "uuid" | "guid" | "uuid4" => StringFormat::Uuid,
        "ipv4" => StringFormat::Ipv4,
        "ipv6" => StringFormat::Ipv6,
        "byte" | "base64" => StringFormat::Base64,
        "binary" => StringFormat::Binary,
        "password" => StringFormat::Secret,
        "int32" | "int64" => StringFormat::Int64,
        "uint32" | "uint64" => StringFormat::UInt64,
        "decimal" => StringFormat::Decimal,
        plain if PLAIN.contains(&plain) => StringFormat::Plain,
        _ => return None,
    })
}
