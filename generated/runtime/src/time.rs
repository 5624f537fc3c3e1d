//! Times, dates and durations as texts, read by the `jiff` crate.

use super::formatted::Formatted;

/// A moment (RFC 3339 `date-time`), such as `2021-08-05T11:39:59Z`.
pub type DateTime = Formatted<jiff::Timestamp>;
/// A day (RFC 3339 `full-date`), such as `2021-08-05`.
pub type Date = Formatted<jiff::civil::Date>;
/// A time of the day (RFC 3339 `full-time`), such as `11:39:59`.
pub type Time = Formatted<jiff::civil::Time>;
/// A duration (ISO 8601), such as `PT1H30M`.
pub type Duration = Formatted<jiff::Span>;
