//! What users write, in all its forms.

use std::time::Duration;

use datadog_org::models::{
    AccessRole, OrgConfigWrite, OrgConfigWriteAttributes, OrgConfigWriteRequest, OrganizationRequest,
    OrganizationSettings,
};
use datadog_org::{Client, Site};

async fn calls(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    let organizations = client.organizations();
    let answer = organizations.list_orgs().await?;
    let _first = answer.orgs.iter().flatten().next();
    let _again = organizations.get_org("abc").header("x-note", "1").timeout(Duration::from_secs(1)).send().await?;

    let settings = OrganizationSettings::new().saml_autocreate_access_role(AccessRole::ReadOnly);
    let change = OrganizationRequest::new().name("Acme Europe").description(None).settings(settings);
    organizations.update_org("abc", change).await?;

    let attributes = OrgConfigWriteAttributes::new(true);
    let body = OrgConfigWriteRequest::new(OrgConfigWrite::new(attributes));
    organizations.update_org_config("monitor_timezone", body).await?;

    let connection: datadog_org::Uuid = "00000000-0000-0000-0000-000000000000".parse()?;
    match client.org_connections().delete_org_connections(&connection).await {
        Ok(_) => {}
        Err(error) if error.is_rate_limited() => println!("{:?}", error.retry_after()),
        Err(error) => println!("{:?} {:?}", error.status(), error.api().map(|body| &body.errors)),
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().site(Site::DatadoghqEu).api_key_auth("k").app_key_auth("a").build()?;
    drop(calls(client));
    Ok(())
}
