//! Overlays (OpenAPI Overlay Specification 1.1.0): corrections to a description that stand beside it.
//!
//! In: the folder `overlays` beside a description. Out: each of its files as it is corrected. Deliberately absent: what is wrong with an
//! overlay.

use std::fs;
use std::path::Path;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::document::{join, parse};

/// The overlays of a description, in the order of their names.
#[derive(Debug)]
pub(crate) struct Overlays(Vec<(String, Value)>);

impl Overlays {
    /// Those in the folder `overlays` of a folder.
    pub(crate) fn beside(folder: &Path, root: &str) -> Self {
        let entries = fs::read_dir(folder.join("overlays")).into_iter().flatten().flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let overlay = |name: &String| {
            let file = format!("overlays/{name}");
            let overlay = parse(&file, &fs::read_to_string(folder.join(&file)).ok()?);
            let extended = overlay.get("extends").and_then(Value::as_str);
            Some((extended.map_or_else(|| root.to_owned(), |other| join(&file, other)), overlay))
        };
        Self(names.iter().filter_map(overlay).collect())
    }

    /// Corrects a file.
    pub(crate) fn apply(&self, file: &str, value: &mut Value) {
        for (_, overlay) in self.0.iter().filter(|(extended, _)| extended == file) {
            let actions = overlay.get("actions").and_then(Value::as_array);
            actions.into_iter().flatten().for_each(|action| act(action, value));
        }
    }
}

/// Carries out an action.
fn act(action: &Value, value: &mut Value) {
    let places = select(action, "target", value);
    let copied = select(action, "copy", value).first().and_then(|place| value.pointer(place).cloned());
    let is_removed = action.get("remove") == Some(&Value::Bool(true));
    // From the back, so that what is removed moves none of the others.
    for place in places.iter().rev() {
        match action.get("update").or(copied.as_ref()) {
            _ if is_removed => remove(value, place),
            Some(update) => merge(value.pointer_mut(place).expect("the place was selected"), update),
            None => {}
        }
    }
}

/// The places that a query of an action selects.
fn select(action: &Value, key: &str, value: &Value) -> Vec<String> {
    let Some(query) = action.get(key).and_then(Value::as_str) else { return Vec::new() };
    let path = JsonPath::parse(query).unwrap_or_else(|error| panic!("`{query}`: {error}"));
    path.query_located(value).locations().map(serde_json_path::NormalizedPath::to_json_pointer).collect()
}

fn remove(value: &mut Value, place: &str) {
    let (around, last) = place.rsplit_once('/').expect("the root is never removed");
    match value.pointer_mut(around) {
        Some(Value::Object(object)) => _ = object.remove(&last.replace("~1", "/").replace("~0", "~")),
        Some(Value::Array(items)) => _ = items.remove(last.parse().expect("the place was selected")),
        _ => {}
    }
}

/// Objects are merged, what is for a list is put behind its items, and anything else takes the place of what was there.
fn merge(value: &mut Value, update: &Value) {
    match (value, update) {
        (Value::Object(object), Value::Object(updates)) => {
            for (key, update) in updates {
                match object.get_mut(key) {
                    Some(value) => merge(value, update),
                    None => _ = object.insert(key.clone(), update.clone()),
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (Value::Array(items), item) => items.push(item.clone()),
        (value, update) => value.clone_from(update),
    }
}
