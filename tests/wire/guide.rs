//! The examples of the README of the generated crate, compiled.

use datadog_org::Client;
use std::error::Error;
use std::fs;
use support::workspace_path;

/// The examples below the heading of how the crate is used, as lines without indentation.
fn examples() -> Vec<String> {
    let readme = fs::read_to_string(workspace_path("generated/README.md")).unwrap();
    let (_, using) = readme.split_once("## Using it").unwrap();
    let (using, _) = using.split_once("## Features").unwrap();
    let blocks = using.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(flat).collect()
}

fn flat(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_of_the_readme_is_compiled_here() {
    let here = flat(include_str!("guide.rs"));
    let examples = examples();
    assert!(examples.len() >= 7, "{examples:#?}");
    for example in examples {
        assert!(here.contains(&example), "not compiled:\n{example}");
    }
}

#[allow(dead_code, reason = "it is to compile")]
#[rustfmt::skip]
fn settings() -> Result<(), Box<dyn Error>> {
    let policy = datadog_org::RetryPolicy::new().attempts(5);
    let time = std::time::Duration::from_secs(10);
    let client = datadog_org::Client::builder().environment().timeout(time).retry(policy).build()?;
    drop(client);
    Ok(())
}

#[allow(dead_code, reason = "it is to compile")]
#[rustfmt::skip]
async fn errors(client: &Client) -> Result<(), Box<dyn Error>> {
    if let Err(error) = client.organizations().list_orgs().await {
        println!("{error}, sent {} times", error.attempts());
        if error.is_rate_limited() {
            println!("wait for {:?}", error.retry_after());
        }
    }
    Ok(())
}

#[allow(dead_code, reason = "it is to compile")]
#[rustfmt::skip]
async fn pages(client: &Client) -> Result<(), Box<dyn Error>> {
    use futures_util::TryStreamExt;
    
    let mut items = client.org_connections().list_org_connections().items();
    while let Some(item) = items.try_next().await? {
        println!("{item:?}");
    }
    Ok(())
}

#[allow(dead_code, reason = "it is to compile")]
#[rustfmt::skip]
async fn stream(client: &Client) -> Result<(), Box<dyn Error>> {
    use futures_util::TryStreamExt;
    
    let mut body = client.organizations().list_orgs().stream().await?.into_value();
    while let Some(piece) = body.try_next().await? {
        println!("{} bytes", piece.len());
    }
    Ok(())
}

#[rustfmt::skip]
#[test]
fn tokens() {
    let source = || async { Ok(datadog_org::Token::new("…").with_lifetime(std::time::Duration::from_secs(3600))) };
    let builder = datadog_org::Client::builder().token_source("name of the scheme", source);
    assert!(builder.build().is_err(), "no scheme has that name");
}

#[allow(dead_code, reason = "it is to compile")]
#[rustfmt::skip]
fn blocking(client: &Client) -> Result<(), Box<dyn Error>> {
    let response = client.organizations().list_orgs().send_blocking()?;
    drop(response);
    Ok(())
}

#[allow(dead_code, reason = "it needs keys in the environment")]
#[rustfmt::skip]
async fn fake() -> Result<(), Box<dyn Error>> {
    use datadog_org::runtime::fake::FakeTransport;
    
    let fake = FakeTransport::new().answer(200, "application/json", "{}");
    let client = datadog_org::Client::builder().environment().transport(fake.clone()).build()?;
    println!("{:?}", client.organizations().list_orgs().await.map(|response| response.status()));
    println!("{:?}", fake.requests());
    Ok(())
}
