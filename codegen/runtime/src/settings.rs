//! What calls need to know of their client: where requests go, with which credentials, and how answers come in.
//!
//! In: what a client was set up with. Out: its settings, which all its calls share. Deliberately absent: how they are set, which is the
//! business of `setup`.

use http::HeaderValue;
use std::{fmt, sync::Arc, time::Duration};

use super::auth::Credentials;
use super::config::{self, ConfigError, Setting};
use super::request::Request;
use super::retry::RetryPolicy;
use super::transport::Transport;

/// What calls need to know of their client.
pub struct Settings {
    pub(crate) base_url: String,
    /// Whether the base URL was set, so that it holds for operations with servers of their own too.
    pub(crate) one_server: bool,
    /// The variables of servers that were set.
    pub(crate) variables: Vec<Setting>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) unstable: bool,
    pub(crate) body_limit: u64,
}

impl Settings {
    /// The base URL that a request goes to: its own, that of its operation, or the client's.
    pub(crate) fn base(&self, request: &Request) -> Result<String, ConfigError> {
        match (&request.server, request.endpoint.servers) {
            (Some(server), _) => Ok(server.clone()),
            (None, servers) if servers.is_empty() || self.one_server => Ok(self.base_url.clone()),
            (None, servers) => config::own_base_url(servers, &self.variables, &self.base_url),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Settings").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
