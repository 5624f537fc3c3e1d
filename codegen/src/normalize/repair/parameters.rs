//! Mistakes in parameters and headers, and what 3.2 adds to them.

use serde_json::{Map, Value, json};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::normalize::grammar::Kind;
use crate::pointer::Pointer;

/// The styles of each location (OpenAPI 3.0.3, 4.7.12.2).
const STYLES: &[(&str, &[&str])] = &[
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("path", &["simple", "label", "matrix"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

/// The media type whose fields are the parameters of a query.
const FORM: &str = "application/x-www-form-urlencoded";

/// Repairs one in place.
pub(super) fn repair(
    kind: Kind,
    at: &Pointer,
    members: &mut Map<String, Value>,
    diagnostics: &mut Diagnostics,
) {
    if kind == Kind::Parameter {
        location(at, members, diagnostics);
        query_string(at, members, diagnostics);
    }
    let location = match kind {
        Kind::Header => "header",
        Kind::Encoding => "query",
        _ => members.get("in").and_then(Value::as_str).unwrap_or_default(),
    };
    let styles = STYLES.iter().find(|(name, _)| *name == location).map_or(&[][..], |(_, styles)| styles);
    style(at, members, styles, diagnostics);
}

/// Where a parameter goes: in small letters; in the path, if the path names it.
fn location(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let text = |key: &str| members.get(key).and_then(Value::as_str).map(str::trim);
    let meant = match text("in") {
        Some(word) => STYLES.iter().map(|(name, _)| *name).find(|name| word.eq_ignore_ascii_case(name)),
        None => text("name").filter(|name| path_names(at, name)).map(|_| "path"),
    };
    if let Some(meant) = meant.filter(|meant| text("in") != Some(meant)) {
        let message = format!("`in` is taken for `{meant}`");
        diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.clone())));
        members.insert("in".to_owned(), json!(meant));
    }
}

fn path_names(at: &Pointer, name: &str) -> bool {
    let mut segments = at.segments();
    let is_path = segments.next().as_deref() == Some("paths");
    is_path && segments.next().is_some_and(|path| path.contains(&format!("{{{name}}}")))
}

/// The whole query as one value: in the form of a form, that is an object whose fields are parameters (OpenAPI 3.2.0, 4.12.1).
fn query_string(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    if members.get("in").and_then(Value::as_str) != Some("querystring") {
        return;
    }
    let content = members.get("content").and_then(Value::as_object);
    let form = content.and_then(|content| content.get(FORM)).and_then(|media| media.get("schema")).cloned();
    let Some(schema) = form else {
        let place = Place::Node(at.child("in"));
        diagnostics.report(diagnostics::unsupported_keyword("in: querystring", "in a form only", place));
        return;
    };
    members.shift_remove("content");
    members.insert("in".to_owned(), json!("query"));
    members.insert("schema".to_owned(), schema);
    members.insert("style".to_owned(), json!("form"));
    members.insert("explode".to_owned(), json!(true));
}

/// A style that the location does not have, or that is not known, gives way to the usual one.
fn style(at: &Pointer, members: &mut Map<String, Value>, styles: &[&str], diagnostics: &mut Diagnostics) {
    let Some(style) = members.get("style").and_then(Value::as_str) else { return };
    if styles.contains(&style) || styles.is_empty() {
        return;
    }
    let meant = styles.iter().find(|known| known.eq_ignore_ascii_case(style.trim())).copied();
    let place = Place::Node(at.child("style"));
    match meant {
        Some(meant) => {
            let message = format!("`style` is taken for `{meant}`");
            diagnostics.report(diagnostics::repaired_value(&message, place));
            members.insert("style".to_owned(), json!(meant));
        }
        None => {
            diagnostics.report(diagnostics::unknown_style(style, place));
            members.shift_remove("style");
        }
    }
}
