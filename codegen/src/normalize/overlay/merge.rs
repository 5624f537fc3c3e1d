//! Merges a value into a node, and remembers where each part of it was written.
//!
//! Objects are merged member by member, lists put one behind the other; everything else takes the place of what was there.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::source::Origins;

/// A merge into the nodes of a file.
pub(super) struct Merge<'a> {
    pub(super) file: &'a str,
    pub(super) origins: &'a mut Origins,
}

impl Merge<'_> {
    /// Merges a value that was written at `from` into the node at a place. The depth of both is bounded: by
    /// the parsers, and by [`Growth`](super::growth::Growth).
    pub(super) fn merge(
        &mut self,
        target: &mut Value,
        value: &Value,
        place: &Pointer,
        from: (String, Pointer),
    ) {
        match (target, value) {
            (Value::Object(members), Value::Object(update)) => {
                for (key, value) in update {
                    let (place, from) = (place.child(key), (from.0.clone(), from.1.child(key)));
                    match members.get_mut(key) {
                        Some(member) => self.merge(member, value, &place, from),
                        None => {
                            members.insert(key.clone(), value.clone());
                            self.origins.overlaid(self.file, &place, from);
                        }
                    }
                }
            }
            (Value::Array(items), Value::Array(update)) => {
                for (index, value) in update.iter().enumerate() {
                    self.append(items, value, place, (from.0.clone(), from.1.child(index)));
                }
            }
            (target, value) => {
                *target = value.clone();
                self.origins.overlaid(self.file, place, from);
            }
        }
    }

    /// Puts a value behind the items of the list at a place.
    pub(super) fn append(
        &mut self,
        items: &mut Vec<Value>,
        value: &Value,
        place: &Pointer,
        from: (String, Pointer),
    ) {
        self.origins.overlaid(self.file, &place.child(items.len()), from);
        items.push(value.clone());
    }
}
