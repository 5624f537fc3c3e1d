//! Spells the setters of the client's builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::outer as docs;
use super::super::scope::Scope;
use super::super::types::ident;
use crate::rust::{ClientApi, CredentialKind, CredentialSetter, VariableSetter};

/// The `impl` of the setters, if there are any.
pub(super) fn item(client: &ClientApi, scope: &mut Scope) -> Option<TokenStream> {
    if client.variables.is_empty() && client.credentials.is_empty() {
        return None;
    }
    let builder = scope.runtime("ClientBuilder");
    let variables: Vec<_> = client.variables.iter().map(variable).collect();
    let credentials: Vec<_> = client.credentials.iter().map(|setter| credential(setter, scope)).collect();
    let clients: Vec<_> =
        client.credentials.iter().filter_map(|setter| client_credentials(setter, scope)).collect();
    Some(quote! {
        impl #builder {
            #(#variables)*
            #(#credentials)*
            #(#clients)*
        }
    })
}

fn variable(setter: &VariableSetter) -> TokenStream {
    let about = docs(&setter.doc);
    let (method, wire) = (ident(&setter.method), &setter.wire);
    let Some(enumeration) = &setter.enumeration else {
        return quote! {
            #about
            pub fn #method(self, value: impl Into<String>) -> Self {
                self.server_variable(#wire, value)
            }
        };
    };
    let ty = ident(&enumeration.name);
    quote! {
        #about
        pub fn #method(self, value: impl Into<#ty>) -> Self {
            self.server_variable(#wire, value.into().as_str())
        }
    }
}

/// The credentials of a client, for which tokens are fetched.
fn client_credentials(setter: &CredentialSetter, scope: &mut Scope) -> Option<TokenStream> {
    let CredentialKind::ClientCredentials(address) = &setter.kind else { return None };
    let about = docs(&address.doc);
    let secret = scope.runtime("Secret");
    let (method, wire) = (ident(&address.method), &setter.wire);
    Some(quote! {
        #about
        pub fn #method(self, id: impl Into<String>, secret: impl Into<#secret>) -> Self {
            self.client_credentials(#wire, id.into(), secret.into())
        }
    })
}

fn credential(setter: &CredentialSetter, scope: &mut Scope) -> TokenStream {
    let about = docs(&setter.doc);
    let secret = scope.runtime("Secret");
    let (method, wire) = (ident(&setter.method), &setter.wire);
    if setter.kind == CredentialKind::Basic {
        return quote! {
            #about
            pub fn #method(self, user: impl AsRef<str>, password: impl Into<#secret>) -> Self {
                let pair = format!("{}:{}", user.as_ref(), password.into().expose());
                self.credential(#wire, #secret::new(pair))
            }
        };
    }
    quote! {
        #about
        pub fn #method(self, secret: impl Into<#secret>) -> Self {
            self.credential(#wire, secret.into())
        }
    }
}
