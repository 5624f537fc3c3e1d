//! The service around the operations: servers, security schemes, tags, and how its lists come in pages.

use indexmap::IndexMap;

use super::{Docs, Location, Pointer};

/// A server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// The URL template, such as `https://{region}.example.com/v1`.
    pub url: String,
    /// Its prose.
    pub description: Option<String>,
    /// Its variables in the order of the document.
    pub variables: IndexMap<String, ServerVariable>,
}

/// A variable of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// `default`.
    pub default: String,
    /// `enum`, without repetitions.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
    /// `x-env`: the environment variable that sets it.
    pub environment: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands.
    pub at: Pointer,
    /// Its key.
    pub name: String,
    /// Its prose.
    pub description: Option<String>,
    /// Its kind.
    pub kind: SecuritySchemeKind,
    /// `x-env`: the environment variable that holds the credential.
    pub environment: Option<String>,
}

/// Kind of a security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`: location (never a path) and name.
    ApiKey(Location, String),
    /// `http` with `basic` (RFC 7617).
    Basic,
    /// `http` with `bearer` (RFC 6750).
    Bearer,
    /// `http` with another scheme of the IANA registry: the user gives the whole `Authorization` value after its name.
    OtherHttp(String),
    /// `oauth2`: used as a bearer token; the token URL of the client-credentials flow, if there is one, and all scopes.
    OAuth2 {
        /// `tokenUrl` of `clientCredentials`.
        client_credentials: Option<String>,
        /// Scopes of all flows with their descriptions.
        scopes: IndexMap<String, String>,
    },
    /// `openIdConnect`: used as a bearer token.
    OpenIdConnect(String),
    /// `mutualTLS`: a matter of the HTTP client that the user brings.
    MutualTls,
}

/// A tag.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its prose.
    pub docs: Docs,
}

/// How the pages of a list are walked (`x-pagination`, or inferred).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// The way from one page to the next.
    pub kind: PaginationKind,
    /// The query parameter that sets the size of a page.
    pub limit_parameter: Option<String>,
    /// The way to the items of a page, by property names; empty: the page is the list.
    pub items: Vec<String>,
    /// Whether the document does not say so itself.
    pub inferred: bool,
}

/// The way from one page to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationKind {
    /// A query parameter counts the items to skip; the total, if the page tells it, is at `total`.
    Offset {
        /// The parameter.
        parameter: String,
        /// The way to the total.
        total: Option<Vec<String>>,
    },
    /// A query parameter counts pages from `first`.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
        /// The way to the total of items, if the page tells it.
        total: Option<Vec<String>>,
    },
    /// A query parameter takes a token that the page before carries at `next`.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The way to the token.
        next: Vec<String>,
    },
    /// The `Link` header's `rel="next"` (RFC 8288).
    Link,
    /// A URL that the page before carries at `next`.
    Url {
        /// The way to the URL.
        next: Vec<String>,
    },
}
