//! TLS by `rustls`, for the HTTP client that a client has by itself.
//!
//! In: the builder of the HTTP client, and the cryptography that the program has installed, if any. Out: the builder with TLS 1.2 and 1.3
//! and the certificates that the platform trusts. Deliberately absent: anything that would hold for the whole process; what is installed
//! there is up to the program.

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;

use super::config::ConfigError;

/// What is spoken over TLS, as servers are told by ALPN (RFC 7301, section 3.1), the most wanted first. HTTP/2 is `h2` there (RFC 9113,
/// section 3.2).
const PROTOCOLS: &[&str] = if cfg!(feature = "http2") { &["h2", "http/1.1"] } else { &["http/1.1"] };

/// Gives an HTTP client its TLS. With `native-tls` on as well, it stays as it is: that feature is never on unless somebody asks for it, so
/// it goes before this one, which is on by default.
pub(crate) fn set_up(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, ConfigError> {
    if cfg!(feature = "native-tls") {
        return Ok(builder);
    }
    let config = config().map_err(|error| ConfigError::Transport(error.to_string()))?;
    Ok(builder.tls_backend_preconfigured(config))
}

fn config() -> Result<ClientConfig, rustls::Error> {
    let installed = CryptoProvider::get_default().cloned();
    let provider = installed.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = config.with_platform_verifier()?.with_no_client_auth();
    config.alpn_protocols = PROTOCOLS.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Ok(config)
}
