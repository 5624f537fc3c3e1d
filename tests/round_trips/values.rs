//! The values that are tried: the examples of the fixtures' schemas, and those of `values.yaml`.
//!
//! In: documents. Out: a list of samples. Deliberately absent: how a schema's name becomes that of a type, which `values.yaml`
//! says for those that are not called alike.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Map, Value};
use support::workspace_path;

use crate::fixtures::Fixture;

/// A value of a type.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    /// The crate.
    pub(crate) fixture: String,
    /// The type.
    pub(crate) model: String,
    /// The value.
    pub(crate) value: Value,
}

/// What `values.yaml` has: for each crate, for each type.
#[derive(Debug)]
struct Written {
    names: BTreeMap<String, String>,
    values: Map<String, Value>,
}

/// Every value of every type.
pub(crate) fn values(fixtures: &[Fixture]) -> Vec<Sample> {
    let written = Written::read();
    let mut samples = Vec::new();
    for fixture in fixtures {
        for (schema, value) in examples(fixture) {
            let model = written.names.get(&schema).unwrap_or(&schema).clone();
            samples.push(Sample { fixture: fixture.name.clone(), model, value });
        }
        let more = written.values.get(&fixture.name).and_then(Value::as_object);
        for (model, values) in more.into_iter().flatten() {
            for value in values.as_array().unwrap() {
                samples.push(Sample {
                    fixture: fixture.name.clone(),
                    model: model.clone(),
                    value: value.clone(),
                });
            }
        }
    }
    samples
}

impl Written {
    fn read() -> Self {
        let text = fs::read_to_string(workspace_path("tests/round_trips/values.yaml")).unwrap();
        let all: Value = serde_yaml::from_str(&text).unwrap();
        let names = serde_json::from_value(all["names"].clone()).unwrap();
        Self { names, values: all["values"].as_object().unwrap().clone() }
    }
}

/// The examples of the schemas of a document, by the names of the schemas.
fn examples(fixture: &Fixture) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for bytes in fixture.files.values() {
        let document: Value = serde_yaml::from_slice(bytes).unwrap();
        let schemas = document.pointer("/components/schemas").or_else(|| document.get("definitions"));
        for (name, schema) in schemas.and_then(Value::as_object).into_iter().flatten() {
            found.extend(schema.get("example").map(|value| (name.clone(), value.clone())));
        }
    }
    found
}
