//! Spells the constant that describes the service to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::api;
use super::super::scope::Scope;
use crate::rust::{Crate, CredentialKind, CredentialSetter};

/// `static API: ApiDescription = …;`
pub(super) fn item(output: &Crate, scope: &mut Scope) -> TokenStream {
    let description = scope.runtime("ApiDescription");
    let agent = format!("{}/", output.name);
    let servers: Vec<_> = output.client.servers.iter().map(|template| api::server(template, scope)).collect();
    let schemes: Vec<_> = output.client.credentials.iter().map(|setter| scheme(setter, scope)).collect();
    let security = output.client.security.iter().map(|names| quote! { &[#(#names),*] });
    quote! {
        #[doc = " What the runtime knows of the service."]
        static API: #description = #description {
            user_agent: concat!(#agent, env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            security: &[#(#security),*],
        };
    }
}

fn scheme(setter: &CredentialSetter, scope: &mut Scope) -> TokenStream {
    let scheme = scope.runtime("Scheme");
    let kind = scope.runtime("SchemeKind");
    let (name, environment) = (&setter.wire, &setter.environment);
    let way = match &setter.kind {
        CredentialKind::Header(name) => quote! { Header(#name) },
        CredentialKind::Query(name) => quote! { Query(#name) },
        CredentialKind::Cookie(name) => quote! { Cookie(#name) },
        CredentialKind::Bearer => quote! { Bearer },
        CredentialKind::ClientCredentials(address) => {
            let (url, id, secret) = (&address.url, &address.id, &address.secret);
            let tokens = scope.runtime("client_credentials");
            quote! { ClientCredentials { token_url: #url, id: #id, secret: #secret, tokens: #tokens } }
        }
        CredentialKind::Basic => quote! { Basic },
        CredentialKind::Other(name) => quote! { Other(#name) },
    };
    quote! { #scheme { name: #name, kind: #kind::#way, environment: #environment } }
}
