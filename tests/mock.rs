//! A service to try a client against: the description of this workspace, or another one, played on loopback.
//!
//! ```console
//! $ cargo run --package tests --bin mock -- 127.0.0.1:8080
//! ```
//!
//! Every call is answered with the first example of its first success. A request that is not as declared is answered
//! with status 500 and says what is wrong with it.

use std::io;

use support::SpecServer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let spec = arguments.next().unwrap_or_else(|| "spec/openapi.yaml".to_owned());
    let server = SpecServer::bind(&address, &spec).await?;
    println!("{} operations of {spec} at {}", server.operations().len(), server.url());
    std::future::pending().await
}
