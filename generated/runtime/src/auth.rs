//! Credentials: which alternative of an operation's security is used, and where its parts go.

use futures_util::future::BoxFuture;
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use std::{error, fmt, sync::Arc, time::Duration};

use super::config::{ConfigError, Scheme, SchemeKind};
use super::operation::{Endpoint, Requirement};
use super::parameter::percent_encode;
use super::request::Request;
use super::secret::Secret;
use super::transport::Transport;

/// Credentials that an operation needs and the client does not have. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCredentials {
    alternatives: String,
}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the client lacks credentials: the operation needs {}", self.alternatives)
    }
}

impl std::error::Error for MissingCredentials {}

/// The credentials of a client, ready to be sent, by scheme.
#[derive(Debug, Clone, Default)]
pub(crate) struct Credentials(Vec<(&'static Scheme, Prepared)>);

/// A credential in the form in which it goes out.
#[derive(Debug, Clone)]
enum Prepared {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
    /// A token that is fetched, which goes out after this word.
    Token(&'static str, Arc<dyn Tokens>),
}

/// Why no token could be had. Where it is a [`TokenRefusal`] or a `TransportError` that a retry policy takes for curable, the token is asked
/// for again.
pub type TokenError = Box<dyn error::Error + Send + Sync>;

/// An answer of a token address that is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRefusal {
    /// Its status.
    pub status: StatusCode,
    /// How long it asks to wait.
    pub asked: Option<Duration>,
    /// Its reason.
    pub reason: String,
}

impl fmt::Display for TokenRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the token address answered {}: {}", self.status, self.reason)
    }
}

impl error::Error for TokenRefusal {}

/// Tokens that are fetched, and kept while they hold.
pub trait Tokens: fmt::Debug + Send + Sync {
    /// The value of `Authorization`.
    fn header<'a>(
        &'a self,
        wanted: &'a WantedToken,
        transport: &'a Arc<dyn Transport>,
    ) -> BoxFuture<'a, Result<HeaderValue, TokenError>>;

    /// Forgets a token that the service refused, unless it was renewed meanwhile.
    fn forget<'a>(&'a self, refused: &'a HeaderValue) -> BoxFuture<'a, ()>;
}

/// A token that a request still wants.
#[derive(Debug, Clone)]
pub struct WantedToken {
    /// The word before it.
    pub word: &'static str,
    /// Where it is kept.
    pub tokens: Arc<dyn Tokens>,
    /// The scopes that it has to have.
    pub scopes: Scopes,
}

/// Two schemes whose credentials would go into the same place, and what that is called.
type Clash<'a> = (&'static str, &'static str, &'a str);

/// Scopes by name.
pub type Scopes = &'static [&'static str];

/// Tokens that a request still wants.
pub(crate) type Wanted = Vec<WantedToken>;

impl Credentials {
    /// Takes a credential, in place of one that was set before; `source` is what it is called if it is wrong.
    pub(crate) fn set(
        &mut self,
        scheme: &'static Scheme,
        secret: &Secret,
        source: &'static str,
    ) -> Result<(), ConfigError> {
        let prepared = prepare(scheme.kind, secret).ok_or(ConfigError::InvalidCredential(source))?;
        self.put_in_place(scheme, prepared);
        Ok(())
    }

    fn put_in_place(&mut self, scheme: &'static Scheme, prepared: Prepared) {
        self.0.retain(|(known, _)| known.name != scheme.name);
        self.0.push((scheme, prepared));
    }

    /// Takes tokens, in place of a credential that was set before.
    pub(crate) fn set_tokens(
        &mut self,
        scheme: &'static Scheme,
        tokens: Arc<dyn Tokens>,
    ) -> Result<(), ConfigError> {
        let word = match scheme.kind {
            SchemeKind::Bearer | SchemeKind::ClientCredentials { .. } => "Bearer",
            SchemeKind::Other(word) => word,
            _ => return Err(ConfigError::NoTokenScheme(scheme.name.to_owned())),
        };
        self.put_in_place(scheme, Prepared::Token(word, tokens));
        Ok(())
    }

    pub(crate) fn has(&self, scheme: &str) -> bool {
        self.get(scheme).is_some()
    }

    /// Puts the first alternative that is complete into the request, and tells which tokens it wants. One whose credentials would overwrite
    /// each other is taken only where there is no other, and refused.
    pub(crate) fn apply(
        &self,
        endpoint: &Endpoint,
        request: &mut Request,
    ) -> Result<Wanted, MissingCredentials> {
        let mut chosen: Option<(u8, Requirement, Option<Clash<'_>>)> = None;
        for requirement in endpoint.security {
            if !requirement.iter().all(|(scheme, _)| self.has(scheme)) {
                continue;
            }
            let clash = self.clash(requirement);
            // Where a call may go out without credentials, those that are there go with it all the same.
            let rank = match (requirement, &clash) {
                ([], _) => 0,
                (_, Some(_)) => 1,
                (_, None) => 2,
            };
            if chosen.as_ref().is_none_or(|(best, ..)| rank > *best) {
                chosen = Some((rank, requirement, clash));
            }
        }
        match chosen {
            Some((_, requirement, clash)) => {
                if let Some((one, other, place)) = clash {
                    let what = format!("the credentials `{one}` and `{other}`");
                    request.refuse(what, &format!("would go into the same place, `{place}`"));
                }
                let put = |(scheme, scopes): &(&str, Scopes)| self.put(scheme, scopes, request);
                Ok(requirement.iter().filter_map(put).collect())
            }
            None if endpoint.security.is_empty() => Ok(Wanted::new()),
            None => Err(MissingCredentials { alternatives: describe(endpoint.security) }),
        }
    }

    fn get(&self, scheme: &str) -> Option<&Prepared> {
        self.0.iter().find(|(known, _)| known.name == scheme).map(|(_, prepared)| prepared)
    }

    /// Two credentials that would go into the same place, and are not the same.
    fn clash(&self, requirement: Requirement) -> Option<Clash<'_>> {
        for (index, (one, _)) in requirement.iter().enumerate() {
            for (other, _) in requirement.iter().skip(index + 1) {
                if let (Some(first), Some(second)) = (self.get(one), self.get(other))
                    && first.place() == second.place()
                    && !first.is_same(second)
                {
                    return Some((one, other, first.place().1));
                }
            }
        }
        None
    }

    fn put(&self, scheme: &str, scopes: Scopes, request: &mut Request) -> Option<WantedToken> {
        match self.get(scheme)? {
            Prepared::Token(word, tokens) => {
                return Some(WantedToken { word, tokens: Arc::clone(tokens), scopes });
            }
            Prepared::Header(name, value) => _ = request.headers.insert(name.clone(), value.clone()),
            Prepared::Query(name, secret) => {
                request.query.set_key(percent_encode(name), percent_encode(secret.expose()));
            }
            Prepared::Cookie(name, secret) => {
                request.cookies.set_key((*name).to_owned(), percent_encode(secret.expose()));
            }
        }
        None
    }
}

impl Prepared {
    /// Where it goes: into a header, the query or a cookie, under which name.
    fn place(&self) -> (u8, &str) {
        match self {
            Self::Header(name, _) => (0, name.as_str()),
            Self::Token(..) => (0, AUTHORIZATION.as_str()),
            Self::Query(name, _) => (1, name),
            Self::Cookie(name, _) => (2, name),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(_, one), Self::Header(_, other)) => one == other,
            (Self::Query(_, one) | Self::Cookie(_, one), Self::Query(_, other) | Self::Cookie(_, other)) => {
                one == other
            }
            _ => false,
        }
    }
}

fn prepare(kind: SchemeKind, secret: &Secret) -> Option<Prepared> {
    let authorization = |value: String| Some(Prepared::Header(AUTHORIZATION, sensitive(&value)?));
    match kind {
        SchemeKind::Header(name) => {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some(Prepared::Header(name, sensitive(secret.expose())?))
        }
        SchemeKind::Query(name) => Some(Prepared::Query(name, secret.clone())),
        SchemeKind::Cookie(name) => Some(Prepared::Cookie(name, secret.clone())),
        SchemeKind::Bearer | SchemeKind::ClientCredentials { .. } => {
            authorization(format!("Bearer {}", secret.expose()))
        }
        SchemeKind::Basic => authorization(format!("Basic {}", base64(secret.expose().as_bytes()))),
        SchemeKind::Other(scheme) => authorization(format!("{scheme} {}", secret.expose())),
    }
}

/// A header that `Debug` does not show. Line breaks, NUL and whatever is not visible ASCII are refused.
pub(crate) fn sensitive(value: &str) -> Option<HeaderValue> {
    let visible = value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let mut header = HeaderValue::from_str(value).ok().filter(|_| visible)?;
    header.set_sensitive(true);
    Some(header)
}

/// Base64 (RFC 4648, section 4), for the few places that need it in every client.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| ALPHABET.get((bits & 63) as usize).map_or('=', |digit| char::from(*digit));
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.push(digit(bits >> 18));
        text.push(digit(bits >> 12));
        text.push(if chunk.len() > 1 { digit(bits >> 6) } else { '=' });
        text.push(if chunk.len() > 2 { digit(bits) } else { '=' });
    }
    text
}

/// "`apiKeyAuth` and `appKeyAuth`, or `AuthZ`".
fn describe(security: &[Requirement]) -> String {
    let mut text = String::new();
    for requirement in security {
        let mut separator = if text.is_empty() { "" } else { ", or " };
        for (scheme, _) in *requirement {
            text.extend([separator, "`", scheme, "`"]);
            separator = " and ";
        }
    }
    text
}
