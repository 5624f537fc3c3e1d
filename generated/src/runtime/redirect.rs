//! Which redirects are followed: those that stay with the server that was asked.

use reqwest::Url;
use reqwest::redirect::Policy;

const MOST: usize = 10;

/// The policy of every HTTP client that a `ClientBuilder` makes: a redirect to the same scheme, host and port is followed, at
/// most ten times in a row; one to any other place is not, so that no key leaves for a host it was not given to, nor goes in the
/// clear. Its answer (3xx) comes back as it is. A `reqwest::Client` of your own follows its own policy: give it this one.
pub fn policy() -> Policy {
    Policy::custom(|attempt| match attempt.previous().first() {
        Some(asked) if !stays(asked, attempt.url()) => attempt.stop(),
        Some(_) if attempt.previous().len() <= MOST => attempt.follow(),
        _ => attempt.error("more than ten redirects"),
    })
}

/// Whether one address is of the same server as the other: by scheme, host and port.
pub(crate) fn stays(asked: &Url, next: &Url) -> bool {
    asked.origin() == next.origin()
}
