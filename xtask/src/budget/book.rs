//! The budget as it is written: a number and a reason for each thing that is counted.
//!
//! ```toml
//! compiler = "rustc 1.95.0 on x86_64-unknown-linux-gnu"
//!
//! [generated]
//! lines = { count = 3767, why = "sixteen operations, 64 models" }
//! ```

use std::fmt::{self, Display};

use anyhow::{Context, Result, anyhow};
use toml_edit::{DocumentMut, InlineTable, Item, Value, value};

use super::Count;

/// A budget.
#[derive(Debug, Clone)]
pub struct Book {
    document: DocumentMut,
}

/// A number beside what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    name: String,
    allowed: Option<u64>,
    count: u64,
    why: String,
}

impl Book {
    /// Reads a budget.
    pub fn read(text: &str) -> Result<Self> {
        Ok(Self { document: text.parse().context("the budget is not TOML")? })
    }

    /// The compiler that the numbers are of.
    pub fn compiler(&self) -> Option<&str> {
        self.document.get("compiler")?.as_str()
    }

    /// Sets the compiler that the numbers are of.
    pub fn set_compiler(&mut self, compiler: &str) {
        *self.document.entry("compiler").or_insert(Item::None) = value(compiler);
    }

    /// Compares what was counted with what is allowed.
    pub fn compare(&self, counts: &[Count]) -> Vec<Finding> {
        let finding = |(group, name, count): &Count| {
            let entry = self.document.get(group).and_then(|group| group.get(name));
            let member = |key| entry.and_then(|entry| entry.get(key));
            let allowed = member("count").and_then(Item::as_integer);
            Finding {
                name: format!("{group}.{name}"),
                allowed: allowed.and_then(|allowed| u64::try_from(allowed).ok()),
                count: *count,
                why: member("why").and_then(Item::as_str).unwrap_or_default().to_owned(),
            }
        };
        counts.iter().map(finding).collect()
    }

    /// The text of the budget that allows what was counted. What is above the present one needs a reason.
    pub fn update(&mut self, counts: &[Count], reason: Option<&str>) -> Result<String> {
        for (finding, (group, name, count)) in self.compare(counts).into_iter().zip(counts) {
            let why = match reason {
                Some(reason) if finding.is_above() => reason,
                None if finding.is_above() => {
                    return Err(anyhow!("{finding}\nsay why it is worth it: `--reason '…'`"));
                }
                _ => &finding.why,
            };
            let count = i64::try_from(*count).context("the count is too large")?;
            let mut entry = InlineTable::new();
            entry.insert("count", Value::from(count));
            entry.insert("why", Value::from(why));
            let group = self.document.entry(group).or_insert(toml_edit::table());
            let group = group.as_table_mut().with_context(|| format!("`{name}` is not in a table"))?;
            group.insert(name, value(entry));
        }
        Ok(self.document.to_string())
    }
}

impl Finding {
    /// Whether the number is more than 2 % above what is allowed, or not allowed for at all.
    pub fn is_above(&self) -> bool {
        self.allowed.is_none_or(|allowed| self.count * 100 > allowed * 102)
    }

    /// Whether the number is so far below that the budget may be lowered.
    fn is_below(&self) -> bool {
        self.allowed.is_some_and(|allowed| self.count * 100 < allowed * 98)
    }
}

impl Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, allowed, count, why } = self;
        match allowed {
            None => write!(formatter, "above: {name} is {count}, and the budget does not name it"),
            Some(allowed) if self.is_above() => {
                write!(formatter, "above: {name} is {count}, and {allowed} are allowed ({why})")
            }
            Some(allowed) if self.is_below() => {
                write!(formatter, "below: {name} is {count} of {allowed}; `--update` lowers the budget")
            }
            Some(allowed) => write!(formatter, "within: {name} is {count} of {allowed}"),
        }
    }
}
