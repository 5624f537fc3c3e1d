//! How the service really behaves, beyond what it says.

use bytes::Bytes;
use datadog_org::api::organizations::Organizations;
use datadog_org::models::*;
use datadog_org::{ErrorKind, File, Nullable};
use futures_util::stream;
use serde_json::json;

use super::calls::{METADATA, id, organization};
use super::{client, server};

#[tokio::test]
async fn nulls_odd_dates_and_new_fields_cost_nothing() {
    let server = server().await;
    let body = json!({"org": {
        "name": "Acme", "public_id": "5b1f0c2e-0000-0000-0000-000000000000", "description": null,
        "created": "2021-08-05 11:39:59", "billing": {}, "trial": null,
        "subscription": {"type": "never-heard-of", "tier": 3},
        "settings": {"saml_login_url": null, "saml_idp_endpoint": null, "brand_new": {"a": [1]},
            "saml_autocreate_access_role": "wizard"},
        "made_up": true,
    }});
    server.on("GetOrg").json(&body);
    let org = client(&server).organizations().get_org("abcdef").await.unwrap().into_value().org.unwrap();
    assert_eq!(org.description, Nullable::Null);
    assert_eq!(org.trial, None);
    assert_eq!(org.created.as_deref(), Some("2021-08-05 11:39:59"));
    assert_eq!(org.additional_properties["made_up"], true);
    assert_eq!(org.subscription.as_ref().unwrap().r#type.as_deref(), Some("never-heard-of"));
    let settings = org.settings.unwrap();
    assert_eq!(settings.additional_properties["brand_new"], json!({"a": [1]}));
    assert_eq!(
        settings.saml_autocreate_access_role,
        Nullable::Value(AccessRole::Unknown("wizard".to_owned()))
    );
    server.finish();
}

#[tokio::test]
async fn a_refusal_may_say_more_than_documented() {
    let server = server().await;
    let body = json!({"errors": ["Forbidden"], "status": "403", "code": 7, "statuspage": "http://example.com",
        "twitter": "http://example.com", "email": "a@example.com"});
    server.on("ListOrgs").status(403).json(&body);
    let error = client(&server).organizations().list_orgs().await.unwrap_err();
    assert_eq!(error.to_string(), "ListOrgs: 403 Forbidden: Forbidden");
    assert_eq!(error.api().unwrap().additional_properties["code"], 7);
    server.finish();
}

#[tokio::test]
async fn an_update_sends_only_what_was_set() {
    let server = server().await;
    let organizations = client(&server).organizations();
    organizations.update_org("abcdef", OrganizationRequest::new().name("New")).await.unwrap();
    assert_eq!(server.last_request().json(), json!({"name": "New"}));
    organizations.update_org("abcdef", OrganizationRequest::new().description(None)).await.unwrap();
    assert_eq!(server.last_request().json(), json!({"description": null}));
    assert!(server.violations().is_empty());
    organizations.update_org("abcdef", organization()).await.unwrap();
    let sent = server.last_request().json();
    assert_eq!(sent["settings"]["saml_autocreate_access_role"], "ro");
    assert_eq!(sent.get("created"), None);
    server.finish();
}

#[tokio::test]
async fn org_configs_have_values_of_any_kind() {
    let server = server().await;
    for value in [json!(true), json!("UTC"), json!(["a", "b"]), json!(null), json!({"a": 1})] {
        let attributes = json!({"description": "d", "name": "n", "value": value, "value_type": "brand_new", "modified_at": null});
        server
            .on("GetOrgConfig")
            .json(&json!({"data": {"id": "1", "type": "org_configs", "attributes": attributes}}));
        let response = client(&server).organizations().get_org_config("n").await.unwrap();
        let read = &response.data.attributes;
        assert_eq!((&read.value, read.value_type.as_str()), (&value, "brand_new"));
        assert_eq!(read.modified_at, Nullable::Null);
    }
    server.finish();
}

#[tokio::test]
async fn lists_of_connections_may_include_more() {
    let server = server().await;
    let body = json!({"data": [], "included": [{"type": "orgs", "id": "1"}], "meta": {"page": {}}});
    server.on("ListOrgConnections").json(&body);
    let page = client(&server).org_connections().list_org_connections().await.unwrap();
    assert_eq!(serde_json::to_value(page.value()).unwrap(), body);
    server.finish();
}

#[tokio::test]
async fn a_changed_connection_may_lack_names() {
    let server = server().await;
    let relationship = json!({"data": {"id": "1", "type": "orgs"}});
    let body = json!({"data": {
        "id": super::CONNECTION, "type": "org_connection",
        "attributes": {"connection_types": ["logs", "telepathy"], "created_at": "2024-01-01T00:00:00+00:00"},
        "relationships": {"sink_org": relationship, "source_org": relationship},
    }});
    server.on("UpdateOrgConnections").json(&body);
    let attributes = OrgConnectionUpdateAttributes::new(vec![OrgConnectionTypeEnum::Logs]);
    let request = OrgConnectionUpdateRequest::new(OrgConnectionUpdate::new(attributes, id()));
    let response = client(&server).org_connections().update_org_connections(id(), request).await.unwrap();
    let kinds = &response.data.attributes.connection_types;
    assert_eq!(kinds[1], OrgConnectionTypeEnum::Unknown("telepathy".to_owned()));
    assert_eq!(serde_json::to_value(response.value()).unwrap(), body);
    server.finish();
}

#[tokio::test]
async fn a_body_where_none_was_promised_is_kept() {
    let server = server().await;
    server.on("DeleteOrgConnections").json(&json!({}));
    let response = client(&server).org_connections().delete_org_connections(id()).await.unwrap();
    assert_eq!(response.body().as_ref(), b"{}");
    server.on("UploadIdPMetadata").json(&json!({"message": "stored"}));
    let form = IdPMetadataFormData::new().idp_file(File::from_bytes("<a/>").with_name("a.xml"));
    let response = client(&server).organizations().upload_idp_metadata(form).await.unwrap();
    assert_eq!(response.body().as_ref(), br#"{"message":"stored"}"#);
    server.finish();
}

#[tokio::test]
async fn metadata_goes_out_from_bytes_a_path_or_a_stream_without_its_mark() {
    let server = server().await;
    let path = tempfile::NamedTempFile::with_suffix(".xml").unwrap();
    std::fs::write(path.path(), METADATA).unwrap();
    let chunks = || stream::iter(METADATA.chunks(2).map(|chunk| Ok(Bytes::copy_from_slice(chunk))));
    let files = [
        File::from_bytes(METADATA).with_name("idp.xml"),
        File::from_path(path.path()).with_name("idp.xml"),
        File::from_stream(chunks(), None).with_name("idp.xml"),
    ];
    for file in files {
        let form = IdpFormData::new(file.clone());
        client(&server).organizations().upload_idp_for_org("abcdef", form).await.unwrap();
        let parts = server.last_request().parts();
        let part = parts.first().unwrap();
        assert_eq!((part.name.as_str(), part.file_name.as_deref()), ("idp_file", Some("idp.xml")));
        assert_eq!(part.content_type.as_deref(), Some("application/xml"));
        assert_eq!(part.content, b"<EntityDescriptor/>");
    }
    let raw = File::from_bytes(METADATA);
    client(&server).organizations().upload_idp_for_org("abcdef", raw).await.unwrap();
    let request = server.last_request();
    assert_eq!(
        (request.media_type().as_deref(), request.text().as_str()),
        (Some("application/xml"), "<EntityDescriptor/>")
    );
    server.finish();
}

#[tokio::test]
async fn new_states_of_a_hamr_connection_are_kept() {
    let server = server().await;
    let mut body = json!({"data": {"id": "1", "type": "hamr_org_connections", "attributes": {
        "hamr_status": 9, "is_primary": true, "modified_at": "m", "modified_by": "b",
        "target_org_datacenter": "us1", "target_org_name": "n", "target_org_uuid": "u"}}});
    server.on("GetHamrOrgConnection").json(&body);
    let response = client(&server).high_availability_multi_region().get_hamr_org_connection().await.unwrap();
    assert_eq!(response.data.attributes.hamr_status, HamrOrgConnectionStatus::Unknown(9));
    body["data"]["attributes"]["hamr_status"] = json!(4);
    server.on("GetHamrOrgConnection").json(&body);
    let response = client(&server).high_availability_multi_region().get_hamr_org_connection().await.unwrap();
    assert_eq!(response.data.attributes.hamr_status, HamrOrgConnectionStatus::Active);
    server.finish();
}

#[tokio::test]
async fn the_two_error_bodies_of_hamr_are_told_apart_by_status_alone() {
    let server = server().await;
    let body = json!({"errors": []});
    for status in [400, 429] {
        server.on("GetHamrOrgConnection").status(status).json(&body);
        let error =
            client(&server).high_availability_multi_region().get_hamr_org_connection().await.unwrap_err();
        let is_plain =
            matches!(error.api(), Some(ApiErrorResponseOrJsonapiErrorResponse::ApiErrorResponse(_)));
        assert_eq!((error.kind(), is_plain), (ErrorKind::Status, status == 429));
    }
    server.finish();
}

#[tokio::test]
async fn limits_are_told_beside_the_value_and_the_error() {
    let server = server().await;
    let script =
        server.on("ListOrgs").header("x-ratelimit-limit", "100").header("x-ratelimit-remaining", "99");
    script
        .header("x-ratelimit-period", "60")
        .header("x-ratelimit-reset", "12")
        .header("x-ratelimit-name", "orgs");
    let response = client(&server).organizations().list_orgs().await.unwrap();
    let limit = response.rate_limit().unwrap();
    assert_eq!(response.header(Organizations::X_RATELIMIT_LIMIT), limit.limit.map(u64::cast_signed));
    assert_eq!((limit.limit, limit.remaining, limit.name.as_deref()), (Some(100), Some(99), Some("orgs")));
    assert_eq!((limit.period.unwrap().as_secs(), limit.reset.unwrap().as_secs()), (60, 12));
    server.on("ListOrgs").status(429).header("x-ratelimit-reset", "7");
    let error = client(&server).organizations().list_orgs().await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.header(Organizations::X_RATELIMIT_RESET), Some(7));
    assert_eq!(error.header(Organizations::X_RATELIMIT_NAME).as_deref(), Some("org_administration"));
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    server.on("ListOrgs").status(429).header("retry-after", "9");
    let error = client(&server).organizations().list_orgs().await.unwrap_err();
    assert_eq!(error.retry_after().unwrap().as_secs(), 9);
    server.finish();
}
