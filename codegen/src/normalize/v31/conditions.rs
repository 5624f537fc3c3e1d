//! Properties that a schema declares under a condition: in `then`, `else` and `dependentSchemas` (JSON Schema 2020-12, Core, 10.2.2).
//!
//! In: a schema with such keywords. Out: `x-conditionalProperties`, with each of those properties once; one that is declared in several
//! ways is an `anyOf` of them. Deliberately absent: the conditions, and properties behind a `$ref`.

use serde_json::{Map, Value, json};

use super::Moves;
use crate::pointer::Pointer;

/// Where the properties are kept.
const KEY: &str = "x-conditionalProperties";

/// How deep conditions in conditions are looked into.
const DEEPEST: usize = 16;

/// Adds the properties to the schema.
pub(super) fn lower(at: &Pointer, members: &mut Map<String, Value>, moved: &mut Moves) {
    if !["then", "else", "dependentSchemas", "dependencies"].iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let mut found = Vec::new();
    below(at, members, &mut found, 0);
    let mut properties: Map<String, Value> = Map::new();
    for (name, place, schema) in found {
        match properties.get_mut(&name) {
            None => {
                moved.push((at.child(KEY).child(&name), place));
                properties.insert(name, schema);
            }
            Some(known) => add(known, schema),
        }
    }
    if !properties.is_empty() {
        members.insert(KEY.to_owned(), Value::Object(properties));
    }
}

/// The properties that the conditional parts of a schema declare, with where they stand.
fn below(
    at: &Pointer,
    members: &Map<String, Value>,
    found: &mut Vec<(String, Pointer, Value)>,
    depth: usize,
) {
    for (key, held) in members {
        let place = at.child(key);
        match (key.as_str(), held) {
            ("then" | "else", Value::Object(part)) => part_below(&place, part, found, depth),
            ("dependentSchemas" | "dependencies", Value::Object(parts)) => {
                for (name, part) in parts {
                    if let Some(part) = part.as_object() {
                        part_below(&place.child(name), part, found, depth);
                    }
                }
            }
            _ => {}
        }
    }
}

fn part_below(
    at: &Pointer,
    part: &Map<String, Value>,
    found: &mut Vec<(String, Pointer, Value)>,
    depth: usize,
) {
    if depth > DEEPEST {
        return;
    }
    let properties = at.child("properties");
    for (name, schema) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
        found.push((name.clone(), properties.child(name), schema.clone()));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let parts = part.get(key).and_then(Value::as_array).into_iter().flatten();
        for (index, part) in parts.enumerate() {
            if let Some(part) = part.as_object() {
                part_below(&at.child(key).child(index), part, found, depth + 1);
            }
        }
    }
    below(at, part, found, depth + 1);
}

/// Another way in which a property is declared.
fn add(known: &mut Value, schema: Value) {
    if *known == schema {
        return;
    }
    match known.get_mut("anyOf").and_then(Value::as_array_mut).filter(|branches| !branches.is_empty()) {
        Some(branches) if !branches.contains(&schema) => branches.push(schema),
        Some(_) => {}
        None => *known = json!({ "anyOf": [known.take(), schema] }),
    }
}
