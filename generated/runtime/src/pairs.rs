//! Names and values that belong to parameters: what a query and the `Cookie` header are made of.
//!
//! In: the pairs of one parameter after the other, encoded. Out: the pairs in their order. A parameter that is set again loses the pairs
//! that it had, whatever they are called: those of an exploded object bear the names of its members. Deliberately absent: how a value
//! becomes pairs, which is [`parameter`](super::parameter)'s business.

use std::fmt;

/// Pairs, each with the parameter that it belongs to. `Debug` shows names alone: a value may be a password.
#[derive(Clone, Default)]
pub(crate) struct Pairs(Vec<Pair>);

#[derive(Clone)]
struct Pair {
    parameter: String,
    key: String,
    value: String,
}

impl Pairs {
    /// Sets a parameter to these pairs, in place of those that it had.
    pub(crate) fn set(&mut self, parameter: &str, pairs: Vec<(String, String)>) {
        self.0.retain(|pair| pair.parameter != parameter);
        for (key, value) in pairs {
            self.0.push(Pair { parameter: parameter.to_owned(), key, value });
        }
    }

    /// Sets the pair of this key, in place of all that had the key.
    pub(crate) fn set_key(&mut self, key: String, value: String) {
        self.0.retain(|pair| pair.key != key);
        self.0.push(Pair { parameter: key.clone(), key, value });
    }

    /// Adds a pair, which may repeat the key of another.
    #[allow(dead_code, reason = "only links to pages bring pairs of their own")]
    pub(crate) fn add(&mut self, key: String, value: String) {
        self.0.push(Pair { parameter: key.clone(), key, value });
    }

    /// The value of the first pair of a parameter.
    #[allow(dead_code, reason = "only lists that come in pages look back at what was set")]
    pub(crate) fn first_of(&self, parameter: &str) -> Option<&str> {
        self.0.iter().find(|pair| pair.parameter == parameter).map(|pair| pair.value.as_str())
    }

    /// All pairs as `key=value`, joined; nothing if there is none.
    pub(crate) fn joined(&self, separator: &str) -> Option<String> {
        let mut joined = String::new();
        for pair in &self.0 {
            let separator = if joined.is_empty() { "" } else { separator };
            joined.extend([separator, &pair.key, "=", &pair.value]);
        }
        Some(joined).filter(|joined| !joined.is_empty())
    }
}

impl fmt::Debug for Pairs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.iter().map(|pair| &pair.key)).finish()
    }
}
