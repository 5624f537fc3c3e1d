//! Spells types and identifiers, and collects what they need imported.
//!
//! Types are written by their plain names; [`Imports`] says which names those are. Where an item of the same file bears
//! the name of a model (a marker `CreateOrg` beside the model `CreateOrg`), the model is written `models::CreateOrg`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::rust::{Identifier, Type};

/// An identifier as a token.
pub(crate) fn ident(identifier: &Identifier) -> Ident {
    word(identifier.as_str())
}

/// A name of the runtime as a token.
pub(crate) fn word(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A type, all models by their plain names.
pub(crate) fn ty(ty: &Type) -> TokenStream {
    ty_beside(ty, &BTreeSet::new())
}

/// A type in a file whose own items bear the names `local`: models of such a name are written `models::Name`.
pub(crate) fn ty_beside(ty: &Type, local: &BTreeSet<String>) -> TokenStream {
    let of = |inner: &Type| ty_beside(inner, local);
    match ty {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Unit => quote!(()),
        Type::Value => quote!(Value),
        Type::Runtime(name) => {
            let name = word(name);
            quote!(#name)
        }
        Type::Local(name) => ident(name).into_token_stream(),
        Type::Model(name) => model(name, local),
        Type::Vec(inner) => generic("Vec", &of(inner)),
        Type::Map(inner) => generic("Map", &of(inner)),
        Type::Option(inner) => generic("Option", &of(inner)),
        Type::Nullable(inner) => generic("Nullable", &of(inner)),
        Type::Box(inner) => generic("Box", &of(inner)),
        Type::Tuple(items) => {
            let items = items.iter().map(of);
            quote!((#(#items,)*))
        }
        Type::OpenTuple(items, rest) => {
            let items = items.iter().map(of);
            // Any value is what follows by default.
            let rest = (**rest != Type::Value).then(|| of(rest)).map(|rest| quote!(, #rest));
            quote!(Tuple<(#(#items,)*) #rest>)
        }
    }
}

fn model(name: &Identifier, local: &BTreeSet<String>) -> TokenStream {
    let is_local = local.contains(name.as_str());
    let name = ident(name);
    if is_local { quote!(models::#name) } else { quote!(#name) }
}

fn generic(name: &str, inner: &TokenStream) -> TokenStream {
    let name = word(name);
    quote!(#name<#inner>)
}

/// What a file must import for its types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Imports {
    /// Names from `crate::runtime`.
    pub(crate) runtime: BTreeSet<String>,
    /// Names from `crate::models`.
    pub(crate) models: BTreeSet<String>,
}

impl Imports {
    /// Adds a name of the runtime.
    pub(crate) fn runtime(&mut self, name: &str) {
        self.runtime.insert(name.to_owned());
    }

    /// Adds what a type names.
    pub(crate) fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Bool
            | Type::I32
            | Type::I64
            | Type::U32
            | Type::U64
            | Type::F64
            | Type::String
            | Type::Unit
            | Type::Local(_) => {}
            Type::Value => self.runtime("Value"),
            Type::Runtime(name) => self.runtime(name),
            Type::Model(name) => drop(self.models.insert(name.as_str().to_owned())),
            Type::Map(inner) => {
                self.runtime("Map");
                self.ty(inner);
            }
            Type::Nullable(inner) => {
                self.runtime("Nullable");
                self.ty(inner);
            }
            Type::Vec(inner) | Type::Option(inner) | Type::Box(inner) => self.ty(inner),
            Type::Tuple(items) => items.iter().for_each(|item| self.ty(item)),
            Type::OpenTuple(items, rest) => {
                self.runtime("Tuple");
                let named = Some(&**rest).filter(|rest| **rest != Type::Value);
                items.iter().chain(named).for_each(|item| self.ty(item));
            }
        }
    }

    /// Names that both the runtime and the models have.
    pub(crate) fn clashing(&self) -> impl Iterator<Item = &String> {
        self.models.intersection(&self.runtime)
    }

    /// The `use` items of a file whose own items bear the names `local`, one for each module.
    pub(crate) fn items(&self, local: &BTreeSet<String>) -> Vec<TokenStream> {
        let mut paths: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for name in &self.runtime {
            paths.entry(path_of(name)).or_default().insert(name);
        }
        for name in &self.models {
            let (path, name) =
                if local.contains(name) { ("crate", "models") } else { ("crate::models", name.as_str()) };
            paths.entry(path).or_default().insert(name);
        }
        // rustfmt puts what comes from the crate itself first.
        let (own, foreign): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|(path, _)| path.starts_with("crate"));
        own.into_iter().chain(foreign).map(|(path, names)| use_item(path, names)).collect()
    }
}

/// Where a name that is written plainly comes from.
pub(crate) fn path_of(name: &str) -> &'static str {
    match name {
        "Value" => "serde_json",
        "Bytes" => "crate::runtime::body",
        "Base64" => "crate::runtime::base64",
        "Call" => "crate::runtime::call",
        "Client" | "ClientBuilder" => "crate::runtime::client",
        "ApiDescription" | "ConfigError" | "Scheme" | "SchemeKind" | "Server" | "ServerVariable" => {
            "crate::runtime::config"
        }
        "Json" | "NoBody" | "Octets" | "OrNoBody" | "Text" | "bodies" => "crate::runtime::decode",
        "operation" => "crate::runtime::operation",
        "Header" => "crate::runtime::header",
        "Streamed" => "crate::runtime::streamed",
        "EventObjects" | "Events" => "crate::runtime::sse",
        "JsonLines" => "crate::runtime::json_lines",
        "Pages" | "Paginated" => "crate::runtime::pagination",
        "Form" | "Style" => "crate::runtime::parameter",
        "Request" => "crate::runtime::request",
        "File" => "crate::runtime::file",
        "string_enum" | "integer_enum" => "crate::runtime::enumeration",
        "Parts" | "form" => "crate::runtime::multipart",
        "Nullable" => "crate::runtime::nullable",
        "Secret" => "crate::runtime::secret",
        "builder" => "crate::runtime::builder",
        "choice" => "crate::runtime::choice",
        "parameters" => "crate::runtime::parameters",
        "client_credentials" => "crate::runtime::token",
        "Tuple" => "crate::runtime::tuple",
        "DateTime" | "Date" | "Time" | "Duration" => "crate::runtime::time",
        "union" => "crate::runtime::union",
        "Decimal" | "DecimalText" | "Int64Text" | "UInt64Text" => "crate::runtime::number",
        "Ipv4" | "Ipv6" => "crate::runtime::address",
        "Uuid" => "crate::runtime::uuid",
        _ => "crate::runtime::model",
    }
}

/// `use path::{A, B};`, or `use path::A;` for a single name.
fn use_item(path: &str, names: BTreeSet<&str>) -> TokenStream {
    let path = path.split("::").map(word);
    let mut names: Vec<&str> = names.into_iter().collect();
    // rustfmt puts what starts with a small letter last.
    names.sort_by_key(|name| (name.starts_with(char::is_lowercase), *name));
    let names: Vec<TokenStream> = names.into_iter().map(imported).collect();
    if let [single] = names.as_slice() {
        quote!(use #(#path)::*::#single;)
    } else {
        quote!(use #(#path)::*::{#(#names),*};)
    }
}

/// A name in a `use` item; a trait whose methods alone are wanted has none.
fn imported(name: &str) -> TokenStream {
    match name.strip_suffix(" as _") {
        Some(unnamed) => {
            let name = word(unnamed);
            quote!(#name as _)
        }
        None => word(name).into_token_stream(),
    }
}
