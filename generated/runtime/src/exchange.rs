//! Exchanges: a request goes out as often as its retry policy says, within its time, and its answer comes in.
//!
//! In: a filled-in request. Out: the whole answer, or its head and the stream of its body. Dropping the future at any point ends the
//! exchange: nothing runs on. Deliberately absent: what an answer means.

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Method, StatusCode, Uri, header};
use std::{io, time::Duration};
use tokio::time::{Instant, sleep, timeout_at};

use super::auth::{TokenRefusal, Wanted};
use super::body::{Body, ByteStream};
use super::error::{Cause, Failure, asked_wait};
use super::redirect;
use super::request::Request;
use super::response::Reply;
use super::retry::{Attempt, Decision, Outcome, RetryPolicy, chance};
use super::settings::Settings;
use super::transport::{TransportError, TransportErrorKind};

/// How much of an answer is read before it is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// Of a success, the head; of a failure, all of it.
    Head,
}

/// An answer, with the rest of its body.
pub(crate) struct Incoming {
    pub(crate) reply: Reply,
    pub(crate) rest: Option<ByteStream>,
}

/// What went wrong in an attempt, and what came.
type Broken = (Cause, Option<Reply>);

/// Sends a request and reads the whole answer, whatever its status.
pub(crate) async fn exchange(settings: &Settings, request: Request) -> Result<Reply, Failure> {
    attempts(settings, request, Extent::Whole).await.map(|incoming| incoming.reply)
}

/// Sends a request, and gives back the body of a success while it comes. That of a failure is read.
pub(crate) async fn open(settings: &Settings, request: Request) -> Result<Incoming, Failure> {
    attempts(settings, request, Extent::Head).await
}

async fn attempts(settings: &Settings, request: Request, extent: Extent) -> Result<Incoming, Failure> {
    #[cfg(feature = "tracing")]
    return super::trace::traced(request.endpoint, repeat(settings, request, extent)).await;
    #[cfg(not(feature = "tracing"))]
    repeat(settings, request, extent).await
}

/// Sends a request as often as its policy says.
async fn repeat(settings: &Settings, request: Request, extent: Extent) -> Result<Incoming, Failure> {
    let operation = request.endpoint.id;
    let limit = request.timeout.or(settings.timeout);
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let policy = request.retry.clone().unwrap_or_else(|| settings.retry.clone());
    let failure = |attempts, (cause, reply)| Failure { operation, cause, reply, attempts };
    let repeatable = request.is_repeatable();
    let (mut request, tokens) = prepare(settings, request).map_err(|cause| failure(0, (cause, None)))?;
    let authorized = authorize(settings, &policy, &mut request, &tokens, deadline).await;
    authorized.map_err(|cause| failure(0, (cause, None)))?;
    let (mut number, mut is_renewed) = (1, false);
    loop {
        let result = attempt(settings, &policy, &request, deadline, extent).await;
        let is_refused = !tokens.is_empty() && is_unauthorized(&result);
        if is_refused {
            forget(&tokens, &request, deadline).await;
        }
        let renews = is_refused && repeatable && number < policy.most() && !is_renewed;
        match next(&policy, number, repeatable, deadline, outcome(&result)) {
            Decision::Again(wait) => sleep(wait).await,
            Decision::GiveUp
                if renews && authorize(settings, &policy, &mut request, &tokens, deadline).await.is_ok() =>
            {
                is_renewed = true;
            }
            Decision::GiveUp => {
                let mut incoming = result.map_err(|broken| failure(number, broken))?;
                incoming.reply.attempts = number;
                return Ok(incoming);
            }
        }
        number += 1;
    }
}

/// Sends a request once.
async fn attempt(
    settings: &Settings,
    policy: &RetryPolicy,
    request: &http::Request<Body>,
    deadline: Option<Instant>,
    extent: Extent,
) -> Result<Incoming, Broken> {
    let sent = redirect::send(&settings.transport, request, policy.longest(), deadline);
    let sent = within(deadline, sent).await;
    let (head, body) = sent.and_then(|sent| sent).map_err(|error| (error.into(), None))?.into_parts();
    let mut reply = Reply { status: head.status, headers: head.headers, ..Reply::default() };
    if extent == Extent::Head && reply.status.is_success() {
        return Ok(Incoming { reply, rest: Some(body) });
    }
    match read(body, settings.body_limit, deadline).await {
        Ok(body) => {
            reply.body = body;
            Ok(Incoming { reply, rest: None })
        }
        Err((cause, body)) => {
            reply.body = body;
            Err((cause, Some(reply)))
        }
    }
}

/// The request as it goes out, but for the tokens that it wants.
fn prepare(settings: &Settings, mut request: Request) -> Result<(http::Request<Body>, Wanted), Cause> {
    let endpoint = request.endpoint;
    if request.unstable && !settings.unstable {
        return Err(Cause::Unstable);
    }
    if let Some(fault) = request.fault.take() {
        return Err(Cause::Request(fault));
    }
    request.check_path().and_then(|()| request.check_body()).map_err(Cause::Request)?;
    let tokens = settings.credentials.apply(endpoint, &mut request).map_err(Cause::Credentials)?;
    request.ask_for_answers();
    request.join_cookies().map_err(Cause::Request)?;
    if !request.headers.contains_key(header::USER_AGENT) {
        request.headers.insert(header::USER_AGENT, settings.user_agent.clone());
    }
    let base_url = settings.base(&request).map_err(|error| Cause::Request(error.into()))?;
    let address = [&base_url, request.target().as_str()].concat();
    let mut built = http::Request::new(request.body);
    *built.headers_mut() = request.headers;
    let unsendable = |error: http::Error| Cause::Request(error.into());
    *built.method_mut() =
        Method::from_bytes(endpoint.method.as_bytes()).map_err(|error| unsendable(error.into()))?;
    *built.uri_mut() = Uri::try_from(address).map_err(|error| unsendable(error.into()))?;
    Ok((built, tokens))
}

/// Puts the tokens into the request, which may have to be fetched: as often as the policy says, whatever the request, for to ask twice for a
/// token does nothing twice.
async fn authorize(
    settings: &Settings,
    policy: &RetryPolicy,
    request: &mut http::Request<Body>,
    tokens: &Wanted,
    deadline: Option<Instant>,
) -> Result<(), Cause> {
    for wanted in tokens {
        let mut number = 1;
        let header = loop {
            let fetched = within(deadline, wanted.tokens.header(wanted, &settings.transport)).await?;
            let cause = match fetched {
                Ok(header) => break header,
                Err(error) => Cause::Token(error),
            };
            match next(policy, number, true, deadline, failed(&cause)) {
                Decision::Again(wait) => sleep(wait).await,
                Decision::GiveUp => return Err(cause),
            }
            number += 1;
        };
        request.headers_mut().insert(header::AUTHORIZATION, header);
    }
    Ok(())
}

fn is_unauthorized(result: &Result<Incoming, Broken>) -> bool {
    matches!(result, Ok(incoming) if incoming.reply.status == StatusCode::UNAUTHORIZED)
}

/// Has tokens that were refused fetched anew when they are needed again. One that is being fetched is not waited for beyond the call's time.
async fn forget(tokens: &Wanted, request: &http::Request<Body>, deadline: Option<Instant>) {
    let Some(sent) = request.headers().get(header::AUTHORIZATION) else { return };
    for wanted in tokens {
        _ = within(deadline, wanted.tokens.forget(sent)).await;
    }
}

/// What follows an attempt: nothing, if nothing came of it that another may cure.
fn next(
    policy: &RetryPolicy,
    number: u32,
    repeatable: bool,
    deadline: Option<Instant>,
    outcome: Option<(Outcome, Option<Duration>)>,
) -> Decision {
    let Some((outcome, asked)) = outcome else { return Decision::GiveUp };
    let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    policy.decide(&Attempt { number, outcome, repeatable, asked, left, chance: chance() })
}

/// What came of an attempt that was no success, and how long the service asks to wait.
fn outcome(result: &Result<Incoming, Broken>) -> Option<(Outcome, Option<Duration>)> {
    match result {
        Ok(incoming) if incoming.reply.status.is_success() => None,
        Ok(Incoming { reply, .. }) => Some((Outcome::Status(reply.status.as_u16()), asked_wait(reply))),
        Err((cause, _)) => failed(cause),
    }
}

fn failed(cause: &Cause) -> Option<(Outcome, Option<Duration>)> {
    let error = match cause {
        Cause::Transport(error) => error,
        Cause::Token(error) => match error.downcast_ref::<TokenRefusal>() {
            Some(refusal) => return Some((Outcome::Status(refusal.status.as_u16()), refusal.asked)),
            None => error.downcast_ref()?,
        },
        _ => return None,
    };
    match error.kind() {
        TransportErrorKind::Connect => Some((Outcome::NoConnection, None)),
        TransportErrorKind::Interrupted | TransportErrorKind::ResponseBody => {
            Some((Outcome::BrokenConnection, None))
        }
        _ => None,
    }
}

/// What a future comes to before the deadline.
async fn within<F: Future>(deadline: Option<Instant>, future: F) -> Result<F::Output, TransportError> {
    let Some(deadline) = deadline else { return Ok(future.await) };
    timeout_at(deadline, future)
        .await
        .map_err(|error| TransportError::new(TransportErrorKind::Timeout, error))
}

/// The body as far as it came, and what stopped it.
pub(crate) async fn read(
    mut stream: ByteStream,
    limit: u64,
    deadline: Option<Instant>,
) -> Result<Bytes, (Cause, Bytes)> {
    let mut body = Whole::default();
    match within(deadline, body.fill(&mut stream, limit)).await {
        Ok(Ok(())) => Ok(body.bytes()),
        Ok(Err(cause)) => Err((cause, body.bytes())),
        Err(late) => Err((late.into(), body.bytes())),
    }
}

/// A body that is put together. What comes in one piece, as most do, is not copied.
#[derive(Default)]
struct Whole {
    first: Bytes,
    rest: BytesMut,
}

impl Whole {
    /// Takes all that comes, up to the limit.
    async fn fill(&mut self, stream: &mut ByteStream, limit: u64) -> Result<(), Cause> {
        while let Some(chunk) = stream.next().await {
            self.add(chunk.map_err(broken)?);
            if u64::try_from(self.len()).is_ok_and(|length| length > limit) {
                return Err(Cause::BodyTooLarge(limit));
            }
        }
        Ok(())
    }

    fn add(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        let first = std::mem::take(&mut self.first);
        self.rest.extend_from_slice(&first);
        self.rest.extend_from_slice(&chunk);
    }

    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn bytes(self) -> Bytes {
        if self.rest.is_empty() { self.first } else { self.rest.freeze() }
    }
}

/// What broke a body off.
pub(crate) fn broken(error: io::Error) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => TransportError::new(TransportErrorKind::ResponseBody, error),
    }
}
