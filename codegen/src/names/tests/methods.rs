//! Names of operations: of their methods, markers and parameters.

use super::{api_of, names_of, object, parameter};
use crate::ir::{Docs, Location, Operation, Parameter, Tag, TagId};
use crate::pointer::Pointer;
use crate::rust::Identifier;

fn operation(id: Option<&str>, path: &str, parameters: Vec<Parameter>) -> Operation {
    Operation {
        at: Pointer::root(),
        operation_id: id.map(str::to_owned),
        method: "GET".to_owned(),
        path: path.to_owned(),
        template: path.to_owned(),
        tags: vec![TagId(0)],
        docs: Docs::default(),
        unstable: None,
        parameters,
        body: None,
        responses: Vec::new(),
        reserved_headers: Vec::new(),
        security: None,
        servers: Vec::new(),
        pagination: None,
    }
}

#[test]
fn operations_go_by_id_or_by_method_and_path() {
    let mut api = api_of(&[(&["X"], object(&[]))]);
    let parameters = vec![
        parameter("id", Location::Query),
        parameter("id", Location::Path),
        parameter("timeout", Location::Query),
        parameter("filter[name]", Location::Query),
    ];
    api.operations = vec![
        operation(Some("UploadIdPForOrg"), "/idp", parameters),
        operation(None, "/orgs/{id}/users", Vec::new()),
        operation(None, "/", Vec::new()),
        operation(Some("list"), "/a", Vec::new()),
        operation(Some("list"), "/b", Vec::new()),
        operation(Some("Text"), "/text", Vec::new()),
    ];
    let (names, _) = names_of(&api);
    let found: Vec<(&str, &str)> =
        names.operations.values().map(|names| (names.marker.as_str(), names.method.as_str())).collect();
    let expected = [
        ("UploadIdPForOrg", "upload_idp_for_org"),
        ("GetOrgsByIdUsers", "get_orgs_by_id_users"),
        ("GetRoot", "get_root"),
        ("List", "list"),
        ("GetB", "get_b"),
        ("GetText", "text"),
    ];
    assert_eq!(found, expected);
    let first = names.operations.values().next().unwrap();
    let found: Vec<&str> = first.parameters.iter().map(Identifier::as_str).collect();
    assert_eq!(found, ["query_id", "id", "query_timeout", "filter_name"]);
    assert_eq!(first.body.as_str(), "UploadIdPForOrgBody");
}

/// The methods of operations under the tag `Org Connections`, which begin with it or do not.
fn methods(ids: &[&str]) -> Vec<String> {
    let mut api = api_of(&[(&["X"], object(&[]))]);
    api.tags = vec![Tag { name: "Org Connections".to_owned(), docs: Docs::default() }];
    api.operations = ids.iter().map(|id| operation(Some(id), &format!("/{id}"), Vec::new())).collect();
    let (names, _) = names_of(&api);
    names.operations.values().map(|names| names.method.as_str().to_owned()).collect()
}

#[test]
fn methods_do_without_the_tag_that_their_operation_begins_with() {
    assert_eq!(
        methods(&["org-connections/list", "orgConnectionsCreate", "ORG_CONNECTIONS_get"]),
        ["list", "create", "get"]
    );
    assert_eq!(methods(&["org_list", "connections_list"]), ["org_list", "connections_list"]);
}

#[test]
fn methods_keep_the_tag_where_the_rest_cannot_stand_alone() {
    assert_eq!(methods(&["OrgConnections"]), ["org_connections"]);
    assert_eq!(methods(&["orgConnectionsMove"]), ["org_connections_move"]);
    assert_eq!(methods(&["org_connections_2"]), ["org_connections_2"]);
}

#[test]
fn an_operation_of_the_short_name_comes_first() {
    assert_eq!(methods(&["orgConnectionsList", "list"]), ["org_connections_list", "list"]);
    assert_eq!(methods(&["orgConnectionsList", "org-connections/list"]).len(), 2);
}
