//! Words that are taken before the document gets a say: keywords, the prelude, the runtime, and the methods that stand
//! beside generated ones.

/// What the files of models write by its plain name: of the prelude, and of the runtime. A model cannot bear these names; it may
/// bear any other, since the macros of the runtime name what they need by its path.
pub(super) const TYPES: &[&str] = &[
    // The prelude.
    "AsRef",
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "ToString",
    "Vec",
    // The runtime.
    "Base64",
    "Bytes",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalText",
    "Duration",
    "File",
    "Int64Text",
    "Ipv4",
    "Ipv6",
    "Map",
    "Nullable",
    "Secret",
    "Time",
    "Tuple",
    "UInt64Text",
    "Uuid",
    "Value",
];

/// What the files of operations and of the client write by its plain name beside [`TYPES`], and what the crate exports at its root.
/// Types that stand in these files themselves cannot bear these names: handles, markers, enumerations of the client.
const API: &[&str] = &[
    "ApiDescription",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "ConfigError",
    "BodyStream",
    "Error",
    "ErrorKind",
    "RetryPolicy",
    "StreamError",
    "Token",
    "Form",
    "Header",
    "Json",
    "NoBody",
    "Event",
    "EventStream",
    "EventObjects",
    "Events",
    "Streamed",
    "JsonLines",
    "LineStream",
    "Octets",
    "OrNoBody",
    "Pages",
    "Paginated",
    "Parts",
    "RateLimit",
    "Request",
    "Response",
    "Scheme",
    "SchemeKind",
    "Server",
    "ServerVariable",
    "Style",
    "Text",
];

/// The names that types in the files of operations and of the client cannot bear.
pub(super) fn api_types() -> Vec<&'static str> {
    TYPES.iter().chain(API).copied().collect()
}

/// Methods of `Call`, and names that a method's body uses.
pub(super) const PARAMETERS: &[&str] = &[
    "send",
    "header",
    "timeout",
    "retry",
    "stream",
    "send_blocking",
    "stream_blocking",
    "streamed",
    "streamed_blocking",
    "pages",
    "items",
    "request",
    "into_future",
    "new",
    "clone",
    "body",
    "call",
    "self",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
];

/// Methods of `ClientBuilder`.
pub(super) const BUILDER: &[&str] = &[
    "base_url",
    "timeout",
    "user_agent",
    "http_client",
    "build",
    "transport",
    "new",
    "credential",
    "server_variable",
    "body_limit",
    "retry",
    "layer",
    "wrap_transport",
    "allow_unstable",
    "token_source",
    "client_credentials",
    "prepared",
    "environment",
    "setting",
    "variable",
    "missing",
    "clone",
    "default",
    "self",
];

/// Associated functions of a struct. The operators are here since a setter of such a name and form is taken for one.
pub(super) const SETTERS: &[&str] = &[
    "new", "empty", "default", "add", "sub", "mul", "div", "rem", "shl", "shr", "bitand", "bitor", "bitxor",
];

/// Methods of handles: the constructor, and what could be taken for a method of a trait.
pub(super) const METHODS: &[&str] =
    &["new", "as_ref", "borrow", "clone", "cmp", "deref", "eq", "hash", "index"];

/// Modules that are there whatever the document says.
pub(super) const MODULES: &[&str] =
    &["common", "shared", "webhook_payloads", "other_schemas", "runtime", "models", "api", "client"];

/// Methods of `Client` beside the handles.
pub(super) const CLIENT: &[&str] =
    &["builder", "from_env", "new", "send", "execute", "clone", "base_url", "request", "fmt", "into", "from"];

/// Features that are there whatever the document says.
pub(super) const FEATURES: &[&str] = &[
    "default",
    "rustls",
    "native-tls",
    "full",
    "gzip",
    "http2",
    "blocking",
    "tower",
    "tracing",
    "fake",
    "deserialize-requests",
    "webhook-payloads",
    "other-schemas",
];

/// Keywords of all editions that may be raw identifiers.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A name in small letters, made fit where it is a keyword: `r#type`, `self_`.
pub(super) fn escape(name: &str) -> String {
    match name {
        "self" | "super" | "crate" => format!("{name}_"),
        keyword if KEYWORDS.contains(&keyword) => format!("r#{keyword}"),
        other => other.to_owned(),
    }
}

/// Whether a name in small letters is a keyword: a file cannot be called so.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || matches!(name, "self" | "super" | "crate")
}
