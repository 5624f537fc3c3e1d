//! Every operation, with every status that it documents.

use super::calls::{Outcome, call};
use super::{client, server};

#[tokio::test]
async fn each_documented_status_comes_back_as_its_type() {
    let server = server().await;
    let client = client(&server);
    for operation in server.operations().to_vec() {
        for response in &operation.responses {
            let (status, examples) =
                (response.code(), response.contents.first().map(|content| &content.examples));
            let names = examples
                .map_or(vec![""], |examples| examples.iter().map(|example| example.name.as_str()).collect());
            for (index, name) in names.into_iter().enumerate() {
                let script = server.on(&operation.id).status(status);
                if !name.is_empty() {
                    script.example(name);
                }
                let body =
                    examples.and_then(|examples| examples.get(index)).map(|example| example.value.clone());
                let expected = match (response.is_success(), body) {
                    (true, body) => Outcome::Success(status, body.unwrap_or_default()),
                    (false, body) => Outcome::Failure(status, body),
                };
                assert_eq!(call(&operation.id, &client).await, expected, "{} {status} {name}", operation.id);
            }
        }
    }
    server.finish();
}

#[tokio::test]
async fn each_declared_parameter_arrives() {
    let server = server().await;
    let client = client(&server);
    for operation in server.operations().to_vec() {
        call(&operation.id, &client).await;
        let request = server.last_request();
        for parameter in &operation.parameters {
            let arrived = match parameter.location.as_str() {
                "path" => request.variables.contains_key(&parameter.name),
                "query" => request.query.iter().any(|(name, _)| *name == parameter.name),
                "header" => request.header(&parameter.name).is_some(),
                other => panic!("a parameter in {other}"),
            };
            assert!(arrived, "{}: `{}` did not arrive", operation.id, parameter.name);
        }
        assert_eq!(operation.body.is_some(), !request.body.is_empty(), "{}", operation.id);
    }
    server.finish();
}

#[tokio::test]
async fn values_of_parameters_arrive_as_they_are() {
    let server = server().await;
    let client = client(&server);
    call("GetOrg", &client).await;
    let request = server.last_request();
    assert_eq!(request.target, "/api/v1/org/abc%201%2F%C3%BC");
    assert_eq!(request.variables["public_id"], "abc 1/ü");
    call("ListOrgConnections", &client).await;
    let pairs = server.last_request().query;
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, [("sink_org_id", "a&b"), ("source_org_id", "ü"), ("limit", "5"), ("offset", "0")]);
    server.finish();
}

#[tokio::test]
async fn a_token_does_where_the_description_lets_it() {
    let server = server().await;
    let client = datadog_org::Client::builder().base_url(server.url()).auth_z("token").build().unwrap();
    call("ListOrgConnections", &client).await;
    let request = server.last_request();
    assert_eq!(request.header("authorization"), Some("Bearer token"));
    assert_eq!(request.header("dd-api-key"), None);
    let error = client.organizations().list_orgs().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListOrgs: the client lacks credentials: the operation needs `apiKeyAuth` and `appKeyAuth`"
    );
    assert_eq!(server.requests().len(), 1, "nothing was sent without the keys");
    server.finish();
}
