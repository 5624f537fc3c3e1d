//! Servers.

use crate::ir::{Server, ServerVariable};

/// Takes servers over as they are.
pub(super) fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers.iter().map(server).collect()
}

fn server(server: &openapiv3::Server) -> Server {
    let openapiv3::Server { url, description, variables, extensions: _ } = server;
    let variables = variables.iter().flatten().map(|(name, found)| (name.clone(), variable(found)));
    Server {
        url: url.clone(),
        description: super::text(description.as_ref()),
        variables: variables.collect(),
    }
}

fn variable(variable: &openapiv3::ServerVariable) -> ServerVariable {
    let openapiv3::ServerVariable { enumeration, default, description, extensions } = variable;
    let mut values: Vec<String> = Vec::new();
    for value in enumeration {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    ServerVariable {
        default: default.clone(),
        values,
        description: super::text(description.as_ref()),
        environment: environment([extensions]),
    }
}

/// `x-env`.
pub(super) fn environment<'a>(
    extensions: impl IntoIterator<Item = &'a indexmap::IndexMap<String, serde_json::Value>>,
) -> Option<String> {
    extensions.into_iter().find_map(|extensions| extensions.get("x-env")?.as_str()).map(str::to_owned)
}
