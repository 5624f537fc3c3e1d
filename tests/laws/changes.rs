//! Changes of a document that change nothing of what it means.
//!
//! In: a document as a tree. Out: the same document, written otherwise. Deliberately absent: what is generated.

use serde_json::{Map, Value, json};

use crate::fixtures::Documents;

/// The methods of a path.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(crate) fn read(text: &[u8]) -> Value {
    let mut document: serde_yaml::Value = serde_yaml::from_slice(text).unwrap();
    document.apply_merge().unwrap();
    serde_json::to_value(document).unwrap()
}

/// JSON, which is YAML too, so that a file may keep its name.
pub(crate) fn write(document: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(document).unwrap()
}

/// Walks a tree from the inside out.
fn walk(value: &mut Value, change: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| walk(member, change)),
        _ => {}
    }
    change(value);
}

/// Turns the order of the keys of every object around.
pub(super) fn reverse_keys(document: &mut Value) {
    walk(document, &mut |value| {
        if let Value::Object(members) = value {
            *members = std::mem::take(members).into_iter().rev().collect();
        }
    });
}

/// Moves each schema of the components into a file of its own, and refers to it.
pub(super) fn split(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, schema) in schemas.iter_mut().filter(|(name, _)| name.is_ascii()) {
        let mut moved = schema.take();
        walk(&mut moved, &mut |value| prefix_references(value, &format!("../{root}")));
        let file = format!("schemas/{name}.yaml");
        *schema = json!({ "$ref": file });
        files.insert(file, write(&moved));
    }
    files.insert(root.to_owned(), write(&document));
}

/// A reference, or the mapping of a discriminator, seen from another file.
fn prefix_references(value: &mut Value, root: &str) {
    if let Some(reference) = reference(value).map(str::to_owned) {
        value["$ref"] = json!(format!("{root}{reference}"));
    }
    for (_, target) in value.get_mut("mapping").and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(inner) = target.as_str().filter(|target| target.starts_with('#')) {
            *target = json!(format!("{root}{inner}"));
        }
    }
}

/// The reference within its document that a node is.
fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str).filter(|reference| reference.starts_with("#/"))
}

/// Puts parameters and responses of the components where they are referred to.
pub(super) fn inline_parameters_and_responses(document: &mut Value) {
    let whole = document.clone();
    walk(document, &mut |value| {
        let target = reference(value).filter(|reference| {
            ["#/components/parameters/", "#/components/responses/"]
                .iter()
                .any(|start| reference.starts_with(start))
        });
        let target = target.and_then(|target| whole.pointer(target.trim_start_matches('#')));
        // Types in place would be named by where they stand.
        if let Some(mut target) = target.filter(|target| !has_own_types(target)).cloned() {
            for key in ["summary", "description"] {
                if let Some(own) = value.get(key) {
                    target[key] = own.clone();
                }
            }
            *value = target;
        }
    });
}

/// Puts the keys of every object in an order that has to do with none that the document has.
pub(super) fn shuffle_keys(document: &mut Value) {
    walk(document, &mut |value| {
        if let Value::Object(members) = value {
            let mut entries: Vec<_> = std::mem::take(members).into_iter().collect();
            entries.sort_by_key(|(key, _)| {
                key.bytes().rev().map(|byte| byte.wrapping_mul(37)).collect::<Vec<_>>()
            });
            *members = entries.into_iter().collect();
        }
    });
}

/// Moves each path into a file of its own, and refers to it.
pub(super) fn split_paths(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    for (index, (_, item)) in
        paths.filter(|(path, item)| path.starts_with('/') && item.get("$ref").is_none()).enumerate()
    {
        let mut moved = item.take();
        walk(&mut moved, &mut |value| prefix_references(value, &format!("../{root}")));
        let file = format!("moved/{index}.yaml");
        *item = json!({ "$ref": file });
        files.insert(file, write(&moved));
    }
    files.insert(root.to_owned(), write(&document));
}

/// Moves the components that are no schemas into one other file, and refers to them there.
pub(super) fn split_components(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let mut moved = json!({});
    for section in ["parameters", "responses", "requestBodies", "headers"] {
        let components =
            document.pointer_mut(&format!("/components/{section}")).and_then(Value::as_object_mut);
        for (name, component) in
            components.into_iter().flatten().filter(|(_, component)| reference(component).is_none())
        {
            let mut content = component.take();
            walk(&mut content, &mut |value| prefix_references(value, root));
            moved["components"][section][name] = content;
            *component = json!({ "$ref": format!("moved.yaml#/components/{section}/{name}") });
        }
    }
    files.insert("moved.yaml".to_owned(), write(&moved));
    files.insert(root.to_owned(), write(&document));
}

/// Takes the paths and the schemas out of the document, and brings them back by an overlay.
pub(super) fn overlay(files: &mut Documents, root: &str) {
    let mut document = read(&files[root]);
    let mut actions = Vec::new();
    for (pointer, target) in [("/paths", "$.paths"), ("/components/schemas", "$.components['schemas']")] {
        if let Some(members) = document.pointer_mut(pointer).filter(|members| members.is_object()) {
            actions.push(json!({ "target": target, "update": members.take() }));
            *members = json!({});
        }
    }
    let overlay =
        json!({ "overlay": "1.0.0", "info": { "title": "All", "version": "1" }, "actions": actions });
    // Before all others, which correct what it brings.
    files.insert("overlays/0.json".to_owned(), write(&overlay));
    files.insert(root.to_owned(), write(&document));
}

/// Moves the bodies of requests to the components, and refers to them. Those with types of their own would name them
/// otherwise there, and stay where they are.
pub(super) fn extract_request_bodies(document: &mut Value) {
    let mut bodies = Map::new();
    let is_described = document.get("openapi").is_some();
    for item in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
    {
        for method in METHODS {
            let body = item.get_mut(method).and_then(|operation| operation.get_mut("requestBody"));
            let body = body.filter(|body| reference(body).is_none());
            if let Some(body) = body.filter(|body| is_described && !has_own_types(body)) {
                let name = format!("body-{}", bodies.len());
                let reference = json!({ "$ref": format!("#/components/requestBodies/{name}") });
                bodies.insert(name, std::mem::replace(body, reference));
            }
        }
    }
    for (name, body) in bodies {
        document["components"]["requestBodies"][name] = body;
    }
}

/// Whether a part of a document has objects or enumerations in place.
fn has_own_types(part: &Value) -> bool {
    let mut found = false;
    walk(&mut part.clone(), &mut |value| {
        found |= ["properties", "enum"].iter().any(|key| value.get(key).is_some());
    });
    found
}

/// Whether a document follows OpenAPI 3.0.
pub(super) fn is_three_zero(text: &[u8]) -> bool {
    read(text)["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"))
}

/// Says everything in the words of OpenAPI 3.1.
pub(super) fn spell_as_three_one(document: &mut Value) {
    if document.get("openapi").is_some() {
        document["openapi"] = json!("3.1.0");
    }
    walk(document, &mut |value| {
        let Value::Object(schema) = value else { return };
        spell_nullable(schema);
        spell_constant(schema);
    });
}

/// `nullable: true` is one more type.
fn spell_nullable(schema: &mut Map<String, Value>) {
    let Some(kind) = schema.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    if schema.get("nullable") == Some(&json!(true)) {
        schema.remove("nullable");
        schema.insert("type".to_owned(), json!([kind, "null"]));
    }
}

/// An enumeration of one value is a constant.
fn spell_constant(schema: &mut Map<String, Value>) {
    if !schema.contains_key("type") || schema.contains_key("x-enum-varnames") {
        return;
    }
    let only = schema
        .get("enum")
        .and_then(Value::as_array)
        .filter(|values| values.len() == 1)
        .map(|values| values[0].clone());
    if let Some(only) = only {
        schema.remove("enum");
        schema.insert("const".to_owned(), only);
    }
}
