//! Operations, webhooks and callbacks.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::{Resolver, external, servers, text};
use crate::diagnostics::{self, Place};
use crate::document::{self, PathItem};
use crate::ir::{Docs, Operation, Parameter, ReservedHeader, Webhook};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// Reads all operations.
    pub(super) fn operations(&mut self) {
        let document = self.document;
        for operation in &document.operations {
            let operation = self.operation(operation);
            self.api.operations.push(operation);
        }
    }

    fn operation(&mut self, operation: &document::Operation) -> Operation {
        let document::Operation { at, method, path, item, decoded } = operation;
        let openapiv3::Operation {
            tags,
            summary,
            description,
            external_docs,
            operation_id,
            parameters,
            request_body,
            responses,
            callbacks: _,
            deprecated,
            security,
            servers: own_servers,
            extensions,
        } = decoded;
        let reserved_headers = self.reserved_headers(&item.parameters, parameters);
        let (template, parameters) = self.parameters(operation, parameters);
        let servers = if own_servers.is_empty() { &item.servers } else { own_servers };
        let docs = Docs {
            title: text(summary.as_ref()).or_else(|| text(item.summary.as_ref())),
            description: text(description.as_ref()).or_else(|| text(item.description.as_ref())),
            deprecated: *deprecated,
            external: external(external_docs.as_ref()),
            ..Docs::default()
        };
        Operation {
            at: at.clone(),
            operation_id: text(operation_id.as_ref()),
            method: method.clone(),
            path: path.clone(),
            template,
            tags: tags.iter().map(|tag| self.tag(tag)).collect(),
            docs,
            unstable: unstable(extensions.get("x-unstable")),
            pagination: self.pagination(extensions, &parameters, at),
            parameters,
            body: request_body.as_ref().and_then(|body| self.body(body)),
            responses: self.responses(responses, at),
            reserved_headers,
            security: self.requirements(security.as_deref(), at),
            servers: servers::servers(servers),
        }
    }

    /// The parameters of an operation: those of its path item, each in the operation's own version where it has one, then
    /// the others, then those that only the path names; and the path with their names.
    fn parameters(
        &mut self,
        operation: &document::Operation,
        own: &[ReferenceOr<openapiv3::Parameter>],
    ) -> (String, Vec<Parameter>) {
        let PathItem { summary: _, description: _, servers: _, parameters: shared } = &operation.item;
        let own: Vec<Pointer> = own.iter().filter_map(document::place).collect();
        let mut parameters: Vec<Parameter> = Vec::new();
        for (index, at) in shared.iter().chain(&own).enumerate() {
            let Some(parameter) = self.parameter(at) else { continue };
            let same =
                |known: &&mut Parameter| known.name == parameter.name && known.location == parameter.location;
            match parameters.iter_mut().find(same) {
                None => parameters.push(parameter),
                Some(known) if index >= shared.len() && shared.contains(&known.at) => *known = parameter,
                Some(_) => self.diagnostics.report(diagnostics::duplicate_parameter(
                    &parameter.name,
                    Place::Node(parameter.at.clone()),
                )),
            }
        }
        let template = self.fit_to_path(operation, &mut parameters);
        (template, parameters)
    }

    /// The headers among the parameters that are none; the operation's own count before those of its path item.
    fn reserved_headers(
        &mut self,
        shared: &[Pointer],
        own: &[ReferenceOr<openapiv3::Parameter>],
    ) -> Vec<ReservedHeader> {
        let mut found: IndexMap<String, ReservedHeader> = IndexMap::new();
        for at in shared.iter().cloned().chain(own.iter().filter_map(document::place)) {
            let header = self.reserved_header(&at);
            found.extend(header.map(|header| (header.name.to_ascii_lowercase(), header)));
        }
        found.into_values().collect()
    }

    /// Reads all webhooks and callbacks.
    pub(super) fn webhooks(&mut self) {
        let document = self.document;
        for webhook in &document.webhooks {
            let document::Webhook { at, name, decoded } = webhook;
            let docs = Docs {
                title: text(decoded.summary.as_ref()),
                description: text(decoded.description.as_ref()),
                deprecated: decoded.deprecated,
                external: external(decoded.external_docs.as_ref()),
                ..Docs::default()
            };
            let body = decoded.request_body.as_ref().and_then(|body| self.body(body));
            if !decoded.parameters.is_empty() || decoded.responses.responses.len() > 1 {
                self.diagnostics.report(diagnostics::webhook_body_only(name, Place::Node(at.clone())));
            }
            self.api.webhooks.push(Webhook { at: at.clone(), name: name.clone(), docs, body });
        }
    }
}

/// `x-unstable`: a reason, or just `true`.
fn unstable(extension: Option<&Value>) -> Option<String> {
    match extension? {
        Value::String(reason) => Some(reason.clone()),
        Value::Bool(true) => Some(String::new()),
        _ => None,
    }
}
