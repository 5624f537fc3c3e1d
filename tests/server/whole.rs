//! The description of this workspace, played from end to end.

use serde_json::Value;
use support::{Content, Direction, Operation, Place, Scheme, complaints, operations};

use super::*;

/// The description of this workspace.
const OWN: &str = "spec/openapi.yaml";

/// A call of an operation, made from its examples.
fn call(operation: &Operation, credentials: &[Scheme], content: Option<&Content>) -> Call {
    let mut path = operation.path.clone();
    let mut query = Vec::new();
    for parameter in &operation.parameters {
        let text = parameter.example.as_str().map_or_else(|| parameter.example.to_string(), str::to_owned);
        match parameter.location.as_str() {
            "path" => path = path.replace(&format!("{{{}}}", parameter.name), &text),
            "query" => query.push(format!("{}={text}", parameter.name)),
            _ => {}
        }
    }
    let target = [path, query.join("&")].join("?");
    let mut call = Call::new(&operation.method, &target);
    for scheme in credentials {
        call = match &scheme.place {
            Place::Header(name) => call.headers(&[(name, "key")]),
            Place::Authorization(word) => call.headers(&[("authorization", &format!("{word}token"))]),
            Place::Query(_) | Place::Cookie(_) => panic!("keys do not belong there"),
        };
    }
    match content {
        None => call,
        Some(content) => with_body(call, content),
    }
}

/// The call with the first example of a body.
fn with_body(call: Call, content: &Content) -> Call {
    match (content.media_type.as_str(), &content.examples[0].value) {
        ("multipart/form-data", Value::Object(parts)) => {
            let (name, value) = parts.iter().next().unwrap();
            call.body(
                FORM,
                form(&FILE.replace("\"file\"", &format!("{name:?}")), value.as_str().unwrap().as_bytes()),
            )
        }
        (media_type, Value::String(text)) => call.body(media_type, text.as_str()),
        (media_type, value) => call.body(media_type, value.to_string()),
    }
}

#[tokio::test]
async fn every_operation_takes_its_own_examples_and_gives_every_status() {
    let server = SpecServer::start(OWN).await;
    let operations = operations(OWN);
    assert!(operations.len() >= 16);
    for operation in &operations {
        for response in &operation.responses {
            server.answer(&operation.id, response.code());
            let (status, _, body) =
                call(operation, &operation.security[0], first_content(operation)).send(&server).await;
            assert_eq!(status, response.code(), "{}: {body}", operation.id);
            assert_eq!(body.is_empty(), response.contents.is_empty(), "{}", operation.id);
        }
    }
    server.finish();
}

#[tokio::test]
async fn every_alternative_of_credentials_and_every_kind_of_body_is_taken() {
    let server = SpecServer::start(OWN).await;
    for operation in operations(OWN) {
        for credentials in &operation.security {
            call(&operation, credentials, first_content(&operation)).send(&server).await;
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            call(&operation, &operation.security[0], Some(content)).send(&server).await;
        }
    }
    server.finish();
}

fn first_content(operation: &Operation) -> Option<&Content> {
    operation.body.as_ref().and_then(|body| body.contents.first())
}

#[test]
fn every_example_is_as_its_schema_says() {
    for operation in operations(OWN) {
        let requests = operation.body.iter().flat_map(|body| &body.contents);
        let requests = requests.map(|content| (content, Direction::Request));
        let responses = operation.responses.iter().flat_map(|response| &response.contents);
        let responses = responses.map(|content| (content, Direction::Response));
        for (content, direction) in requests.chain(responses) {
            for example in &content.examples {
                let found = complaints(content.schema.unwrap(), &example.value, direction);
                assert_eq!(found, Vec::<String>::new(), "{} {}", operation.id, example.name);
            }
        }
    }
}
