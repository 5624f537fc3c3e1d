//! Operations: what is sent, and what comes back.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Docs, Pagination, Pointer, SchemeId, Server, TagId, Usage};

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands in the normalised document.
    pub at: Pointer,
    /// `operationId`, as written.
    pub operation_id: Option<String>,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template as written, such as `/orgs/{id}`.
    pub path: String,
    /// The same with a parameter of the list for each `{name}`: without the pattern of `{name=orgs/*}`.
    pub template: String,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// Summary and description.
    pub docs: Docs,
    /// `x-unstable`: the reason, or an empty text.
    pub unstable: Option<String>,
    /// Parameters in the order of the document (those of the path item first).
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// Responses in the order of their status.
    pub responses: Vec<Response>,
    /// Headers that are described as parameters, and which OpenAPI ignores there.
    pub reserved_headers: Vec<ReservedHeader>,
    /// Alternatives, each a list of schemes that are all needed. Empty: no authentication; none: the document does not say.
    pub security: Option<Vec<Requirement>>,
    /// Servers of its own (of the path item or operation), else empty.
    pub servers: Vec<Server>,
    /// How its pages are walked.
    pub pagination: Option<Pagination>,
}

/// One alternative of `security`: schemes (with the scopes they need) that are all needed. No scheme at all means that
/// the call may go out without authentication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// Schemes and scopes.
    pub schemes: Vec<(SchemeId, Vec<String>)>,
}

/// A header that has a place of its own in OpenAPI, and is no parameter (OpenAPI 3.0.3, 4.7.12.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservedHeader {
    /// Its name.
    pub name: String,
    /// What the parameter says.
    pub description: Option<String>,
    /// Whether the parameter is required.
    pub required: bool,
    /// What its schema says that it is unless it is sent.
    pub default: Option<Value>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub at: Pointer,
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// Its value.
    pub value: Usage,
    /// Its prose.
    pub docs: Docs,
    /// `default`.
    pub default: Option<Value>,
    /// The only value that it can have, where it must be given and does not go into the path.
    pub constant: Option<Value>,
    /// An example.
    pub example: Option<Value>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// Into the path template.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

/// How a parameter's value is written (OpenAPI 3.0.3, 4.7.12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By `style` and `explode`.
    Style {
        /// `style`, with the default of the location filled in.
        style: Style,
        /// `explode`, with the default of the style filled in.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// By a media type (`content`): serialised as such, then percent-encoded.
    Content(String),
}

/// `style` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b`
    Simple,
    /// The same, where a pattern of the path says that the value may have several segments.
    Segments,
    /// `.a.b`
    Label,
    /// `;x=a;x=b`
    Matrix,
    /// `x=a&x=b`
    Form,
    /// `x=a%20b`
    SpaceDelimited,
    /// `x=a|b`
    PipeDelimited,
    /// `x[k]=v`
    DeepObject,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Where it stands.
    pub at: Pointer,
    /// Whether it must be given.
    pub required: bool,
    /// Its prose.
    pub docs: Docs,
    /// The media types it may have, in the order of the document.
    pub contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where it stands.
    pub at: Pointer,
    /// The media type or range as written, without parameters.
    pub media_type: String,
    /// Its parameters as they are sent, such as `; version=2`: those that the transport does not see to, such as `charset`.
    pub parameters: String,
    /// Its kind; that of a range is decided by the schema.
    pub kind: MediaKind,
    /// The schema, if any.
    pub value: Option<Usage>,
    /// `encoding` of the parts of a form, by property.
    pub encoding: IndexMap<String, PartEncoding>,
    /// Examples, by name (the name of a single `example` is empty).
    pub examples: IndexMap<String, Value>,
    /// `x-strip-byte-order-mark` on the schema of a raw body: a leading U+FEFF is taken off before it is sent.
    pub strip_byte_order_mark: bool,
}

impl Content {
    /// Whether it is in any of several media types, such as `*/*` (RFC 9110, section 12.5.1).
    pub(crate) fn is_range(&self) -> bool {
        self.media_type.contains('*')
    }

    /// Whether only the caller can know its media type: it is bytes of a range such as `image/*`, in which `application/octet-stream` is not.
    pub(crate) fn is_open(&self) -> bool {
        let has_octets = matches!(self.media_type.as_str(), "*/*" | "application/*");
        self.kind == MediaKind::Bytes && self.is_range() && !has_octets
    }

    /// The media type with its parameters.
    pub(crate) fn whole_media_type(&self) -> String {
        format!("{}{}", self.media_type, self.parameters)
    }
}

/// What a media type is to the client (RFC 6839 for the suffixes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// `application/json`, `*+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*` (and XML, which is text to us).
    Text,
    /// `text/event-stream`.
    EventStream,
    /// `application/x-ndjson`, `application/jsonl` and their kin.
    JsonLines,
    /// Anything else: bytes.
    Bytes,
}

impl MediaKind {
    /// The kind of a media type, whatever its parameters (RFC 6838, with the suffixes of RFC 6839), but for the one by which Kubernetes tells a
    /// stream of values from a value.
    pub(crate) fn of(media_type: &str) -> Self {
        let (name, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
        let name = name.trim().to_ascii_lowercase();
        let is_watched = parameters.split(';').any(|parameter| parameter.trim() == "stream=watch");
        match name.as_str() {
            "application/json" if is_watched => Self::JsonLines,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::EventStream,
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/json-lines"
            | "application/jsonlines"
            | "application/json-seq" => Self::JsonLines,
            "application/json" | "text/json" | "application/*" | "*/*" => Self::Json,
            "application/xml" | "application/yaml" | "application/x-yaml" | "application/javascript" => {
                Self::Text
            }
            json if json.ends_with("+json") => Self::Json,
            multipart if multipart.starts_with("multipart/") => Self::Multipart,
            text if text.starts_with("text/") || text.ends_with("+xml") || text.ends_with("+yaml") => {
                Self::Text
            }
            _ => Self::Bytes,
        }
    }
}

/// `encoding` of one part of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartEncoding {
    /// `contentType`: those of its list that are no ranges such as `image/*`.
    pub content_types: Vec<String>,
    /// The range that it is, where there is nothing else in the list.
    pub range: Option<String>,
    /// `style` and `explode`, where given.
    pub style: Option<(Style, bool)>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// One response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub at: Pointer,
    /// The statuses it is for.
    pub status: StatusPattern,
    /// Its prose.
    pub docs: Docs,
    /// Its bodies by media type; none: no body is promised.
    pub contents: Vec<Content>,
    /// Its headers.
    pub headers: Vec<Header>,
}

/// A key of `responses`. In the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// One status, such as `404`.
    Code(u16),
    /// A class: `4` for `4XX`.
    Class(u8),
    /// `default`.
    Default,
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// Its value.
    pub value: Usage,
    /// Whether it is always there.
    pub required: bool,
    /// Its prose.
    pub docs: Docs,
}

/// A webhook or callback: a request that the service makes.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Where it stands.
    pub at: Pointer,
    /// Its key.
    pub name: String,
    /// Its prose.
    pub docs: Docs,
    /// What it sends.
    pub body: Option<RequestBody>,
}
