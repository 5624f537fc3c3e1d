//! References by `$id`, `$anchor` and `$self` (OpenAPI 3.2.0, 4.8; JSON Schema 2020-12, sections 8.2 and 9.3), turned into plain ones.
//!
//! In: the files of a description. Out: the same, with every reference to such an address in the form `/file#/pointer`, which is followed like
//! any other. Deliberately absent: references that lead nowhere, which stay as they are, and dynamic scope.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::document::join;

/// Where each address leads: a file and a JSON pointer in it.
type Addresses = BTreeMap<String, (String, String)>;

/// Turns the references of all files into plain ones. Addresses of files start at that of the root.
pub(crate) fn resolve(files: &mut BTreeMap<String, Value>, root: &str) {
    let own = files.get(root).and_then(|value| value.get("$self")).and_then(Value::as_str);
    let own = own.unwrap_or(root).to_owned();
    let mut addresses = Addresses::new();
    for (file, value) in &*files {
        let base = if file == root { own.clone() } else { join(&own, file) };
        addresses.entry(base.clone()).or_insert((file.clone(), String::new()));
        collect(value, &base, (file, ""), &mut addresses);
    }
    let pointers = files.clone();
    let leads = |(file, pointer): &(String, String)| {
        pointers.get(file).is_some_and(|value| value.pointer(pointer).is_some())
    };
    for (file, value) in files {
        let base = if file == root { own.clone() } else { join(&own, file) };
        rewrite(value, &base, &|reference, base| find(reference, base, &addresses).filter(leads));
    }
}

/// The address of a schema that has one of its own; else that of what is around it.
fn base_of(object: &Map<String, Value>, around: &str) -> String {
    let id = object.get("$id").and_then(Value::as_str);
    id.map_or_else(|| around.to_owned(), |id| join(around, id.trim_end_matches('#')))
}

/// Takes the addresses below a place.
fn collect(value: &Value, around: &str, (file, pointer): (&str, &str), addresses: &mut Addresses) {
    let inner = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(object) => {
            let base = base_of(object, around);
            let here = (file.to_owned(), pointer.to_owned());
            if object.get("$id").is_some_and(Value::is_string) {
                addresses.entry(base.clone()).or_insert(here.clone());
            }
            let anchors = ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| object.get(*key)?.as_str());
            anchors.for_each(|name| _ = addresses.entry(format!("{base}#{name}")).or_insert(here.clone()));
            object.iter().for_each(|(key, value)| collect(value, &base, (file, &inner(key)), addresses));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| {
                collect(value, around, (file, &inner(&index.to_string())), addresses);
            });
        }
        _ => {}
    }
}

/// Where a reference leads that stands below an address.
fn find(reference: &str, base: &str, addresses: &Addresses) -> Option<(String, String)> {
    let (target, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let address = if target.is_empty() { base.to_owned() } else { join(base, target) };
    let place = addresses.get(&address)?;
    if fragment.is_empty() || fragment.starts_with('/') {
        return Some((place.0.clone(), format!("{}{fragment}", place.1)));
    }
    // The anchors of what was asked for come before others of its file: a schema with an address of its own keeps its anchors to itself, and
    // descriptions name them all the same.
    let anchors = addresses.iter().filter_map(|(address, at)| {
        let (around, name) = address.rsplit_once('#')?;
        (at.0 == place.0 && name == fragment).then_some((addresses.get(around) == Some(place), at))
    });
    anchors.max_by_key(|(is_own, _)| *is_own).map(|(_, at)| at.clone())
}

/// Turns the references below a place into plain ones.
fn rewrite(value: &mut Value, around: &str, find: &impl Fn(&str, &str) -> Option<(String, String)>) {
    match value {
        Value::Object(object) => {
            let base = base_of(object, around);
            for key in ["$ref", "$dynamicRef"] {
                let reference = object.get(key).and_then(Value::as_str);
                if let Some((file, pointer)) = reference.and_then(|reference| find(reference, &base)) {
                    object.insert("$ref".to_owned(), Value::from(format!("/{file}#{pointer}")));
                }
            }
            object.values_mut().for_each(|value| rewrite(value, &base, find));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| rewrite(value, around, find)),
        _ => {}
    }
}
