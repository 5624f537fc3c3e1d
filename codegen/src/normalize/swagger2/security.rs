//! Security schemes of Swagger 2.0.

use serde_json::{Value, json};

use super::Members;

/// Rewrites all schemes in place.
pub(super) fn upgrade(schemes: &mut Members) {
    for (_, scheme) in schemes.iter_mut() {
        let Some(members) = scheme.as_object_mut() else { continue };
        match members.get("type").and_then(Value::as_str) {
            Some("basic") => {
                members.insert("type".into(), json!("http"));
                members.insert("scheme".into(), json!("basic"));
            }
            Some("oauth2") => oauth2(members),
            _ => {}
        }
    }
}

fn oauth2(scheme: &mut Members) {
    let flow = match scheme.shift_remove("flow").as_ref().and_then(Value::as_str) {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        _ => "implicit",
    };
    let mut take = |key: &str, default: Value| scheme.shift_remove(key).unwrap_or(default);
    let scopes = take("scopes", json!({}));
    let authorization = take("authorizationUrl", json!(""));
    let token = take("tokenUrl", json!(""));
    let mut members = Members::new();
    if matches!(flow, "implicit" | "authorizationCode") {
        members.insert("authorizationUrl".into(), authorization);
    }
    if flow != "implicit" {
        members.insert("tokenUrl".into(), token);
    }
    members.insert("scopes".into(), scopes);
    scheme.insert("flows".into(), json!({ flow: members }));
}
