//! Whether a request is exactly as its operation declares it.

use serde_json::Value;

use crate::multipart::{self, BYTE_ORDER_MARK};
use crate::operation::{Content, Operation, Parameter};
use crate::percent;
use crate::query::Query;
use crate::received::Received;
use crate::schema::{self, Direction};
use crate::security;
use crate::style;

/// Everything in which a request is not as declared. The variables are as they were on the wire.
pub(crate) fn check(
    operation: &Operation,
    request: &Received,
    variables: &[(String, String)],
) -> Vec<String> {
    let mut complaints = security::check(&operation.security, request);
    complaints.extend(check_path(operation, variables));
    complaints.extend(check_query(operation, request));
    complaints.extend(check_headers(operation, request));
    complaints.extend(check_body(operation, request));
    complaints
}

/// The parameters of a location.
fn parameters<'a>(operation: &'a Operation, location: &'a str) -> impl Iterator<Item = &'a Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.location == location)
}

fn check_path(operation: &Operation, variables: &[(String, String)]) -> Vec<String> {
    let mut complaints = Vec::new();
    for parameter in parameters(operation, "path") {
        let text = variables.iter().find(|(name, _)| *name == parameter.name).map(|(_, text)| text.as_str());
        let value = match text {
            None | Some("" | "." | "..") => Err(format!("is `{}`", text.unwrap_or_default())),
            Some(text) => style::path(parameter, text, percent::decode).map(Some),
        };
        complaints.extend(check_value(parameter, value));
    }
    complaints
}

fn check_query(operation: &Operation, request: &Received) -> Vec<String> {
    let mut query = Query::new(request.raw_query());
    let mut complaints = Vec::new();
    for parameter in parameters(operation, "query") {
        complaints.extend(check_value(parameter, query.take(parameter)));
    }
    for name in security::query_names(&operation.security) {
        complaints
            .extend(query.take_one(name).err().map(|error| format!("query parameter `{name}` {error}")));
    }
    complaints
        .extend(query.left_over().iter().map(|name| format!("query parameter `{name}` is not declared")));
    complaints
}

fn check_headers(operation: &Operation, request: &Received) -> Vec<String> {
    let mut complaints = Vec::new();
    for parameter in parameters(operation, "header") {
        let values: Vec<&str> = request.header_values(&parameter.name).collect();
        let value = match values.as_slice() {
            [] => Ok(None),
            [text] => Ok(Some(style::delimited(parameter, text, ",", str::to_owned))),
            several => Err(format!("is there {} times", several.len())),
        };
        complaints.extend(check_value(parameter, value));
    }
    let cookies = request.cookies();
    for parameter in parameters(operation, "cookie") {
        let text = cookies.iter().find(|(name, _)| *name == parameter.name).map(|(_, text)| text);
        let value = text.map(|text| style::delimited(parameter, text, ",", percent::decode));
        complaints.extend(check_value(parameter, Ok(value)));
    }
    complaints
}

/// What is wrong with the value of a parameter.
fn check_value(parameter: &Parameter, value: Result<Option<Value>, String>) -> Vec<String> {
    let found = match (value, parameter.schema) {
        (Err(error), _) => vec![error],
        (Ok(None), _) if parameter.required => vec!["is required and missing".to_owned()],
        (Ok(Some(value)), Some(schema)) => schema::complaints(schema, &value, Direction::Request),
        (Ok(_), _) => Vec::new(),
    };
    let place = format!("{} parameter `{}`", parameter.location, parameter.name);
    found.into_iter().map(|complaint| format!("{place} {complaint}")).collect()
}

fn check_body(operation: &Operation, request: &Received) -> Vec<String> {
    let is_empty = request.body.is_empty() && request.media_type().is_none();
    match &operation.body {
        None if is_empty => Vec::new(),
        None => vec!["there is a body, and none is declared".to_owned()],
        Some(body) if is_empty && body.required => vec!["the body is required and missing".to_owned()],
        Some(_) if is_empty => Vec::new(),
        Some(body) => {
            let media_type = request.media_type().unwrap_or_default();
            let content = body.contents.iter().find(|content| takes(&content.media_type, &media_type));
            let complaints = content.map(|content| check_content(content, &media_type, request));
            complaints.unwrap_or_else(|| vec![format!("the content type `{media_type}` is not declared")])
        }
    }
}

/// Whether a declared media type, or range of them, includes another.
fn takes(declared: &str, media_type: &str) -> bool {
    let declared = declared.split(';').next().unwrap_or_default().trim();
    let range = declared.strip_suffix('*').map(|start| start.trim_start_matches('*'));
    range.is_some_and(|start| start == "/" || media_type.starts_with(start))
        || declared.eq_ignore_ascii_case(media_type)
}

fn check_content(content: &Content, media_type: &str, request: &Received) -> Vec<String> {
    let Some(schema) = content.schema else { return Vec::new() };
    let found = match media_type {
        "multipart/form-data" => {
            multipart::check(content, request.header("content-type").unwrap_or_default(), &request.body)
        }
        "application/x-www-form-urlencoded" => {
            let pairs = Query::new(&request.text()).decoded();
            schema::complaints(schema, &style::object(Some(schema), pairs.into_iter()), Direction::Request)
        }
        json if json.ends_with("json") => match serde_json::from_slice(&request.body) {
            Ok(value) => schema::complaints(schema, &value, Direction::Request),
            Err(error) => vec![format!("is not JSON: {error}")],
        },
        _ if multipart::is_stripped(schema) && request.body.starts_with(BYTE_ORDER_MARK) => {
            vec!["starts with a byte-order mark".to_owned()]
        }
        _ => Vec::new(),
    };
    found.into_iter().map(|complaint| format!("body: {complaint}")).collect()
}
