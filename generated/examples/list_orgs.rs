//! Lists the organizations that the keys can see.
//!
//! The keys come from `DD_API_KEY` and `DD_APP_KEY`, the site from `DD_SITE`. With an argument, the calls go there instead:
//! `cargo run --example list_orgs -- http://127.0.0.1:8080`.

use datadog_org::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let builder = Client::builder().environment();
    let client = match std::env::args().nth(1) {
        Some(url) => builder.base_url(url).build()?,
        None => builder.build()?,
    };
    let answer = client.organizations().list_orgs().await?;
    for org in answer.orgs.iter().flatten() {
        let [public_id, name] =
            [&org.public_id, &org.name].map(|text| text.as_deref().unwrap_or("-"));
        println!("{public_id}\t{name}");
    }
    if let Some(remaining) = answer.rate_limit().and_then(|limit| limit.remaining) {
        println!("{remaining} calls left in this period");
    }
    Ok(())
}
