//! What 3.1 and 3.2 add to objects other than schemas.

use serde_json::{Map, Value, json};

use super::rename;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::normalize::grammar::Kind;
use crate::pointer::Pointer;
use crate::source::Tree;

type Members = Map<String, Value>;

/// Rewrites an object in place.
pub(super) fn lower(kind: Kind, at: &Pointer, members: &mut Members, diagnostics: &mut Diagnostics) {
    match kind {
        Kind::Tag | Kind::Info | Kind::Response => prose(members, "summary"),
        Kind::Server => prose(members, "name"),
        Kind::Example => rename_free(members, "dataValue", "value"),
        Kind::SecurityScheme => mutual(members),
        Kind::MediaType | Kind::Encoding => {
            for key in ["prefixEncoding", "itemEncoding"] {
                unsupported(at, members, key, "parts are told apart by their names", diagnostics);
            }
            if kind == Kind::MediaType {
                // What is left of it: that of a sequence was made the schema.
                unsupported(at, members, "itemSchema", "the schema of the whole is used", diagnostics);
            }
            if kind == Kind::Encoding {
                unsupported(
                    at,
                    members,
                    "headers",
                    "a part has them by `Call::part_header`, a file also by `File::with_header`",
                    diagnostics,
                );
                unsupported(at, members, "encoding", "parts in parts are JSON", diagnostics);
            }
        }
        Kind::Discriminator => {
            let instead = "a value that no other branch claims is kept as it is";
            unsupported(at, members, "defaultMapping", instead, diagnostics);
        }
        _ => {}
    }
    if let Some(license) =
        members.get_mut("license").and_then(Value::as_object_mut).filter(|_| kind == Kind::Info)
    {
        rename_free(license, "identifier", "url");
    }
}

/// A short text before the description.
fn prose(members: &mut Members, key: &str) {
    let text =
        |key: &str| members.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let joined = match (text(key), text("description")) {
        (Some(short), Some(long)) => format!("{short}\n\n{long}"),
        (Some(short), None) => short.to_owned(),
        _ => return,
    };
    members.insert("description".to_owned(), json!(joined));
    members.shift_remove(key);
}

/// Gives a member another name, unless there is one of that name.
fn rename_free(members: &mut Members, from: &str, to: &str) {
    if !members.contains_key(to) {
        rename(members, from, to);
    }
}

fn mutual(scheme: &mut Members) {
    if scheme.get("type") == Some(&json!("mutualTLS")) {
        scheme.insert("type".into(), json!("http"));
        scheme.insert("scheme".into(), json!("mutualTLS"));
        scheme.insert("x-mutualTLS".into(), json!(true));
    }
}

fn unsupported(at: &Pointer, members: &mut Members, key: &str, instead: &str, diagnostics: &mut Diagnostics) {
    if members.shift_remove(key).is_some() {
        let place = Place::Node(at.child(key));
        diagnostics.report(diagnostics::unsupported_keyword(key, instead, place));
    }
}

/// `itemSchema` of a sequence of values becomes the schema of the body, which is that of one value for the media types that
/// are sequences (OpenAPI 3.2.0, 4.14.3). An event is decoded from its `data`.
pub(super) fn items(at: &Pointer, media: &mut Members, schemas: &Value) {
    let Some(item) = media.get("itemSchema").cloned() else { return };
    let name = at.segments().last().unwrap_or_default().to_ascii_lowercase();
    if name.starts_with("text/event-stream") {
        media.insert("schema".to_owned(), payload(&item, schemas).unwrap_or(item));
    } else if is_sequence(&name) {
        media.insert("schema".to_owned(), item);
    } else if media.contains_key("schema") {
        return;
    } else {
        media.insert("schema".to_owned(), json!({ "type": "array", "items": item }));
    }
    media.shift_remove("itemSchema");
}

fn is_sequence(name: &str) -> bool {
    ["ndjson", "jsonl", "json-lines", "jsonlines", "json-seq"].iter().any(|part| name.contains(part))
}

/// What `data` of an event holds, if the schema is that of an event.
fn payload(event: &Tree, schemas: &Value) -> Option<Tree> {
    let name = event.get("$ref").and_then(Value::as_str);
    let name = name.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
    let event = name.and_then(|name| schemas.get(name)).unwrap_or(event);
    let data = event.get("properties")?.get("data")?;
    Some(data.get("contentSchema").unwrap_or(data).clone())
}
