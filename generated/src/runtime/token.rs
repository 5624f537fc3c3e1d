//! Tokens that are fetched: kept until they end, and renewed once however many calls want them.
//!
//! In: a source of tokens, such as the client credentials of OAuth 2 (RFC 6749, section 4.4). Out: the header that a call goes out with.

use bytes::BytesMut;
use futures_util::{StreamExt, future::BoxFuture};
use http::{HeaderValue, header};
use serde_json::Value;
use std::{collections::BTreeMap, error, fmt, sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::Instant};

use super::auth::{Scopes, WantedToken, base64, sensitive};
use super::body::{Body, ByteStream};
use super::error::shown;
use super::parameter::percent_encode;
use super::redirect;
use super::secret::Secret;
use super::transport::Transport;

/// Why no token could be had.
pub type TokenError = Box<dyn error::Error + Send + Sync>;

/// Where tokens come from. A function that gives a future of one is a source:
///
/// ```text
/// builder.token_source("oauth", || async { Ok(Token::new(read_token().await?)) })
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Fetches a new token. It may be asked for over the client's transport. The scopes are those that the operation needs.
    fn token(
        &self,
        transport: Arc<dyn Transport>,
        scopes: &'static [&'static str],
    ) -> BoxFuture<'static, Result<Token, TokenError>>;

    /// Whether each set of scopes wants a token of its own; unless said, one token is good for all.
    fn is_scoped(&self) -> bool {
        false
    }
}

impl<F, Answer> TokenSource for F
where
    F: Fn() -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<Token, TokenError>> + Send + 'static,
{
    fn token(
        &self,
        _transport: Arc<dyn Transport>,
        _scopes: &'static [&'static str],
    ) -> BoxFuture<'static, Result<Token, TokenError>> {
        Box::pin(self())
    }
}

/// A token, and when it ends.
#[derive(Debug, Clone)]
pub struct Token {
    secret: Secret,
    end: Option<Instant>,
}

impl Token {
    /// A token that holds until the service refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), end: None }
    }

    /// A token that holds this long from now. It is renewed half a minute before its end.
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.end = Instant::now().checked_add(lifetime.saturating_sub(MARGIN));
        self
    }

    fn holds(&self) -> bool {
        self.end.is_none_or(|end| Instant::now() < end)
    }
}

/// How long before its end a token is renewed.
const MARGIN: Duration = Duration::from_secs(30);

/// The client credentials of OAuth 2: an id and a secret, for which the token address gives tokens.
#[derive(Debug, Clone)]
pub struct ClientCredentials {
    url: String,
    id: String,
    secret: Secret,
    /// None: those that each operation needs.
    scopes: Option<Vec<String>>,
}

impl ClientCredentials {
    /// Credentials for an absolute token address. Each operation has a token with the scopes that it needs, unless others are set.
    pub fn new(url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { url: url.into(), id: id.into(), secret: secret.into(), scopes: None }
    }

    /// Asks for these scopes, whatever an operation needs: one token is good for all.
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    fn request(&self, needed: Scopes) -> Result<http::Request<Body>, TokenError> {
        let pair = format!("{}:{}", percent_encode(&self.id), percent_encode(self.secret.expose()));
        let authorization = sensitive(&format!("Basic {}", base64(pair.as_bytes())));
        let mut form = "grant_type=client_credentials".to_owned();
        let scopes = self.scopes.as_ref().map_or_else(|| needed.join(" "), |scopes| scopes.join(" "));
        if !scopes.is_empty() {
            form.extend(["&scope=", &percent_encode(&scopes)]);
        }
        let request = http::Request::post(&self.url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, authorization.ok_or("the credentials cannot stand in a header")?);
        Ok(request.body(Body::Bytes(form.into()))?)
    }
}

impl TokenSource for ClientCredentials {
    fn is_scoped(&self) -> bool {
        self.scopes.is_none()
    }

    fn token(
        &self,
        transport: Arc<dyn Transport>,
        scopes: &'static [&'static str],
    ) -> BoxFuture<'static, Result<Token, TokenError>> {
        let request = self.request(scopes);
        Box::pin(async move {
            let (head, body) = redirect::send(&transport, &request?).await?.into_parts();
            let body = read(body).await?;
            read_token(head.status, &body)
        })
    }
}

/// How many bytes the answer of a token address may have.
const LONGEST: usize = 1024 * 1024;

async fn read(mut body: ByteStream) -> Result<BytesMut, TokenError> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece?);
        if bytes.len() > LONGEST {
            return Err("the answer of the token address is too large".into());
        }
    }
    Ok(bytes)
}

/// The token in an answer (RFC 6749, section 5.1), or the reason why there is none (5.2).
fn read_token(status: http::StatusCode, body: &[u8]) -> Result<Token, TokenError> {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    match text("access_token").filter(|_| status.is_success()) {
        Some(secret) => {
            let token = Token::new(secret);
            // Some services write the number as a text.
            let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
            let seconds = answer.get("expires_in").and_then(number);
            let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            Ok(lifetime.map_or(token.clone(), |lifetime| token.with_lifetime(lifetime)))
        }
        None => {
            let reason = text("error_description").or_else(|| text("error")).unwrap_or("it gave no token");
            Err(format!("the token address answered {status}: {}", shown(reason)).into())
        }
    }
}

/// A source with the tokens that it gave last, one for each set of scopes if they want one of their own.
pub(crate) struct Kept {
    source: Arc<dyn TokenSource>,
    /// Whoever finds no token that holds fetches one, and the others wait for it.
    tokens: Mutex<BTreeMap<Scopes, Token>>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Kept")
    }
}

impl Kept {
    pub(crate) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self { source, tokens: Mutex::default() }
    }

    /// The value of `Authorization`.
    pub(crate) async fn header(
        &self,
        wanted: &WantedToken,
        transport: &Arc<dyn Transport>,
    ) -> Result<HeaderValue, TokenError> {
        let scopes = if self.source.is_scoped() { wanted.scopes } else { &[] };
        let mut held = self.tokens.lock().await;
        let token = match held.remove(scopes).filter(Token::holds) {
            Some(token) => token,
            None => self.source.token(Arc::clone(transport), wanted.scopes).await?,
        };
        let value = sensitive(&format!("{} {}", wanted.word, token.secret.expose()));
        let value = value.ok_or("the token has characters that may not stand in a header")?;
        held.insert(scopes, token);
        Ok(value)
    }

    /// Forgets a token that the service refused, unless it was renewed meanwhile.
    pub(crate) async fn forget(&self, refused: &HeaderValue) {
        let is_refused = |token: &Token| refused.as_bytes().ends_with(token.secret.expose().as_bytes());
        self.tokens.lock().await.retain(|_, token| !is_refused(token));
    }
}
