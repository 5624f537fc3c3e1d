//! What a client is set up with, piece by piece, and the settings that come of it.
//!
//! In: what a program sets, and what the environment has. Out: [`Settings`], or what is wrong. Deliberately absent: the methods that a program
//! sets it by, which stand at the client itself.

use http::HeaderValue;
use std::{env, fmt, sync::Arc, time::Duration};

use super::auth::{Credentials, Tokens};
use super::config::{self, ApiDescription, ConfigError, SchemeKind, Setting};
use super::http_client::HttpClient;
use super::redirect;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::settings::Settings;
use super::transport::Transport;

/// What a client is set up with.
#[derive(Clone)]
pub struct Setup {
    api: &'static ApiDescription,
    /// Where everything goes, in place of a server of the description.
    pub base_url: Option<String>,
    variables: Vec<Setting>,
    credentials: Vec<Credential>,
    tokens: Vec<(String, Arc<dyn Tokens>)>,
    clients: Vec<(&'static str, String, Secret)>,
    /// Whether unstable operations may be called.
    pub unstable: bool,
    /// What sends, in place of an HTTP client of its own.
    pub transport: Option<Arc<dyn Transport>>,
    wraps: Vec<Wrap>,
    /// The `User-Agent`, in place of that of the description.
    pub user_agent: Option<String>,
    /// How long a whole call may take.
    pub timeout: Option<Duration>,
    /// When calls are sent again.
    pub retry: RetryPolicy,
    /// How many bytes a body may have that is read into memory.
    pub body_limit: u64,
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

impl fmt::Debug for Setup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials: Vec<_> = self.credentials.iter().map(|credential| credential.scheme).collect();
        formatter
            .debug_struct("Setup")
            .field("base_url", &self.base_url.as_deref().map(config::check_base_url))
            .field("variables", &self.variables)
            .field("credentials", &credentials)
            .finish_non_exhaustive()
    }
}

/// How long a call may take, unless it is told otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
/// How many bytes a body may have that is read into memory, unless the client is told otherwise.
pub const DEFAULT_BODY_LIMIT: u64 = 64 * 1024 * 1024;

impl Setup {
    /// What the description has.
    pub fn new(api: &'static ApiDescription) -> Self {
        Self {
            api,
            base_url: None,
            variables: Vec::new(),
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

    /// Puts something around the transport; what is put later is further out.
    pub fn wrap<W>(&mut self, wrap: W)
    where
        W: Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync + 'static,
    {
        self.wraps.push(Arc::new(wrap));
    }

    /// Sets the tokens of a scheme.
    pub fn tokens(&mut self, scheme: String, tokens: Arc<dyn Tokens>) {
        self.tokens.push((scheme, tokens));
    }

    /// Sets the credential of a scheme.
    pub fn credential(&mut self, scheme: &'static str, secret: Secret) {
        self.credentials.push(Credential { scheme, secret, source: scheme });
    }

    /// Sets the client credentials of a scheme.
    pub fn client_credentials(&mut self, scheme: &'static str, id: String, secret: Secret) {
        self.clients.push((scheme, id, secret));
    }

    /// Sets a variable of the server's address.
    pub fn server_variable(&mut self, name: &'static str, value: String) {
        self.variables.push(Setting { name, value, source: name });
    }

    /// Takes from the environment what it has of server variables and credentials. An empty variable counts as not set.
    pub fn environment(&mut self) {
        let api = self.api;
        for server in api.servers {
            for variable in server.variables {
                if let Some(value) = self.variable(variable.environment) {
                    let (name, source) = (variable.name, variable.environment);
                    self.variables.retain(|setting| setting.source != source);
                    self.variables.push(Setting { name, value, source });
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

    /// The settings, or what is wrong with one of them.
    pub fn build(self) -> Result<Settings, ConfigError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let base_url = match &self.base_url {
            Some(url) => config::check_base_url(url)?,
            None => config::base_url(self.api.servers, &self.variables)?,
        };
        let credentials = self.prepared(&base_url)?;
        let user_agent = self.user_agent.as_deref().unwrap_or(self.api.user_agent);
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        Ok(Settings {
            base_url,
            one_server: self.base_url.is_some(),
            variables: self.variables,
            transport: self.wraps.iter().fold(transport, |transport, wrap| wrap(transport)),
            credentials,
            user_agent: HeaderValue::from_str(user_agent).map_err(|_| ConfigError::InvalidUserAgent)?,
            timeout: self.timeout,
            retry: self.retry,
            unstable: self.unstable,
            body_limit: self.body_limit,
        })
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
