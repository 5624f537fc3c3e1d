//! What `format` says of a value of a type.

use super::Resolver;
use super::flat::{Flat, Range};
use crate::diagnostics::{self, Place};
use crate::ir::{IntegerFormat, NumberFormat, Shape, StringFormat};
use crate::pointer::Pointer;

/// The greatest integers; those of 64 bits as floating-point numbers have them.
const MOST_I32: f64 = 2_147_483_647.0;
const MOST_U32: f64 = 4_294_967_295.0;
const MOST_I64: f64 = 9_223_372_036_854_775_808.0;
const MOST_U64: f64 = 18_446_744_073_709_551_616.0;

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

impl Resolver<'_> {
    /// What a whole number becomes.
    pub(super) fn integer(&mut self, at: &Pointer, flat: &Flat) -> Shape {
        let format = flat.format.as_deref();
        let known = integer(format, flat.range());
        if known.is_none() {
            self.diagnostics.report(diagnostics::large_integer(Place::Node(at.clone())));
            return Shape::Number(NumberFormat::Decimal);
        }
        self.known_format(at, format, "an integer", |format| named_integer(format).is_some());
        Shape::Integer(known.unwrap_or(IntegerFormat::Int64))
    }

    /// What a number becomes.
    pub(super) fn number(&mut self, at: &Pointer, flat: &Flat) -> Shape {
        let format = flat.format.as_deref();
        self.known_format(at, format, "a number", |format| named_number(format).is_some());
        Shape::Number(if flat.has_large_constants() { NumberFormat::Decimal } else { number(format) })
    }

    /// What a text is.
    pub(super) fn string_format(&mut self, at: &Pointer, flat: &Flat) -> StringFormat {
        if flat.secret {
            return StringFormat::Secret;
        }
        let format = flat.format.as_deref();
        self.known_format(at, format, "a plain text", |format| string(format).is_some());
        format.and_then(string).unwrap_or(StringFormat::Plain)
    }

    /// Says of a format that it is not known, and what the value is all the same.
    fn known_format(
        &mut self,
        at: &Pointer,
        format: Option<&str>,
        what: &str,
        is_known: impl Fn(&str) -> bool,
    ) {
        if let Some(format) = format.filter(|format| !is_known(format)) {
            self.diagnostics.report(diagnostics::unknown_format(
                format,
                what,
                Place::Node(at.child("format")),
            ));
        }
    }
}

/// The format of a whole number of a known kind; none where the name is not known.
fn named_integer(format: &str) -> Option<IntegerFormat> {
    Some(match format.to_ascii_lowercase().as_str() {
        "int32" | "int16" | "int8" => IntegerFormat::Int32,
        "int64" | "int" | "integer" | "long" => IntegerFormat::Int64,
        "uint32" | "uint16" | "uint8" => IntegerFormat::UInt32,
        "uint64" | "uint" => IntegerFormat::UInt64,
        "unix-time" | "unixtime" | "unix-timestamp" | "timestamp" | "date-time" => IntegerFormat::UnixTime,
        _ => return None,
    })
}

/// The format of a whole number: what it is called, or a wider one, if its limits are. Limits that were rounded to the next floating-point
/// number, as those of `i64` often are, are the limits that they were. None, if no integer holds all values.
pub(super) fn integer(format: Option<&str>, limits: Range) -> Option<IntegerFormat> {
    let Range { least, most } = limits;
    let is_signed = least.is_some_and(|least| least < 0.0);
    let is_within =
        |limit: f64| most.is_none_or(|most| most <= limit) && least.is_none_or(|least| least >= -limit - 1.0);
    let named = format.and_then(named_integer).unwrap_or(IntegerFormat::Int64);
    match named {
        IntegerFormat::UnixTime => Some(named),
        IntegerFormat::Int32 if is_within(MOST_I32) => Some(named),
        IntegerFormat::UInt32 if is_within(MOST_U32) => Some(named),
        IntegerFormat::UInt64 if is_within(MOST_U64) => Some(named),
        _ if most.is_some_and(|most| least.is_some() && !is_signed && most >= MOST_I64) => {
            is_within(MOST_U64).then_some(IntegerFormat::UInt64)
        }
        _ if is_within(MOST_I64) => Some(IntegerFormat::Int64),
        _ => (!is_signed && is_within(MOST_U64)).then_some(IntegerFormat::UInt64),
    }
}

/// The format of a number of a known kind; none where the name is not known. Names of whole numbers say nothing more of a number.
fn named_number(format: &str) -> Option<NumberFormat> {
    match format.to_ascii_lowercase().as_str() {
        "decimal" | "decimal128" => Some(NumberFormat::Decimal),
        "double" | "float" | "float64" | "float32" | "number" => Some(NumberFormat::Double),
        other => named_integer(other).map(|_| NumberFormat::Double),
    }
}

/// The format of a number.
pub(super) fn number(format: Option<&str>) -> NumberFormat {
    format.and_then(named_number).unwrap_or(NumberFormat::Double)
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
