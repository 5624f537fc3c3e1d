//! What the tests of this workspace stand on: an HTTP server on loopback that plays the service as the description
//! has it, and complains about every request that is not as declared.
//!
//! It reads the description by itself, and shares no code with the generator and none with the generated client, so
//! that neither can hide its mistakes from it.
//!
//! ```no_run
//! # async fn example() {
//! let server = support::SpecServer::start("spec/openapi.yaml").await;
//! server.on("GetOrg").status(404).header("x-request-id", "17");
//! // … a call to `server.url()` …
//! assert_eq!(server.requests().len(), 1);
//! server.finish();
//! # }
//! ```
#![allow(
    clippy::missing_panics_doc,
    reason = "panicking is how these functions fail the test that calls them"
)]

mod addresses;
mod answer;
mod check;
mod document;
mod form;
mod multipart;
mod node;
mod operation;
mod overlay;
mod percent;
mod query;
mod received;
mod route;
mod sample;
mod schema;
mod security;
mod server;
mod style;
mod swagger;

pub use answer::Script;
pub use document::{Document, workspace_path};
pub use multipart::Part;
pub use node::Node;
pub use operation::{Body, Content, Example, Operation, Parameter, Response, operations};
pub use received::Received;
pub use route::without_patterns;
pub use sample::{sendable, sendable_reserved};
pub use schema::{Direction, complaints};
pub use security::{Place, Scheme};
pub use server::SpecServer;

/// The code of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
