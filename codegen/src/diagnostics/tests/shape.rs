//! The rules of [`crate::diagnostics::rules`] about the shape of a document: what triggers each, and what is shown.

use super::check;

#[test]
fn repaired_value() {
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
      description: { a: b }
      properties:
        b: { type: string, required: true, maxLength: 4.0 }
",
        )],
        "note[repaired-value]: `description` should be a text; it is ignored
 --> openapi.yaml:8:7
  |
8 |       description: { a: b }
  |       ^^^^^^^^^^^

note[repaired-value]: `required` should be a list of texts; it is ignored
  --> openapi.yaml:10:38
   |
10 |         b: { type: string, required: true, maxLength: 4.0 }
   |                                      ^^^^

note[repaired-value]: `maxLength` should be a whole number; it was converted
  --> openapi.yaml:10:55
   |
10 |         b: { type: string, required: true, maxLength: 4.0 }
   |                                                       ^^^
",
    );
}

#[test]
fn missing_member() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200': {}
",
        )],
        "note[missing-member]: `description` is missing here
 --> openapi.yaml:7:9
  |
7 |         '200': {}
  |         ^^^^^
",
    );
}

#[test]
fn unknown_keyword() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: string, colour: red }
",
        )],
        "note[unknown-keyword]: `colour` is no keyword of OpenAPI here; it is ignored
 --> openapi.yaml:6:32
  |
6 |     A: { type: string, colour: red }
  |                                ^^^
",
    );
}

#[test]
fn ignored_sibling() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: string }
    B: { $ref: '#/components/schemas/A', maxLength: 3 }
",
        )],
        "note[ignored-sibling]: `maxLength` beside `$ref` is ignored, as OpenAPI 3.0 says
 --> openapi.yaml:7:53
  |
7 |     B: { $ref: '#/components/schemas/A', maxLength: 3 }
  |                                                     ^
  |
  = help: put the `$ref` into an `allOf`
",
    );
}

#[test]
fn unexpressed_keyword() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.1.0
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { type: object, propertyNames: { pattern: '^a' } }
",
        )],
        "note[unexpressed-keyword]: `propertyNames` constrains values in a way that no type expresses
 --> openapi.yaml:6:24
  |
6 |     A: { type: object, propertyNames: { pattern: '^a' } }
  |                        ^^^^^^^^^^^^^
",
    );
}

#[test]
fn path_without_slash() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  a:
    get:
      responses: { '200': { description: ok } }
",
        )],
        "note[path-without-slash]: the path `a` does not start with `/`
 --> openapi.yaml:4:3
  |
4 |   a:
  |   ^
",
    );
}

#[test]
fn unknown_collection_format() {
    check(
        &[("openapi.yaml", "swagger: '2.0'
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: a, in: query, type: array, items: { type: string }, collectionFormat: tsv }
      responses: { '200': { description: ok } }
")],
        "degraded[unknown-collection-format]: `collectionFormat: tsv` has no style here; the values are joined by commas
 --> openapi.yaml:7:11
  |
7 |         - { name: a, in: query, type: array, items: { type: string }, collectionFormat: tsv }
  |           ^^
",
    );
}
