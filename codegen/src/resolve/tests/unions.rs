//! `oneOf` and `anyOf`.

use super::check_schemas;
use crate::ir::Shape;

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
fn whole_numbers_stay_whole_beside_others() {
    check_schemas(
        "3.1.0",
        "A: { anyOf: [{ type: string }, { type: number }, { type: integer }, { type: boolean }] }\n\
         B: { type: [integer, number, array] }",
        &["A = text:Plain | int64 | double | boolean by kind", "B = int64 | double | [any] by kind"],
    );
}

#[test]
fn a_null_of_a_branch_of_a_branch_is_one_of_the_union() {
    check_schemas(
        "3.1.0",
        "Text: { anyOf: [{ type: string }, { type: 'null' }] }\nDog: { type: object, required: [bark], properties: { bark: { type: string } } }\n\
         A: { anyOf: [{ anyOf: [{ type: string }, { type: 'null' }] }, { type: integer }] }\n\
         B: { oneOf: [{ $ref: '#/components/schemas/Text' }, { $ref: '#/components/schemas/Dog' }] }\n\
         C: { anyOf: [{ enum: [x, null] }, { type: integer }] }\n\
         D: { oneOf: [{ type: boolean }, { $ref: '#/components/schemas/B' }] }\n\
         E: { oneOf: [{ type: boolean }, { $ref: '#/components/schemas/F' }], discriminator: { propertyName: a } }\n\
         F: { oneOf: [{ $ref: '#/components/schemas/E' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: a } }",
        &[
            "Text = alias of text:Plain?",
            "Dog = { bark: text:Plain }",
            "A = A? | int64 by kind?",
            "B = Text | Dog by kind?",
            "C = enum(\"x\")? | int64 by kind?",
            "D = boolean | B by trial?",
            "E = boolean | F@F by a",
            "F = E@E | Dog@Dog by a",
            "A = text:Plain",
        ],
    );
}

#[test]
fn a_text_beside_a_list_of_texts_is_one_branch() {
    check_schemas(
        "3.1.0",
        "A: { anyOf: [{ type: number }, { type: string }, { enum: [INF, NaN] }] }\n\
         B: { anyOf: [{ type: integer }, { type: string }, { const: auto }] }",
        &["A = double | enum(\"INF\", \"NaN\") by kind", "B = int64 | text:Plain by kind"],
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
            "B = { k: boolean }@true | { k: boolean }@false by k",
        ],
    );
}

#[test]
fn the_branches_of_a_union_in_place_are_those_of_the_one_around_it() {
    check_schemas(
        "3.0.3",
        "A:\n  oneOf:\n    - anyOf: [{ type: string }, { oneOf: [{ type: integer }, { type: array, items: {} }] }]\n    - { type: boolean }\n\
         B:\n  type: object\n  properties: { id: { type: string } }\n  oneOf:\n    - oneOf:\n        - { properties: { a: { type: string } } }\n        \
         - { properties: { b: { type: string } } }\n    - { properties: { c: { type: string } } }",
        &[
            "A = text:Plain | int64 | [any] | boolean by kind",
            "B = { id?: text:Plain, a?: text:Plain } | { id?: text:Plain, b?: text:Plain } | { id?: text:Plain, c?: text:Plain } by trial",
        ],
    );
}

#[test]
fn a_named_union_stays_itself_unless_it_leads_back() {
    check_schemas(
        "3.0.3",
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: boolean }] }\nB: { oneOf: [{ type: string }, { type: array, items: {} }] }\n\
         C: { oneOf: [{ $ref: '#/components/schemas/D' }, { type: boolean }] }\n\
         D: { oneOf: [{ $ref: '#/components/schemas/C' }, { type: string }] }",
        &[
            "A = B | boolean by trial",
            "B = text:Plain | [any] by kind",
            "C = text:Plain | boolean by kind",
            "D = boolean | text:Plain by kind",
        ],
    );
}

#[test]
fn what_accepts_anything_is_no_branch() {
    check_schemas(
        "3.0.3",
        "A: { oneOf: [{ type: string }, {}] }\nB: { anyOf: [{}, {}] }",
        &["A = text:Plain by kind", "B = untyped"],
    );
}

#[test]
fn several_unions_are_multiplied_out() {
    let object = |name: &str| {
        format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}")
    };
    check_schemas(
        "3.0.3",
        &format!(
            "A:\n  allOf:\n    - oneOf: [{}, {}]\n    - oneOf: [{}, {}]\n\
             B:\n  oneOf: [{{ type: string }}, {{ type: boolean }}]\n  anyOf: [{{ type: string }}, {{ type: integer }}]\n\
             C:\n  oneOf: [{}, {}]\n  anyOf: [{{ required: [a] }}, {{ required: [b] }}]",
            object("a"),
            object("b"),
            object("c"),
            object("d"),
            object("a"),
            object("b"),
        ),
        &[
            "A = { a: text:Plain, c: text:Plain } | { a: text:Plain, d: text:Plain } \
             | { b: text:Plain, c: text:Plain } | { b: text:Plain, d: text:Plain } by trial",
            "B = alias of text:Plain",
            "C = { a: text:Plain } | { b: text:Plain } by property",
        ],
    );
}

#[test]
fn branches_that_contradict_each_other_are_left_out() {
    let kind = |kind: &str, more: &str| {
        format!(
            "{{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [{kind}] }}, {more}: {{ type: string }} }} }}"
        )
    };
    check_schemas(
        "3.0.3",
        &format!(
            "A:\n  oneOf: [{}, {}]\n  anyOf: [{}, {}]",
            kind("x", "a"),
            kind("y", "b"),
            kind("x", "c"),
            kind("y", "d")
        ),
        &["A = { kind: enum(\"x\"), a?: text:Plain, c?: text:Plain }@x \
           | { kind: enum(\"y\"), b?: text:Plain, d?: text:Plain }@y by kind"],
    );
}

#[test]
fn unions_that_hand_on_what_they_say_come_to_an_end() {
    let level = |number: usize| {
        let next = number + 1;
        format!(
            "A{number}: {{ properties: {{ p{number}: {{ type: string }} }}, \
             oneOf: [{{ $ref: '#/components/schemas/A{next}' }}, {{ type: integer }}] }}\n    "
        )
    };
    let levels: String = (0..20).map(level).collect();
    let api = super::api(&format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    {levels}A20: {{ type: object }}\n"
    ));
    let untyped = api.schemas.iter().filter(|(_, schema)| matches!(schema.shape, Shape::Untyped(_))).count();
    assert!(untyped > 0, "the longest ones are not taken apart to the end");
    assert!(api.schemas.iter().count() < 1_000);
}

#[test]
fn a_format_for_two_types_is_a_union() {
    check_schemas(
        "3.0.3",
        "Port: { type: string, format: int-or-string }\nTarget: { x-kubernetes-int-or-string: true, pattern: '^a' }",
        &["Port = int64 | text:Plain by kind", "Target = int64 | text:Plain by kind"],
    );
}

#[test]
fn an_optional_property_tells_branches_apart_by_its_constants() {
    check_schemas(
        "3.0.3",
        "A: { type: object, properties: { type: { type: string, enum: [a, aa] }, x: { type: string } } }\n\
         B: { type: object, required: [type], properties: { type: { type: string, enum: [b] } } }\n\
         U: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
        &[
            "A = { type?: enum(\"a\", \"aa\"), x?: text:Plain }",
            "B = { type: enum(\"b\") }",
            "U = A@a/aa | B@b by type",
        ],
    );
}

#[test]
fn branches_of_one_family_are_told_apart_by_its_discriminator() {
    check_schemas(
        "3.0.3",
        "P: { type: object, required: [k], properties: { k: { type: string } }, discriminator: { propertyName: k, mapping: { a: A, c: C } } }\n\
         A: { allOf: [{ $ref: '#/components/schemas/P' }, { properties: { x: { type: string } } }] }\n\
         B: { allOf: [{ $ref: '#/components/schemas/P' }, { properties: { x: { type: string } } }] }\n\
         C: { allOf: [{ $ref: '#/components/schemas/P' }] }\n\
         U: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
        &[
            "P = A@a | B@B | C@c by k",
            "A = { k: text:Plain, x?: text:Plain }",
            "B = { k: text:Plain, x?: text:Plain }",
            "C = { k: text:Plain }",
            "U = A@a | B@B by k",
        ],
    );
}

#[test]
fn what_all_branches_say_is_not_said_again_beside_them() {
    check_union(
        "  type: object\n  required: [kind]\n  properties: { kind: { type: string, enum: [round, even] } }\n",
        "U = Circle@round | Square@even by kind",
    );
}

#[test]
fn a_list_or_map_that_holds_itself_is_a_type_of_its_own() {
    let one = "D: { type: object, additionalProperties: { $ref: '#/components/schemas/E' } }";
    let other = "E: { type: array, items: { type: array, items: { $ref: '#/components/schemas/D' } } }";
    let (d, e) = ("D = map of E by kind", "E = [[D]] by kind");
    check_schemas("3.0.3", &format!("{one}\n{other}"), &[d, e]);
    check_schemas("3.0.3", &format!("{other}\n{one}"), &[e, d]);
    check_schemas("3.0.3", "F: { oneOf: [{ $ref: '#/components/schemas/F' }] }", &["F = alias of F"]);
}

#[test]
fn branches_of_nested_unions_that_are_the_same_type_are_one() {
    let kind = |kind: &str| {
        format!(
            "{{ type: object, required: [kind], properties: {{ r: {{ type: array, items: {{ type: number }} }}, kind: {{ type: string, enum: [{kind}] }} }} }}"
        )
    };
    let (round, even) = (kind("round"), kind("even"));
    let length = |most: u8| {
        format!(
            "{{ type: object, properties: {{ a: {{ type: string, maxLength: {most} }}, b: {{ type: integer, maximum: 2 }} }} }}"
        )
    };
    let (limited, longer) = (length(1), length(2));
    let reordered = "{ properties: { kind: { enum: [round], type: string }, r: { items: { type: number }, type: array } }, required: [kind], type: object, description: Round. }";
    check_schemas(
        "3.0.3",
        &format!(
            "A:\n  oneOf: [{{ oneOf: [{round}, {even}] }}, {{ oneOf: [{reordered}, {{ type: string }}] }}]\n\
             B:\n  oneOf: [{{ oneOf: [{{ type: string }}, {{ type: array, items: {{ type: string }} }}] }}, \
             {{ oneOf: [{{ type: string, pattern: '^a' }}, {{ type: array, minItems: 1, items: {{ type: string }} }}] }}]\n\
             C:\n  properties: {{ id: {{ type: string }} }}\n  oneOf: [{{ anyOf: [{round}, {even}] }}, {round}]\n\
             D:\n  oneOf: [{{ type: object, properties: {{ a: {{ type: string }} }} }}, {{ type: object, properties: {{ a: {{ type: string }} }} }}]\n\
             E:\n  oneOf: [{{ type: object, properties: {{ a: {{ type: string }} }} }}, {{ type: object, properties: {{ a: {{ type: string, description: A. }} }} }}]\n\
             G:\n  oneOf: [{{ type: array, items: {{ type: string }} }}, {{ type: array, items: {{ type: string, nullable: true }} }}]\n\
             H:\n  oneOf: [{limited}, {{ properties: {{ b: {{ maximum: 2, type: integer }}, a: {{ maxLength: 1, type: string }} }}, type: object }}, {longer}]\n\
             F:\n  oneOf: [{{ title: One, type: string }}, {{ title: Other, type: string }}, {{ type: array, items: {{}} }}]"
        ),
        &[
            "A = { r?: [double], kind: enum(\"round\") } | { r?: [double], kind: enum(\"even\") } | text:Plain by trial",
            "B = text:Plain | [text:Plain] by kind",
            "C = { id?: text:Plain, r?: [double], kind: enum(\"round\") }@round \
             | { id?: text:Plain, r?: [double], kind: enum(\"even\") }@even by kind",
            "D = alias of { a?: text:Plain }",
            "E = { a?: text:Plain } | { a?: text:Plain } by trial",
            "G = [text:Plain] | [text:Plain?] by trial",
            "H = { a?: text:Plain, b?: int64 } | { a?: text:Plain, b?: int64 } by trial",
            "F = text:Plain | text:Plain | [any] by trial",
        ],
    );
}

/// What the branches of a union are called.
fn check_branch_names(schemas: &str, expected: &[Option<&str>]) {
    let indented = schemas.replace('\n', "\n    ");
    let api = super::api(&format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    {indented}\n"
    ));
    let unions = api.schemas.iter().filter_map(|(_, schema)| match &schema.shape {
        Shape::Union(union) => Some(union),
        _ => None,
    });
    let names: Vec<Option<&str>> =
        unions.flat_map(|union| &union.variants).map(|variant| variant.name.as_deref()).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_branch_is_called_by_a_constant_wherever_that_stands() {
    let with = |kind: &str, more: &str| {
        format!(
            "{{ required: [type], properties: {{ type: {{ type: string, enum: [{kind}] }}, {more}: {{ type: string }} }} }}"
        )
    };
    // Words are those among all branches of the nested unions: both lists have branches with `a` and with `b`.
    check_branch_names(
        &format!(
            "U: {{ oneOf: [{{ oneOf: [{}, {}] }}, {{ oneOf: [{}, {}] }}] }}",
            with("one", "a"),
            with("two", "a"),
            with("one", "a"),
            with("three", "a")
        ),
        &[Some("one"), Some("two"), Some("three")],
    );
    check_branch_names(
        "Base: { type: object, required: [type], properties: { type: { type: string } } }\n\
         Deep: { type: object, required: [type], properties: { type: { type: string, enum: [deep] } } }\n\
         U:\n  oneOf:\n    - allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { type: { enum: [one] }, a: { type: string } } }]\n    \
         - oneOf:\n        - allOf: [{ $ref: '#/components/schemas/Deep' }, { properties: { a: { type: string } } }]\n        \
         - allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { type: { enum: [two] }, a: { type: string } } }]",
        &[Some("one"), Some("deep"), Some("two")],
    );
    // What takes any text has no constant of its own, and takes none from others.
    check_branch_names(
        "U:\n  oneOf:\n    - { required: [type], properties: { type: { type: string, enum: [one] }, a: {} } }\n    \
         - { required: [type], properties: { type: { type: string, enum: [two] }, a: {} } }\n    \
         - { required: [type], properties: { type: { type: string }, a: {} } }",
        &[Some("one"), Some("two"), None],
    );
}
