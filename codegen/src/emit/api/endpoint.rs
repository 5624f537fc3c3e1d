//! Spells what the runtime needs to know of an operation, as one constant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::scope::Scope;
use crate::rust::{Answer, AnswerStatus, Operation, ServerTemplate};

/// The value of an operation's `ENDPOINT`.
pub(super) fn value(operation: &Operation, scope: &mut Scope) -> TokenStream {
    let endpoint = scope.runtime("Endpoint");
    let (id, method, path) = (&operation.id, &operation.http_method, &operation.path);
    let security = operation.security.iter().map(|schemes| requirement(schemes));
    let answers = operation.answers.iter().map(|answer| self::answer(answer, scope)).collect::<Vec<_>>();
    let servers = operation.servers.iter().map(|template| server(template, scope)).collect::<Vec<_>>();
    quote! {
        #endpoint {
            id: #id,
            method: #method,
            path: #path,
            security: &[#(#security),*],
            answers: &[#(#answers),*],
            servers: &[#(#servers),*],
        }
    }
}

fn requirement(schemes: &[(String, Vec<String>)]) -> TokenStream {
    let schemes = schemes.iter().map(|(name, scopes)| quote! { (#name, &[#(#scopes),*]) });
    quote! { &[#(#schemes),*] }
}

fn answer(answer: &Answer, scope: &mut Scope) -> TokenStream {
    let name = scope.runtime("Answer");
    let status_name = scope.runtime("Status");
    let status = match answer.status {
        AnswerStatus::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote! { #status_name::Code(#code) }
        }
        AnswerStatus::Class(class) => {
            let class = Literal::u16_unsuffixed(class);
            quote! { #status_name::Class(#class) }
        }
        AnswerStatus::Default => quote! { #status_name::Default },
    };
    let media_type = answer.media_type.as_deref().unwrap_or_default();
    let variant = Literal::usize_unsuffixed(answer.variant);
    let constructor = quote::format_ident!("{}", if answer.error { "failure" } else { "success" });
    quote! { #name::#constructor(#status, #media_type, #variant) }
}

/// A server with its variables.
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
