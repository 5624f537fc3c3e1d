//! The support code of a generated client.
//!
//! In: the parts that a client needs. Out: sources, word for word, with the list of their modules and the dependencies that they bring. Most
//! become a crate of their own beside the client, in `runtime/`, which is compiled once, however often the description changes; those that
//! the description adds methods to, for which Rust wants them in the same crate, stand in `src/runtime/`. Deliberately absent: any change to
//! the sources, which are tested together, in a crate of this workspace.

use std::collections::BTreeSet;

use crate::manifest::Dependency;
use crate::rust::RuntimePart;

/// A module of support code.
pub(crate) struct Module {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its source.
    pub(crate) source: &'static str,
    /// The part it belongs to; none: every crate needs it.
    part: Option<RuntimePart>,
    /// The feature of the generated crate that compiles it; none: it always is.
    pub(crate) feature: Option<&'static str>,
    /// Where it stands.
    home: Home,
}

/// Where a module stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// In the crate of the runtime.
    Runtime,
    /// In the crate of the API: it has the types that the description adds methods to.
    Api,
}

impl Module {
    const fn core(name: &'static str, source: &'static str) -> Self {
        Self { name, source, part: None, feature: None, home: Home::Runtime }
    }

    const fn of(part: RuntimePart, name: &'static str, source: &'static str) -> Self {
        Self { part: Some(part), ..Self::core(name, source) }
    }

    const fn in_api(self) -> Self {
        Self { home: Home::Api, ..self }
    }

    /// The folder of its file.
    pub(crate) fn folder(&self) -> &'static str {
        match self.home {
            Home::Runtime => "runtime/src",
            Home::Api => "src/runtime",
        }
    }
}

const fn optional(feature: &'static str, name: &'static str, source: &'static str) -> Module {
    Module { feature: Some(feature), ..Module::core(name, source) }
}

const MODULES: &[Module] = &[
    Module::of(RuntimePart::Address, "address", include_str!("../runtime/src/address.rs")),
    Module::core("auth", include_str!("../runtime/src/auth.rs")),
    Module::of(RuntimePart::Base64, "base64", include_str!("../runtime/src/base64.rs")),
    optional("blocking", "blocking", include_str!("../runtime/src/blocking.rs")),
    Module::core("body", include_str!("../runtime/src/body.rs")),
    Module::of(RuntimePart::Union, "buffer", include_str!("../runtime/src/buffer.rs")),
    Module::core("builder", include_str!("../runtime/src/builder.rs")),
    Module::core("call", include_str!("../runtime/src/call.rs")).in_api(),
    optional("blocking", "call_blocking", include_str!("../runtime/src/call_blocking.rs")).in_api(),
    Module::of(RuntimePart::Pagination, "call_pages", include_str!("../runtime/src/call_pages.rs")).in_api(),
    Module::of(RuntimePart::Multipart, "call_parts", include_str!("../runtime/src/call_parts.rs")).in_api(),
    Module::of(RuntimePart::Streamed, "call_streamed", include_str!("../runtime/src/call_streamed.rs"))
        .in_api(),
    Module::core("charset", include_str!("../runtime/src/charset.rs")),
    Module::of(RuntimePart::Choice, "choice", include_str!("../runtime/src/choice.rs")),
    Module::core("client", include_str!("../runtime/src/client.rs")).in_api(),
    optional("tower", "client_layers", include_str!("../runtime/src/client_layers.rs")).in_api(),
    Module::of(RuntimePart::Token, "client_tokens", include_str!("../runtime/src/client_tokens.rs")).in_api(),
    Module::core("config", include_str!("../runtime/src/config.rs")),
    Module::core("decode", include_str!("../runtime/src/decode.rs")),
    Module::core("deviation", include_str!("../runtime/src/deviation.rs")),
    Module::core("enumeration", include_str!("../runtime/src/enumeration.rs")),
    Module::core("error", include_str!("../runtime/src/error.rs")),
    Module::of(RuntimePart::Events, "event_parser", include_str!("../runtime/src/event_parser.rs")),
    Module::core("exchange", include_str!("../runtime/src/exchange.rs")),
    Module::core("explanation", include_str!("../runtime/src/explanation.rs")),
    optional("fake", "fake", include_str!("../runtime/src/fake.rs")),
    Module::core("fields", include_str!("../runtime/src/fields.rs")),
    Module::of(RuntimePart::File, "file", include_str!("../runtime/src/file.rs")),
    Module::core("formatted", include_str!("../runtime/src/formatted.rs")),
    Module::of(RuntimePart::Header, "header", include_str!("../runtime/src/header.rs")),
    Module::core("http_client", include_str!("../runtime/src/http_client.rs")),
    Module::core("inner", include_str!("../runtime/src/inner.rs")),
    Module::core("integer", include_str!("../runtime/src/integer.rs")),
    Module::of(RuntimePart::JsonLines, "json_lines", include_str!("../runtime/src/json_lines.rs")),
    Module::core("json_path", include_str!("../runtime/src/json_path.rs")),
    Module::of(RuntimePart::Union, "keys", include_str!("../runtime/src/keys.rs")),
    optional("tower", "layers", include_str!("../runtime/src/layers.rs")),
    Module::of(RuntimePart::Pagination, "links", include_str!("../runtime/src/links.rs")),
    Module::core("model", include_str!("../runtime/src/model.rs")),
    Module::of(RuntimePart::Multipart, "multipart", include_str!("../runtime/src/multipart.rs")),
    Module::of(RuntimePart::Multipart, "multipart_body", include_str!("../runtime/src/multipart_body.rs")),
    Module::core("nullable", include_str!("../runtime/src/nullable.rs")),
    Module::of(RuntimePart::Number, "number", include_str!("../runtime/src/number.rs")),
    Module::core("object", include_str!("../runtime/src/object.rs")),
    Module::core("opening", include_str!("../runtime/src/opening.rs")),
    Module::core("operation", include_str!("../runtime/src/operation.rs")),
    Module::of(RuntimePart::Pagination, "pagination", include_str!("../runtime/src/pagination.rs")),
    Module::core("pairs", include_str!("../runtime/src/pairs.rs")),
    Module::core("parameter", include_str!("../runtime/src/parameter.rs")),
    Module::core("parameters", include_str!("../runtime/src/parameters.rs")).in_api(),
    Module::core("redirect", include_str!("../runtime/src/redirect.rs")),
    Module::core("request", include_str!("../runtime/src/request.rs")),
    Module::core("response", include_str!("../runtime/src/response.rs")),
    Module::core("retry", include_str!("../runtime/src/retry.rs")),
    Module::core("secret", include_str!("../runtime/src/secret.rs")),
    Module::core("sending", include_str!("../runtime/src/sending.rs")),
    Module::core("settings", include_str!("../runtime/src/settings.rs")),
    Module::core("setup", include_str!("../runtime/src/setup.rs")),
    Module::of(RuntimePart::Events, "sse", include_str!("../runtime/src/sse.rs")),
    Module::of(RuntimePart::Streamed, "streamed", include_str!("../runtime/src/streamed.rs")),
    Module::core("streaming", include_str!("../runtime/src/streaming.rs")),
    Module::of(RuntimePart::Union, "tagged", include_str!("../runtime/src/tagged.rs")),
    Module::of(RuntimePart::Time, "time", include_str!("../runtime/src/time.rs")),
    optional("rustls", "tls", include_str!("../runtime/src/tls.rs")),
    Module::of(RuntimePart::Token, "token", include_str!("../runtime/src/token.rs")),
    Module::core("tolerant", include_str!("../runtime/src/tolerant.rs")),
    optional("tracing", "trace", include_str!("../runtime/src/trace.rs")),
    Module::core("transport", include_str!("../runtime/src/transport.rs")),
    Module::of(RuntimePart::Union, "trial", include_str!("../runtime/src/trial.rs")),
    Module::of(RuntimePart::Tuple, "tuple", include_str!("../runtime/src/tuple.rs")),
    Module::of(RuntimePart::Union, "union", include_str!("../runtime/src/union.rs")),
    Module::of(RuntimePart::UrlEncoded, "url_encoded", include_str!("../runtime/src/url_encoded.rs")),
    Module::of(RuntimePart::Uuid, "uuid", include_str!("../runtime/src/uuid.rs")),
];

/// Whether a file of a generated crate, by its path below the crate's root, is support code: the same for each description that needs it.
pub fn is_runtime(path: &str) -> bool {
    path.starts_with("runtime/") || path.starts_with("src/runtime/") || path == "src/runtime.rs"
}

/// The modules that a client with these parts needs, by name.
pub(crate) fn modules(parts: &BTreeSet<RuntimePart>) -> impl Iterator<Item = &'static Module> {
    MODULES.iter().filter(|module| module.part.is_none_or(|part| parts.contains(&part)))
}

/// Those of them that stand in one place.
pub(crate) fn modules_of(parts: &BTreeSet<RuntimePart>, home: Home) -> impl Iterator<Item = &'static Module> {
    modules(parts).filter(move |module| module.home == home)
}

/// A dependency as it is listed here.
struct Listed {
    /// The part that brings it; none: every crate needs it.
    part: Option<RuntimePart>,
    name: &'static str,
    version: &'static str,
    default_features: bool,
    /// Its features, each with the part that needs it, or none, if every crate does.
    features: &'static [(Option<RuntimePart>, &'static str)],
    optional: bool,
}

const FILE: Option<RuntimePart> = Some(RuntimePart::File);
const MULTIPART: Option<RuntimePart> = Some(RuntimePart::Multipart);
const TOKEN: Option<RuntimePart> = Some(RuntimePart::Token);

/// Every dependency that the runtime of some crate needs.
const DEPENDENCIES: &[Listed] = &[
    Listed { part: Some(RuntimePart::Base64), ..plain("base64", "0.22") },
    plain("bytes", "1"),
    lean("futures-util", "0.3", &[(None, "std")]),
    plain("http", "1"),
    plain("http-body", "1"),
    plain("httpdate", "1"),
    Listed { part: Some(RuntimePart::Time), ..lean("jiff", "0.2", &[(None, "std")]) },
    lean("reqwest", "0.13", &[(MULTIPART, "multipart"), (FILE, "stream")]),
    Listed { optional: true, ..lean("rustls", "0.23", &[(None, "ring"), (None, "std"), (None, "tls12")]) },
    Listed { optional: true, ..plain("rustls-platform-verifier", "0.7") },
    plain("serde", "1"),
    Listed { features: &[(None, "float_roundtrip"), (None, "raw_value")], ..plain("serde_json", "1") },
    lean("tokio", "1", &[(FILE, "fs"), (FILE, "io-util"), (FILE, "rt"), (TOKEN, "sync"), (None, "time")]),
    Listed { optional: true, ..plain("tower-layer", "0.3") },
    Listed { optional: true, ..plain("tower-service", "0.3") },
    Listed { optional: true, ..lean("tracing", "0.1", &[(None, "std")]) },
    Listed { part: Some(RuntimePart::Union), ..plain("typeid", "1") },
    Listed { part: Some(RuntimePart::Uuid), ..plain("uuid", "1") },
];

const fn plain(name: &'static str, version: &'static str) -> Listed {
    Listed { part: None, name, version, default_features: true, features: &[], optional: false }
}

const fn lean(
    name: &'static str,
    version: &'static str,
    features: &'static [(Option<RuntimePart>, &'static str)],
) -> Listed {
    Listed { default_features: false, features, ..plain(name, version) }
}

/// The dependencies of a runtime with these parts.
pub(crate) fn dependencies(parts: &BTreeSet<RuntimePart>) -> Vec<Dependency> {
    let is_needed = |part: &Option<RuntimePart>| part.is_none_or(|part| parts.contains(&part));
    let dependency = |listed: &Listed| Dependency {
        name: listed.name,
        version: listed.version,
        default_features: listed.default_features,
        features: listed.features.iter().filter(|(part, _)| is_needed(part)).map(|(_, name)| *name).collect(),
        optional: listed.optional,
    };
    DEPENDENCIES.iter().filter(|listed| is_needed(&listed.part)).map(dependency).collect()
}

/// The dependencies of the crate of the API, besides its runtime.
pub(crate) fn dependencies_of_api() -> [Dependency; 3] {
    let plain = |name, version| Dependency {
        name,
        version,
        default_features: true,
        features: Vec::new(),
        optional: false,
    };
    let reqwest = Dependency { default_features: false, ..plain("reqwest", "0.13") };
    [reqwest, plain("serde", "1"), plain("serde_json", "1")]
}

/// The names of the dependencies that a generated crate may have had before, for whatever part.
pub(crate) fn all_dependencies() -> impl Iterator<Item = &'static str> {
    DEPENDENCIES.iter().map(|listed| listed.name)
}
