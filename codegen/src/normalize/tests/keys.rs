//! Every key of OpenAPI 3.0, 3.1 and 3.2, of Swagger 2.0 and of JSON Schema 2020-12, with what becomes of it.
//!
//! A key is *used*: without it, the API is another one; or it is *noted*: something is said of it; or it *informs* people only.
//! Each is tried on a document that has one object of each kind.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::Diagnostics;
use crate::diagnostics::Place;

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Used,
    Noted,
    Informs,
}

use Fate::{Informs, Noted, Used};

/// An object of a document, and keys with a value and a fate each.
type Keys = (&'static str, &'static [(&'static str, &'static str, Fate)]);

const THREE: &[Keys] = &[
    (
        "",
        &[
            ("$self", "\"https://a/b\"", Informs),
            ("jsonSchemaDialect", "\"https://a/b\"", Informs),
            ("info", "{ \"title\": \"Other\", \"version\": \"2\" }", Used),
            ("servers", "[]", Used),
            ("paths", "{}", Used),
            ("webhooks", "{ \"w\": { \"post\": { \"requestBody\": { \"content\": {} } } } }", Used),
            ("components", "{}", Used),
            ("security", "[{ \"key\": [] }]", Used),
            ("tags", "[]", Used),
            ("externalDocs", "{ \"url\": \"https://a/b\" }", Used),
        ],
    ),
    (
        "/info",
        &[
            ("title", "\"a\"", Used),
            ("summary", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("termsOfService", "\"a\"", Used),
            ("contact", "{ \"name\": \"a\", \"url\": \"b\", \"email\": \"c\" }", Used),
            ("license", "{ \"name\": \"a\", \"identifier\": \"b\" }", Used),
            ("version", "\"a\"", Used),
        ],
    ),
    (
        "/servers/0",
        &[
            ("url", "\"https://a/{v}\"", Used),
            ("description", "\"a\"", Used),
            ("variables", "{ \"w\": { \"default\": \"a\" } }", Used),
            ("name", "\"a\"", Used),
        ],
    ),
    (
        "/servers/0/variables/v",
        &[("enum", "[\"a\"]", Used), ("default", "\"a\"", Used), ("description", "\"a\"", Used)],
    ),
    (
        "/tags/0",
        &[
            ("name", "\"a\"", Used),
            ("summary", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("externalDocs", "{ \"url\": \"https://a/b\" }", Used),
            ("parent", "\"a\"", Informs),
            ("kind", "\"nav\"", Informs),
        ],
    ),
    (
        "/components",
        &[
            ("schemas", "{}", Used),
            ("responses", "{}", Used),
            ("parameters", "{}", Used),
            ("examples", "{}", Used),
            ("requestBodies", "{}", Used),
            ("headers", "{}", Used),
            ("securitySchemes", "{}", Used),
            ("links", "{}", Informs),
            ("callbacks", "{}", Informs),
            ("pathItems", "{}", Informs),
            ("mediaTypes", "{}", Informs),
        ],
    ),
    (
        "/paths/~1a~1{id}",
        &[
            ("$ref", "\"#/components/pathItems/I\"", Used),
            ("summary", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("get", "{}", Used),
            ("put", "{}", Used),
            ("post", "{}", Used),
            ("delete", "{}", Used),
            ("options", "{}", Used),
            ("head", "{}", Used),
            ("patch", "{}", Used),
            ("trace", "{}", Used),
            ("query", "{}", Used),
            ("additionalOperations", "{ \"COPY\": {} }", Used),
            ("servers", "[{ \"url\": \"/b\" }]", Used),
            ("parameters", "[{ \"name\": \"z\", \"in\": \"query\", \"schema\": {} }]", Used),
        ],
    ),
    (
        "/paths/~1a~1{id}/post",
        &[
            ("tags", "[\"z\"]", Used),
            ("summary", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("externalDocs", "{ \"url\": \"https://a/b\" }", Used),
            ("operationId", "\"a\"", Used),
            ("parameters", "[]", Used),
            ("requestBody", "{ \"content\": {} }", Used),
            ("responses", "{}", Used),
            (
                "callbacks",
                "{ \"c\": { \"{$url}\": { \"post\": { \"requestBody\": { \"content\": {} } } } } }",
                Used,
            ),
            ("deprecated", "true", Used),
            ("security", "[{ \"key\": [] }]", Used),
            ("servers", "[{ \"url\": \"/b\" }]", Used),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/parameters/1",
        &[
            ("$ref", "\"#/components/parameters/P\"", Used),
            ("name", "\"a\"", Used),
            ("in", "\"header\"", Used),
            ("description", "\"a\"", Used),
            ("required", "true", Used),
            ("deprecated", "true", Used),
            ("allowEmptyValue", "true", Used),
            ("style", "\"deepObject\"", Used),
            ("explode", "false", Used),
            ("allowReserved", "true", Used),
            ("schema", "{ \"type\": \"integer\" }", Used),
            ("example", "1", Used),
            ("examples", "{ \"a\": { \"value\": 1 } }", Used),
            ("content", "{ \"application/json\": { \"schema\": { \"type\": \"integer\" } } }", Used),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/parameters/2",
        &[
            ("summary", "\"a\"", Noted),
            ("description", "\"a\"", Used),
            ("required", "true", Noted),
            ("x-a", "true", Informs),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/responses/201",
        &[
            ("summary", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("headers", "{ \"X-A\": { \"schema\": {} } }", Noted),
        ],
    ),
    ("/paths/~1a~1{id}/put/requestBody", &[("description", "\"a\"", Used), ("required", "true", Noted)]),
    (
        "/paths/~1a~1{id}/put/responses/204/headers/H",
        &[("description", "\"a\"", Used), ("schema", "{}", Noted)],
    ),
    (
        "/paths/~1a~1{id}/post/requestBody",
        &[
            ("$ref", "\"#/components/requestBodies/B\"", Used),
            ("description", "\"a\"", Used),
            ("content", "{ \"text/plain\": {} }", Used),
            ("required", "true", Used),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/requestBody/content/multipart~1form-data",
        &[
            ("$ref", "\"#/components/mediaTypes/M\"", Used),
            ("schema", "{ \"type\": \"object\" }", Used),
            ("itemSchema", "{ \"type\": \"string\" }", Noted),
            ("example", "{ \"f\": \"a\" }", Used),
            ("examples", "{ \"a\": { \"value\": { \"f\": \"a\" } } }", Used),
            ("encoding", "{ \"f\": { \"contentType\": \"image/png\" } }", Used),
            ("prefixEncoding", "[{}]", Noted),
            ("itemEncoding", "{}", Noted),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/requestBody/content/multipart~1form-data/encoding/f",
        &[
            ("contentType", "\"image/png\"", Used),
            ("headers", "{ \"X-A\": { \"schema\": {} } }", Noted),
            ("style", "\"form\"", Used),
            ("explode", "false", Used),
            ("allowReserved", "true", Used),
            ("encoding", "{ \"g\": {} }", Noted),
            ("prefixEncoding", "[{}]", Noted),
            ("itemEncoding", "{}", Noted),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/responses",
        &[("404", "{ \"description\": \"a\" }", Used), ("default", "{ \"description\": \"a\" }", Used)],
    ),
    (
        "/paths/~1a~1{id}/post/responses/200",
        &[
            ("$ref", "\"#/components/responses/R\"", Used),
            ("summary", "\"a\"", Used),
            ("headers", "{ \"X-A\": { \"schema\": {} } }", Used),
            ("content", "{}", Used),
            ("links", "{ \"a\": { \"operationId\": \"b\" } }", Noted),
        ],
    ),
    ("/components/responses/R", &[("description", "\"a\"", Used)]),
    (
        "/paths/~1a~1{id}/post/responses/200/headers/H",
        &[
            ("$ref", "\"#/components/headers/H\"", Used),
            ("description", "\"a\"", Used),
            ("required", "true", Used),
            ("deprecated", "true", Used),
            ("style", "\"simple\"", Informs),
            ("explode", "true", Informs),
            ("schema", "{ \"type\": \"integer\" }", Used),
            ("content", "{ \"application/json\": { \"schema\": { \"type\": \"integer\" } } }", Used),
            ("example", "1", Informs),
            ("examples", "{ \"a\": { \"value\": 1 } }", Informs),
        ],
    ),
    (
        "/paths/~1a~1{id}/post/responses/200/content/application~1json/examples/e",
        &[
            ("$ref", "\"#/components/examples/E\"", Used),
            ("summary", "\"a\"", Informs),
            ("description", "\"a\"", Informs),
            ("value", "1", Used),
            ("externalValue", "\"a\"", Informs),
            ("dataValue", "1", Used),
            ("serializedValue", "\"1\"", Informs),
        ],
    ),
    (
        "/components/links/L",
        &[
            ("operationRef", "\"a\"", Informs),
            ("operationId", "\"a\"", Informs),
            ("parameters", "{ \"a\": 1 }", Informs),
            ("requestBody", "1", Informs),
            ("description", "\"a\"", Informs),
            ("server", "{ \"url\": \"/a\" }", Informs),
        ],
    ),
    (
        "/components/securitySchemes/key",
        &[
            ("$ref", "\"#/components/securitySchemes/bearer\"", Used),
            ("type", "\"http\"", Used),
            ("description", "\"a\"", Used),
            ("name", "\"a\"", Used),
            ("in", "\"query\"", Used),
            ("deprecated", "true", Used),
        ],
    ),
    (
        "/components/securitySchemes/bearer",
        &[("scheme", "\"basic\"", Used), ("bearerFormat", "\"JWT\"", Informs)],
    ),
    (
        "/components/securitySchemes/login",
        &[
            (
                "flows",
                "{ \"clientCredentials\": { \"tokenUrl\": \"/z\", \"scopes\": { \"a\": \"b\" } } }",
                Used,
            ),
            ("oauth2MetadataUrl", "\"https://a/b\"", Used),
        ],
    ),
    ("/components/securitySchemes/open", &[("openIdConnectUrl", "\"https://a/b\"", Used)]),
    (
        "/components/securitySchemes/login/flows",
        &[
            ("implicit", "{ \"authorizationUrl\": \"/a\", \"scopes\": { \"a\": \"b\" } }", Used),
            ("password", "{ \"tokenUrl\": \"/a\", \"scopes\": { \"a\": \"b\" } }", Used),
            ("clientCredentials", "{ \"tokenUrl\": \"/a\", \"scopes\": { \"a\": \"b\" } }", Used),
            (
                "authorizationCode",
                "{ \"authorizationUrl\": \"/a\", \"tokenUrl\": \"/a\", \"scopes\": { \"a\": \"b\" } }",
                Used,
            ),
            ("deviceAuthorization", "{ \"tokenUrl\": \"/a\", \"scopes\": { \"a\": \"b\" } }", Noted),
        ],
    ),
    (
        "/components/securitySchemes/login/flows/clientCredentials",
        &[
            ("authorizationUrl", "\"/a\"", Informs),
            ("tokenUrl", "\"/a\"", Used),
            ("refreshUrl", "\"/a\"", Informs),
            ("scopes", "{ \"a\": \"b\" }", Used),
        ],
    ),
    (
        "/components/schemas/Union/discriminator",
        &[
            ("propertyName", "\"other\"", Used),
            ("mapping", "{ \"a\": \"Cat\", \"b\": \"Dog\" }", Used),
            ("defaultMapping", "\"Cat\"", Noted),
        ],
    ),
    (
        "/components/schemas/Thing/properties/any",
        &[
            ("$schema", "\"https://a/b\"", Informs),
            ("$id", "\"https://a/b\"", Informs),
            ("$anchor", "\"a\"", Informs),
            ("$dynamicAnchor", "\"a\"", Informs),
            ("$vocabulary", "{}", Informs),
            ("$comment", "\"a\"", Informs),
            ("$defs", "{ \"a\": { \"type\": \"string\" } }", Informs),
            ("definitions", "{ \"a\": { \"type\": \"string\" } }", Informs),
            ("$ref", "\"#/components/schemas/Cat\"", Used),
            ("$dynamicRef", "\"#/components/schemas/Cat\"", Used),
            ("$recursiveRef", "\"#\"", Used),
            ("$recursiveAnchor", "true", Informs),
            ("type", "\"string\"", Used),
            ("enum", "[\"a\", \"b\"]", Used),
            ("const", "\"a\"", Used),
            ("format", "\"uuid\"", Used),
            ("allOf", "[{ \"type\": \"string\" }]", Used),
            ("anyOf", "[{ \"type\": \"string\" }, { \"type\": \"integer\" }]", Used),
            ("oneOf", "[{ \"type\": \"string\" }, { \"type\": \"integer\" }]", Used),
            ("not", "{ \"type\": \"string\" }", Noted),
            ("if", "{ \"type\": \"string\" }", Noted),
            ("then", "{ \"type\": \"string\" }", Noted),
            ("else", "{ \"type\": \"string\" }", Noted),
            ("dependentSchemas", "{ \"a\": { \"type\": \"string\" } }", Noted),
            ("dependentRequired", "{ \"a\": [\"b\"] }", Noted),
            ("dependencies", "{ \"a\": [\"b\"] }", Noted),
            ("properties", "{ \"a\": { \"type\": \"string\" } }", Used),
            ("patternProperties", "{ \"^a\": { \"type\": \"string\" } }", Used),
            ("additionalProperties", "{ \"type\": \"string\" }", Used),
            ("propertyNames", "{ \"pattern\": \"^a\" }", Noted),
            ("unevaluatedProperties", "{ \"type\": \"string\" }", Used),
            ("required", "[\"a\"]", Used),
            ("minProperties", "1", Used),
            ("maxProperties", "1", Used),
            ("items", "{ \"type\": \"string\" }", Used),
            ("prefixItems", "[{ \"type\": \"string\" }]", Used),
            ("additionalItems", "{ \"type\": \"string\" }", Noted),
            ("unevaluatedItems", "{ \"type\": \"string\" }", Noted),
            ("contains", "{ \"type\": \"string\" }", Noted),
            ("minContains", "1", Noted),
            ("maxContains", "1", Noted),
            ("minItems", "1", Used),
            ("maxItems", "1", Used),
            ("uniqueItems", "true", Used),
            ("minLength", "1", Used),
            ("maxLength", "1", Used),
            ("pattern", "\"^a\"", Used),
            ("minimum", "1", Used),
            ("maximum", "1", Used),
            ("exclusiveMinimum", "1", Used),
            ("exclusiveMaximum", "1", Used),
            ("multipleOf", "2", Used),
            ("contentEncoding", "\"base16\"", Used),
            ("contentMediaType", "\"image/png\"", Used),
            ("contentSchema", "{ \"type\": \"string\" }", Noted),
            ("title", "\"a\"", Used),
            ("description", "\"a\"", Used),
            ("default", "1", Used),
            ("deprecated", "true", Used),
            ("readOnly", "true", Used),
            ("writeOnly", "true", Used),
            ("example", "1", Used),
            ("examples", "[1]", Used),
            ("externalDocs", "{ \"url\": \"https://a/b\" }", Used),
            ("xml", "{ \"name\": \"a\" }", Informs),
        ],
    ),
    ("/components/schemas/Thing/properties/text", &[("nullable", "true", Used)]),
    ("/components/schemas/Union", &[("discriminator", "{ \"propertyName\": \"z\" }", Used)]),
    ("/externalDocs", &[("description", "\"a\"", Used), ("url", "\"https://a/c\"", Used)]),
];

const TWO: &[Keys] = &[
    (
        "",
        &[
            ("host", "\"b\"", Used),
            ("basePath", "\"/b\"", Used),
            ("schemes", "[\"http\"]", Used),
            ("consumes", "[\"text/plain\"]", Used),
            ("produces", "[\"text/plain\"]", Used),
            ("definitions", "{}", Used),
            ("parameters", "{}", Used),
            ("responses", "{}", Used),
            ("securityDefinitions", "{}", Used),
        ],
    ),
    (
        "/paths/~1a/post",
        &[
            ("consumes", "[\"text/plain\"]", Used),
            ("produces", "[\"text/plain\"]", Used),
            ("schemes", "[\"ws\"]", Noted),
        ],
    ),
    (
        "/paths/~1a/post/parameters/0",
        &[
            ("type", "\"integer\"", Used),
            ("format", "\"uuid\"", Used),
            ("items", "{ \"type\": \"integer\" }", Informs),
            ("collectionFormat", "\"pipes\"", Informs),
            ("default", "\"a\"", Used),
            ("maxLength", "1", Used),
            ("pattern", "\"^a\"", Used),
            ("enum", "[\"a\", \"b\"]", Used),
            ("allowEmptyValue", "true", Used),
        ],
    ),
    (
        "/paths/~1a/post/parameters/1",
        &[("items", "{ \"type\": \"integer\" }", Used), ("collectionFormat", "\"pipes\"", Used)],
    ),
    (
        "/paths/~1a/post/responses/200",
        &[
            ("schema", "{ \"type\": \"integer\" }", Used),
            ("headers", "{ \"X-A\": { \"type\": \"string\" } }", Used),
            ("examples", "{ \"application/json\": 1 }", Used),
        ],
    ),
    (
        "/paths/~1a/post/responses/200/headers/H",
        &[("type", "\"integer\"", Used), ("description", "\"a\"", Used)],
    ),
    (
        "/definitions/Thing/properties/any",
        &[
            ("type", "\"file\"", Used),
            ("discriminator", "\"a\"", Informs),
            ("x-nullable", "true", Informs),
            ("readOnly", "true", Used),
            ("xml", "{ \"name\": \"a\" }", Informs),
        ],
    ),
    (
        "/securityDefinitions/login",
        &[
            ("flow", "\"implicit\"", Used),
            ("authorizationUrl", "\"/a\"", Informs),
            ("tokenUrl", "\"/a\"", Used),
            ("scopes", "{ \"a\": \"b\" }", Used),
        ],
    ),
];

/// A document with one object of each kind.
fn three() -> Value {
    serde_yaml::from_str(include_str!("keys/three.yaml")).unwrap_or_default()
}

fn two() -> Value {
    serde_yaml::from_str(include_str!("keys/two.yaml")).unwrap_or_default()
}

/// The API of a document, and all that is said of it.
fn read(document: &Value) -> (String, Diagnostics) {
    let files = BTreeMap::from([("openapi.json".to_owned(), document.to_string().into_bytes())]);
    let mut diagnostics = Diagnostics::default();
    let (_, api) = crate::read(&files, "openapi.json", &mut diagnostics);
    (format!("{api:#?}"), diagnostics)
}

/// What becomes of a key; none if it is called unknown.
fn fate(document: &Value, as_it_is: &str, holder: &str, key: &str, value: &Value) -> Option<Fate> {
    let members = |document: &mut Value, value: Option<&Value>| {
        let members = document.pointer_mut(holder).and_then(Value::as_object_mut);
        let Some(members) = members else { panic!("the document has no `{holder}`") };
        if key == "$ref" && value.is_some() {
            members.clear();
        }
        members.shift_remove(key);
        members.extend(value.map(|value| (key.to_owned(), value.clone())));
    };
    let (mut without, mut with) = (document.clone(), document.clone());
    members(&mut without, None);
    members(&mut with, Some(value));
    let ((one, before), (other, after)) = (read(&without), read(&with));
    let makes_no_difference = one == other && one == as_it_is;
    let known = |diagnostics: &Diagnostics| -> Vec<(&'static str, Place)> {
        diagnostics.iter().map(|said| (said.rule, said.place.clone())).collect()
    };
    let before = known(&before);
    let names_it = |said: &&crate::Diagnostic| {
        said.message.contains(key) && !before.contains(&(said.rule, said.place.clone()))
    };
    let said: Vec<&str> = after.iter().filter(names_it).map(|said| said.rule).collect();
    match (said.as_slice(), makes_no_difference) {
        (rules, _) if rules.contains(&"unknown-keyword") => None,
        ([], true) => Some(Informs),
        ([], false) => Some(Used),
        (_, true) => Some(Noted),
        // What is noted may have its use all the same.
        (rules, false) if rules.iter().any(|rule| rule.starts_with("un")) => Some(Noted),
        (_, false) => Some(Used),
    }
}

/// The keys with another fate than the table says.
fn surprises(document: &Value, table: &[Keys]) -> Vec<String> {
    let (as_it_is, _) = read(document);
    let mut surprises = Vec::new();
    for (holder, keys) in table {
        for (key, value, expected) in *keys {
            let value: Value = serde_json::from_str(value).unwrap_or_else(|error| json!(error.to_string()));
            let found = fate(document, &as_it_is, holder, key, &value);
            if found != Some(*expected) {
                surprises.push(format!("{holder}/{key}: {found:?}, not {expected:?}"));
            }
        }
    }
    surprises
}

#[test]
fn each_key_is_used_noted_or_informs() {
    assert_eq!(surprises(&three(), THREE), [""; 0]);
    assert_eq!(surprises(&two(), TWO), [""; 0]);
}

#[test]
fn a_key_of_no_specification_is_noted() {
    for holder in THREE.iter().map(|(holder, _)| *holder) {
        let is_map = holder.ends_with("/responses") || holder.contains("/flows");
        if three().pointer(holder).is_some_and(|node| node.get("$ref").is_some()) {
            // There, it is a sibling of a reference.
            continue;
        }
        let found = fate(&three(), "", holder, "colour", &json!("red"));
        assert!(is_map || found.is_none(), "{holder}: {found:?}");
    }
}
