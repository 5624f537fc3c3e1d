//! UUIDs as texts, read by the `uuid` crate.

use super::formatted::Formatted;

/// A UUID (RFC 9562), such as `00000000-0000-0000-0000-000000000000`.
pub type Uuid = Formatted<::uuid::Uuid>;
