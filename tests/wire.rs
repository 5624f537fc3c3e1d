//! The generated client on the wire: real HTTP on loopback, against a server that goes by the description.

mod calls;
mod configuration;
mod faults;
mod guide;
mod oddities;
mod pages;
mod statuses;

use datadog_org::{Client, RetryPolicy};
use support::SpecServer;

/// The description that the client was generated from.
const SPEC: &str = "spec/openapi.yaml";

const CONNECTION: &str = "6f5c0d7e-3b1a-4c2d-8e9f-0a1b2c3d4e5f";

async fn server() -> SpecServer {
    SpecServer::start(SPEC).await
}

/// A client with a pair of keys, which sends every call once: a test sees the answer that it asked for.
fn client(server: &SpecServer) -> Client {
    let builder = Client::builder().base_url(server.url()).retry(RetryPolicy::never()).allow_unstable(true);
    builder.api_key_auth("api").app_key_auth("app").build().unwrap()
}
