//! A document whose schemas hold each other in a long chain: the compiler has to follow all of it to know what a value of the first can do.
//!
//! In: how long. Out: a fixture. Deliberately absent: what is tried of it.

use serde_json::{Map, Value, json};

use crate::fixtures::{Documents, Fixture};

/// A chain of so many schemas, each in the next by another way: by itself, in a list, nullable, in a map, in a union.
pub(crate) fn chain(length: usize) -> Fixture {
    let mut schemas: Map<String, Value> =
        (0..length).map(|index| (format!("M{index}"), link(index))).collect();
    schemas.insert(
        format!("M{length}"),
        json!({ "type": "object", "properties": { "end": { "type": "string" } } }),
    );
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/M0" } } });
    let operation = json!({
        "operationId": "postChain",
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "The same.", "content": content } },
    });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "A long chain", "version": "1" },
        "paths": { "/chain": { "post": operation } },
        "components": { "schemas": schemas },
    });
    let root = "openapi.json".to_owned();
    let files = Documents::from([(root.clone(), serde_json::to_vec(&document).unwrap())]);
    Fixture { name: "deep".to_owned(), root, files }
}

fn link(index: usize) -> Value {
    let next = json!({ "$ref": format!("#/components/schemas/M{}", index + 1) });
    let held = match index % 5 {
        1 => json!({ "type": "array", "items": next }),
        2 => json!({ "nullable": true, "allOf": [next] }),
        3 => json!({ "type": "object", "additionalProperties": next }),
        4 => return json!({ "oneOf": [next, { "type": "string" }] }),
        _ => next,
    };
    json!({ "type": "object", "properties": { "next": held, "name": { "type": "string" } } })
}
