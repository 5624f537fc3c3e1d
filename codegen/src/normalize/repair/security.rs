//! Mistakes in security schemes and requirements, and what 3.2 adds to them.

use serde_json::{Map, Value, json};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

type Members = Map<String, Value>;

/// The flows of OAuth 2 and the addresses that each must have.
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

/// Repairs a scheme in place.
pub(super) fn scheme(at: &Pointer, members: &mut Members, diagnostics: &mut Diagnostics) {
    let text =
        |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_ascii_lowercase();
    let (name, place) = (text("type"), text("in"));
    let (meant, scheme) = match name.as_str() {
        "apikey" | "api_key" | "api-key" => ("apiKey", None),
        "oauth2" | "oauth" => ("oauth2", None),
        "openidconnect" | "oidc" => ("openIdConnect", None),
        "http" if !members.contains_key("scheme") && members.contains_key("bearerFormat") => {
            ("http", Some("bearer"))
        }
        "http" => ("http", None),
        word @ ("basic" | "bearer" | "digest") => ("http", Some(word)),
        _ => return,
    };
    let is_changed = members.get("type").and_then(Value::as_str) != Some(meant) || scheme.is_some();
    members.insert("type".to_owned(), json!(meant));
    if let Some(scheme) = scheme {
        members.insert("scheme".to_owned(), json!(scheme));
    }
    if is_changed {
        let message = format!("the security scheme is taken for one of type `{meant}`");
        diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.clone())));
    }
    if ["query", "header", "cookie"].contains(&place.as_str()) {
        members.insert("in".to_owned(), json!(place));
    }
    if meant == "oauth2" {
        flows(&at.child("flows"), members, diagnostics);
    }
    remarks(members);
}

/// What has no place in the model is told in the description.
fn remarks(members: &mut Members) {
    let metadata = members.shift_remove("oauth2MetadataUrl");
    let metadata =
        metadata.as_ref().and_then(Value::as_str).map(|url| format!("Metadata of the server: {url}"));
    let is_deprecated = members.shift_remove("deprecated") == Some(json!(true));
    let remarks = [is_deprecated.then(|| "Deprecated.".to_owned()), metadata];
    let own = members.get("description").and_then(Value::as_str).map(str::to_owned);
    let all: Vec<String> = own.into_iter().chain(remarks.into_iter().flatten()).collect();
    if !all.is_empty() {
        members.insert("description".to_owned(), json!(all.join("\n\n")));
    }
}

/// Flows have their addresses and scopes; without them, a client can be handed a token all the same.
fn flows(at: &Pointer, scheme: &mut Members, diagnostics: &mut Diagnostics) {
    let flows = scheme.entry("flows").or_insert_with(|| json!({}));
    let Some(flows) = flows.as_object_mut() else { return };
    if let Some(mut device) = flows.shift_remove("deviceAuthorization") {
        let place = Place::Node(at.child("deviceAuthorization"));
        let instead = "fetch the token and hand it to the client";
        diagnostics.report(diagnostics::unsupported_keyword("deviceAuthorization", instead, place));
        // Its scopes are those of the scheme, whichever flow they are asked for in.
        if let Some(device) = device.as_object_mut() {
            let address = device.shift_remove("deviceAuthorizationUrl").unwrap_or_default();
            device.insert("authorizationUrl".to_owned(), address);
        }
        flows.entry("authorizationCode").or_insert(device);
    }
    for (name, addresses) in FLOWS {
        let Some(flow) = flows.get_mut(*name) else { continue };
        if !flow.is_object() {
            diagnostics.report(diagnostics::unreadable_object(Place::Node(at.child(name))));
            *flow = json!({});
        }
        let Some(flow) = flow.as_object_mut() else { continue };
        for address in *addresses {
            if !flow.get(*address).is_some_and(Value::is_string) {
                diagnostics.report(diagnostics::missing_member(address, Place::Node(at.child(name))));
                flow.insert((*address).to_owned(), json!(""));
            }
        }
        flow.retain(|key, value| key != "refreshUrl" || value.is_string());
        let scopes = scopes(flow.get("scopes"));
        flow.insert("scopes".to_owned(), scopes);
    }
}

/// Scopes with their descriptions; a list has none.
fn scopes(value: Option<&Value>) -> Value {
    let described: Members = match value {
        Some(Value::Object(members)) => members
            .iter()
            .map(|(name, description)| (name.clone(), json!(description.as_str().unwrap_or_default())))
            .collect(),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).map(|name| (name.to_owned(), json!(""))).collect()
        }
        Some(Value::String(names)) => {
            names.split_whitespace().map(|name| (name.to_owned(), json!(""))).collect()
        }
        _ => Members::new(),
    };
    Value::Object(described)
}

/// Requirements are a list of objects, each with a list of scopes for each scheme.
pub(super) fn requirements(at: &Pointer, members: &mut Members, diagnostics: &mut Diagnostics) {
    let Some(Value::Array(list)) = members.get_mut("security") else { return };
    let at = at.child("security");
    for (index, item) in list.iter_mut().enumerate() {
        if let Value::String(name) = item {
            let message = "a requirement is an object with the scheme as its key; it was converted";
            diagnostics.report(diagnostics::repaired_value(message, Place::Node(at.child(index))));
            *item = json!({ name.as_str(): [] });
        }
        let Some(schemes) = item.as_object_mut() else { continue };
        for scopes in schemes.values_mut() {
            let names = scopes.as_array().into_iter().flatten().filter(|name| name.is_string()).cloned();
            *scopes = match scopes {
                Value::String(name) => json!([name]),
                _ => names.collect(),
            };
        }
    }
    for (index, _) in list.iter().enumerate().filter(|(_, item)| !item.is_object()) {
        diagnostics.report(diagnostics::unreadable_object(Place::Node(at.child(index))));
    }
    list.retain(Value::is_object);
}
