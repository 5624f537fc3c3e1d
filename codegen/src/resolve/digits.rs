//! The digits of numbers that the decoder rounds: it reads most of them as floating-point numbers of 64 bits.
//!
//! In: a schema, with what [`normalize`](crate::normalize) kept aside. Out: its numbers, as the document has them. Deliberately absent: what
//! they mean.

use openapiv3::SchemaData;
use serde_json::{Number, Value};

use crate::normalize::EXACT_NUMBERS;

/// Larger numbers are shown with an exponent.
const MOST_PLAIN: f64 = 1e15;

/// What a keyword of numbers says to the last digit, if that was kept aside.
pub(super) fn exact<'s>(data: &'s SchemaData, key: &str) -> Option<&'s Value> {
    data.extensions.get(EXACT_NUMBERS)?.get(key)
}

/// The number of a keyword that was decoded as this one.
pub(super) fn number(data: &SchemaData, key: &str, decoded: f64) -> Option<Number> {
    match exact(data, key) {
        Some(Value::Number(number)) => Some(number.clone()),
        _ => plain(decoded),
    }
}

/// A number without a fraction that says nothing.
pub(super) fn plain(decoded: f64) -> Option<Number> {
    let is_whole = decoded.fract() == 0.0 && decoded.abs() < MOST_PLAIN;
    #[expect(clippy::cast_possible_truncation, reason = "the range was just checked")]
    let whole = is_whole.then_some(decoded as i64).map(Number::from);
    whole.or_else(|| Number::from_f64(decoded))
}
