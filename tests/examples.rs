//! Every example of a request body decodes, encodes, and equals itself. (Those of answers do so in `wire/statuses.rs`.)

use datadog_org::models::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn again<T: Serialize + DeserializeOwned>(example: &Value) -> Value {
    let value: T = serde_json::from_str(&example.to_string()).unwrap();
    serde_json::to_value(value).unwrap()
}

/// An example after a round trip through the type of its operation's body. A new operation wants a line here.
fn round_trip(operation: &str, example: &Value) -> Value {
    match operation {
        "CreateChildOrg" => again::<OrganizationCreateBody>(example),
        "UpdateOrg" => again::<OrganizationRequest>(example),
        "CreateHamrOrgConnection" => again::<HamrOrgConnectionRequest>(example),
        "UpdateOrgConfig" => again::<OrgConfigWriteRequest>(example),
        "CreateOrgConnections" => again::<OrgConnectionCreateRequest>(example),
        "UpdateOrgConnections" => again::<OrgConnectionUpdateRequest>(example),
        other => panic!("the body of `{other}` is not written down: add it to tests/examples.rs"),
    }
}

#[test]
fn every_example_of_a_request_equals_itself() {
    let mut count = 0;
    for operation in support::operations("spec/openapi.yaml") {
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        for content in contents.filter(|content| content.media_type == "application/json") {
            for example in &content.examples {
                assert_eq!(
                    round_trip(&operation.id, &example.value),
                    example.value,
                    "{} {}",
                    operation.id,
                    example.name
                );
                count += 1;
            }
        }
    }
    assert!(count >= 6, "each of the six operations with a JSON body has an example");
}
