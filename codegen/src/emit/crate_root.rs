//! Spells the files that hold a crate together: `src/lib.rs`, and the lists of modules.
//!
//! In: the [`Crate`]. Out: the items of `src/lib.rs`, `src/api.rs`, `src/models.rs`, `src/runtime.rs` and `runtime/src/lib.rs`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client;
use super::docs::inner as inner_docs;
use super::scope::cfg;
use super::types::{ident, word};
use crate::manifest;
use crate::runtime::{self, Home};
use crate::rust::{Crate, Doc};

/// Names of the runtime that users meet, by module.
const EXPORTED: &[(&str, &[&str])] = &[
    ("address", &["Ipv4", "Ipv6"]),
    ("base64", &["Base64"]),
    ("call", &["Call"]),
    ("client", &["Client", "ClientBuilder"]),
    ("config", &["ConfigError"]),
    ("error", &["Error", "ErrorKind"]),
    ("file", &["File"]),
    ("header", &["Header"]),
    ("json_lines", &["LineStream"]),
    ("nullable", &["Nullable"]),
    ("number", &["Decimal", "DecimalText", "Int64Text", "UInt64Text"]),
    ("response", &["RateLimit", "Response"]),
    ("retry", &["RetryPolicy"]),
    ("secret", &["Secret"]),
    ("sse", &["Event", "EventStream"]),
    ("streaming", &["BodyStream", "StreamError"]),
    ("time", &["Date", "DateTime", "Duration", "Time"]),
    ("token", &["ClientCredentials", "Token"]),
    ("uuid", &["Uuid"]),
];

/// The items of `src/lib.rs`.
pub(crate) fn library(output: &Crate) -> Vec<TokenStream> {
    let api = (!output.handles.is_empty()).then(|| quote! { pub mod api; });
    let models = (!output.models.is_empty()).then(|| quote! { pub mod models; });
    let modules = quote! {
        #api
        mod client;
        #models
        #[rustfmt::skip]
        pub mod runtime;
    };
    let mut enumerations: Vec<_> = client::exported(output).map(ident).collect();
    enumerations.sort();
    let enumerations = reexport(&quote! { client }, &enumerations);
    let runtime = exported_runtime(output);
    let limit = output.recursion_limit.map(|limit| {
        let limit = Literal::string(&limit.to_string());
        quote! {
            #![recursion_limit = #limit]
            #![doc(test(attr(recursion_limit = #limit)))]
        }
    });
    let head = inner_docs(&output.doc);
    vec![quote! { #head #limit }, modules, quote! { #enumerations #runtime }]
}

/// Names of the modules of support code that a crate has, documented where programs name them.
fn exported_runtime(output: &Crate) -> TokenStream {
    let is_there = |name: &str| runtime::modules(&output.runtime).any(|module| module.name == name);
    let names = EXPORTED.iter().filter(|(module, _)| is_there(module)).map(|(module, names)| {
        let (module, names) = (word(module), names.iter().map(|name| word(name)).collect::<Vec<_>>());
        match names.as_slice() {
            [single] => quote! { #module::#single },
            _ => quote! { #module::{#(#names),*} },
        }
    });
    quote! { #[doc(inline)] pub use runtime::{#(#names),*}; }
}

fn reexport(path: &TokenStream, names: &[proc_macro2::Ident]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [single] => quote! { pub use #path::#single; },
        _ => quote! { pub use #path::{#(#names),*}; },
    }
}

/// The items of `src/api.rs`.
pub(crate) fn api(output: &Crate) -> Vec<TokenStream> {
    let mut handles: Vec<_> = output.handles.iter().collect();
    handles.sort_by(|one, other| one.module.cmp(&other.module));
    let modules = handles.into_iter().map(|handle| {
        let gate = cfg(&handle.gate);
        let module = ident(&handle.module);
        quote! { #gate pub mod #module; }
    });
    let about =
        Doc("Operations, one module for each tag: a handle with a method for each of them.".to_owned());
    vec![inner_docs(&about), modules.collect()]
}

/// The items of `src/models.rs`: the groups are private files, and their types all stand here.
pub(crate) fn models(output: &Crate) -> Vec<TokenStream> {
    let mut groups: Vec<_> = output.models.iter().filter(|group| !group.items.is_empty()).collect();
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    let modules = groups.iter().map(|group| {
        let (gate, name) = (cfg(&group.gate), ident(&group.name));
        quote! { #gate mod #name; }
    });
    let exports = groups.iter().map(|group| {
        let (gate, name) = (cfg(&group.gate), ident(&group.name));
        quote! { #gate pub use #name::*; }
    });
    let about = Doc("What operations take and answer, and what that is made of.".to_owned());
    vec![inner_docs(&about), modules.collect(), exports.collect()]
}

/// The items of `src/runtime.rs`: what the description adds methods to, and the runtime.
pub(crate) fn runtime(output: &Crate) -> Vec<TokenStream> {
    let about =
        "Calls and clients, to which the description adds what it says, and what all of them have in common.";
    let runtime = word(&manifest::runtime::name(output).replace('-', "_"));
    vec![inner_docs(&Doc(about.to_owned())), modules(output, Home::Api), quote! { pub use #runtime::*; }]
}

/// The items of `runtime/src/lib.rs`.
pub(crate) fn runtime_library(output: &Crate) -> Vec<TokenStream> {
    let about = format!(
        "How requests of `{}` are written, sent and answered. Programs use that crate, which says what they need of this one.",
        output.name
    );
    vec![inner_docs(&Doc(about)), modules(output, Home::Runtime)]
}

/// The modules of support code that stand in one place.
fn modules(output: &Crate, home: Home) -> TokenStream {
    let modules = runtime::modules_of(&output.runtime, home).map(|module| {
        let name = word(module.name);
        let gate = module.feature.map(|feature| quote! { #[cfg(feature = #feature)] });
        quote! { #gate pub mod #name; }
    });
    modules.collect()
}
