//! What is read although the description does not foresee it: a constant that it does not name, a null that becomes an empty value, a property
//! that is missing where null would be right, one that it forbids and that is kept, what fits no branch of a union.
//!
//! In: a word of whoever is about to read such a value. Out: whether it is borne. Mostly it is; but a union that has several branches to try
//! looks for one that describes the value first, and else for the one that has least to bear. How much is borne is known to the thread, as
//! any visitor may lie between the union and such a value; what is read as described never asks. A null that is the absence of a property is
//! nothing to bear, but is counted. Deliberately absent: whatever is no such value, and an error anyway.

use serde::de::Error;
use std::cell::Cell;

thread_local! {
    static READING: Cell<Reading> = const { Cell::new(Reading { most: u32::MAX, count: 0, nulls: 0, outline: 0 }) };
}

/// How this thread is reading.
#[derive(Clone, Copy)]
struct Reading {
    /// How many such values are borne.
    most: u32,
    /// How many there were.
    count: u32,
    /// How many nulls there were that are absence.
    nulls: u32,
    /// Unions in texts that are shorter than this one are passed over.
    outline: usize,
}

/// Bears what is not described, unless that is too much.
pub fn bear<E: Error>() -> Result<(), E> {
    if is_too_much() { Err(E::custom("the value is not as it is described")) } else { Ok(()) }
}

#[cold]
fn is_too_much() -> bool {
    let reading = READING.get();
    let count = reading.count.saturating_add(1);
    READING.set(Reading { count, ..reading });
    count > reading.most
}

/// Takes a null for the absence of a property. That is nothing to bear, but of branches that are equal else, one that admits the null is meant.
pub(crate) fn pass_null() {
    let reading = READING.get();
    if reading.most == 0 {
        READING.set(Reading { nulls: reading.nulls.saturating_add(1), ..reading });
    }
}

/// How many nulls were taken for absence since this was asked.
#[allow(dead_code, reason = "a client without unions has no branches to try")]
pub(crate) fn take_nulls() -> u32 {
    let reading = READING.get();
    READING.set(Reading { nulls: 0, ..reading });
    reading.nulls
}

/// Whether not everything is borne.
pub(crate) fn is_limited() -> bool {
    READING.get().most != u32::MAX
}

/// How much there was to bear since a limit was set, borne or not.
#[allow(dead_code, reason = "a client without unions has no branches to try")]
pub(crate) fn count() -> u32 {
    READING.get().count
}

/// Goes beyond the limit, if there is one.
#[cold]
pub(crate) fn give_up() -> bool {
    READING.set(Reading { count: u32::MAX, ..READING.get() });
    is_limited()
}

/// A limit that holds until it is dropped.
#[allow(dead_code, reason = "a client without unions has no branches to try")]
pub(crate) struct Limit {
    before: Reading,
}

#[allow(dead_code, reason = "a client without unions has no branches to try")]
impl Limit {
    /// Nothing is borne.
    pub(crate) fn strict() -> Self {
        Self::set(Reading { most: 0, count: 0, nulls: 0, outline: 0 })
    }

    /// So much is borne, and unions within this text are passed over.
    pub(crate) fn outline(json: &str, most: u32) -> Self {
        Self::set(Reading { most, count: 0, nulls: 0, outline: json.len() })
    }

    fn set(reading: Reading) -> Self {
        Self { before: READING.replace(reading) }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        READING.set(self.before);
    }
}

/// What becomes of a union in this text.
#[allow(dead_code, reason = "a client without unions has no branches to try")]
pub(crate) fn outline(json: &str) -> Outline {
    match READING.get().outline {
        0 => Outline::Whole,
        length if json.len() < length => Outline::PassedOver,
        _ => Outline::Itself,
    }
}

/// What becomes of a union.
#[allow(dead_code, reason = "a client without unions has no branches to try")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outline {
    /// It is read, with all that is in it.
    Whole,
    /// It is read, without the unions that are in it.
    Itself,
    /// It is not read at all.
    PassedOver,
}
