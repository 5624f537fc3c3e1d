//! Lists organisations so many times with the generated client.

use datadog_org::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (url, calls) = (arguments.next().ok_or("no address")?, arguments.next().ok_or("no count")?);
    let client = Client::builder().base_url(url).api_key_auth("key").app_key_auth("application").build()?;
    let mut found = 0;
    for _ in 0..calls.parse()? {
        let answer = client.organizations().list_orgs().await?;
        found += answer.orgs.iter().flatten().count();
    }
    println!("{found}");
    Ok(())
}
