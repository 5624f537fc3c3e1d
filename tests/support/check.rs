//! Whether a request is exactly as its operation declares it.

use serde_json::Value;

use crate::form;
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
    let mut query = Query::new(request.raw_query());
    let mut complaints = security::check(&operation.security, request);
    for (parameter, value) in arrivals(operation, request, variables, &mut query) {
        complaints.extend(check_value(parameter, value));
    }
    complaints.extend(check_rest(operation, query));
    complaints.extend(check_body(operation, request));
    complaints
}

/// The value of each declared parameter as it arrived, by location and name; nothing, where it did not.
pub(crate) fn values(
    operation: &Operation,
    request: &Received,
    variables: &[(String, String)],
) -> Vec<(String, String, Option<Value>)> {
    let arrivals = arrivals(operation, request, variables, &mut Query::new(request.raw_query()));
    let value = |(parameter, value): (&Parameter, Result<Option<Value>, String>)| {
        (parameter.location.clone(), parameter.name.clone(), value.ok().flatten())
    };
    arrivals.into_iter().map(value).collect()
}

/// A parameter, and its value as it arrived, or what is wrong with it.
type Arrival<'a> = (&'a Parameter, Result<Option<Value>, String>);

/// The value of each declared parameter as it arrived. Those of the query are taken out of it.
fn arrivals<'a>(
    operation: &'a Operation,
    request: &Received,
    variables: &[(String, String)],
    query: &mut Query,
) -> Vec<Arrival<'a>> {
    let cookies = request.cookies();
    let value = |parameter: &'a Parameter| {
        let value = match parameter.location.as_str() {
            "path" => in_path(parameter, variables),
            "query" => query.take(parameter),
            "header" => in_headers(parameter, request),
            _ => in_cookies(parameter, &cookies),
        };
        (parameter, value)
    };
    operation.parameters.iter().map(value).collect()
}

fn in_path(parameter: &Parameter, variables: &[(String, String)]) -> Result<Option<Value>, String> {
    let text = variables.iter().find(|(name, _)| *name == parameter.name).map(|(_, text)| text.as_str());
    match text {
        None | Some("" | "." | "..") => Err(format!("is `{}`", text.unwrap_or_default())),
        Some(text) if parameter.is_json => style::json(&percent::decode(text)).map(Some),
        Some(text) => style::path(parameter, text, percent::decode).map(Some),
    }
}

fn in_headers(parameter: &Parameter, request: &Received) -> Result<Option<Value>, String> {
    let values: Vec<&str> = request.header_values(&parameter.name).collect();
    match values.as_slice() {
        [] => Ok(None),
        [text] if parameter.is_json => style::json(text).map(Some),
        [text] => Ok(Some(style::delimited(parameter, text, ",", str::to_owned))),
        several => Err(format!("is there {} times", several.len())),
    }
}

/// A cookie, or several where the items of a list or object have one each (OpenAPI 3.1.2, appendix D).
fn in_cookies(parameter: &Parameter, cookies: &[(String, String)]) -> Result<Option<Value>, String> {
    if parameter.is_json {
        let text = cookies.iter().find(|(name, _)| *name == parameter.name);
        return text.map(|(_, text)| style::json(&percent::decode(text))).transpose();
    }
    Query::of(cookies).take(parameter)
}

/// What of a query belongs to nobody, or to a credential that is there more than once.
fn check_rest(operation: &Operation, mut query: Query) -> Vec<String> {
    let mut complaints = Vec::new();
    for name in security::query_names(&operation.security) {
        complaints
            .extend(query.take_one(name).err().map(|error| format!("query parameter `{name}` {error}")));
    }
    complaints
        .extend(query.left_over().iter().map(|name| format!("query parameter `{name}` is not declared")));
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

/// Whether a declared media type, or range of them, includes another. A range of a suffix includes what the suffix stands for.
fn takes(declared: &str, media_type: &str) -> bool {
    let declared = declared.split(';').next().unwrap_or_default().trim();
    match declared.split_once('*') {
        Some(_) if declared == "*/*" => media_type.contains('/') && !media_type.contains('*'),
        Some((start, end)) => {
            media_type.starts_with(start)
                && media_type.ends_with(end.trim_start_matches('+'))
                && !media_type.contains('*')
        }
        None => declared.eq_ignore_ascii_case(media_type),
    }
}

fn check_content(content: &Content, media_type: &str, request: &Received) -> Vec<String> {
    let Some(schema) = content.schema else { return Vec::new() };
    let found = match media_type {
        // Bytes of whatever type (OpenAPI 3.0.3, 4.7.14.2).
        _ if multipart::is_file(schema) && !multipart::is_stripped(schema) => Vec::new(),
        "multipart/form-data" => {
            multipart::check(content, request.header("content-type").unwrap_or_default(), &request.body)
        }
        "application/x-www-form-urlencoded" => form::check(content, schema, Query::new(&request.text())),
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
