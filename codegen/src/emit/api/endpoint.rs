//! Spells what the runtime needs to know of an operation, as a table.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use super::super::scope::Scope;
use super::super::types::ident;
use super::operation::output;
use crate::print::{Member, Table};
use crate::rust::{Answer, AnswerStatus, Doc, Handle, Operation, ServerTemplate};

/// The table of an operation. It makes the marker, which has no values: there is nothing to show of it.
pub(super) fn table(operation: &Operation, handle: &Handle, scope: &mut Scope) -> Table {
    scope.runtime("operation");
    let marker = ident(&operation.marker);
    // A link has names as they are, raw identifiers without their mark.
    let (handle, method) = (handle.name.as_str(), operation.method.as_str().trim_start_matches("r#"));
    let doc = Doc(format!("The operation of [`{handle}::{method}`]."));
    let rows = rows(operation, scope).into_iter().map(Member::plain).collect();
    Table { name: "operation", doc, head: quote!(#marker), rows }
}

fn rows(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let (id, method, path) = (&operation.id, &operation.http_method, &operation.path);
    let (success, failure) = (output(&operation.output, scope), output(&operation.error, scope));
    let mut rows = vec![quote!(#id: #method #path,), quote!(output #success,), quote!(error #failure,)];
    rows.extend(operation.unstable.then(|| quote!(unstable = true,)));
    rows.extend(operation.security.iter().map(|schemes| requirement(schemes)));
    let (failures, successes): (Vec<&Answer>, Vec<&Answer>) =
        operation.answers.iter().partition(|answer| answer.error);
    for (kind, answers) in [(quote!(success), successes), (quote!(failure), failures)] {
        rows.extend(
            answers.chunk_by(|one, next| is_alike(one, next)).filter_map(|alike| answer(&kind, alike)),
        );
    }
    rows.extend(operation.servers.iter().map(server_row));
    rows
}

fn requirement(schemes: &[(String, Vec<String>)]) -> TokenStream {
    let schemes = schemes.iter().map(|(name, scopes)| match scopes.as_slice() {
        [] => quote!(#name),
        scopes => quote!(#name [#(#scopes),*]),
    });
    quote!(security(#(#schemes),*),)
}

/// Whether two answers are one but for their statuses.
fn is_alike(one: &Answer, other: &Answer) -> bool {
    (&one.media_type, one.variant) == (&other.media_type, other.variant)
}

/// The row of answers that differ in nothing but their statuses.
fn answer(kind: &TokenStream, alike: &[&Answer]) -> Option<TokenStream> {
    let first = alike.first()?;
    let statuses = alike.iter().map(|answer| status(answer.status));
    let media_type = first.media_type.as_deref().unwrap_or_default();
    let branch = (first.variant > 0).then(|| {
        let branch = Literal::usize_unsuffixed(first.variant);
        quote!(at #branch)
    });
    Some(quote!(#kind(#(#statuses),*) #media_type #branch,))
}

fn status(status: AnswerStatus) -> TokenStream {
    match status {
        AnswerStatus::Code(code) => Literal::u16_unsuffixed(code).into_token_stream(),
        AnswerStatus::Class(1) => quote!(1XX),
        AnswerStatus::Class(2) => quote!(2XX),
        AnswerStatus::Class(3) => quote!(3XX),
        AnswerStatus::Class(4) => quote!(4XX),
        AnswerStatus::Class(_) => quote!(5XX),
        AnswerStatus::Default => quote!(default),
    }
}

/// The row of a server of its own.
fn server_row(template: &ServerTemplate) -> TokenStream {
    let url = &template.url;
    let variables = template.variables.iter().map(|variable| {
        let (name, default, environment) = (&variable.name, &variable.default, &variable.environment);
        quote!(#name = #default from #environment)
    });
    let variables = (!template.variables.is_empty()).then(|| quote!((#(#variables),*)));
    quote!(server #url #variables,)
}

/// A server of the client, with its variables.
pub(crate) fn server(template: &ServerTemplate, scope: &mut Scope) -> TokenStream {
    let server = scope.runtime("Server");
    let url = &template.url;
    let mut variables = Vec::new();
    for variable in &template.variables {
        let kind = scope.runtime("ServerVariable");
        let (name, default, environment) = (&variable.name, &variable.default, &variable.environment);
        variables.push(quote! { #kind { name: #name, default: #default, environment: #environment } });
    }
    quote! { #server { url: #url, variables: &[#(#variables),*] } }
}
