//! What the server understands of descriptions that are not plain: overlays, references by address, and ranges of media types.

use serde_json::json;
use support::{Direction, SpecServer, complaints, operations};

use super::Call;

#[test]
fn overlays_correct_a_description() {
    let corrected = operations("tests/fixtures/features/corrected/openapi.yaml");
    let names = |operation: &support::Operation| {
        let parameters = operation.parameters.iter().map(|parameter| parameter.name.clone());
        (operation.id.clone(), parameters.collect::<Vec<_>>())
    };
    let parameters = || vec!["limit".to_owned(), "offset".to_owned()];
    let expected = [("listPets".to_owned(), parameters()), ("listCats".to_owned(), parameters())];
    assert_eq!(corrected.iter().map(names).collect::<Vec<_>>(), expected);
    let (limit, pets) = (corrected[0].parameters[0].schema.unwrap(), &corrected[0].responses[0].contents[0]);
    assert_eq!(complaints(limit, &json!("7"), Direction::Request).len(), 1, "it is a number");
    let pets = pets.schema.unwrap();
    assert_eq!(complaints(pets, &json!([{"name": "a", "age": 3}]), Direction::Response), [""; 0]);
    assert_eq!(complaints(pets, &json!([{"age": "3"}]), Direction::Response).len(), 2, "name and age");
    assert_eq!(pets.get("items").unwrap().items("enum").count(), 0);
    let kinds = pets.get("items").and_then(|pet| pet.get("properties")?.get("kind")).unwrap();
    assert_eq!(kinds.get("enum").unwrap().value(), &json!(["cat", "fish", "dog"]));
}

#[test]
fn references_lead_to_addresses_wherever_they_are() {
    let listed = operations("tests/fixtures/features/addresses/openapi.yaml");
    assert_eq!(listed[0].parameters[0].name, "page");
    let schema = listed[0].responses[0].contents[0].schema.unwrap();
    let wrong = json!({
        "by_place": {"name": 1}, "by_anchor": {"name": 1}, "by_id": {"name": 1}, "by_self": {"name": 1},
        "by_relative_id": {"owner": {"name": 1}}, "part_of_id": 1, "anchor_of_a_file": {"street": 1},
        "beside_self": {"address": {"street": 1}}, "part_beside_self": 1, "whole_file": {"pets": [{"name": 1}]},
        "tree": {"children": [{"value": 1}]}, "dynamic": {"name": 1},
    });
    let found = complaints(schema, &wrong, Direction::Response);
    assert_eq!(found.len(), wrong.as_object().unwrap().len(), "{found:#?}");
}

#[tokio::test]
async fn a_range_takes_and_gives_what_is_in_it() {
    let server = SpecServer::start("tests/fixtures/features/media_types.yaml").await;
    for (path, media_type, is_taken) in [
        ("/images", "image/png", true),
        ("/images", "application/octet-stream", false),
        ("/images", "image/*", false),
        ("/any_binary", "application/octet-stream", true),
        ("/any_value", "application/json", true),
        ("/any_value", "application/xml", false),
    ] {
        let before = server.violations().len();
        Call::new("PUT", path).body(media_type, "1").send_raw(&server).await;
        assert_eq!(server.violations().len() == before, is_taken, "{path} {media_type}");
    }
    for (path, media_type) in
        [("/images", "image/example"), ("/any_object", "application/json"), ("/texts", "text/plain")]
    {
        let answer = Call::new("GET", path).send_raw(&server).await;
        assert!(answer.contains(&format!("content-type: {media_type}\r\n")), "{answer}");
    }
}
