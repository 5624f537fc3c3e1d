//! Spells the files that hold a crate together: `src/lib.rs`, and the lists of modules.
//!
//! In: the [`Crate`]. Out: the items of `src/lib.rs`, `src/api.rs`, `src/models.rs` and `src/runtime.rs`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client;
use super::docs::inner as inner_docs;
use super::scope::cfg;
use super::types::{ident, word};
use crate::runtime;
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
    let is_copied = |name: &str| runtime::modules(&output.runtime).any(|module| module.name == name);
    let runtime = EXPORTED.iter().filter(|(module, _)| is_copied(module)).map(|(module, names)| {
        let module = word(module);
        reexport(&quote! { runtime::#module }, &names.iter().map(|name| word(name)).collect::<Vec<_>>())
    });
    let limit = output.recursion_limit.map(|limit| {
        let limit = Literal::string(&limit.to_string());
        quote! {
            #![recursion_limit = #limit]
            #![doc(test(attr(recursion_limit = #limit)))]
        }
    });
    let head = inner_docs(&output.doc);
    vec![quote! { #head #limit }, modules, quote! { #enumerations #(#runtime)* }]
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

/// The items of `src/runtime.rs`.
pub(crate) fn runtime(output: &Crate) -> Vec<TokenStream> {
    let modules = runtime::modules(&output.runtime).map(|module| {
        let name = word(module.name);
        let gate = module.feature.map(|feature| quote! { #[cfg(feature = #feature)] });
        quote! { #gate pub mod #name; }
    });
    let about = "What all operations have in common: how requests are written, sent and answered. The same in every generated client.";
    vec![inner_docs(&Doc(about.to_owned())), modules.collect()]
}
