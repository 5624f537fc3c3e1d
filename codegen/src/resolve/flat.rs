//! A schema with its `allOf` merged away: all that it says, in one place.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::Discriminator;
use serde_json::Value;

use super::enumerations::Labels;
use crate::ir::{Bound, Docs};
use crate::normalize::is_beyond_double;
use crate::pointer::Pointer;

/// What a schema is made of: the nodes that a value must satisfy at once. Mostly a single one.
pub(super) type Key = Vec<Part>;

/// A node that a schema is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Part {
    /// Where the node stands.
    pub(super) at: Pointer,
    /// Whether its `oneOf` and `anyOf` are left out: the branches of such a union hold what is said beside it.
    pub(super) bare: bool,
}

impl Part {
    /// The whole node.
    pub(super) fn whole(at: Pointer) -> Self {
        Self { at, bare: false }
    }
}

/// The greatest floating-point number that `i64` holds.
const GREATEST_BELOW_I64: f64 = 9_223_372_036_854_774_784.0;

/// All that a schema says.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(super) struct Flat {
    pub(super) docs: Docs,
    pub(super) example: Option<Value>,
    pub(super) nullable: bool,
    pub(super) type_name: Option<String>,
    pub(super) format: Option<String>,
    pub(super) is_textual: bool,
    pub(super) is_numeric: bool,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) labels: Labels,
    pub(super) properties: IndexMap<String, Key>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Rest,
    pub(super) patterns: Vec<Pointer>,
    pub(super) items: Key,
    pub(super) prefix: Vec<Key>,
    pub(super) unions: Vec<Branches>,
    pub(super) not: bool,
    pub(super) secret: bool,
    /// The nodes that all this was said at, each with how many references lead to it.
    pub(super) distances: BTreeMap<Pointer, usize>,
    /// What two parts say that cannot both be true.
    pub(super) conflict: Option<String>,
    /// A node that was left out because it could not be read.
    pub(super) lost: bool,
}

/// `additionalProperties` of all parts together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Rest {
    #[default]
    Unspecified,
    /// `additionalProperties: true`.
    Admitted,
    Denied,
    Typed(Key),
}

/// The least and the greatest number that there may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) least: Option<f64>,
    pub(super) most: Option<f64>,
}

/// A `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Branches {
    pub(super) branches: Vec<Pointer>,
    pub(super) discriminator: Option<Discriminator>,
}

impl Flat {
    /// Whether anything is said of values beside the unions.
    pub(super) fn has_structure(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.items.is_empty()
            || !self.prefix.is_empty()
            || !self.patterns.is_empty()
            || matches!(self.additional, Rest::Typed(_))
    }

    /// The places of a property, the one that says most of it first: fewer references lead to it, and among those the last.
    pub(super) fn most_specific_first<'k>(&self, key: &'k Key) -> Vec<&'k Part> {
        let distance = |part: &Part| self.distances.get(&part.at.ancestor(2)).copied();
        let mut parts: Vec<&Part> = key.iter().rev().collect();
        if parts.len() > 1 {
            parts.sort_by_key(|part| distance(part));
        }
        parts
    }

    /// The numbers that a value can be, by its limits, or by its constants where they are no enumeration.
    pub(super) fn range(&self) -> Range {
        let limits = self.docs.limits.as_deref();
        let end = |bound: &Bound, inwards: f64| {
            let value = bound.value.as_f64()?;
            // What `i64` holds is not rounded to what it does not.
            let value = if bound.value.is_i64() { value.min(GREATEST_BELOW_I64) } else { value };
            Some(if bound.is_exclusive { value + inwards } else { value })
        };
        let least = limits.and_then(|limits| end(limits.least.as_ref()?, 1.0));
        let most = limits.and_then(|limits| end(limits.most.as_ref()?, -1.0));
        let constants = self.enumeration.iter().flatten().filter_map(Value::as_f64).reduce(f64::max);
        Range { least, most: most.into_iter().chain(constants).reduce(f64::max) }
    }

    /// Whether a constant is a whole number that a floating-point number is not exact enough for.
    pub(super) fn has_large_constants(&self) -> bool {
        self.enumeration.iter().flatten().any(is_beyond_double)
    }

    /// Whether all values are of one type that is no object and no list.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.type_name.as_deref(), Some("string" | "integer" | "number" | "boolean"))
    }

    /// Whether nothing at all is said of values.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_structure()
            && self.type_name.is_none()
            && self.enumeration.is_none()
            && self.unions.is_empty()
            && !self.is_textual
            && !self.is_numeric
            && self.format.is_none()
            && matches!(self.additional, Rest::Unspecified | Rest::Admitted)
    }
}
