//! What an operation is, as data.
//!
//! In: a table of what the description says of an operation. Out: a marker that implements [`Operation`]. Deliberately absent: what its calls
//! take, which is said by `parameters`.

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
    pub statuses: &'static [Status],
    /// Its media type; empty where no body is promised.
    pub media_type: &'static str,
    /// The branch of the output's or error's union that holds it.
    pub variant: usize,
    /// Whether it is a failure.
    pub failure: bool,
}

impl Answer {
    /// A success.
    pub const fn success(statuses: &'static [Status], media_type: &'static str, variant: usize) -> Self {
        Self { statuses, media_type, variant, failure: false }
    }

    /// A failure.
    pub const fn failure(statuses: &'static [Status], media_type: &'static str, variant: usize) -> Self {
        Self { statuses, media_type, variant, failure: true }
    }

    /// How exactly it fits a status: the higher, the better; `None`, if not at all. No failure fits a 2xx, nor a success by `default` alone a
    /// 4xx or 5xx.
    fn fit(&self, status: u16) -> Option<u8> {
        let success = (200..300).contains(&status);
        let contradicts = |documented: Status| {
            if self.failure { success } else { status >= 400 && documented == Status::Default }
        };
        let statuses = self.statuses.iter().filter(|documented| !contradicts(**documented));
        statuses.filter_map(|documented| documented.fit(status)).max()
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
static UNDOCUMENTED: Answer = Answer::success(&[Status::Default], "", 0);

impl Endpoint {
    /// The documented answer for a status and media type: the most exact status, then the most exact media type (OpenAPI 3.1.2, 4.8.14:
    /// `text/plain` before `text/*` before `*/*`), else the first of that status. A 2xx that is not documented is taken for the first documented success, or one without a body; a 4xx or 5xx is none, not even where
    /// a `default` alone documents both.
    pub(crate) fn answer(&self, status: u16, media_type: &str) -> Option<&'static Answer> {
        let success = (200..300).contains(&status);
        let mut best: Option<((u8, u8), &'static Answer)> = None;
        for answer in self.answers {
            let Some(fit) = answer.fit(status) else { continue };
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

/// Makes an operation: its marker, and what there is to know of it. The first row has `operationId`, method and path; the next how success and
/// failure are decoded. Each row of an answer has its statuses, its media type (empty where no body is promised), and the branch of the output that
/// holds it, unless that is the first.
#[macro_export]
macro_rules! operation {
    ($(#[$attribute:meta])* $operation:ident {
        $id:literal: $method:literal $path:literal,
        output $output:ty, error $error:ty,
        $(unstable = $unstable:literal,)?
        $(security($($scheme:literal $([$($scope:literal),*])?),*),)*
        $(success($($success:tt),*) $success_type:literal $(at $success_branch:literal)?,)*
        $(failure($($failure:tt),*) $failure_type:literal $(at $failure_branch:literal)?,)*
        $(server $url:literal $(($($variable:literal = $default:literal from $environment:literal),*))?,)*
    }) => {
        $(#[$attribute])*
        pub enum $operation {}

        impl $crate::operation::Operation for $operation {
            type Output = $output;
            type Error = $error;
            const ENDPOINT: $crate::operation::Endpoint = $crate::operation::Endpoint {
                id: $id,
                method: $method,
                path: $path,
                security: &[$(&[$(($scheme, &[$($($scope),*)?])),*]),*],
                answers: &[
                    $($crate::operation::Answer::success(
                        &[$($crate::operation::status!($success)),*],
                        $success_type,
                        0 $(+ $success_branch)?,
                    ),)*
                    $($crate::operation::Answer::failure(
                        &[$($crate::operation::status!($failure)),*],
                        $failure_type,
                        0 $(+ $failure_branch)?,
                    ),)*
                ],
                servers: &[$($crate::config::Server {
                    url: $url,
                    variables: &[$($($crate::config::ServerVariable {
                        name: $variable,
                        default: $default,
                        environment: $environment,
                    }),*)?],
                }),*],
            };
            $(const UNSTABLE: bool = $unstable;)?
        }
    };
}

/// The statuses that an answer is for: one, a class as `4XX`, or `default`.
#[macro_export]
macro_rules! status {
    (default) => {
        $crate::operation::Status::Default
    };
    (1XX) => {
        $crate::operation::Status::Class(1)
    };
    (2XX) => {
        $crate::operation::Status::Class(2)
    };
    (3XX) => {
        $crate::operation::Status::Class(3)
    };
    (4XX) => {
        $crate::operation::Status::Class(4)
    };
    (5XX) => {
        $crate::operation::Status::Class(5)
    };
    ($code:tt) => {
        $crate::operation::Status::Code($code)
    };
}

pub use {operation, status};
