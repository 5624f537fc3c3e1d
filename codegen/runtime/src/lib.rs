//! The support code of every generated client.
//!
//! The modules of this crate are copied verbatim into each generated client, only those that it needs: most into a crate of their own,
//! `runtime/`; those that a description adds methods to, for which Rust wants them in the same crate (`call`, `client`, what goes with them,
//! and `parameters`), into the crate of the API as `src/runtime/`, where the others are named as if they stood there too. Here all are
//! compiled, linted and tested together. They name each other by `super::`, which holds in every place; what is used across the two crates is
//! `pub`. What a module tests stands in `tests/`, which is not copied.

pub mod address;
pub mod auth;
pub mod base64;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod body;
pub mod buffer;
pub mod builder;
pub mod call;
#[cfg(feature = "blocking")]
pub mod call_blocking;
pub mod call_pages;
pub mod call_parts;
pub mod call_streamed;
pub mod charset;
pub mod choice;
pub mod client;
#[cfg(feature = "tower")]
pub mod client_layers;
pub mod client_tokens;
pub mod config;
pub mod decode;
pub mod deviation;
pub mod enumeration;
pub mod error;
pub mod event_parser;
pub mod exchange;
pub mod explanation;
#[cfg(feature = "fake")]
pub mod fake;
pub mod fields;
pub mod file;
pub mod formatted;
pub mod header;
pub mod http_client;
pub mod inner;
pub mod integer;
pub mod json_lines;
pub mod json_path;
pub mod keys;
#[cfg(feature = "tower")]
pub mod layers;
pub mod links;
pub mod model;
pub mod multipart;
pub mod multipart_body;
pub mod nullable;
pub mod number;
pub mod object;
pub mod opening;
pub mod operation;
pub mod pagination;
pub mod pairs;
pub mod parameter;
pub mod parameters;
pub mod redirect;
pub mod request;
pub mod response;
pub mod retry;
pub mod secret;
pub mod sending;
pub mod settings;
pub mod setup;
pub mod sse;
pub mod streamed;
pub mod streaming;
pub mod tagged;
pub mod time;
#[cfg(feature = "rustls")]
pub mod tls;
pub mod token;
pub mod tolerant;
#[cfg(feature = "tracing")]
pub mod trace;
pub mod transport;
pub mod trial;
pub mod tuple;
pub mod union;
pub mod url_encoded;
pub mod uuid;

// What macros name as `$crate::runtime` in a generated crate is this crate itself here.
#[allow(unused_imports, reason = "only macros name it")]
use crate as runtime;

#[cfg(test)]
mod tests;
