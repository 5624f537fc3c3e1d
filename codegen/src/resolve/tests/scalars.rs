//! Values without structure, in the words of 3.0 and 3.1.

use super::check_schemas;

#[test]
fn formats_choose_the_type() {
    check_schemas(
        "3.0.3",
        "A: { type: integer }\nB: { type: integer, format: int32 }\nC: { type: integer, maximum: 18446744073709551615 }\n\
         D: { type: string, format: date-time }\nE: { type: number, format: float }\nF: { type: string, format: int64 }\n\
         G: { type: string, x-secret: true }\nH: { maxLength: 3 }\nI: { type: integer, format: unixtime }",
        &[
            "A = int64",
            "B = int32",
            "C = uint64",
            "D = text:DateTime",
            "E = double",
            "F = text:Int64",
            "G = text:Secret",
            "H = text:Plain",
            "I = unixtime",
        ],
    );
}

#[test]
fn the_limits_of_an_integer_choose_its_width() {
    check_schemas(
        "3.1.0",
        "A: { type: integer, minimum: 0, maximum: 9223372036854775808 }\nB: { type: integer, format: uint64 }\n\
         C: { type: integer, format: int64, minimum: 0, maximum: 18446744073709551615 }\n\
         D: { type: integer, minimum: -9223372036854776000, maximum: 9223372036854776000 }\n\
         E: { type: integer, format: int32, maximum: 4294967295 }\nF: { type: integer, format: int32, exclusiveMaximum: 2147483648 }\n\
         G: { type: integer, format: uint32, maximum: 4294967296 }\nH: { type: integer, format: int8 }\nI: { type: integer, format: uint16 }\n\
         J: { type: integer, maximum: 1.0e+30 }\nK: { type: integer, minimum: -1, maximum: 18446744073709551615 }\n\
         L: { type: integer, minimum: -1.0e+20 }\nM: { allOf: [{ type: integer, minimum: 0 }, { maximum: 18446744073709551615 }] }\n\
         N: { type: integer, minimum: 0, maximum: 9223372036854775807 }\nO: { type: integer, enum: [1, 18446744073709551615] }",
        &[
            "A = uint64",
            "B = uint64",
            "C = uint64",
            "D = int64",
            "E = int64",
            "F = int32",
            "G = int64",
            "H = int32",
            "I = uint32",
            "J = decimal",
            "K = decimal",
            "L = decimal",
            "M = uint64",
            "N = int64",
            "O = uint64",
        ],
    );
}

#[test]
fn null_is_spelled_in_many_ways() {
    check_schemas(
        "3.0.3",
        "A: { type: string, nullable: true }\nB: { type: string, enum: [a, null] }\n\
         C: { type: object, properties: { d: { allOf: [{ $ref: '#/components/schemas/A' }], nullable: true } } }",
        &["A = text:Plain?", "B = enum(\"a\")?", "C = { d?: A? }"],
    );
    check_schemas(
        "3.1.0",
        "A: { type: [string, 'null'] }\nB: { oneOf: [{ const: a }, { type: 'null' }] }\n\
         C: { type: object, properties: { d: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] } } }",
        &["A = text:Plain?", "B = alias of enum(\"a\")?", "C = { d?: A? }"],
    );
}

#[test]
fn constants_may_have_names() {
    check_schemas(
        "3.0.3",
        "A: { type: integer, enum: [0, 1], x-enum-varnames: [ZERO, ONE] }\nB: { type: string, enum: [1, x] }\n\
         C: { enum: [a, 1] }\nD: { type: boolean, enum: [true] }",
        &["A = enum(0 as ZERO, 1 as ONE)", "B = enum(\"1\", \"x\")", "C = enum(\"a\", 1)", "D = boolean"],
    );
}

#[test]
fn titled_constants_are_one_enumeration() {
    check_schemas(
        "3.1.0",
        "A: { oneOf: [{ const: a, title: First }, { const: b }] }\nB: { anyOf: [{ type: string }, { enum: [x, y] }] }",
        &["A = enum(\"a\" as First, \"b\")", "B = enum(\"x\", \"y\")"],
    );
}

#[test]
fn lists_and_maps() {
    check_schemas(
        "3.1.0",
        "A: { type: array, items: { type: string } }\nB: { type: array }\n\
         D: { type: object }\nE: { type: object, additionalProperties: { type: integer } }\nF: true",
        &["A = [text:Plain]", "B = [any]", "D = map of any", "E = map of int64", "F = any"],
    );
}

#[test]
fn tuples() {
    let pair = "prefixItems: [{ type: string }, { type: integer }]";
    check_schemas(
        "3.1.0",
        &format!(
            "A: {{ {pair} }}\nB: {{ {pair}, items: false }}\nC: {{ {pair}, items: false, minItems: 2 }}\n\
             D: {{ {pair}, minItems: 1, maxItems: 2 }}\nE: {{ {pair}, items: {{ type: boolean }}, minItems: 4 }}\n\
             F: {{ {pair}, unevaluatedItems: false }}\nG: {{ type: array, items: [{{ type: string }}], additionalItems: false }}\n\
             H: {{ allOf: [{{ {pair} }}, {{ minItems: 2, maxItems: 2 }}] }}\nI: {{ type: array, items: false }}",
        ),
        &[
            "A = (text:Plain?, int64?, any...)",
            "B = (text:Plain?, int64?)",
            "C = (text:Plain, int64)",
            "D = (text:Plain, int64?)",
            "E = (text:Plain, int64, boolean...)",
            "F = (text:Plain?, int64?)",
            "G = (text:Plain?)",
            "H = (text:Plain, int64)",
            "I = [any]",
        ],
    );
}

#[test]
fn null_beside_a_shape_is_one_value_more() {
    check_schemas(
        "3.1.0",
        "A: { type: 'null', oneOf: [{ type: string }, { type: boolean }] }\nB: { type: object, properties: { a: { type: string } } }\n\
         C: { properties: { b: { allOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }, n: { type: 'null' } } }",
        &["A = text:Plain | boolean by kind?", "B = { a?: text:Plain }", "C = { b?: B?, n?: null }"],
    );
}

#[test]
fn a_property_may_be_called_like_a_keyword() {
    check_schemas(
        "3.1.0",
        "A: { type: object, properties: { additionalProperties: false, properties: { additionalProperties: false }, items: true } }",
        &["A = { additionalProperties?: untyped, properties?: { only }, items?: any }"],
    );
}
