//! Lists that were written as maps or as a single item, and maps that were written as lists.

use serde_json::{Map, Value, json};

use super::super::grammar::Kind;

/// A list of objects of a kind, if that is what a value means.
pub(super) fn list(kind: Kind, value: &Value) -> Option<Value> {
    match (kind, value) {
        // An empty map has nothing to lose.
        (_, Value::Object(members)) if members.is_empty() => Some(json!([])),
        (Kind::Parameter, Value::Object(members)) => Some(parameters(members)),
        (Kind::Tag, Value::Object(members)) if !members.contains_key("name") => Some(named(members)),
        (Kind::Server, Value::Object(members)) if !members.contains_key("url") => {
            let all = members.values().all(|server| server.get("url").is_some());
            all.then(|| members.values().cloned().collect())
        }
        (Kind::Schema | Kind::Tag | Kind::Server, Value::Object(_))
        | (Kind::Server | Kind::Tag, Value::String(_)) => Some(json!([value])),
        _ => None,
    }
}

/// A single parameter, or parameters by their names (or whatever they are called by, if they have names of their own).
fn parameters(members: &Map<String, Value>) -> Value {
    if ["name", "in"].iter().all(|key| members.get(*key).is_some_and(Value::is_string)) {
        return json!([members]);
    }
    named(members)
}

/// The values of a map, each with its key as its name.
fn named(members: &Map<String, Value>) -> Value {
    let name = |(key, value): (&String, &Value)| match value {
        Value::Object(own) if own.contains_key("$ref") => value.clone(),
        Value::Object(own) => {
            let mut own = own.clone();
            own.entry("name").or_insert_with(|| json!(key));
            Value::Object(own)
        }
        Value::String(description) => json!({ "name": key, "description": description }),
        _ => json!({ "name": key }),
    };
    members.iter().map(name).collect()
}

/// A map of objects of a kind, if that is what a value means.
pub(super) fn map(kind: Kind, value: &Value) -> Option<Value> {
    let items = value.as_array()?;
    if kind == Kind::Example {
        return Some(examples(items));
    }
    let pairs = items.iter().map(|item| pair(kind, item)).collect::<Option<Vec<_>>>()?;
    let count = pairs.len();
    let map: Map<String, Value> = pairs.into_iter().collect();
    // Two of one name would be one less.
    (map.len() == count).then_some(Value::Object(map))
}

/// Examples have no names where they are a list.
fn examples(items: &[Value]) -> Value {
    let is_example = |item: &Value| item.get("value").is_some() || item.get("$ref").is_some();
    let example = |item: &Value| if is_example(item) { item.clone() } else { json!({ "value": item }) };
    let numbered = items.iter().enumerate();
    Value::Object(numbered.map(|(index, item)| (index.to_string(), example(item))).collect())
}

/// An item with the name that it would have as a member.
fn pair(kind: Kind, item: &Value) -> Option<(String, Value)> {
    match item {
        Value::String(name) if matches!(kind, Kind::Schema | Kind::MediaType) => {
            Some((name.clone(), json!({})))
        }
        Value::Object(members) => {
            let name = members.get("name")?.as_str()?.to_owned();
            let mut members = members.clone();
            if !matches!(kind, Kind::Parameter | Kind::SecurityScheme) {
                members.shift_remove("name");
            }
            Some((name, Value::Object(members)))
        }
        _ => None,
    }
}
