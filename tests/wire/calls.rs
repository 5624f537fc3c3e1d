//! One call of each operation, with everything that it takes.

use datadog_org::models::*;
use datadog_org::{Client, Error, File, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::CONNECTION;

/// What came of a call: the status and value of a success, or the status and documented body of a failure.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Success(u16, Value),
    Failure(u16, Option<Value>),
}

fn outcome<T: Serialize, E: Serialize>(result: Result<Response<T>, Error<E>>) -> Outcome {
    outcome_by(result, |body| serde_json::to_value(body).unwrap())
}

fn outcome_by<T: Serialize, E>(result: Result<Response<T>, Error<E>>, body: impl Fn(&E) -> Value) -> Outcome {
    match result {
        Ok(response) => {
            Outcome::Success(response.status().as_u16(), serde_json::to_value(response.value()).unwrap())
        }
        Err(error) => Outcome::Failure(error.status().unwrap().as_u16(), error.api().map(body)),
    }
}

fn hamr_body(body: &ApiErrorResponseOrJsonapiErrorResponse) -> Value {
    match body {
        ApiErrorResponseOrJsonapiErrorResponse::ApiErrorResponse(body) => json!(body),
        ApiErrorResponseOrJsonapiErrorResponse::JsonapiErrorResponse(body) => json!(body),
        other => panic!("an unknown body: {other:?}"),
    }
}

/// The XML that is uploaded, as some identity providers ship it: behind a byte-order mark.
pub(super) const METADATA: &[u8] = b"\xEF\xBB\xBF<EntityDescriptor/>";

pub(super) fn organization() -> OrganizationRequest {
    let saml = OrganizationSettingsSaml::new().enabled(true);
    let domains =
        OrganizationSettingsSamlAutocreateUsersDomains::new().domains(["example.com"]).enabled(false);
    let settings = OrganizationSettings::new()
        .private_widget_share(false)
        .saml(saml)
        .saml_autocreate_access_role(AccessRole::ReadOnly)
        .saml_autocreate_users_domains(domains)
        .saml_idp_initiated_login(OrganizationSettingsSamlIdpInitiatedLogin::new().enabled(true))
        .saml_strict_mode(OrganizationSettingsSamlStrictMode::new().enabled(true));
    OrganizationRequest::new().name("Acme Europe").description("Frankfurt and Dublin").settings(settings)
}

fn hamr() -> HamrOrgConnectionRequest {
    let attributes = HamrOrgConnectionAttributesRequest::new(
        HamrOrgConnectionStatus::Passive,
        true,
        "admin@example.com",
        "us1",
        "Standby",
        CONNECTION,
    );
    HamrOrgConnectionRequest::new(HamrOrgConnectionDataRequest::new(attributes, CONNECTION))
}

fn create_connection() -> OrgConnectionCreateRequest {
    let attributes =
        OrgConnectionCreateAttributes::new([OrgConnectionTypeEnum::Logs, OrgConnectionTypeEnum::Metrics]);
    let sink = OrgConnectionOrgRelationshipData::new()
        .id(CONNECTION)
        .r#type(OrgConnectionOrgRelationshipDataType::Orgs);
    let relationships = OrgConnectionCreateRelationships::new(OrgConnectionOrgRelationship::new().data(sink));
    OrgConnectionCreateRequest::new(OrgConnectionCreate::new(attributes, relationships))
}

fn update_connection() -> OrgConnectionUpdateRequest {
    let attributes = OrgConnectionUpdateAttributes::new([OrgConnectionTypeEnum::Audit]);
    OrgConnectionUpdateRequest::new(OrgConnectionUpdate::new(attributes, id()))
}

pub(super) fn id() -> datadog_org::runtime::uuid::Uuid {
    CONNECTION.parse().unwrap()
}

fn config() -> OrgConfigWriteRequest {
    OrgConfigWriteRequest::new(OrgConfigWrite::new(OrgConfigWriteAttributes::new("UTC")))
}

/// Calls an operation. A new operation of the description wants a line here.
pub(super) async fn call(operation: &str, client: &Client) -> Outcome {
    let organizations = client.organizations();
    let connections = client.org_connections();
    let hamr_connections = client.high_availability_multi_region();
    match operation {
        "ListOrgs" => outcome(organizations.list_orgs().await),
        "CreateChildOrg" => {
            outcome(organizations.create_child_org(OrganizationCreateBody::new("Acme Europe")).await)
        }
        "GetOrg" => outcome(organizations.get_org("abc 1/ü").await),
        "UpdateOrg" => outcome(organizations.update_org("abcdef", organization()).await),
        "DowngradeOrg" => outcome(organizations.downgrade_org("abcdef").await),
        "UploadIdPForOrg" => {
            let form = IdpFormData::new(File::from_bytes(METADATA).with_name("idp.xml"));
            outcome(organizations.upload_idp_for_org("abcdef", form).await)
        }
        "GetHamrOrgConnection" => outcome_by(hamr_connections.get_hamr_org_connection().await, hamr_body),
        "CreateHamrOrgConnection" => {
            outcome_by(hamr_connections.create_hamr_org_connection(hamr()).await, hamr_body)
        }
        "ListOrgConfigs" => outcome(organizations.list_org_configs().await),
        "GetOrgConfig" => outcome(organizations.get_org_config("monitor_timezone").await),
        "UpdateOrgConfig" => outcome(organizations.update_org_config("monitor_timezone", config()).await),
        "ListOrgConnections" => {
            let call =
                connections.list_org_connections().sink_org_id("a&b").source_org_id("ü").limit(5).offset(0);
            outcome(call.await)
        }
        "CreateOrgConnections" => outcome(connections.create_org_connections(create_connection()).await),
        "DeleteOrgConnections" => outcome(connections.delete_org_connections(id()).await),
        "UpdateOrgConnections" => {
            outcome(connections.update_org_connections(id(), update_connection()).await)
        }
        "UploadIdPMetadata" => {
            let form = IdPMetadataFormData::new().idp_file(File::from_bytes(METADATA).with_name("idp.xml"));
            outcome(organizations.upload_idp_metadata(form).await)
        }
        other => panic!("no call of `{other}` is written down: add one to tests/wire/calls.rs"),
    }
}
