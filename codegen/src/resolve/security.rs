//! Security schemes, and what operations need of them.

use indexmap::IndexMap;
use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityRequirement, SecurityScheme};
use serde_json::Value;

use super::{Resolver, servers, text};
use crate::diagnostics::{self, Place};
use crate::ir::{self, Location, Requirement, SchemeId, SecuritySchemeKind};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// Reads all schemes.
    pub(super) fn security_schemes(&mut self) {
        let document = self.document;
        for (at, name) in &document.security_schemes {
            let Some((_, scheme)) = self.follow(&document.nodes.schemes, at) else { continue };
            let scheme = scheme_of(at, name, scheme);
            self.api.security_schemes.push(scheme);
        }
    }

    /// What an operation needs: its own list, else that of the document; none where neither is there.
    pub(super) fn requirements(
        &mut self,
        own: Option<&[SecurityRequirement]>,
        at: &Pointer,
    ) -> Option<Vec<Requirement>> {
        let document = self.document;
        let (list, at) = match own {
            Some(own) => (own, at.child("security")),
            None => (document.security.as_deref()?, Pointer::root().child("security")),
        };
        let items = list.iter().enumerate();
        let known = items.filter_map(|(index, item)| self.requirement(item, &at.child(index)));
        let known: Vec<Requirement> = known.collect();
        // Where no alternative can be met, it is not known what is needed.
        (list.is_empty() || !known.is_empty()).then_some(known)
    }

    /// One alternative; none if it names a scheme that does not exist, for then it cannot be met.
    fn requirement(&mut self, item: &SecurityRequirement, at: &Pointer) -> Option<Requirement> {
        let mut schemes = Vec::new();
        for (name, scopes) in item {
            let known = (0..).zip(&self.api.security_schemes).find(|(_, scheme)| scheme.name == *name);
            let Some((id, _)) = known else {
                self.diagnostics
                    .report(diagnostics::unknown_security_scheme(name, Place::Node(at.child(name))));
                return None;
            };
            schemes.push((SchemeId(id), scopes.clone()));
        }
        Some(Requirement { schemes })
    }
}

fn scheme_of(at: &Pointer, name: &str, scheme: &SecurityScheme) -> ir::SecurityScheme {
    let (kind, description, extensions) = match scheme {
        SecurityScheme::APIKey { location, name, description, extensions } => {
            (SecuritySchemeKind::ApiKey(key_location(location), name.clone()), description, extensions)
        }
        SecurityScheme::HTTP { scheme, bearer_format: _, description, extensions } => {
            (http(scheme, extensions), description, extensions)
        }
        SecurityScheme::OAuth2 { flows, description, extensions } => (oauth2(flows), description, extensions),
        SecurityScheme::OpenIDConnect { open_id_connect_url, description, extensions } => {
            (SecuritySchemeKind::OpenIdConnect(open_id_connect_url.clone()), description, extensions)
        }
    };
    ir::SecurityScheme {
        at: at.clone(),
        name: name.to_owned(),
        description: text(description.as_ref()),
        kind,
        environment: servers::environment([extensions]),
    }
}

fn key_location(location: &APIKeyLocation) -> Location {
    match location {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}

fn http(scheme: &str, extensions: &IndexMap<String, Value>) -> SecuritySchemeKind {
    if extensions.contains_key("x-mutualTLS") {
        return SecuritySchemeKind::MutualTls;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SecuritySchemeKind::Basic,
        "bearer" => SecuritySchemeKind::Bearer,
        _ => SecuritySchemeKind::OtherHttp(scheme.to_owned()),
    }
}

fn oauth2(flows: &OAuth2Flows) -> SecuritySchemeKind {
    let OAuth2Flows { implicit, password, client_credentials, authorization_code, extensions: _ } = flows;
    let mut scopes = IndexMap::new();
    let lists = [
        implicit.as_ref().map(|flow| &flow.scopes),
        password.as_ref().map(|flow| &flow.scopes),
        client_credentials.as_ref().map(|flow| &flow.scopes),
        authorization_code.as_ref().map(|flow| &flow.scopes),
    ];
    for (name, description) in lists.into_iter().flatten().flatten() {
        scopes.entry(name.clone()).or_insert_with(|| description.clone());
    }
    let token_url = client_credentials.as_ref().map(|flow| flow.token_url.trim().to_owned());
    let client_credentials = token_url.filter(|url| !url.is_empty());
    SecuritySchemeKind::OAuth2 { client_credentials, scopes }
}
