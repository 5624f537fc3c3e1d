//! Tokens that are fetched: kept until they end, and renewed once however many calls want them.
//!
//! In: a source of tokens, such as the client credentials of OAuth 2 (RFC 6749, section 4.4). Out: the header that a call goes out with.

use futures_util::future::BoxFuture;
use http::{HeaderValue, Method, Uri, header};
use std::{fmt, sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::Instant};

use super::auth::{Scopes, TokenError, TokenRefusal, Tokens, WantedToken, base64, sensitive};
use super::body::Body;
use super::error::{Cause, asked_wait};
use super::exchange::read;
use super::explanation::shown;
use super::parameter::{Member, members, percent_encode, scalar};
use super::redirect;
use super::response::Reply;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::transport::Transport;

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
        let authorization = authorization.ok_or("the credentials cannot stand in a header")?;
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut request = http::Request::new(Body::Bytes(form.into()));
        (*request.method_mut(), *request.uri_mut()) = (Method::POST, Uri::try_from(&self.url)?);
        request.headers_mut().insert(header::CONTENT_TYPE, form_type);
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(header::AUTHORIZATION, authorization);
        Ok(request)
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
            let longest = RetryPolicy::default().longest();
            let (head, body) = redirect::send(&transport, &request?, longest, None).await?.into_parts();
            let body = read(body, LONGEST, None).await.map_err(|(cause, _)| unread(cause))?;
            read_token(&Reply { status: head.status, headers: head.headers, body, ..Reply::default() })
        })
    }
}

/// How many bytes the answer of a token address may have.
const LONGEST: u64 = 1024 * 1024;

/// Why the answer of a token address could not be read.
fn unread(cause: Cause) -> TokenError {
    match cause {
        Cause::Transport(error) => error.into(),
        _ => "the answer of the token address is too large".into(),
    }
}

/// The token in an answer (RFC 6749, section 5.1), or the reason why there is none (5.2).
fn read_token(reply: &Reply) -> Result<Token, TokenError> {
    let answer =
        std::str::from_utf8(&reply.body).ok().and_then(|json| members(json).ok()).unwrap_or_default();
    let value =
        |name: &str| answer.iter().rfind(|Member(known, _)| known == name).map(|member| member.1.get());
    let text = |name: &str| value(name).filter(|json| json.starts_with('"')).and_then(scalar);
    match text("access_token").filter(|_| reply.status.is_success()) {
        Some(secret) => {
            let token = Token::new(secret);
            // Some services write the number as a text.
            let seconds = value("expires_in").and_then(|json| json.trim_matches('"').trim().parse().ok());
            let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            Ok(lifetime.map_or(token.clone(), |lifetime| token.with_lifetime(lifetime)))
        }
        None => {
            let reason = text("error_description").or_else(|| text("error"));
            let reason = shown(reason.as_deref().unwrap_or("it gave no token"));
            Err(TokenRefusal { status: reply.status, asked: asked_wait(reply), reason }.into())
        }
    }
}

/// The tokens of a source, each kept until it ends or is refused.
pub fn kept(source: impl TokenSource) -> Arc<dyn Tokens> {
    Arc::new(Kept::new(source))
}

/// Tokens for an id and a secret from an absolute address: what a scheme of the description is given credentials for.
pub fn client_credentials(url: String, id: &str, secret: &Secret) -> Arc<dyn Tokens> {
    kept(ClientCredentials::new(url, id, secret.clone()))
}

/// A source with the tokens that it gave last, one for each set of scopes if they want one of their own.
struct Kept<Source> {
    source: Source,
    /// Whoever finds no token that holds fetches one, and the others wait for it.
    tokens: Mutex<Vec<(Scopes, Token)>>,
}

impl<Source> fmt::Debug for Kept<Source> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Kept")
    }
}

impl<Source: TokenSource> Kept<Source> {
    fn new(source: Source) -> Self {
        Self { source, tokens: Mutex::default() }
    }
}

impl<Source: TokenSource> Tokens for Kept<Source> {
    fn header<'a>(
        &'a self,
        wanted: &'a WantedToken,
        transport: &'a Arc<dyn Transport>,
    ) -> BoxFuture<'a, Result<HeaderValue, TokenError>> {
        Box::pin(async move {
            let scopes = if self.source.is_scoped() { wanted.scopes } else { &[] };
            let mut held = self.tokens.lock().await;
            held.retain(|(_, token)| token.holds());
            if let Some((_, token)) = held.iter().find(|(known, _)| *known == scopes) {
                return written(wanted.word, token);
            }
            let token = self.source.token(Arc::clone(transport), wanted.scopes).await?;
            let header = written(wanted.word, &token)?;
            held.push((scopes, token));
            Ok(header)
        })
    }

    fn forget<'a>(&'a self, refused: &'a HeaderValue) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let is_refused = |token: &Token| refused.as_bytes().ends_with(token.secret.expose().as_bytes());
            self.tokens.lock().await.retain(|(_, token)| !is_refused(token));
        })
    }
}

/// The value of `Authorization`.
fn written(word: &str, token: &Token) -> Result<HeaderValue, TokenError> {
    let value = sensitive(&format!("{word} {}", token.secret.expose()));
    value.ok_or_else(|| "the token has characters that may not stand in a header".into())
}
