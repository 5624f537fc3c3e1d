//! The client builder: servers, their variables, and credentials.

use super::{Doc, Identifier};

/// What the client builder offers.
#[derive(Debug, Clone, Default)]
pub struct ClientApi {
    /// Documentation of `Client::builder`: the servers.
    pub builder_doc: Doc,
    /// Documentation of `Client::from_env`: the environment variables.
    pub environment_doc: Doc,
    /// Servers.
    pub servers: Vec<ServerTemplate>,
    /// Setters for the variables of servers.
    pub variables: Vec<VariableSetter>,
    /// Setters for credentials.
    pub credentials: Vec<CredentialSetter>,
    /// Every set of security schemes that opens some operation.
    pub security: Vec<Vec<String>>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerTemplate {
    /// The URL with `{variables}`.
    pub url: String,
    /// Its prose.
    pub doc: Doc,
    /// Its variables.
    pub variables: Vec<TemplateVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateVariable {
    /// Its name.
    pub name: String,
    /// Its value where nothing is set.
    pub default: String,
    /// The environment variable that sets it.
    pub environment: String,
}

/// A setter for a variable of servers.
#[derive(Debug, Clone)]
pub struct VariableSetter {
    /// Name of the method.
    pub method: Identifier,
    /// Name of the variable.
    pub wire: String,
    /// Its documentation.
    pub doc: Doc,
    /// The open enumeration of its values, if it has any.
    pub enumeration: Option<super::Enumeration>,
}

/// A setter for a credential.
#[derive(Debug, Clone)]
pub struct CredentialSetter {
    /// Name of the method.
    pub method: Identifier,
    /// Name of the security scheme.
    pub wire: String,
    /// Its documentation.
    pub doc: Doc,
    /// How it goes out.
    pub kind: CredentialKind,
    /// The environment variable that holds it.
    pub environment: String,
}

/// Where tokens are fetched with the credentials of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenAddress {
    /// The URL, which may be relative.
    pub url: String,
    /// Name of the method that sets the credentials.
    pub method: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// The environment variable that holds the id of the client.
    pub id: String,
    /// The environment variable that holds its secret.
    pub secret: String,
}

/// How a credential goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// In a header of this name.
    Header(String),
    /// In a query parameter of this name.
    Query(String),
    /// In a cookie of this name.
    Cookie(String),
    /// `Authorization: Bearer`.
    Bearer,
    /// The same, or client credentials that tokens are fetched with.
    ClientCredentials(TokenAddress),
    /// `Authorization: Basic`, of user name and password.
    Basic,
    /// `Authorization:` and this scheme.
    Other(String),
}
