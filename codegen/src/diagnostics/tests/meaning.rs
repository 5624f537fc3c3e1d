//! The rules of [`crate::diagnostics::rules`] about what a document means: what triggers each, and what is shown.

use super::check;

#[test]
fn nested_too_deep() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A0: { type: object }
    A1: { allOf: [{ $ref: '#/components/schemas/A0' }, { properties: { p1: {} } }] }
    A2: { allOf: [{ $ref: '#/components/schemas/A1' }, { properties: { p2: {} } }] }
    A3: { allOf: [{ $ref: '#/components/schemas/A2' }, { properties: { p3: {} } }] }
    A4: { allOf: [{ $ref: '#/components/schemas/A3' }, { properties: { p4: {} } }] }
    A5: { allOf: [{ $ref: '#/components/schemas/A4' }, { properties: { p5: {} } }] }
    A6: { allOf: [{ $ref: '#/components/schemas/A5' }, { properties: { p6: {} } }] }
    A7: { allOf: [{ $ref: '#/components/schemas/A6' }, { properties: { p7: {} } }] }
    A8: { allOf: [{ $ref: '#/components/schemas/A7' }, { properties: { p8: {} } }] }
    A9: { allOf: [{ $ref: '#/components/schemas/A8' }, { properties: { p9: {} } }] }
    A10: { allOf: [{ $ref: '#/components/schemas/A9' }, { properties: { p10: {} } }] }
    A11: { allOf: [{ $ref: '#/components/schemas/A10' }, { properties: { p11: {} } }] }
    A12: { allOf: [{ $ref: '#/components/schemas/A11' }, { properties: { p12: {} } }] }
    A13: { allOf: [{ $ref: '#/components/schemas/A12' }, { properties: { p13: {} } }] }
    A14: { allOf: [{ $ref: '#/components/schemas/A13' }, { properties: { p14: {} } }] }
    A15: { allOf: [{ $ref: '#/components/schemas/A14' }, { properties: { p15: {} } }] }
    A16: { allOf: [{ $ref: '#/components/schemas/A15' }, { properties: { p16: {} } }] }
    A17: { allOf: [{ $ref: '#/components/schemas/A16' }, { properties: { p17: {} } }] }
    A18: { allOf: [{ $ref: '#/components/schemas/A17' }, { properties: { p18: {} } }] }
    A19: { allOf: [{ $ref: '#/components/schemas/A18' }, { properties: { p19: {} } }] }
    A20: { allOf: [{ $ref: '#/components/schemas/A19' }, { properties: { p20: {} } }] }
    A21: { allOf: [{ $ref: '#/components/schemas/A20' }, { properties: { p21: {} } }] }
    A22: { allOf: [{ $ref: '#/components/schemas/A21' }, { properties: { p22: {} } }] }
    A23: { allOf: [{ $ref: '#/components/schemas/A22' }, { properties: { p23: {} } }] }
    A24: { allOf: [{ $ref: '#/components/schemas/A23' }, { properties: { p24: {} } }] }
    A25: { allOf: [{ $ref: '#/components/schemas/A24' }, { properties: { p25: {} } }] }
    A26: { allOf: [{ $ref: '#/components/schemas/A25' }, { properties: { p26: {} } }] }
    A27: { allOf: [{ $ref: '#/components/schemas/A26' }, { properties: { p27: {} } }] }
    A28: { allOf: [{ $ref: '#/components/schemas/A27' }, { properties: { p28: {} } }] }
    A29: { allOf: [{ $ref: '#/components/schemas/A28' }, { properties: { p29: {} } }] }
    A30: { allOf: [{ $ref: '#/components/schemas/A29' }, { properties: { p30: {} } }] }
    A31: { allOf: [{ $ref: '#/components/schemas/A30' }, { properties: { p31: {} } }] }
    A32: { allOf: [{ $ref: '#/components/schemas/A31' }, { properties: { p32: {} } }] }
    A33: { allOf: [{ $ref: '#/components/schemas/A32' }, { properties: { p33: {} } }] }
    A34: { allOf: [{ $ref: '#/components/schemas/A33' }, { properties: { p34: {} } }] }
    A35: { allOf: [{ $ref: '#/components/schemas/A34' }, { properties: { p35: {} } }] }
    A36: { allOf: [{ $ref: '#/components/schemas/A35' }, { properties: { p36: {} } }] }
    A37: { allOf: [{ $ref: '#/components/schemas/A36' }, { properties: { p37: {} } }] }
    A38: { allOf: [{ $ref: '#/components/schemas/A37' }, { properties: { p38: {} } }] }
    A39: { allOf: [{ $ref: '#/components/schemas/A38' }, { properties: { p39: {} } }] }
    A40: { allOf: [{ $ref: '#/components/schemas/A39' }, { properties: { p40: {} } }] }
    A41: { allOf: [{ $ref: '#/components/schemas/A40' }, { properties: { p41: {} } }] }
    A42: { allOf: [{ $ref: '#/components/schemas/A41' }, { properties: { p42: {} } }] }
    A43: { allOf: [{ $ref: '#/components/schemas/A42' }, { properties: { p43: {} } }] }
    A44: { allOf: [{ $ref: '#/components/schemas/A43' }, { properties: { p44: {} } }] }
    A45: { allOf: [{ $ref: '#/components/schemas/A44' }, { properties: { p45: {} } }] }
    A46: { allOf: [{ $ref: '#/components/schemas/A45' }, { properties: { p46: {} } }] }
    A47: { allOf: [{ $ref: '#/components/schemas/A46' }, { properties: { p47: {} } }] }
    A48: { allOf: [{ $ref: '#/components/schemas/A47' }, { properties: { p48: {} } }] }
    A49: { allOf: [{ $ref: '#/components/schemas/A48' }, { properties: { p49: {} } }] }
    A50: { allOf: [{ $ref: '#/components/schemas/A49' }, { properties: { p50: {} } }] }
    A51: { allOf: [{ $ref: '#/components/schemas/A50' }, { properties: { p51: {} } }] }
    A52: { allOf: [{ $ref: '#/components/schemas/A51' }, { properties: { p52: {} } }] }
    A53: { allOf: [{ $ref: '#/components/schemas/A52' }, { properties: { p53: {} } }] }
    A54: { allOf: [{ $ref: '#/components/schemas/A53' }, { properties: { p54: {} } }] }
    A55: { allOf: [{ $ref: '#/components/schemas/A54' }, { properties: { p55: {} } }] }
    A56: { allOf: [{ $ref: '#/components/schemas/A55' }, { properties: { p56: {} } }] }
    A57: { allOf: [{ $ref: '#/components/schemas/A56' }, { properties: { p57: {} } }] }
    A58: { allOf: [{ $ref: '#/components/schemas/A57' }, { properties: { p58: {} } }] }
    A59: { allOf: [{ $ref: '#/components/schemas/A58' }, { properties: { p59: {} } }] }
    A60: { allOf: [{ $ref: '#/components/schemas/A59' }, { properties: { p60: {} } }] }
    A61: { allOf: [{ $ref: '#/components/schemas/A60' }, { properties: { p61: {} } }] }
    A62: { allOf: [{ $ref: '#/components/schemas/A61' }, { properties: { p62: {} } }] }
    A63: { allOf: [{ $ref: '#/components/schemas/A62' }, { properties: { p63: {} } }] }
    A64: { allOf: [{ $ref: '#/components/schemas/A63' }, { properties: { p64: {} } }] }
    A65: { allOf: [{ $ref: '#/components/schemas/A64' }, { properties: { p65: {} } }] }
    A66: { allOf: [{ $ref: '#/components/schemas/A65' }, { properties: { p66: {} } }] }
    A67: { allOf: [{ $ref: '#/components/schemas/A66' }, { properties: { p67: {} } }] }
",
        )],
        "degraded[nested-too-deep]: `allOf` is nested too deep; this part is left out
 --> openapi.yaml:6:5
  |
6 |     A0: { type: object }
  |     ^^
  |
  = note: the same at 5 more places
",
    );
}

#[test]
fn required_undeclared() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A:
      type: object
      required: [b]
      properties:
        c: { type: string }
",
        )],
        "note[required-undeclared]: `required` names `b`, which is not among the properties
 --> openapi.yaml:8:7
  |
8 |       required: [b]
  |       ^^^^^^^^
",
    );
}

#[test]
fn duplicate_enum_value() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: string, enum: [a, b, a] }
",
        )],
        r#"note[duplicate-enum-value]: `"a"` stands twice in the `enum`
 --> openapi.yaml:6:24
  |
6 |     A: { type: string, enum: [a, b, a] }
  |                        ^^^^
"#,
    );
}

#[test]
fn unknown_format() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: string, format: tzinfo }
",
        )],
        "note[unknown-format]: the format `tzinfo` is not known; the value is a plain text
 --> openapi.yaml:6:32
  |
6 |     A: { type: string, format: tzinfo }
  |                                ^^^^^^
",
    );
}

#[test]
fn large_integer() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: integer, minimum: -1, maximum: 18446744073709551615 }
",
        )],
        "note[large-integer]: values of this integer may be beyond 64 bits; their digits are kept as a `Decimal`
 --> openapi.yaml:6:5
  |
6 |     A: { type: integer, minimum: -1, maximum: 18446744073709551615 }
  |     ^
",
    );
}

#[test]
fn several_unions() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A:
      oneOf: [{ type: string }, { type: boolean }]
      anyOf: [{ type: object }, { type: integer }]
",
        )],
        "degraded[several-unions]: the branches of these unions cannot be put together; only those of the first are used
 --> openapi.yaml:6:5
  |
6 |     A:
  |     ^
",
    );
}

#[test]
fn merged_branches() {
    check(
        &[("openapi.yaml", "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A:
      oneOf: [{ type: string, format: date }, { type: string, format: uuid }]
")],
        "note[merged-branches]: the branches of this union are texts of several formats; it becomes a plain text
 --> openapi.yaml:6:5
  |
6 |     A:
  |     ^
",
    );
}

#[test]
fn several_patterns() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.1.0
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A:
      type: object
      patternProperties:
        '^a': { type: string }
        '^b': { type: integer }
",
        )],
        "degraded[several-patterns]: what a property is goes by the pattern of its name; those that are not declared become a map of any values
 --> openapi.yaml:6:5
  |
6 |     A:
  |     ^
",
    );
}

#[test]
fn unused_mapping() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: object, properties: { kind: { type: string } } }
    B: { type: object, properties: { kind: { type: string } } }
    C: { type: object }
    U:
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
      discriminator:
        propertyName: kind
        mapping: { c: '#/components/schemas/C' }
",
        )],
        "note[unused-mapping]: the discriminator maps `c` to no branch of the union
  --> openapi.yaml:13:23
   |
13 |         mapping: { c: '#/components/schemas/C' }
   |                       ^^^^^^^^^^^^^^^^^^^^^^^^^
",
    );
}

#[test]
fn unusable_discriminator() {
    check(
        &[("openapi.yaml", "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    U:
      oneOf:
        - { type: object, properties: { a: { type: string } } }
        - { type: object, properties: { b: { type: string } } }
      discriminator: { propertyName: kind }
")],
        "degraded[unusable-discriminator]: the discriminator `kind` does not tell the branches apart; their shape decides
  --> openapi.yaml:10:7
   |
10 |       discriminator: { propertyName: kind }
   |       ^^^^^^^^^^^^^
",
    );
}

#[test]
fn duplicate_parameter() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: a, in: query, schema: { type: string } }
        - { name: a, in: query, schema: { type: integer } }
      responses: { '200': { description: ok } }
",
        )],
        "note[duplicate-parameter]: the parameter `a` is declared twice; the first one counts
 --> openapi.yaml:8:11
  |
8 |         - { name: a, in: query, schema: { type: integer } }
  |           ^^
",
    );
}

#[test]
fn optional_path_parameter() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, schema: { type: string } }
      responses: { '200': { description: ok } }
",
        )],
        "note[optional-path-parameter]: the path parameter `id` is not marked as required
 --> openapi.yaml:7:11
  |
7 |         - { name: id, in: path, schema: { type: string } }
  |           ^^
  |
  = help: add `required: true`
",
    );
}

#[test]
fn undeclared_path_parameter() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}:
    get:
      responses: { '200': { description: ok } }
",
        )],
        "note[undeclared-path-parameter]: `{id}` of the path is not declared; it is a text
 --> openapi.yaml:5:5
  |
5 |     get:
  |     ^^^
  |
  = help: declare a parameter `id` with `in: path`
",
    );
}

#[test]
fn reserved_header() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: Accept, in: header, schema: { type: string } }
      responses: { '200': { description: ok } }
",
        )],
        "note[reserved-header]: the header `Accept` is set by the client; the parameter is ignored
 --> openapi.yaml:7:11
  |
7 |         - { name: Accept, in: header, schema: { type: string } }
  |           ^^
",
    );
}

#[test]
fn no_responses() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses: {}
",
        )],
        "note[no-responses]: this operation declares no response; any answer is taken
 --> openapi.yaml:5:5
  |
5 |     get:
  |     ^^^
",
    );
}

#[test]
fn links_ignored() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          links:
            next: { operationId: other }
",
        )],
        "note[links-ignored]: links between operations are not generated
 --> openapi.yaml:9:11
  |
9 |           links:
  |           ^^^^^
",
    );
}

#[test]
fn bad_pagination() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      x-pagination: { pageOffsetParam: offset }
      responses: { '200': { description: ok } }
",
        )],
        "degraded[bad-pagination]: the pages cannot be walked: the operation has no query parameter `offset`
 --> openapi.yaml:6:7
  |
6 |       x-pagination: { pageOffsetParam: offset }
  |       ^^^^^^^^^^^^
",
    );
}
