//! Lowers one operation.

use crate::diagnostics::Diagnostics;
use crate::ir::{self, OperationId, SecuritySchemeKind};
use crate::rust::{Argument, Doc, Operation};

use super::answers::{self, Answers, Unions};
use super::{Scene, arguments, body, client, examples, pagination, paths, undefined};

/// One operation; none if it has no name, which does not happen.
pub(super) fn lower(
    scene: &Scene<'_>,
    id: OperationId,
    source: &ir::Operation,
    doc: Doc,
    unions: &mut Unions,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let names = scene.names.operation(id)?;
    undefined::report(scene, source, diagnostics);
    let mut taken = arguments::lower(scene, source, names);
    taken.extend(body::lower(scene, source, names, diagnostics));
    let example = examples::call(scene, source, &taken);
    let (arguments, setters): (Vec<_>, Vec<_>) = taken.into_iter().partition(|taken| taken.required);
    let Answers { output, error, table, stream } = answers::lower(scene, source, names, unions, diagnostics);
    let pagination = source.pagination.as_ref();
    let pagination = pagination.and_then(|pages| {
        pagination::lower(scene, source, pages, &output, &setters_of(&setters), diagnostics)
    });
    Some(Operation {
        marker: names.marker.clone(),
        method: names.method.clone(),
        doc,
        example,
        deprecated: source.docs.deprecated,
        unstable: source.unstable.is_some(),
        id: source.operation_id.clone().unwrap_or_else(|| format!("{} {}", source.method, source.path)),
        http_method: source.method.clone(),
        declared_path: source.path.clone(),
        path: paths::sendable(&source.template),
        arguments: arguments.into_iter().map(|taken| taken.argument).collect(),
        setters: setters.into_iter().map(|taken| taken.argument).collect(),
        output,
        error,
        answers: table,
        security: security(scene, source),
        servers: source.servers.iter().map(|server| client::server(scene, server)).collect(),
        pagination,
        stream,
    })
}

fn setters_of(setters: &[arguments::Taken]) -> Vec<&Argument> {
    setters.iter().map(|taken| &taken.argument).collect()
}

/// Alternatives of authentication. A scheme that the HTTP client itself sees to (`mutualTLS`) asks nothing of a request.
pub(super) fn security(scene: &Scene<'_>, source: &ir::Operation) -> Vec<Vec<(String, Vec<String>)>> {
    let scheme = |id: ir::SchemeId| scene.api.security_schemes.get(id.0 as usize);
    let needed = |(id, scopes): &(ir::SchemeId, Vec<String>)| {
        let scheme = scheme(*id).filter(|scheme| scheme.kind != SecuritySchemeKind::MutualTls)?;
        Some((scheme.name.clone(), scopes.clone()))
    };
    source
        .security
        .iter()
        .flatten()
        .map(|alternative| alternative.schemes.iter().filter_map(needed).collect())
        .collect()
}
