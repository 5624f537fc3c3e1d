//! Lowers servers and security schemes to what the client builder offers.

use crate::diagnostics::Diagnostics;
use crate::ir::{self, Location, SecurityScheme, SecuritySchemeKind};
use crate::names::{self, ServerEnumerationNames};
use crate::rust::{
    ClientApi, CredentialKind, CredentialSetter, Doc, Enumeration, EnumerationVariant, ServerTemplate,
    TemplateVariable, TokenAddress, VariableSetter,
};

use super::{Scene, operation, prose, rules};

/// What the builder offers.
pub(super) fn lower(scene: &Scene<'_>, diagnostics: &mut Diagnostics) -> ClientApi {
    let api = scene.api;
    for scheme in &api.security_schemes {
        if let Some(by_hand) = by_hand(scheme) {
            diagnostics.report(rules::credential_by_hand(&scheme.at, &by_hand));
        }
    }
    let mut lowered = ClientApi {
        servers: api.servers.iter().map(|template| server(scene, template)).collect(),
        variables: variable_names(api).iter().map(|name| variable(scene, name)).collect(),
        credentials: api.security_schemes.iter().filter_map(|scheme| credential(scene, scheme)).collect(),
        security: security(scene),
        ..ClientApi::default()
    };
    lowered.builder_doc = prose::builder(&lowered);
    lowered.environment_doc = prose::environment(&lowered);
    lowered
}

/// A server with its variables.
pub(super) fn server(scene: &Scene<'_>, template: &ir::Server) -> ServerTemplate {
    let variables = template.variables.iter().map(|(name, variable)| TemplateVariable {
        name: name.clone(),
        default: variable.default.clone(),
        environment: variable_environment(scene, name, variable),
    });
    let doc = template.description.as_deref().map(prose::text).unwrap_or_default();
    ServerTemplate { url: template.url.clone(), doc, variables: variables.collect() }
}

fn variable_environment(scene: &Scene<'_>, name: &str, variable: &ir::ServerVariable) -> String {
    let given = variable.environment.clone();
    given.unwrap_or_else(|| environment(scene, scene.names.server_variable(name).as_str()))
}

/// The variables of the client's servers, each once, in the order of the document.
fn variable_names(api: &ir::Api) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in api.servers.iter().flat_map(|server| server.variables.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn variable(scene: &Scene<'_>, name: &str) -> VariableSetter {
    let all = scene.api.servers.iter().filter_map(|server| server.variables.get(name));
    let described = all.clone().find_map(|variable| variable.description.as_deref());
    let default = all.clone().next().map_or("", |variable| variable.default.as_str());
    let values = names::variable_values(scene.api, name);
    let enumeration = scene.names.server_enumeration(name).filter(|_| !values.is_empty());
    VariableSetter {
        method: scene.names.server_variable(name).clone(),
        wire: name.to_owned(),
        doc: prose::variable(name, described, default),
        enumeration: enumeration.map(|names| values_of(names, name, &values)),
    }
}

fn values_of(names: &ServerEnumerationNames, variable: &str, values: &[String]) -> Enumeration {
    let variants = names.variants.iter().zip(values).map(|(name, value)| EnumerationVariant {
        name: name.clone(),
        value: serde_json::Value::String(value.clone()),
        doc: Doc::default(),
    });
    Enumeration {
        received: true,
        name: names.name.clone(),
        doc: prose::variable_values(variable),
        integer: false,
        variants: variants.collect(),
        unknown: names.unknown.clone(),
    }
}

/// What of a scheme the client leaves to its user, if anything beyond the credential itself.
fn by_hand(scheme: &SecurityScheme) -> Option<String> {
    let name = &scheme.name;
    match &scheme.kind {
        SecuritySchemeKind::OtherHttp(word) => {
            Some(format!("the credential of `{name}` is sent as it is given, after `{word}`"))
        }
        SecuritySchemeKind::OpenIdConnect(_) => {
            Some(format!("the tokens of `{name}` are given, not fetched"))
        }
        SecuritySchemeKind::MutualTls => {
            Some(format!("the certificate of `{name}` is given with an HTTP client (`http_client`)"))
        }
        _ => None,
    }
}

/// The setter of a scheme's credential; none where the HTTP client itself sees to it.
fn credential(scene: &Scene<'_>, scheme: &SecurityScheme) -> Option<CredentialSetter> {
    let kind = match &scheme.kind {
        SecuritySchemeKind::ApiKey(Location::Query, name) => CredentialKind::Query(name.clone()),
        SecuritySchemeKind::ApiKey(Location::Cookie, name) => CredentialKind::Cookie(name.clone()),
        SecuritySchemeKind::ApiKey(Location::Header | Location::Path, name) => {
            CredentialKind::Header(name.clone())
        }
        SecuritySchemeKind::Basic => CredentialKind::Basic,
        SecuritySchemeKind::OAuth2 { client_credentials: Some(url), scopes: _ } => {
            CredentialKind::ClientCredentials(token_address(scene, scheme, url))
        }
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OAuth2 { client_credentials: None, scopes: _ }
        | SecuritySchemeKind::OpenIdConnect(_) => CredentialKind::Bearer,
        SecuritySchemeKind::OtherHttp(scheme) => CredentialKind::Other(scheme.clone()),
        SecuritySchemeKind::MutualTls => return None,
    };
    let method = scene.names.credential(&scheme.name).clone();
    let named = || environment(scene, method.as_str());
    Some(CredentialSetter {
        environment: scheme.environment.clone().unwrap_or_else(named),
        doc: prose::credential(scheme, &kind),
        method,
        wire: scheme.name.clone(),
        kind,
    })
}

/// Where the tokens of a scheme are fetched.
fn token_address(scene: &Scene<'_>, scheme: &SecurityScheme, url: &str) -> TokenAddress {
    let own = environment(scene, scene.names.credential(&scheme.name).as_str());
    TokenAddress {
        url: url.to_owned(),
        method: scene.names.client_credentials(&scheme.name).clone(),
        doc: prose::client_credentials(scheme, url),
        id: format!("{own}_CLIENT_ID"),
        secret: format!("{own}_CLIENT_SECRET"),
    }
}

/// `<CRATE>_<NAME>`
fn environment(scene: &Scene<'_>, name: &str) -> String {
    let text = format!("{}_{}", scene.crate_name, name.trim_start_matches("r#"));
    text.to_ascii_uppercase().replace(|other: char| !other.is_ascii_alphanumeric(), "_")
}

/// Every set of schemes that opens some operation, as they appear. One that is open anyway asks for none.
fn security(scene: &Scene<'_>) -> Vec<Vec<String>> {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for source in &scene.api.operations {
        let alternatives = operation::security(scene, source);
        if alternatives.iter().all(|alternative| !alternative.is_empty()) {
            let names = |alternative: Vec<(String, _)>| {
                alternative.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
            };
            for set in alternatives.into_iter().map(names) {
                if !sets.contains(&set) {
                    sets.push(set);
                }
            }
        }
    }
    sets
}
