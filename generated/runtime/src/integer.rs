//! Whole numbers as JSON has them: `5`, and `5.0` or `5e0` as well, which some languages write (JSON Schema 2020-12, validation, section
//! 6.1.1: a number without a fractional part is an integer).
//!
//! In: a number. Out: an integer that is the same; and where values are sent, a text in which whole numbers are written as such, whatever
//! they are here, for some services read nothing else. Deliberately absent: anything that is not the same, and numbers in texts.

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::{fmt, io, marker::PhantomData, str::FromStr};

use super::model::Empty;

/// Up to here, each whole number has a floating-point number of 64 bits of its own.
const FIRST_ROUNDED: f64 = 9_007_199_254_740_992.0;

/// Takes a number that is an integer of this type.
struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64> + FromStr> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::any::type_name::<T>())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        // From here on, digits were rounded before they came. Adding zero takes the sign off a zero.
        let is_exact = number.fract() == 0.0 && number.abs() < FIRST_ROUNDED;
        let whole = if is_exact { format!("{:.0}", number + 0.0).parse().ok() } else { None };
        whole.ok_or_else(|| E::invalid_type(Unexpected::Float(number), &self))
    }
}

/// Reads an integer.
pub(crate) fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64> + TryFrom<u64> + FromStr,
    D: Deserializer<'de>,
{
    deserializer.deserialize_i64(IntegerVisitor(PhantomData))
}

/// Writes a value as JSON.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(128);
    value.serialize(&mut Serializer::with_formatter(&mut json, WholeNumbers))?;
    Ok(json)
}

/// The same as a text.
pub(crate) fn to_json_text<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    String::from_utf8(to_json(value)?).map_err(Error::custom)
}

/// Writes whole numbers without a point.
struct WholeNumbers;

impl Formatter for WholeNumbers {
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, number: f64) -> io::Result<()> {
        let is_whole = number.fract() == 0.0 && number.abs() < FIRST_ROUNDED;
        // There is no whole number that is a negative zero.
        if is_whole && (number != 0.0 || number.is_sign_positive()) {
            return write!(writer, "{number:.0}");
        }
        CompactFormatter.write_f64(writer, number)
    }
}

/// Implements [`Empty`] for integers.
macro_rules! integers {
    ($($ty:ty),*) => {
        $(impl Empty for $ty {
            fn empty() -> Self {
                0
            }

            fn read_value<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
                *self = read(deserializer)?;
                Ok(())
            }
        })*
    };
}
integers!(i32, i64, u32, u64);
