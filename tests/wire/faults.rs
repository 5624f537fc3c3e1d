//! What goes wrong on the way is a typed error, which keeps what came.

use datadog_org::{Client, ErrorKind};

use super::{client, server};

#[tokio::test]
async fn a_page_of_a_proxy_keeps_its_status() {
    let server = server().await;
    for (status, body) in
        [(403, "<html>blocked</html>"), (429, "<html>slow down</html>"), (429, ""), (502, "bad gateway")]
    {
        server.on("ListOrgs").status(status).header("content-type", "text/html").body(body);
        let error = client(&server).organizations().list_orgs().await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, status));
        assert_eq!(error.body().unwrap().as_ref(), body.as_bytes());
        assert!(error.api().is_none());
    }
    server.finish();
}

#[tokio::test]
async fn a_success_that_is_no_json_names_the_place() {
    let server = server().await;
    for (body, message) in [
        ("<html>", "at $: expected value at line 1 column 1"),
        ("", "at $: the body is empty"),
        (
            r#"{"orgs": [{"name": 5}]}"#,
            "at $.orgs[0].name: invalid type: integer `5`, expected a string at line 1 column 20",
        ),
        (r#"{"orgs": [{"name": "x""#, "at $.orgs[0].name: EOF while parsing an object at line 1 column 22"),
    ] {
        server.on("ListOrgs").body(body).header("content-type", "application/json");
        let error = client(&server).organizations().list_orgs().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.decode_error().unwrap().to_string(), message);
        assert_eq!(error.body().unwrap().as_ref(), body.as_bytes());
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
    server.finish();
}

#[tokio::test]
async fn an_answer_cut_short_keeps_what_came() {
    let server = server().await;
    server.on("ListOrgs").truncated(4);
    let error = client(&server).organizations().list_orgs().await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Transport, 200));
    assert!(!error.is_timeout() && !error.is_connect());
    server.finish();
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_an_error() {
    let server = server().await;
    server.on("ListOrgs").closed();
    let error = client(&server).organizations().list_orgs().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, None));
    server.finish();
}

#[tokio::test]
async fn a_silent_server_runs_into_the_timeout() {
    let server = server().await;
    server.on("ListOrgs").silent();
    let limit = std::time::Duration::from_millis(20);
    let error = client(&server).organizations().list_orgs().timeout(limit).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    server.finish();
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_a_failed_connection() {
    let builder = Client::builder().base_url("http://nobody.invalid").api_key_auth("a").app_key_auth("b");
    let error = builder.build().unwrap().organizations().list_orgs().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
}

#[tokio::test]
async fn what_urls_drop_is_refused_before_anything_is_sent() {
    let server = server().await;
    for id in ["", ".", ".."] {
        let error = client(&server).organizations().downgrade_org(id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{id:?}");
    }
    assert!(server.requests().is_empty());
    server.finish();
}

#[tokio::test]
async fn no_credential_is_shown() {
    let server = server().await;
    server.on("ListOrgs").status(403);
    let builder = Client::builder().base_url(server.url()).api_key_auth("hunter2").app_key_auth("hunter2");
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = client.organizations().list_orgs();
    let shown = format!("{shown}{client:?}{:?}{call:?}", client.organizations());
    let error = call.await.unwrap_err();
    let shown = format!("{shown}{error:?}{error}");
    assert!(!shown.contains("hunter2"), "{shown}");
    server.finish();
}

#[tokio::test]
async fn a_new_key_is_not_shown_by_debug() {
    let server = server().await;
    let key = "00000000000000000000000000000001";
    server
        .on("CreateChildOrg")
        .json(&serde_json::json!({"api_key": {"key": key}, "application_key": {"hash": key}}));
    let body = datadog_org::models::OrganizationCreateBody::new("Acme");
    let response = client(&server).organizations().create_child_org(body).await.unwrap();
    assert_eq!(response.api_key.as_ref().unwrap().key.as_ref().unwrap().expose(), key);
    let shown = format!("{response:?}");
    assert!(!shown.contains(key), "{shown}");
    server.finish();
}

#[tokio::test]
async fn an_unstable_operation_has_to_be_allowed() {
    let server = server().await;
    let builder = Client::builder().base_url(server.url()).api_key_auth("a").app_key_auth("b");
    let client = builder.build().unwrap();
    let error = client.high_availability_multi_region().get_hamr_org_connection().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unstable);
    assert!(server.requests().is_empty(), "nothing was sent");
    client.organizations().list_orgs().await.unwrap();
    server.finish();
}
