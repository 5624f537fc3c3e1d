//! `allOf`.

use super::check_schemas;
use crate::ir::{Docs, Shape};

#[test]
fn parts_become_one_object_in_their_order() {
    check_schemas(
        "3.0.3",
        "A: { type: object, required: [a], properties: { a: { type: string } } }\n\
         B:\n  allOf:\n    - $ref: '#/components/schemas/A'\n    - type: object\n      properties: { b: { type: integer } }\n\
         C:\n  allOf: [{ $ref: '#/components/schemas/B' }]\n  required: [b]\n  properties: { c: { type: boolean } }",
        &[
            "A = { a: text:Plain }",
            "B = { a: text:Plain, b?: int64 }",
            "C = { a: text:Plain, b: int64, c?: boolean }",
        ],
    );
}

#[test]
fn a_property_of_two_parts_is_merged() {
    check_schemas(
        "3.0.3",
        "A: { type: object, properties: { kind: { type: string }, x: { type: object, properties: { y: { type: string } } } } }\n\
         B:\n  allOf:\n    - $ref: '#/components/schemas/A'\n    - properties:\n        kind: { type: string, enum: [b] }\n        \
         x: { type: object, properties: { z: { type: string } } }",
        &[
            "A = { kind?: text:Plain, x?: { y?: text:Plain } }",
            "B = { kind?: enum(\"b\"), x?: { y?: text:Plain, z?: text:Plain } }",
        ],
    );
}

#[test]
fn a_wrapper_is_what_it_wraps() {
    check_schemas(
        "3.0.3",
        "A: { type: object, properties: { b: { description: d, allOf: [{ $ref: '#/components/schemas/B' }] } } }\n\
         B: { type: string }\nC: { $ref: '#/components/schemas/B' }",
        &["A = { b?: B }", "B = text:Plain", "C = alias of B"],
    );
}

#[test]
fn a_union_inside_is_distributed() {
    check_schemas(
        "3.0.3",
        "A:\n  type: object\n  required: [id]\n  properties: { id: { type: string } }\n  oneOf:\n\
         \x20   - { type: object, required: [b], properties: { b: { type: string } } }\n\
         \x20   - { type: object, required: [c], properties: { c: { type: string } } }",
        &["A = { id: text:Plain, b: text:Plain } | { id: text:Plain, c: text:Plain } by property"],
    );
}

#[test]
fn a_union_of_requirements_is_no_union() {
    check_schemas(
        "3.0.3",
        "A:\n  type: object\n  properties: { a: { type: string }, b: { type: string } }\n  anyOf: [{ required: [a] }, { required: [b] }]",
        &["A = { a?: text:Plain, b?: text:Plain }"],
    );
}

#[test]
fn a_parent_that_lists_its_children_ends() {
    check_schemas(
        "3.0.3",
        "Pet:\n  type: object\n  required: [kind]\n  properties: { kind: { type: string } }\n  oneOf: [{ $ref: '#/components/schemas/Cat' }]\n\
         Cat:\n  allOf:\n    - $ref: '#/components/schemas/Pet'\n    - properties: { lives: { type: integer } }\n\
         Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } }",
        &[
            "Pet = alias of { kind: text:Plain, lives?: int64 }",
            "Cat = { kind: text:Plain, lives?: int64 }",
            "Node = { next?: Node }",
        ],
    );
}

#[test]
fn what_other_keys_hold() {
    check_schemas(
        "3.1.0",
        "A: { properties: { a: { type: string } }, additionalProperties: false }\n\
         B: { properties: { a: { type: string } }, additionalProperties: { type: integer } }\n\
         C: { properties: { a: { type: string } }, patternProperties: { '^x': { type: boolean } } }\n\
         D: { type: object, additionalProperties: false }\n\
         E: { properties: { a: { type: string } }, patternProperties: { '^x': { type: boolean } }, additionalProperties: false }\n\
         F: { patternProperties: { '^x': { type: boolean } } }",
        &[
            "A = { a?: text:Plain, only }",
            "B = { a?: text:Plain, ...int64 }",
            "C = { a?: text:Plain, ...untyped }",
            "D = { only }",
            "E = { a?: text:Plain, ...boolean }",
            "F = map of boolean",
        ],
    );
}

#[test]
fn references_by_name_are_followed() {
    check_schemas(
        "3.1.0",
        "A: { $anchor: here, type: object, $defs: { D: { type: string } }, properties: { a: { $ref: '#here' }, b: { $dynamicRef: '#here' } } }\n\
         B: { $recursiveAnchor: true, type: object, properties: { c: { type: array, items: { $recursiveRef: '#' } } } }\n\
         C: { $ref: '#/components/schemas/A/$defs/D' }\nE: { $ref: '#/components/schemas/B/properties/c' }",
        &["A = { a?: A, b?: A }", "B = { c?: [B] }", "C = alias of text:Plain", "E = alias of [B]"],
    );
}

#[test]
fn parts_that_only_annotate_make_no_type_of_their_own() {
    check_schemas(
        "3.0.3",
        "A: { type: object, properties: { x: { type: string } } }\n\
         B:\n  type: object\n  properties:\n    \
         a: { allOf: [{ $ref: '#/components/schemas/A' }, { nullable: true }] }\n    \
         b: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, description: More. }] }\n    \
         c: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { y: { type: string } } }] }\n    \
         d: { type: object, nullable: true, additionalProperties: true, allOf: [{ $ref: '#/components/schemas/A' }] }",
        &["A = { x?: text:Plain }", "B = { a?: A?, b?: A, c?: { x?: text:Plain, y?: text:Plain }, d?: A? }"],
    );
}

#[test]
fn properties_under_a_condition_are_optional() {
    check_schemas(
        "3.1.0",
        "Base: { type: object, properties: { country: { type: string } } }\n\
         A:\n  allOf: [{ $ref: '#/components/schemas/Base' }]\n  if: { properties: { country: { const: US } } }\n  \
         then: { properties: { country: { const: US }, zip: { type: string } }, required: [zip] }\n  \
         else: { if: {}, then: { properties: { zip: { type: integer }, code: { type: boolean } } } }\n\
         B: { type: object, dependentSchemas: { a: { properties: { b: { $ref: '#/components/schemas/A' } } } } }",
        &[
            "Base = { country?: text:Plain }",
            "A = { country?: text:Plain, zip?: text:Plain | int64 by kind, code?: boolean }",
            "B = { b?: A }",
        ],
    );
}

/// What is said of the property `name` of the component `A`, and of the component, given both.
fn said_of_a(schemas: &str) -> [String; 2] {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    {schemas}\n"
    );
    let api = super::api(&text);
    let mut schemas = api.schemas.iter().map(|(_, schema)| schema);
    let Some(a) = schemas.find(|schema| schema.at.as_str() == "/components/schemas/A") else {
        return Default::default();
    };
    let property = match &a.shape {
        Shape::Object(object) => object.properties.get("name"),
        _ => None,
    };
    let said = |docs: &Docs, value: Option<&serde_json::Value>| {
        let value = value.map(ToString::to_string).unwrap_or_default();
        format!("{} {value}", docs.description.as_deref().unwrap_or_default())
    };
    let property = property.map(|property| said(&property.docs, property.default.as_ref()));
    [property.unwrap_or_default(), said(&a.docs, a.example.as_ref())]
}

#[test]
fn the_more_specific_part_speaks_for_a_property() {
    let (general, own) = (
        "{ type: object, properties: { name: { type: string, description: Base., default: b } } }",
        "description: Own., default: o",
    );
    let base = "{ $ref: '#/components/schemas/P' }";
    let properties = format!("properties: {{ name: {{ type: string, {own} }} }}");
    for a in [
        // What stands beside an `allOf` comes before its parts, a later part before an earlier one, an inline one before a reference.
        format!("{{ allOf: [{base}], {properties} }}"),
        format!("{{ allOf: [{base}, {{ {properties} }}] }}"),
        format!("{{ allOf: [{{ {properties} }}, {base}] }}"),
        format!(
            "{{ allOf: [{{ properties: {{ name: {{ description: Other., default: x }} }} }}, {{ {properties} }}] }}"
        ),
        format!("{{ allOf: [{{ allOf: [{base}] }}, {{ allOf: [{{ {properties} }}, {base}] }}] }}"),
    ] {
        let [said, _] = said_of_a(&format!("P: {general}\n    A: {a}"));
        assert_eq!(said, "Own. \"o\"", "{a}");
    }
    let silent = format!(
        "P: {general}\n    A: {{ allOf: [{base}], properties: {{ name: {{ type: string, maxLength: 3 }} }} }}"
    );
    assert_eq!(said_of_a(&silent)[0], "Base. \"b\"");
}

#[test]
fn the_later_part_speaks_for_the_schema() {
    let part = |name: &str| format!("{{ description: {name}., example: {name} }}");
    let (early, late) = (part("early"), part("late"));
    let said = |a: &str| said_of_a(&format!("P: {late}\n    A: {a}"))[1].clone();
    assert_eq!(said(&format!("{{ type: object, allOf: [{early}, {late}] }}")), "late. \"late\"");
    assert_eq!(said(&format!("{{ type: object, description: Own., allOf: [{early}] }}")), "Own. \"early\"");
    let referring = format!("{{ type: object, allOf: [{early}, {{ $ref: '#/components/schemas/P' }}] }}");
    assert_eq!(said(&referring), "early. \"early\"");
}

#[test]
fn the_type_of_a_property_is_told_as_the_property_is() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
                P: { type: object, properties: { kind: { type: string, description: Base. } } }\n    \
                A: { allOf: [{ properties: { kind: { type: string, enum: [a, b], description: Own. } } }, { $ref: '#/components/schemas/P' }] }\n";
    let api = super::api(text);
    let mut schemas = api.schemas.iter().map(|(_, schema)| schema);
    let kind = schemas.find(|schema| matches!(schema.shape, Shape::Enumeration(_)));
    assert_eq!(kind.and_then(|kind| kind.docs.description.as_deref()), Some("Own."));
}
