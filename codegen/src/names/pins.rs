//! Names that were allocated once and stay: what `names.lock` beside the root document says.
//!
//! In: the text of the file. Out: a name for each thing that has one there, and the text that the file should have. What is pinned are the
//! types of schemas, and handles, markers and methods; a line whose name is no identifier, is reserved, or is there twice counts for
//! nothing. Deliberately absent: the disk.

use std::collections::{BTreeMap, BTreeSet};

use super::reserved;

/// Names by what they are for, such as `schema Monitor/options`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pins(BTreeMap<String, String>);

impl Pins {
    /// Reads a file: one JSON object. None if it is something else.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().map(Self)
    }

    /// The text of the file: sorted, a line for each name.
    pub(crate) fn text(&self) -> String {
        let text = serde_json::to_string_pretty(&self.0).unwrap_or_default();
        format!("{text}\n")
    }

    /// Adds a name, unless there is one.
    pub(super) fn add(&mut self, what: String, name: &str) {
        self.0.entry(what).or_insert_with(|| name.to_owned());
    }

    /// The pinned names of these things, as far as they can be had.
    pub(super) fn of<K: Ord + Clone>(
        &self,
        things: impl Iterator<Item = (K, String)>,
        reserved: &[&str],
    ) -> BTreeMap<K, String> {
        let mut taken: BTreeSet<&str> = reserved.iter().copied().collect();
        let pinned = things.filter_map(|(key, what)| {
            let name = self.0.get(&what).filter(|name| is_identifier(name))?;
            taken.insert(name).then(|| (key, name.clone()))
        });
        pinned.collect()
    }
}

fn is_identifier(name: &str) -> bool {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let is_word = bare.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let starts = bare.starts_with(|first: char| first.is_ascii_alphabetic());
    is_word && starts && reserved::escape(bare) == name
}
