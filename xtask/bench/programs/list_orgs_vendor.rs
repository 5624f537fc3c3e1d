//! The example `list_orgs`, written with the vendor's client.

use datadog_api_client::datadog::Configuration;
use datadog_api_client::datadogV1::api_organizations::OrganizationsAPI;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut configuration = Configuration::new();
    if let Some(url) = std::env::args().nth(1) {
        configuration.server_index = 1;
        configuration.server_variables.insert("name".to_owned(), url);
    }
    let answer = OrganizationsAPI::with_config(configuration).list_orgs().await?;
    for org in answer.orgs.iter().flatten() {
        let [public_id, name] = [&org.public_id, &org.name].map(|text| text.as_deref().unwrap_or("-"));
        println!("{public_id}\t{name}");
    }
    Ok(())
}
