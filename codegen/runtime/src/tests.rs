//! Tests of the runtime. They stay here: generated crates get the runtime without them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]
#![allow(unreachable_pub, reason = "the macros of the runtime write `pub`, as generated crates need it")]

mod api;
mod buffer;
mod builder;
mod client;
mod config;
mod decode;
mod faults;
mod fields;
mod header;
mod http_client;
mod keys;
mod links;
mod loopback;
mod model;
mod multipart;
mod number;
mod operation;
mod pagination;
mod parameter;
mod places;
mod recorder;
mod redirect;
mod request;
mod retry;
mod seams;
mod sse;
mod streaming;
mod tables;
#[cfg(all(feature = "rustls", not(feature = "native-tls"), target_os = "linux"))]
mod tls;
mod token;
#[cfg(feature = "tracing")]
mod told;
mod traffic;
mod trial;
mod tuple;
mod union;
mod wire_forms;
