//! The client, and how it is set up. It stands in the crate of the API, which adds to it what the description says. Its methods are thin, and are
//! compiled by the program that calls them: else the library would be compiled with all that it takes to set up and drop a client.

use std::{fmt, sync::Arc, time::Duration};

use super::config::{ApiDescription, ConfigError};
use super::http_client::HttpClient;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::settings::Settings;
use super::setup::Setup;
use super::transport::Transport;

/// The API. Cheap to clone: clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    pub(crate) settings: Arc<Settings>,
}

impl fmt::Debug for Client {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Client").field(&self.settings).finish()
    }
}

/// Settings of a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    pub(crate) setup: Setup,
}

impl fmt::Debug for ClientBuilder {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ClientBuilder").field(&self.setup).finish()
    }
}

impl ClientBuilder {
    /// Settings as the description has them.
    #[inline]
    pub fn new(api: &'static ApiDescription) -> Self {
        Self { setup: Setup::new(api) }
    }

    /// Sends everything to this `http` or `https` URL, in place of a server of the description. A path in it is kept.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.setup.base_url = Some(url.into());
        self
    }

    /// Limits the time of a whole call, all attempts and the body included (60 seconds, unless set). `None` lifts the limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.setup.timeout = timeout.into();
        self
    }

    /// Sets when calls are sent again; see [`RetryPolicy`] for what holds unless set.
    #[inline]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.setup.retry = policy;
        self
    }

    /// Limits the size of a body that is read into memory, in bytes (64 MiB, unless set).
    #[inline]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.setup.body_limit = bytes;
        self
    }

    /// Sets the `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.setup.user_agent = Some(user_agent.into());
        self
    }

    /// Sends through an HTTP client of your own: its proxy, certificates and redirect policy hold. To keep credentials from
    /// following a redirect to another host, and a POST from becoming a GET, build it with the redirect policy of this crate.
    ///
    /// Its TLS is up to you too. The feature `rustls` of this crate leaves `reqwest` without cryptography, and building a
    /// `reqwest::Client` panics where there is none: turn on `reqwest`'s own feature `rustls` or `native-tls`, or install a
    /// `rustls::crypto::CryptoProvider` as the default before.
    #[inline]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(HttpClient::new(client))
    }

    /// Sends through anything that can: a fake in tests, say (the feature `fake` has one).
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.setup.transport = Some(Arc::new(transport));
        self
    }

    /// Puts something of your own around the transport; what is put later is further out. Each attempt of a call passes through it.
    pub fn wrap_transport<W>(mut self, wrap: W) -> Self
    where
        W: Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync + 'static,
    {
        self.setup.wrap(wrap);
        self
    }

    /// Allows calls of operations that the description marks as unstable (`x-unstable`). Without it, they are refused before anything is
    /// sent.
    #[inline]
    pub fn allow_unstable(mut self, allow: bool) -> Self {
        self.setup.unstable = allow;
        self
    }

    /// Sets the credential of a scheme.
    #[doc(hidden)]
    #[inline]
    pub fn credential(mut self, scheme: &'static str, secret: Secret) -> Self {
        self.setup.credential(scheme, secret);
        self
    }

    /// Sets the client credentials of a scheme.
    #[doc(hidden)]
    #[inline]
    pub fn client_credentials(mut self, scheme: &'static str, id: String, secret: Secret) -> Self {
        self.setup.client_credentials(scheme, id, secret);
        self
    }

    /// Sets a variable of the server's address.
    #[doc(hidden)]
    pub fn server_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.setup.server_variable(name, value.into());
        self
    }

    /// Takes from the environment what it has of server variables and credentials. An empty variable counts as not set.
    #[inline]
    pub fn environment(mut self) -> Self {
        self.setup.environment();
        self
    }

    /// Builds the client, or tells which setting is wrong.
    #[inline]
    pub fn build(self) -> Result<Client, ConfigError> {
        Ok(Client { settings: Arc::new(self.setup.build()?) })
    }
}
