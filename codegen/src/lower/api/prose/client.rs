//! Writes the documentation of what the client builder offers.

use crate::ir;
use crate::lower::docs::{self, code};
use crate::rust::{ClientApi, CredentialKind, CredentialSetter, Doc, ServerTemplate};

use super::{filled, paragraphs};

/// What `Client::builder` says: the servers.
pub(in super::super) fn builder(client: &ClientApi) -> Doc {
    let lead = "Settings for a client: servers, credentials, and how calls are sent.".to_owned();
    let mut lines: Vec<String> = client.servers.iter().map(server_line).collect();
    lines.dedup();
    let list = match lines.as_slice() {
        [] => String::new(),
        lines => format!(
            "The servers; the first that has all variables that are set is used:\n\n{}",
            lines.join("\n")
        ),
    };
    paragraphs([lead, list])
}

/// A server as an entry of a list.
fn server_line(server: &ServerTemplate) -> String {
    let about = server.doc.0.split("\n\n").next().unwrap_or_default();
    let colon = if about.is_empty() { "" } else { ": " };
    docs::filled("- ", &format!("{}{colon}{about}", code(&server.url)))
}

/// What `Client::from_env` says: the variables that it reads.
pub(in super::super) fn environment(client: &ClientApi) -> Doc {
    let credentials = client.credentials.iter().flat_map(environment_names);
    let variables = client.servers.iter().flat_map(|server| &server.variables);
    let mut names: Vec<&str> = Vec::new();
    for name in credentials.chain(variables.map(|variable| variable.environment.as_str())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let list = names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let text = "A client as the environment has it";
    Doc(filled(&if list.is_empty() { format!("{text}.") } else { format!("{text}: {list}.") }))
}

/// The variables of a credential.
fn environment_names(setter: &CredentialSetter) -> Vec<&str> {
    let own = setter.environment.as_str();
    match &setter.kind {
        CredentialKind::ClientCredentials(address) => vec![own, &address.id, &address.secret],
        _ => vec![own],
    }
}

/// What the setter of a server variable says.
pub(in super::super) fn variable(name: &str, description: Option<&str>, default: &str) -> Doc {
    let unless_set =
        if default.is_empty() { String::new() } else { format!(" ({}, unless set)", code(default)) };
    let lead = format!("Sets the variable {} of the server's address{unless_set}.", code(name));
    paragraphs([filled(&lead), description.map(docs::markdown).unwrap_or_default()])
}

/// What the enumeration of a server variable's values says.
pub(in super::super) fn variable_values(name: &str) -> Doc {
    Doc(format!("Values of the server variable {}.", code(name)))
}

/// What the setter of a credential says.
pub(in super::super) fn credential(scheme: &ir::SecurityScheme, kind: &CredentialKind) -> Doc {
    let place = match kind {
        CredentialKind::Header(name) => format!("which goes out in the header {}", code(name)),
        CredentialKind::Query(name) => format!("which goes out in the query parameter {}", code(name)),
        CredentialKind::Cookie(name) => format!("which goes out in the cookie {}", code(name)),
        CredentialKind::Bearer | CredentialKind::ClientCredentials(_) => {
            "which goes out as a bearer token".to_owned()
        }
        CredentialKind::Basic => "a user name and a password".to_owned(),
        CredentialKind::Other(name) => format!("which goes out after `Authorization: {name}`"),
    };
    let description = scheme.description.as_deref().map(docs::markdown).unwrap_or_default();
    let lead = filled(&format!("Sets the credential of {}, {place}.", code(&scheme.name)));
    paragraphs([lead, description])
}

/// What the setter of client credentials says.
pub(in super::super) fn client_credentials(scheme: &ir::SecurityScheme, url: &str) -> Doc {
    Doc(filled(&format!(
        "Has the bearer tokens of {} fetched from {} with these client credentials (OAuth 2), each with the scopes that an operation \
         needs; they are kept until they end or are refused.",
        code(&scheme.name),
        code(url),
    )))
}
