//! Documents brought to one shape.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod keys;

use std::collections::BTreeMap;

use serde_json::json;

use super::normalize;
use crate::Diagnostics;
use crate::source::{Sources, Tree};

fn tree(files: &[(&str, &str)]) -> Tree {
    let map: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let root = files.first().map_or("", |(name, _)| name);
    let mut diagnostics = Diagnostics::default();
    let mut sources = Sources::new(root);
    let tree = normalize(&map, root, &mut sources, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    tree.unwrap_or_default()
}

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";

#[test]
fn files_become_components() {
    let root = format!(
        "{HEAD}paths:\n  /a: {{ $ref: 'paths/a.yaml' }}\ncomponents:\n  schemas:\n    Own: {{ $ref: 'schemas/Own.yaml' }}\n"
    );
    let tree = tree(&[
        ("openapi.yaml", &root),
        (
            "paths/a.yaml",
            "get:\n  responses:\n    '200':\n      description: ok\n      content:\n        application/json:\n          \
             schema:\n            properties:\n              own: { $ref: '../schemas/Own.yaml' }\n              \
             other: { $ref: '../common.yaml#/components/schemas/Other' }\n              \
             deep: { $ref: '../common.yaml#/components/schemas/Other/properties/x' }\n",
        ),
        ("schemas/Own.yaml", "type: string\n"),
        (
            "common.yaml",
            "components:\n  schemas:\n    Other: { properties: { x: { $ref: '#/components/schemas/Inner' } } }\n    Inner: { type: integer }\n",
        ),
    ]);
    let schema = &tree["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema["properties"],
        json!({
            "own": { "$ref": "#/components/schemas/Own" },
            "other": { "$ref": "#/components/schemas/Other" },
            "deep": { "$ref": "#/components/schemas/Inner" },
        })
    );
    assert_eq!(
        tree["components"]["schemas"],
        json!({
            "Own": { "type": "string" },
            "Other": { "properties": { "x": { "$ref": "#/components/schemas/Inner" } } },
            "Inner": { "type": "integer" },
        })
    );
}

#[test]
fn a_file_that_only_a_mapping_names_is_read() {
    let root = format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      discriminator:\n        \
         propertyName: kind\n        mapping: {{ cat: 'cat.yaml', pet: '#/components/schemas/Pet' }}\n"
    );
    let tree = tree(&[("openapi.yaml", &root), ("cat.yaml", "type: object\n")]);
    let schemas = &tree["components"]["schemas"];
    let mapping = json!({ "cat": "#/components/schemas/cat", "pet": "#/components/schemas/Pet" });
    assert_eq!(schemas["Pet"]["discriminator"]["mapping"], mapping);
    assert_eq!(schemas["cat"], json!({ "type": "object" }));
}

#[test]
fn paths_of_listed_files_belong_to_the_document() {
    let item = "{ get: { responses: { '200': { description: ok } } } }";
    let root = format!("{HEAD}x-path-files: [a.yaml]\npaths:\n  /b: {{ $ref: 'a.yaml#/paths/~1b' }}\n");
    let tree = tree(&[("openapi.yaml", &root), ("a.yaml", &format!("paths:\n  /a: {item}\n  /b: {item}\n"))]);
    let paths: Vec<&String> = tree["paths"].as_object().into_iter().flat_map(serde_json::Map::keys).collect();
    assert_eq!(paths, ["/b", "/a"]);
}

#[test]
fn words_of_3_1_become_those_of_3_0() {
    let tree = tree(&[(
        "openapi.yaml",
        "openapi: 3.1.0
info: { title: T, version: '1' }
components:
  schemas:
    A: { type: [integer, 'null'], exclusiveMinimum: 3, examples: [4] }
    B: { const: b }
    C: { $ref: '#/components/schemas/A', description: d }
    D: { type: string, contentEncoding: base64 }
    E: { type: object, patternProperties: { '^a': { const: 1 } }, unevaluatedProperties: false }
    F: { type: [string, array], items: { type: string } }
",
    )]);
    assert_eq!(
        tree["components"]["schemas"],
        json!({
            "A": { "type": "integer", "exclusiveMinimum": true, "nullable": true, "minimum": 3, "example": 4 },
            "B": { "enum": ["b"] },
            "C": { "description": "d", "allOf": [{ "$ref": "#/components/schemas/A" }] },
            "D": { "type": "string", "format": "byte" },
            "E": { "type": "object", "x-patternProperties": { "^a": { "enum": [1] } }, "additionalProperties": false },
            "F": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
        })
    );
}

#[test]
fn swagger_2_becomes_3_0() {
    let tree = tree(&[(
        "openapi.yaml",
        "swagger: '2.0'
info: { title: T, version: '1' }
host: example.com
basePath: /v1/
schemes: [http, https]
consumes: [application/json]
securityDefinitions: { b: { type: basic } }
parameters: { Body: { name: body, in: body, required: true, schema: { $ref: '#/definitions/A' } } }
definitions: { A: { type: object, discriminator: kind, x-nullable: true } }
paths:
  /a:
    post:
      parameters:
        - { $ref: '#/parameters/Body' }
        - { name: q, in: query, type: array, items: { type: string }, collectionFormat: multi }
      responses: { 200: { description: ok, schema: { type: file } } }
    put:
      parameters: [{ name: f, in: formData, type: file, required: true }]
      responses: { 204: { description: ok } }
",
    )]);
    assert_eq!(
        tree["servers"],
        json!([{ "url": "https://example.com/v1" }, { "url": "http://example.com/v1" }])
    );
    assert_eq!(
        tree["components"],
        json!({
            "parameters": {},
            "schemas": { "A": { "type": "object", "discriminator": { "propertyName": "kind" }, "nullable": true } },
            "securitySchemes": { "b": { "type": "http", "scheme": "basic" } },
        })
    );
    assert_eq!(
        tree["paths"]["/a"]["post"],
        json!({
            "responses": { "200": { "description": "ok", "content": { "application/octet-stream": {
                "schema": { "type": "string", "format": "binary" } } } } },
            "parameters": [
                { "name": "q", "in": "query", "schema": { "type": "array", "items": { "type": "string" } }, "explode": true },
            ],
            "requestBody": { "required": true, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/A" } } } },
        })
    );
    assert_eq!(
        tree["paths"]["/a"]["put"]["requestBody"],
        json!({ "required": true, "content": { "multipart/form-data": { "schema": {
            "type": "object", "properties": { "f": { "type": "string", "format": "binary" } }, "required": ["f"] } } } })
    );
}

#[test]
fn arrays_in_forms_of_swagger_2_are_written_as_their_collection_format_says() {
    let array = |name: &str, format: &str| {
        format!(
            "        - {{ name: {name}, in: formData, type: array, items: {{ type: string }}{format} }}\n"
        )
    };
    let tree = tree(&[(
        "openapi.yaml",
        &format!(
            "swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    post:\n      \
             consumes: [application/x-www-form-urlencoded, multipart/form-data]\n      parameters:\n{}{}{}{}\
             \x20       - {{ name: text, in: formData, type: string }}\n        \
             - {{ name: files, in: formData, type: array, items: {{ type: file }} }}\n      \
             responses: {{ 204: {{ description: ok }} }}\n",
            array("plain", ""),
            array("commas", ", collectionFormat: csv"),
            array("pipes", ", collectionFormat: pipes"),
            array("each", ", collectionFormat: multi"),
        ),
    )]);
    let content = &tree["paths"]["/a"]["post"]["requestBody"]["content"];
    for media_type in ["application/x-www-form-urlencoded", "multipart/form-data"] {
        assert_eq!(
            content[media_type]["encoding"],
            json!({
                "plain": { "style": "form", "explode": false },
                "commas": { "style": "form", "explode": false },
                "pipes": { "style": "pipeDelimited", "explode": false },
            }),
        );
    }
}

#[test]
fn a_slash_in_the_name_of_a_component_needs_no_escape() {
    let tree = tree(&[(
        "openapi.yaml",
        "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: {}\ndefinitions:\n  api/v1.Result: { properties: { x: { type: string } } }\n  \
         User: { allOf: [{ $ref: '#/definitions/api/v1.Result' }, { $ref: '#/definitions/api/v1.Result/properties/x' }] }\n",
    )]);
    let user = &tree["components"]["schemas"]["User"];
    assert_eq!(
        user["allOf"],
        json!([
            { "$ref": "#/components/schemas/api~1v1.Result" },
            { "$ref": "#/components/schemas/api~1v1.Result/properties/x" },
        ])
    );
}

#[test]
fn references_on_the_way_to_a_target_are_followed() {
    let tree = tree(&[(
        "openapi.yaml",
        &format!(
            "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    A: {{ properties: {{ b: {{ $ref: '#/components/schemas/B' }} }} }}\n    \
             B: {{ properties: {{ c: {{ type: string }} }} }}\n    C: {{ $ref: '#/components/schemas/A/properties/b/properties/c' }}\n"
        ),
    )]);
    assert_eq!(tree["components"]["schemas"]["C"], json!({ "$ref": "#/components/schemas/B/properties/c" }));
}
