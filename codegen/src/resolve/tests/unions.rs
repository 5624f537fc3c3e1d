//! `oneOf` and `anyOf`.

use super::check_schemas;

const SHAPES: &str = "Circle: { type: object, required: [kind], properties: { kind: { type: string, enum: [round] } } }\n\
                      Square: { type: object, required: [kind], properties: { kind: { type: string, enum: [even] } } }\n";

fn check_union(union: &str, expected: &str) {
    check_schemas(
        "3.0.3",
        &format!(
            "{SHAPES}U:\n  oneOf: [{{ $ref: '#/components/schemas/Circle' }}, {{ $ref: '#/components/schemas/Square' }}]\n{union}"
        ),
        &["Circle = { kind: enum(\"round\") }", "Square = { kind: enum(\"even\") }", expected],
    );
}

#[test]
fn a_discriminator_is_inferred_from_constants() {
    check_union("", "U = Circle@round | Square@even by kind");
}

#[test]
fn a_declared_discriminator_has_a_mapping() {
    check_union(
        "  discriminator: { propertyName: kind, mapping: { c: '#/components/schemas/Circle', s: Square, t: Square } }",
        "U = Circle@c | Square@s/t by kind",
    );
}

#[test]
fn without_a_mapping_constants_come_first_and_then_names() {
    check_union("  discriminator: { propertyName: kind }", "U = Circle@round | Square@even by kind");
    check_union("  discriminator: { propertyName: form }", "U = Circle@Circle | Square@Square by form");
}

#[test]
fn kinds_of_json_tell_branches_apart() {
    check_schemas(
        "3.1.0",
        "A: { oneOf: [{ type: string }, { type: integer }, { type: array, items: { type: string } }] }\n\
         B: { type: [string, number, 'null'], minLength: 1 }\nC: { anyOf: [{ type: integer }, { type: number }] }",
        &["A = text:Plain | int64 | [text:Plain] by kind", "B = text:Plain | double by kind?", "C = double"],
    );
}

#[test]
fn required_properties_tell_objects_apart() {
    check_schemas(
        "3.0.3",
        "A:\n  oneOf:\n    - { type: object, required: [a], properties: { a: { type: string } } }\n    \
         - { type: object, properties: { b: { type: string } } }\n\
         B:\n  oneOf:\n    - { type: object, properties: { a: { type: string } } }\n    \
         - { type: object, properties: { b: { type: string } } }",
        &[
            "A = { a: text:Plain } | { b?: text:Plain } by property",
            "B = { a?: text:Plain } | { b?: text:Plain } by trial",
        ],
    );
}

#[test]
fn one_branch_is_no_union() {
    check_schemas(
        "3.0.3",
        "A: { type: string }\nB: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] }\n\
         C: { type: object, properties: { d: { anyOf: [{ $ref: '#/components/schemas/A' }] } } }",
        &["A = text:Plain", "B = alias of A", "C = { d?: A }"],
    );
}

#[test]
fn whole_numbers_tell_objects_apart() {
    check_schemas(
        "3.0.3",
        "A:\n  oneOf:\n    - { type: object, required: [k], properties: { k: { type: integer, enum: [1, 2] } } }\n    \
         - { type: object, required: [k], properties: { k: { type: integer, enum: [3] } } }\n\
         B:\n  oneOf:\n    - { type: object, required: [k], properties: { k: { type: boolean, enum: [true] } } }\n    \
         - { type: object, required: [k], properties: { k: { type: boolean, enum: [false] } } }",
        &[
            "A = { k: enum(1, 2) }@1/2 | { k: enum(3) }@3 by k",
            "B = { k: boolean } | { k: boolean } by trial",
        ],
    );
}
