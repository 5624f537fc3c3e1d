//! Lists organisations so many times with reqwest and types written by hand.

#[allow(dead_code)]
mod by_hand;

use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (url, calls) = (arguments.next().ok_or("no address")?, arguments.next().ok_or("no count")?);
    let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).user_agent("plain/0.1.0").build()?;
    let mut found = 0;
    for _ in 0..calls.parse()? {
        let request = client
            .get(format!("{url}/api/v1/org"))
            .header("accept", "application/json")
            .header("dd-api-key", "key")
            .header("dd-application-key", "application");
        let body = request.send().await?.error_for_status()?.bytes().await?;
        let answer: by_hand::Organisations = serde_json::from_slice(&body)?;
        found += answer.orgs.iter().flatten().count();
    }
    println!("{found}");
    Ok(())
}
