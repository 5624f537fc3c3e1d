//! The rules of [`crate::diagnostics::rules`] about files and references: what triggers each, and what is shown.

use super::check;

#[test]
fn empty_file() {
    check(
        &[(
            "openapi.yaml",
            "
",
        )],
        "error[empty-file]: `openapi.yaml` is empty
--> openapi.yaml
",
    );
}

#[test]
fn malformed_yaml() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: {title: [
",
        )],
        "error[malformed-yaml]: this is no YAML: did not find expected node content
 --> openapi.yaml:2:16
  |
2 | info: {title: [
  |                ^
",
    );
}

#[test]
fn malformed_json() {
    check(
        &[(
            "openapi.json",
            r#"{
  "openapi": "3.0.3",
  "info": {]
}
"#,
        )],
        r#"error[malformed-json]: this is no JSON: key must be a string
 --> openapi.json:3:12
  |
3 |   "info": {]
  |            ^
"#,
    );
}

#[test]
fn not_openapi() {
    check(
        &[(
            "openapi.yaml",
            "name: something
",
        )],
        "error[not-openapi]: `openapi.yaml` is no OpenAPI document: it has neither `openapi` nor `swagger`
--> openapi.yaml
 = help: name the root document, whose first lines have `openapi: 3.0.3` or the like
",
    );
}

#[test]
fn unknown_version() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 4.1.0
info: {}
",
        )],
        "error[unknown-version]: version `4.1.0` of OpenAPI is not known
 --> openapi.yaml:1:10
  |
1 | openapi: 4.1.0
  |          ^^^^^
  |
  = help: versions 2.0, 3.0, 3.1 and 3.2 are read
",
    );
}

#[test]
fn dangling_reference_in_another_file() {
    check(
        &[
            (
                "openapi.yaml",
                "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: 'common.yaml#/B' }
",
            ),
            (
                "common.yaml",
                "C: {}
",
            ),
        ],
        "skipped[dangling-reference]: `common.yaml#/B` points at nothing
 --> openapi.yaml:6:16
  |
6 |     A: { $ref: 'common.yaml#/B' }
  |                ^^^^^^^^^^^^^^^^^
  |
  = help: correct the `$ref`, add what it names, or leave such places out with `--allow-dangling`
",
    );
}

#[test]
fn reference_cycle() {
    check(
        &[
            (
                "openapi.yaml",
                "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: 'a.yaml' }
",
            ),
            (
                "a.yaml",
                "$ref: b.yaml
",
            ),
            (
                "b.yaml",
                "$ref: a.yaml
",
            ),
        ],
        "skipped[reference-cycle]: `a.yaml` leads back to itself and never to a definition
 --> openapi.yaml:6:16
  |
6 |     A: { $ref: 'a.yaml' }
  |                ^^^^^^^^^
  |
  = help: replace one `$ref` of the cycle by what it is meant to name
",
    );
}

#[test]
fn reference_cycle_within_a_document() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
",
        )],
        "skipped[reference-cycle]: `#/components/schemas/A` leads back to itself and never to a definition
 --> openapi.yaml:6:16
  |
6 |     A: { $ref: '#/components/schemas/B' }
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: replace one `$ref` of the cycle by what it is meant to name

skipped[reference-cycle]: `#/components/schemas/B` leads back to itself and never to a definition
 --> openapi.yaml:7:16
  |
7 |     B: { $ref: '#/components/schemas/A' }
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: replace one `$ref` of the cycle by what it is meant to name
",
    );
}

#[test]
fn path_item_that_holds_itself() {
    check(
        &[
            (
                "openapi.yaml",
                "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a: { $ref: 'p.yaml' }
",
            ),
            (
                "p.yaml",
                "get:
  responses: {}
  callbacks:
    back:
      here: { $ref: p.yaml }
",
            ),
        ],
        "skipped[reference-cycle]: `p.yaml` leads back to itself and never to a definition
 --> p.yaml:5:21
  |
5 |       here: { $ref: p.yaml }
  |                     ^^^^^^
  |
  = help: replace one `$ref` of the cycle by what it is meant to name

note[no-responses]: this operation declares no response; any answer is taken
 --> p.yaml:1:1
  |
1 | get:
  | ^^^
",
    );
}

#[test]
fn reference_leaves_folder() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: '../secret.yaml#/A' }
",
        )],
        "error[reference-leaves-folder]: `../secret.yaml#/A` leaves the folder of the document
 --> openapi.yaml:6:16
  |
6 |     A: { $ref: '../secret.yaml#/A' }
  |                ^^^^^^^^^^^^^^^^^^^^
  |
  = help: move the file into the folder, or start from a root document above both
",
    );
}

#[test]
fn network_reference() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: 'https://example.com/a.yaml#/A' }
",
        )],
        "error[network-reference]: `https://example.com/a.yaml#/A` is on the network, which is never asked
 --> openapi.yaml:6:16
  |
6 |     A: { $ref: 'https://example.com/a.yaml#/A' }
  |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: save a copy beside the document and refer to that
",
    );
}

#[test]
fn unlisted_path() {
    check(
        &[
            (
                "openapi.yaml",
                "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
x-path-files: [a.yaml]
",
            ),
            (
                "a.yaml",
                "paths:
  /a:
    get:
      responses: { '200': { description: ok } }
",
            ),
        ],
        "note[unlisted-path]: `/a` is not listed in the root document
 --> a.yaml:2:3
  |
2 |   /a:
  |   ^^
  |
  = help: for tools that do not know `x-path-files`, add `/a: { $ref: 'a.yaml#/paths/~1a' }` there
",
    );
}

#[test]
fn renamed_component() {
    check(
        &[
            (
                "openapi.yaml",
                "openapi: 3.0.3
info: { title: T, version: '1' }
paths: {}
components:
  schemas:
    A: { $ref: 'a.yaml#/X' }
    B: { $ref: 'b.yaml#/X/properties/c' }
    C:
      properties:
        d: { $ref: 'b.yaml#/X' }
        e: { $ref: 'c.yaml#/X' }
",
            ),
            (
                "a.yaml",
                "X: { type: string }
",
            ),
            (
                "b.yaml",
                "X:
  properties:
    c: { type: string }
",
            ),
            (
                "c.yaml",
                "X: { type: boolean }
",
            ),
        ],
        "note[renamed-component]: several files define `X`; this one is called `b_X`
 --> b.yaml:1:1
  |
1 | X:
  | ^

note[renamed-component]: several files define `X`; this one is called `c_X`
 --> c.yaml:1:1
  |
1 | X: { type: boolean }
  | ^
",
    );
}
