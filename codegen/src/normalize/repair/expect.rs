//! The type that each member of an object should have.

use serde_json::Value;

use super::super::grammar::{Holds, Kind, METHODS, member};
use super::convert::{count, flag, list, object, quantity, text, text_map, texts};

/// A type of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Text,
    Flag,
    Count,
    Quantity,
    Texts,
    List,
    Object,
    TextMap,
    Anything,
}

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Fits,
    Converted,
    Useless,
}

/// The members that hold plain data: in objects of these kinds (none: of all kinds), by these keys.
const MEMBERS: &[(&[Kind], &[&str], Expected)] = &[
    (&[], &["$ref"], Expected::Anything),
    (&[], &["description", "summary", "title", "operationId", "termsOfService", "version"], Expected::Text),
    (&[], &["deprecated", "explode", "allowReserved", "allowEmptyValue"], Expected::Flag),
    (&[Kind::Root], &["openapi", "jsonSchemaDialect", "$self"], Expected::Anything),
    (&[Kind::Root, Kind::Operation], &["security"], Expected::List),
    (&[Kind::Info], &["contact", "license"], Expected::Object),
    (&[Kind::Tag, Kind::Parameter], &["name"], Expected::Text),
    (&[Kind::Tag], &["parent", "kind"], Expected::Anything),
    (&[Kind::Operation, Kind::Root], &["schemes"], Expected::Anything),
    (&[Kind::Parameter], &["in"], Expected::Text),
    (&[Kind::Server, Kind::ExternalDocs], &["url"], Expected::Text),
    (&[Kind::ServerVariable], &["default"], Expected::Text),
    (&[Kind::ServerVariable], &["enum"], Expected::Texts),
    (&[Kind::Operation], &["tags"], Expected::Texts),
    (&[Kind::Parameter, Kind::Header, Kind::RequestBody], &["required"], Expected::Flag),
    (&[Kind::Parameter, Kind::Header, Kind::Encoding], &["style"], Expected::Text),
    (&[Kind::Encoding], &["contentType"], Expected::Text),
    (&[Kind::Discriminator], &["propertyName"], Expected::Text),
    (&[Kind::Discriminator], &["mapping"], Expected::TextMap),
    (
        &[Kind::SecurityScheme],
        &["type", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl", "oauth2MetadataUrl"],
        Expected::Text,
    ),
    (&[Kind::SecurityScheme], &["flows"], Expected::Object),
    (&[Kind::Schema], &["type", "format", "pattern"], Expected::Text),
    (&[Kind::Schema], &["nullable", "readOnly", "writeOnly", "uniqueItems"], Expected::Flag),
    (&[Kind::Schema], &["exclusiveMinimum", "exclusiveMaximum"], Expected::Flag),
    (
        &[Kind::Schema],
        &["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
        Expected::Count,
    ),
    (&[Kind::Schema], &["minimum", "maximum", "multipleOf"], Expected::Quantity),
    (&[Kind::Schema], &["required"], Expected::Texts),
    (&[Kind::Schema], &["enum"], Expected::List),
    (&[Kind::Schema], &["xml", "default"], Expected::Anything),
    (&[Kind::Schema, Kind::MediaType, Kind::Parameter, Kind::Header], &["example"], Expected::Anything),
    (&[Kind::Example], &["value", "externalValue", "serializedValue"], Expected::Anything),
    (&[Kind::Link], &["operationRef", "parameters", "requestBody"], Expected::Anything),
];

/// What a member of an object of this kind should be, if it is plain data that is known.
pub(super) fn expected(kind: Kind, key: &str) -> Option<Expected> {
    let is_meant = |(kinds, keys, _): &&(&[Kind], &[&str], Expected)| {
        (kinds.is_empty() || kinds.contains(&kind)) && keys.contains(&key)
    };
    MEMBERS.iter().find(is_meant).map(|(_, _, expected)| *expected)
}

/// Members whose loss leaves the shape of everything as it is: prose, limits, marks.
const HARMLESS: &[&str] = &[
    "description",
    "summary",
    "title",
    "termsOfService",
    "version",
    "contact",
    "license",
    "deprecated",
    "allowEmptyValue",
    "bearerFormat",
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

/// Whether nothing is lost where a member of the wrong type is left out. A property that calls itself required means what the
/// list of its object says.
pub(super) fn is_harmless(key: &str, value: &Value) -> bool {
    HARMLESS.contains(&key) || key == "required" && value.is_boolean()
}

/// Whether a member is not of OpenAPI at all.
pub(super) fn is_unknown(kind: Kind, key: &str) -> bool {
    let is_map = matches!(kind, Kind::Paths | Kind::Callback | Kind::Responses);
    let is_listed = member(kind, key) != Holds::Data || METHODS.contains(&key);
    !(is_map || is_listed || key.starts_with("x-"))
}

impl Expected {
    /// The type in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Flag => "`true` or `false`",
            Self::Count => "a whole number",
            Self::Quantity => "a number",
            Self::Texts => "a list of texts",
            Self::List => "a list",
            Self::Object => "an object",
            Self::TextMap => "a map of texts",
            Self::Anything => "anything",
        }
    }

    /// Whether a value is of the type as it stands.
    fn admits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Flag => value.is_boolean(),
            Self::Count => value.is_u64(),
            Self::Quantity => value.is_number(),
            Self::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            Self::List => value.is_array(),
            Self::Object => value.is_object(),
            Self::TextMap => value.as_object().is_some_and(|members| members.values().all(Value::is_string)),
            Self::Anything => true,
        }
    }

    /// Makes a value fit, if it can be done.
    pub(super) fn apply(self, value: &mut Value) -> Verdict {
        if self.admits(value) {
            return Verdict::Fits;
        }
        let converted = match self {
            Self::Anything => None,
            Self::Text => text(value),
            Self::Flag => flag(value),
            Self::Count => count(value),
            Self::Quantity => quantity(value),
            Self::Texts => texts(value),
            Self::List => list(value),
            Self::Object => object(value),
            Self::TextMap => text_map(value),
        };
        match converted {
            None => Verdict::Useless,
            Some(other) => {
                *value = other;
                Verdict::Converted
            }
        }
    }
}
