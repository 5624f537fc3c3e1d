//! When a call is sent again: the policy as data, and the decision as a function of what happened.
//!
//! In: a policy, and the facts of an attempt that failed. Out: how long to wait before the next one, or that there is none.
//! Deliberately absent: clocks, sockets and chance, which the sending brings along.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// When a call is sent again. By default:
///
/// - it is sent at most three times;
/// - only calls that may be repeated are: those of an idempotent method (RFC 9110, section 9.2.2: GET, HEAD, OPTIONS, TRACE, PUT,
///   DELETE), or with a header `Idempotency-Key`, whose body can be sent again (a stream cannot). A POST or PATCH without that
///   header is never repeated;
/// - after a failed or broken connection, and after the statuses 408, 429 and 5xx; not after time ran out;
/// - a token that has to be fetched, for whatever call, is asked for likewise after such failures, as often as a call is sent: to ask twice
///   does nothing twice, and the call itself was not sent;
/// - a token that was fetched and is refused (401) is fetched again, once, and the call with it sent again at once;
/// - it waits a random part of half a second, doubled with each attempt up to 20 seconds; or what the service asks for in
///   `Retry-After`, or, with status 429, in `X-RateLimit-Reset`, if that is no more than a minute;
/// - all attempts and the waiting between them happen within the timeout of the call. Where that would not do, the last failure
///   is the result at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    base: Duration,
    cap: Duration,
    longest_wait: Duration,
    statuses: Option<Vec<u16>>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            longest_wait: Duration::from_secs(60),
            statuses: None,
        }
    }
}

impl RetryPolicy {
    /// The policy that is described above.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends every call once.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sends a call at most so many times.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Waits at most this long after the first attempt, and up to twice as long after each further one.
    pub fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Waits at most this long, however many attempts there were.
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Gives up where the service asks to wait longer than this.
    pub fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Tries again after these statuses, instead of 408, 429 and 5xx.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses = Some(statuses.into_iter().collect());
        self
    }

    /// How many times a call is sent at most.
    pub(crate) fn most(&self) -> u32 {
        self.attempts
    }

    /// The longest wait that a service may ask for.
    pub(crate) fn longest(&self) -> Duration {
        self.longest_wait
    }

    /// Whether there is another attempt after this one, and when.
    pub fn decide(&self, attempt: &Attempt) -> Decision {
        let is_curable = match attempt.outcome {
            Outcome::Status(status) => self.is_retried(status),
            Outcome::NoConnection | Outcome::BrokenConnection => true,
        };
        if !is_curable || !attempt.repeatable || attempt.number >= self.attempts {
            return Decision::GiveUp;
        }
        let wait = match attempt.asked {
            Some(asked) if asked > self.longest_wait => return Decision::GiveUp,
            Some(asked) => asked,
            None => self.backoff(attempt.number).mul_f64(attempt.chance.clamp(0.0, 1.0)),
        };
        if attempt.left.is_some_and(|left| wait >= left) { Decision::GiveUp } else { Decision::Again(wait) }
    }

    fn is_retried(&self, status: u16) -> bool {
        let usual = || matches!(status, 408 | 429 | 500..=599);
        self.statuses.as_ref().map_or_else(usual, |statuses| statuses.contains(&status))
    }

    /// The longest wait after an attempt.
    fn backoff(&self, number: u32) -> Duration {
        let factor = 2_u32.saturating_pow(number.saturating_sub(1));
        self.base.saturating_mul(factor).min(self.cap)
    }
}

/// An attempt that was no success.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// Which one it was, from 1.
    pub number: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether the request may be sent again: by its method or an idempotency key, and by its body.
    pub repeatable: bool,
    /// How long the service asks to wait.
    pub asked: Option<Duration>,
    /// How much time the call has left, if that is limited.
    pub left: Option<Duration>,
    /// A random number from 0 to 1: which part of the longest wait to wait.
    pub chance: f64,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An answer with this status.
    Status(u16),
    /// No connection came about.
    NoConnection,
    /// The connection broke before the answer was complete.
    BrokenConnection,
}

/// What follows an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Another one, after this time.
    Again(Duration),
    /// Nothing.
    GiveUp,
}

/// A random number from 0 to 1, as good as spreading calls over time needs.
pub(crate) fn chance() -> f64 {
    let bits = RandomState::new().hash_one(0_u8);
    f64::from(u32::try_from(bits >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
