//! The client: where requests go, with which credentials, and how answers come in.

use http::HeaderValue;
use std::{env, fmt, sync::Arc, time::Duration};

use super::auth::{Credentials, Tokens};
use super::config::{self, ApiDescription, ConfigError, SchemeKind, Setting};
use super::http_client::HttpClient;
use super::redirect;
use super::request::Request;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::transport::Transport;

/// The API. Cheap to clone: clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    pub(crate) settings: Arc<Settings>,
}

/// What calls need to know of their client.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    /// Whether the base URL was set, so that it holds for operations with servers of their own too.
    one_server: bool,
    /// The variables of servers that were set.
    variables: Vec<Setting>,
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

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base_url", &self.settings.base_url).finish_non_exhaustive()
    }
}

/// Settings of a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    api: &'static ApiDescription,
    base_url: Option<String>,
    settings: Vec<Setting>,
    credentials: Vec<Credential>,
    tokens: Vec<(String, Arc<dyn Tokens>)>,
    clients: Vec<(&'static str, String, Secret)>,
    unstable: bool,
    transport: Option<Arc<dyn Transport>>,
    wraps: Vec<Wrap>,
    user_agent: Option<String>,
    timeout: Option<Duration>,
    retry: RetryPolicy,
    body_limit: u64,
    fault: Option<ConfigError>,
}

/// What is put around a transport.
type Wrap = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

/// A credential as it was set: for which scheme, and by which environment variable, if by one.
#[derive(Clone)]
struct Credential {
    scheme: &'static str,
    secret: Secret,
    source: &'static str,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials: Vec<_> = self.credentials.iter().map(|credential| credential.scheme).collect();
        formatter
            .debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(config::check_base_url))
            .field("settings", &self.settings)
            .field("credentials", &credentials)
            .finish_non_exhaustive()
    }
}

/// How long a call may take, unless it is told otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
/// How many bytes a body may have that is read into memory, unless the client is told otherwise.
pub const DEFAULT_BODY_LIMIT: u64 = 64 * 1024 * 1024;

impl ClientBuilder {
    /// Settings as the description has them.
    pub fn new(api: &'static ApiDescription) -> Self {
        Self {
            api,
            base_url: None,
            settings: Vec::new(),
            credentials: Vec::new(),
            tokens: Vec::new(),
            clients: Vec::new(),
            unstable: false,
            transport: None,
            wraps: Vec::new(),
            user_agent: None,
            timeout: Some(DEFAULT_TIMEOUT),
            retry: RetryPolicy::default(),
            body_limit: DEFAULT_BODY_LIMIT,
            fault: None,
        }
    }

    /// Sends everything to this `http` or `https` URL, in place of a server of the description. A path in it is kept.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Limits the time of a whole call, all attempts and the body included (60 seconds, unless set). `None` lifts the limit.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// Sets when calls are sent again; see [`RetryPolicy`] for what holds unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Limits the size of a body that is read into memory, in bytes (64 MiB, unless set).
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends through an HTTP client of your own: its proxy, certificates and redirect policy hold. To keep credentials from
    /// following a redirect to another host, and a POST from becoming a GET, build it with the redirect policy of this crate.
    ///
    /// Its TLS is up to you too. The feature `rustls` of this crate leaves `reqwest` without cryptography, and building a
    /// `reqwest::Client` panics where there is none: turn on `reqwest`'s own feature `rustls` or `native-tls`, or install a
    /// `rustls::crypto::CryptoProvider` as the default before.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(HttpClient::new(client))
    }

    /// Sends through anything that can: a fake in tests, say (the feature `fake` has one).
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Puts something of your own around the transport; what is put later is further out. Each attempt of a call passes through it.
    pub fn wrap_transport<W>(mut self, wrap: W) -> Self
    where
        W: Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync + 'static,
    {
        self.wraps.push(Arc::new(wrap));
        self
    }

    /// Sets the tokens of a scheme.
    #[allow(dead_code, reason = "only a client with a scheme that takes tokens has a use for it")]
    pub(crate) fn tokens(mut self, scheme: String, tokens: Arc<dyn Tokens>) -> Self {
        self.tokens.push((scheme, tokens));
        self
    }

    /// Allows calls of operations that the description marks as unstable (`x-unstable`). Without it, they are refused before anything is
    /// sent.
    pub fn allow_unstable(mut self, allow: bool) -> Self {
        self.unstable = allow;
        self
    }

    /// Sets the credential of a scheme.
    #[doc(hidden)]
    pub fn credential(mut self, scheme: &'static str, secret: Secret) -> Self {
        self.credentials.push(Credential { scheme, secret, source: scheme });
        self
    }

    /// Sets the client credentials of a scheme.
    #[doc(hidden)]
    pub fn client_credentials(mut self, scheme: &'static str, id: String, secret: Secret) -> Self {
        self.clients.push((scheme, id, secret));
        self
    }

    /// Sets a variable of the server's address.
    #[doc(hidden)]
    pub fn server_variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.setting(name, value.into(), name)
    }

    fn setting(mut self, name: &'static str, value: String, source: &'static str) -> Self {
        self.settings.push(Setting { name, value, source });
        self
    }

    /// Takes from the environment what it has of server variables and credentials. An empty variable counts as not set.
    pub fn environment(mut self) -> Self {
        let api = self.api;
        for server in api.servers {
            for variable in server.variables {
                if let Some(value) = self.variable(variable.environment) {
                    self.settings.retain(|setting| setting.source != variable.environment);
                    self = self.setting(variable.name, value, variable.environment);
                }
            }
        }
        for scheme in api.schemes {
            if let Some(value) = self.variable(scheme.environment) {
                let (scheme, source) = (scheme.name, scheme.environment);
                self.credentials.push(Credential { scheme, secret: Secret::new(value), source });
            }
            if let SchemeKind::ClientCredentials { id, secret, .. } = scheme.kind
                && let (Some(id), Some(secret)) = (self.variable(id), self.variable(secret))
            {
                self.clients.push((scheme.name, id, Secret::new(secret)));
            }
        }
        if self.fault.is_none() {
            self.fault = self.missing().map(ConfigError::MissingVariables);
        }
        self
    }

    fn variable(&mut self, name: &'static str) -> Option<String> {
        match env::var(name) {
            Ok(value) => Some(value).filter(|value| !value.is_empty()),
            Err(env::VarError::NotPresent) => None,
            Err(env::VarError::NotUnicode(_)) => {
                self.fault.get_or_insert(ConfigError::NotUnicode(name));
                None
            }
        }
    }

    /// The environment variables that are missing, if no alternative of authentication is complete: those of the alternative
    /// of which most is there, the first of the description among equals.
    fn missing(&self) -> Option<Vec<&'static str>> {
        let has = |scheme: &&str| {
            self.credentials.iter().any(|credential| credential.scheme == *scheme)
                || self.tokens.iter().any(|(known, _)| known == scheme)
                || self.clients.iter().any(|(client, ..)| client == scheme)
        };
        let present = |alternative: &[&str]| alternative.iter().filter(|scheme| has(scheme)).count();
        if self.api.security.iter().any(|alternative| present(alternative) == alternative.len()) {
            return None;
        }
        let mut closest = self.api.security.first()?;
        for alternative in self.api.security {
            if present(alternative) > present(closest) {
                closest = alternative;
            }
        }
        let mut missing = Vec::new();
        for scheme in self.api.schemes {
            if closest.contains(&scheme.name) && !has(&scheme.name) {
                missing.push(scheme.environment);
            }
        }
        Some(missing)
    }

    /// The credentials in the form in which they go out. A token source of the user's own comes before a credential that was set, and that
    /// before the credentials of a client.
    fn prepared(&self, base_url: &str) -> Result<Credentials, ConfigError> {
        let mut credentials = Credentials::default();
        let scheme = |name: &str| self.api.schemes.iter().find(|known| known.name == name);
        for (name, id, secret) in &self.clients {
            let Some(known) = scheme(name) else { continue };
            let SchemeKind::ClientCredentials { token_url, tokens, .. } = known.kind else { continue };
            credentials.set_tokens(known, tokens(config::absolute(token_url, base_url)?, id, secret))?;
        }
        for Credential { scheme: name, secret, source } in &self.credentials {
            scheme(name).map_or(Ok(()), |known| credentials.set(known, secret, source))?;
        }
        for (name, tokens) in &self.tokens {
            let known = scheme(name).ok_or_else(|| ConfigError::NoTokenScheme(name.clone()))?;
            credentials.set_tokens(known, Arc::clone(tokens))?;
        }
        Ok(credentials)
    }

    /// Builds the client, or tells which setting is wrong.
    pub fn build(self) -> Result<Client, ConfigError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let base_url = match &self.base_url {
            Some(url) => config::check_base_url(url)?,
            None => config::base_url(self.api.servers, &self.settings)?,
        };
        let credentials = self.prepared(&base_url)?;
        let user_agent = self.user_agent.as_deref().unwrap_or(self.api.user_agent);
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        let settings = Settings {
            base_url,
            one_server: self.base_url.is_some(),
            variables: self.settings,
            transport: self.wraps.iter().fold(transport, |transport, wrap| wrap(transport)),
            credentials,
            user_agent: HeaderValue::from_str(user_agent).map_err(|_| ConfigError::InvalidUserAgent)?,
            timeout: self.timeout,
            retry: self.retry,
            unstable: self.unstable,
            body_limit: self.body_limit,
        };
        Ok(Client { settings: Arc::new(settings) })
    }
}

fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    let builder = reqwest::Client::builder().redirect(redirect::policy());
    #[cfg(feature = "rustls")]
    let builder = super::tls::set_up(builder)?;
    let client = builder.build();
    client
        .map(|client| Arc::new(HttpClient::new(client)) as _)
        .map_err(|error| ConfigError::Transport(error.to_string()))
}
