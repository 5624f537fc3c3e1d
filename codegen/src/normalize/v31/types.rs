//! `type` as a list, the type `null`, and the format that stands for two types.

use serde_json::{Map, Value, json};

/// Keywords that speak of values of one type only.
fn keywords(of_type: &str) -> &'static [&'static str] {
    match of_type {
        "string" => &["format", "pattern", "minLength", "maxLength"],
        "integer" | "number" => {
            &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
        }
        "array" => &["items", "x-prefixItems", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "x-patternProperties",
            "x-conditionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}

/// Keywords that describe a value that is not null.
const SHAPES: &[&str] = &["$ref", "oneOf", "anyOf", "allOf", "properties", "items"];

/// Rewrites the types in place: null becomes `nullable`, several types become an `anyOf` of one each.
pub(super) fn lower(members: &mut Map<String, Value>) {
    int_or_string(members);
    let types: Vec<String> = match members.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(one)) if one == "null" => vec![one.clone()],
        _ => return,
    };
    let others: Vec<&String> = types.iter().filter(|name| *name != "null").collect();
    let position = types.len() - others.len();
    if position > 0 {
        members.insert("nullable".into(), json!(true));
    }
    match others.as_slice() {
        [] => {
            members.shift_remove("type");
            // Nothing but null, to the letter; but who describes more than that wants it as well as null.
            if !SHAPES.iter().any(|key| members.contains_key(*key)) {
                members.entry("enum").or_insert(json!([null]));
            }
        }
        [one] => {
            members.insert("type".into(), json!(one));
        }
        several => {
            members.shift_remove("type");
            split(members, several);
        }
    }
}

/// What Kubernetes calls a text is a whole number as well.
fn int_or_string(members: &mut Map<String, Value>) {
    let is_format = members.get("format").is_some_and(|format| format == "int-or-string");
    let is_marked = members.get("x-kubernetes-int-or-string").is_some_and(|mark| mark == true);
    if (is_format || is_marked) && !["anyOf", "oneOf"].iter().any(|key| members.contains_key(*key)) {
        members.shift_remove("type");
        members.shift_remove("format");
        split(members, &[&"integer".to_owned(), &"string".to_owned()]);
    }
}

fn split(members: &mut Map<String, Value>, types: &[&String]) {
    if ["enum", "anyOf", "oneOf"].iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let branches: Vec<Value> = types.iter().map(|name| branch(members, name)).collect();
    for key in types.iter().flat_map(|name| keywords(name)) {
        members.shift_remove(*key);
    }
    members.insert("anyOf".into(), Value::Array(branches));
}

fn branch(members: &Map<String, Value>, of_type: &str) -> Value {
    let own =
        keywords(of_type).iter().filter_map(|key| Some(((*key).to_owned(), members.get(*key)?.clone())));
    let named = [("type".to_owned(), json!(of_type))];
    Value::Object(named.into_iter().chain(own).collect())
}
