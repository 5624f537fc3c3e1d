//! The type that each member of an object should have.

use serde_json::{Number, Value, json};

use super::super::grammar::{Holds, Kind, METHODS, member};

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
        &["type", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"],
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
    (&[Kind::Example], &["value", "externalValue", "dataValue", "serializedValue"], Expected::Anything),
    (&[Kind::Link], &["operationRef", "parameters", "requestBody"], Expected::Anything),
];

/// What a member of an object of this kind should be, if it is plain data that is known.
pub(super) fn expected(kind: Kind, key: &str) -> Option<Expected> {
    let is_meant = |(kinds, keys, _): &&(&[Kind], &[&str], Expected)| {
        (kinds.is_empty() || kinds.contains(&kind)) && keys.contains(&key)
    };
    MEMBERS.iter().find(is_meant).map(|(_, _, expected)| *expected)
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

    /// Makes a value fit, if it can be done.
    pub(super) fn apply(self, value: &mut Value) -> Verdict {
        let converted = match self {
            Self::Anything => return Verdict::Fits,
            Self::Text => text(value),
            Self::Flag => flag(value),
            Self::Count => count(value),
            Self::Quantity => quantity(value),
            Self::Texts => texts(value),
            Self::List => value.is_array().then(|| value.clone()),
            Self::Object => value.is_object().then(|| value.clone()),
            Self::TextMap => text_map(value),
        };
        match converted {
            None => Verdict::Useless,
            Some(same) if same == *value => Verdict::Fits,
            Some(other) => {
                *value = other;
                Verdict::Converted
            }
        }
    }
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(json!(number.to_string())),
        Value::Bool(flag) => Some(json!(flag.to_string())),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(_) => Some(value.clone()),
        Value::String(text) => text.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}

fn count(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) if number.is_u64() => Some(value.clone()),
        Value::Number(number) => whole(number.as_f64()?),
        Value::String(text) => text.trim().parse::<u64>().ok().map(Value::from),
        _ => None,
    }
}

fn whole(number: f64) -> Option<Value> {
    let is_whole = number.fract() == 0.0 && (0.0..9e15).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    is_whole.then(|| Value::from(number as u64))
}

fn quantity(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.trim().parse::<Number>().ok().map(Value::Number),
        _ => None,
    }
}

fn texts(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.iter().all(Value::is_string) => Some(value.clone()),
        Value::Array(items) => Some(items.iter().filter_map(text).collect()),
        Value::String(_) => Some(json!([value])),
        _ => None,
    }
}

fn text_map(value: &Value) -> Option<Value> {
    let members = value.as_object()?;
    let texts = members.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?)));
    Some(Value::Object(texts.collect()))
}
