//! Whole numbers, however they are written: `1.0` and `1e2` are as whole as `1` (JSON Schema 2020-12, Validation, section 6.1.1).
//!
//! In: a number of any format. Out: the same number as an integer, if it is one and fits. Deliberately absent: rounding.

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::{fmt, marker::PhantomData};

use super::model::Empty;

/// Up to here, a floating-point number of 64 bits holds each whole number exactly.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

struct WholeVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for WholeVisitor<T> {
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
        if number.fract() != 0.0 || number.abs() > MOST_EXACT {
            return Err(E::invalid_type(Unexpected::Float(number), &self));
        }
        #[allow(clippy::cast_possible_truncation, reason = "it has no fraction, and fits")]
        self.visit_i64(number as i64)
    }
}

/// Implements [`Empty`] for integers.
macro_rules! whole_numbers {
    ($($ty:ident $read:ident),*) => {
        $(impl Empty for $ty {
            fn empty() -> Self {
                0
            }

            fn read_value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$read(WholeVisitor::<Self>(PhantomData))
            }
        })*
    };
}
whole_numbers!(i32 deserialize_i32, i64 deserialize_i64, u32 deserialize_u32, u64 deserialize_u64);
