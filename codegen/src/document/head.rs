//! The members of the root that no path leads to: info, servers, security, tags and the list of components.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode::Decoder;
use crate::pointer::Pointer;

/// Decodes them into the decoder's document.
pub(super) fn decode(decoder: &mut Decoder<'_>) {
    let tree = decoder.tree;
    let root = Pointer::root();
    if let Some(info) = tree.get("info") {
        decoder.document.info = info_of(decoder, &root.child("info"), info);
    }
    decoder.document.servers = list(decoder, "servers");
    let says_security = tree.get("security").is_some_and(Value::is_array);
    decoder.document.security = says_security.then(|| list(decoder, "security"));
    decoder.document.tags = list(decoder, "tags");
    decoder.document.external_docs =
        tree.get("externalDocs").and_then(|docs| decoder.read(&root.child("externalDocs"), docs));
    let components = root.child("components");
    decoder.document.nodes.components =
        names(tree, "schemas").map(|name| components.child("schemas").child(name)).collect();
    let schemes = components.child("securitySchemes");
    decoder.document.security_schemes =
        names(tree, "securitySchemes").map(|name| (schemes.child(name), name.clone())).collect();
}

/// Contact and licence are dropped where they are no good, so that they do not cost the title.
fn info_of(decoder: &mut Decoder<'_>, at: &Pointer, info: &Value) -> openapiv3::Info {
    let mut info = info.clone();
    if let Some(license) = info.get_mut("license").and_then(Value::as_object_mut) {
        license.entry("name").or_insert_with(|| "".into());
    }
    decoder.read(at, info).unwrap_or_default()
}

fn list<T: DeserializeOwned>(decoder: &mut Decoder<'_>, key: &str) -> Vec<T> {
    let at = Pointer::root().child(key);
    let items = decoder.tree.get(key).and_then(Value::as_array).into_iter().flatten().enumerate();
    items.filter_map(|(index, item)| decoder.read(&at.child(index), item)).collect()
}

fn names<'a>(tree: &'a Value, section: &str) -> impl Iterator<Item = &'a String> {
    let members = tree.get("components").and_then(|components| components.get(section));
    members.and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys)
}
