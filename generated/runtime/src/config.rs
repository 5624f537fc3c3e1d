//! What the description says of servers and credentials, and what can be wrong with a client's settings.

use std::{fmt, sync::Arc};

use super::auth::Tokens;
use super::secret::Secret;

/// The parts of the description that a client is built from.
#[derive(Debug)]
pub struct ApiDescription {
    /// The default `User-Agent`.
    pub user_agent: &'static str,
    /// Servers; the first is the default.
    pub servers: &'static [Server],
    /// Security schemes.
    pub schemes: &'static [Scheme],
    /// Every set of schemes that opens some operation.
    pub security: &'static [&'static [&'static str]],
}

/// A server.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    /// Its URL, with `{variables}`.
    pub url: &'static str,
    /// Its variables.
    pub variables: &'static [ServerVariable],
}

impl Server {
    /// Whether it has the variable that is set.
    fn knows(&self, setting: &Setting) -> bool {
        self.variables.iter().any(|variable| variable.name == setting.name)
    }
}

/// A variable of a server.
#[derive(Debug, Clone, Copy)]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its default.
    pub default: &'static str,
    /// The environment variable that sets it.
    pub environment: &'static str,
}

/// A security scheme.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// Its name.
    pub name: &'static str,
    /// How its credential goes out.
    pub kind: SchemeKind,
    /// The environment variable that holds the credential.
    pub environment: &'static str,
}

/// How a credential goes out.
#[derive(Debug, Clone, Copy)]
pub enum SchemeKind {
    /// In a header of this name.
    Header(&'static str),
    /// In a query parameter of this name.
    Query(&'static str),
    /// In a cookie of this name.
    Cookie(&'static str),
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// The same, with tokens that client credentials are good for (RFC 6749, section 4.4).
    ClientCredentials {
        /// Where tokens are given: absolute, or relative to the client's base URL.
        token_url: &'static str,
        /// The environment variable that holds the id of the client.
        id: &'static str,
        /// The environment variable that holds its secret.
        secret: &'static str,
        /// What gives tokens from that address for an id and its secret.
        tokens: fn(String, &str, &Secret) -> Arc<dyn Tokens>,
    },
    /// `Authorization: Basic …` (RFC 7617); the credential is `user:password`.
    Basic,
    /// `Authorization:` with another scheme of this name.
    Other(&'static str),
}

/// Why a client could not be built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// No alternative of authentication is complete; these environment variables are missing.
    MissingVariables(Vec<&'static str>),
    /// An environment variable is not Unicode.
    NotUnicode(&'static str),
    /// A credential, by the name of its scheme or environment variable, has bytes that may not stand in a header.
    InvalidCredential(&'static str),
    /// A variable of the server's address has a value that cannot stand there.
    InvalidVariable {
        /// The variable, or the environment variable that it came from.
        name: String,
        /// The value.
        value: String,
    },
    /// No server has all the variables that were set.
    NoSuchServer(Vec<&'static str>),
    /// The base URL is not an absolute `http` or `https` URL, or has a user, query or fragment, which are not told.
    InvalidBaseUrl(String),
    /// The `User-Agent` has bytes that may not stand in a header.
    InvalidUserAgent,
    /// No scheme of this name takes tokens.
    NoTokenScheme(String),
    /// The HTTP client could not be set up.
    Transport(String),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingVariables(names) => {
                write!(formatter, "missing environment variable{}: {}", plural(names), names.join(", "))
            }
            Self::NotUnicode(name) => write!(formatter, "environment variable {name} is not Unicode"),
            Self::InvalidCredential(name) => {
                write!(formatter, "the credential {name} has characters that may not stand in a header")
            }
            Self::InvalidVariable { name, value } => {
                write!(formatter, "{name} is {value:?}, which cannot be part of a server's address")
            }
            Self::NoSuchServer(names) => write!(formatter, "no server has all of: {}", names.join(", ")),
            Self::InvalidBaseUrl(url) => {
                write!(
                    formatter,
                    "{url:?} has to be an absolute http or https URL with no user, query or fragment"
                )
            }
            Self::InvalidUserAgent => {
                formatter.write_str("the user agent has characters that may not stand in a header")
            }
            Self::NoTokenScheme(name) => write!(formatter, "no security scheme {name:?} takes tokens"),
            Self::Transport(message) => write!(formatter, "the HTTP client could not be set up: {message}"),
        }
    }
}

impl std::error::Error for ConfigError {}

fn plural(names: &[&str]) -> &'static str {
    if names.len() == 1 { "" } else { "s" }
}

/// A setting of a server's variable.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) source: &'static str,
}

/// The base URL for settings: that of the first server that has all their variables.
pub(crate) fn base_url(servers: &[Server], settings: &[Setting]) -> Result<String, ConfigError> {
    check_base_url(&filled(servers, settings)?)
}

/// The URL of the first server that has all variables that are set, with their values.
fn filled(servers: &[Server], settings: &[Setting]) -> Result<String, ConfigError> {
    let knows_all = |server: &&Server| settings.iter().all(|setting| server.knows(setting));
    let names = || settings.iter().map(|setting| setting.name).collect();
    let server = servers.iter().find(knows_all).ok_or_else(|| ConfigError::NoSuchServer(names()))?;
    let mut url = server.url.to_owned();
    for variable in server.variables {
        let setting = settings.iter().rfind(|setting| setting.name == variable.name);
        let value = setting.map_or(variable.default, |setting| setting.value.as_str());
        if !is_safe(&url, variable.name, value) {
            let name = setting.map_or(variable.name, |setting| setting.source).to_owned();
            return Err(ConfigError::InvalidVariable { name, value: value.to_owned() });
        }
        url = url.replace(format!("{{{}}}", variable.name).as_str(), value);
    }
    Ok(url)
}

/// The base URL of an operation with servers of its own: those settings count that one of them knows. A relative one is resolved against
/// that of the client (OpenAPI 3.0.4, 4.7.5).
pub(crate) fn own_base_url(
    servers: &[Server],
    settings: &[Setting],
    base: &str,
) -> Result<String, ConfigError> {
    let mut fitting = settings.to_vec();
    fitting.retain(|setting| servers.iter().any(|server| server.knows(setting)));
    let url = filled(servers, &fitting)?;
    let joined = reqwest::Url::parse(base).and_then(|base| base.join(&url));
    check_base_url(joined.map_or(url, String::from).as_str())
}

/// The address of something that is said relative to the base URL of a client, or absolutely.
pub(crate) fn absolute(url: &str, base: &str) -> Result<String, ConfigError> {
    let joined = reqwest::Url::parse(&format!("{base}/")).and_then(|base| base.join(url));
    joined.map(String::from).map_err(|_| ConfigError::InvalidBaseUrl(url.to_owned()))
}

/// A value that stands in the scheme or authority must not end it (RFC 3986, section 3.2).
fn is_safe(url: &str, variable: &str, value: &str) -> bool {
    let placeholder = format!("{{{variable}}}");
    let authority_end =
        url.split_once("://").and_then(|(scheme, rest)| Some(scheme.len() + 3 + rest.find('/')?));
    let in_authority = url.find(&placeholder).is_some_and(|at| authority_end.is_none_or(|end| at < end));
    let plain =
        !value.chars().any(|char| char.is_whitespace() || char.is_control() || "?#@\\".contains(char));
    plain && !(in_authority && (value.contains('/') || value.is_empty()))
}

/// An absolute `http` or `https` URL without query and fragment; its trailing slash is taken off.
pub(crate) fn check_base_url(url: &str) -> Result<String, ConfigError> {
    let invalid = |url: &str| ConfigError::InvalidBaseUrl(url.to_owned());
    // Of what is no such URL, what may have been meant for a user, a query or a fragment.
    let cut = || {
        let (url, _) = url.split_once('?').unwrap_or((url, ""));
        let (mut url, _) = url.split_once('#').unwrap_or((url, ""));
        while let Some((_, rest)) = url.split_once('@') {
            url = rest;
        }
        invalid(url)
    };
    let parsed = reqwest::Url::parse(url).ok().filter(reqwest::Url::has_host).ok_or_else(cut)?;
    let mut bare = parsed.clone();
    _ = (bare.set_username(""), bare.set_password(None));
    bare.set_query(None);
    bare.set_fragment(None);
    let http = matches!(parsed.scheme(), "http" | "https");
    if http && bare == parsed {
        Ok(parsed.as_str().trim_end_matches('/').to_owned())
    } else {
        Err(invalid(bare.as_str()))
    }
}
