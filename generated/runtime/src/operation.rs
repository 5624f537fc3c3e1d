//! What an operation is, as data.

use super::decode::Decode;
use super::response::essence;

/// One operation of the API. Its implementors are markers without values: `Call<ListOrgs>` is a call of `ListOrgs`.
pub trait Operation: Send + Sync + 'static {
    /// How a success is decoded.
    type Output: Decode;
    /// How a failure's body is decoded.
    type Error: Decode;
    /// Everything else about it.
    const ENDPOINT: Endpoint;
    /// Whether it may change without notice, so that a client has to allow it.
    const UNSTABLE: bool = false;
}

/// An operation's description.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// `operationId`, or method and path where the description gives none.
    pub id: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path template, such as `/orgs/{id}`.
    pub path: &'static str,
    /// Alternatives of authentication, each a list of schemes (with scopes) that are all needed.
    pub security: &'static [Requirement],
    /// The answers that it documents.
    pub answers: &'static [Answer],
    /// Base URLs of its own; none: the client's.
    pub servers: &'static [super::config::Server],
}

/// One alternative of authentication: schemes by name, each with the scopes that it needs.
pub type Requirement = &'static [(&'static str, &'static [&'static str])];

/// A documented answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Its statuses.
    pub status: Status,
    /// Its media type; empty where no body is promised.
    pub media_type: &'static str,
    /// The branch of the output's or error's union that holds it.
    pub variant: usize,
    /// Whether it is a failure.
    pub failure: bool,
}

impl Answer {
    /// A success.
    pub const fn success(status: Status, media_type: &'static str, variant: usize) -> Self {
        Self { status, media_type, variant, failure: false }
    }

    /// A failure.
    pub const fn failure(status: Status, media_type: &'static str, variant: usize) -> Self {
        Self { status, media_type, variant, failure: true }
    }
}

/// The statuses that an answer is for (OpenAPI 3.0.3, 4.7.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One status.
    Code(u16),
    /// A class: `4` for `4XX`.
    Class(u16),
    /// Every status that no other answer names.
    Default,
}

impl Status {
    /// How exactly it fits a status: the higher, the better; `None`, if not at all.
    fn fit(self, status: u16) -> Option<u8> {
        match self {
            Self::Code(code) => (code == status).then_some(2),
            Self::Class(class) => (class == status / 100).then_some(1),
            Self::Default => Some(0),
        }
    }
}

/// A success of an operation that documents none.
static UNDOCUMENTED: Answer = Answer::success(Status::Default, "", 0);

impl Endpoint {
    /// The documented answer for a status and media type: the most exact status, then the most exact media type (OpenAPI 3.1.2, 4.8.14:
    /// `text/plain` before `text/*` before `*/*`), else the first of that status. A 2xx that is not documented is taken for the first documented success, or one without a body; a 4xx or 5xx is none, not even where
    /// a `default` alone documents both.
    pub(crate) fn answer(&self, status: u16, media_type: &str) -> Option<&'static Answer> {
        let success = (200..300).contains(&status);
        let mut best: Option<((u8, u8), &'static Answer)> = None;
        for answer in self.answers {
            let contradicts =
                if answer.failure { success } else { status >= 400 && answer.status == Status::Default };
            let Some(fit) = answer.status.fit(status).filter(|_| !contradicts) else { continue };
            let fit = (fit, exactness(essence(answer.media_type), media_type));
            if best.is_none_or(|(best, _)| fit > best) {
                best = Some((fit, answer));
            }
        }
        let documented = || self.answers.iter().find(|answer| !answer.failure).unwrap_or(&UNDOCUMENTED);
        best.map(|(_, answer)| answer).or_else(|| success.then(documented))
    }
}

/// How exactly a documented media type or range is that of an answer: the higher, the better; 0, if not at all.
fn exactness(documented: &str, media_type: &str) -> u8 {
    match (documented.strip_suffix("/*"), media_type.split_once('/')) {
        (None, _) if documented.eq_ignore_ascii_case(media_type) => 3,
        (Some(range), Some((kind, _))) if range.eq_ignore_ascii_case(kind) => 2,
        (Some("*"), Some(_)) => 1,
        _ => 0,
    }
}
