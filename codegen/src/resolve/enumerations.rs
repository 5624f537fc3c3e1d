//! Lists of constants, and the names that documents give to constants.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{self, Place};
use crate::ir::{Enumeration, EnumerationKind, EnumerationValue};
use crate::pointer::Pointer;

/// Extensions that name the values, in order.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names", "x-ms-enum-names"];
/// Extensions that describe the values, in order or by value.
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions", "x-enum-description"];

/// Names and descriptions of constants, by the constant's text.
#[derive(Debug, Default)]
pub(super) struct Labels {
    names: BTreeMap<String, String>,
    descriptions: BTreeMap<String, String>,
}

impl Labels {
    /// Reads the extensions of a schema with these values.
    pub(super) fn of(extensions: &IndexMap<String, Value>, values: &[Value]) -> Self {
        let read = |keys: &[&str]| {
            keys.iter().filter_map(|key| extensions.get(*key)).fold(BTreeMap::new(), |mut all, found| {
                all.extend(labelled(found, values));
                all
            })
        };
        Self { names: read(NAMES), descriptions: read(DESCRIPTIONS) }
    }

    /// Adds those of another list.
    pub(super) fn extend(&mut self, other: Self) {
        self.names.extend(other.names);
        self.descriptions.extend(other.descriptions);
    }

    /// Adds what is said of one constant.
    pub(super) fn add(&mut self, value: &Value, name: Option<String>, description: Option<String>) {
        self.names.extend(name.map(|name| (plain(value), name)));
        self.descriptions.extend(description.map(|description| (plain(value), description)));
    }
}

fn labelled(found: &Value, values: &[Value]) -> Vec<(String, String)> {
    match found {
        Value::Array(labels) => {
            let labels = values.iter().zip(labels);
            labels.filter_map(|(value, label)| Some((plain(value), label.as_str()?.to_owned()))).collect()
        }
        Value::Object(labels) => {
            let labels = labels.iter();
            labels.filter_map(|(value, label)| Some((value.clone(), label.as_str()?.to_owned()))).collect()
        }
        _ => Vec::new(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Resolver<'_> {
    /// The enumeration of these values (without null). Repetitions are dropped with a note.
    pub(super) fn enumeration(&mut self, at: &Pointer, values: Vec<Value>, labels: &Labels) -> Enumeration {
        let mut unique: Vec<Value> = Vec::new();
        for value in values {
            if unique.contains(&value) {
                self.diagnostics
                    .report(diagnostics::duplicate_enum_value(&value, Place::Node(at.child("enum"))));
            } else {
                unique.push(value);
            }
        }
        let values = unique.into_iter().map(|value| EnumerationValue {
            name: labels.names.get(&plain(&value)).cloned(),
            description: labels.descriptions.get(&plain(&value)).cloned(),
            value,
        });
        let values: Vec<EnumerationValue> = values.collect();
        Enumeration { kind: kind(&values), values }
    }
}

fn kind(values: &[EnumerationValue]) -> EnumerationKind {
    if values.iter().all(|value| value.value.is_string()) {
        EnumerationKind::String
    } else if values.iter().all(|value| value.value.is_i64()) {
        EnumerationKind::Integer
    } else {
        EnumerationKind::Mixed
    }
}
