//! Mistakes in the keys of responses.

use serde_json::{Map, Value};

use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;

/// A key is a status, a class such as `4XX`, or `default`.
pub(super) fn repair(at: &Pointer, members: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
    let is_odd = |key: &String| !key.starts_with("x-") && canonical(key).as_ref() != Some(key);
    if !members.keys().any(is_odd) {
        return;
    }
    let mut repaired = Map::new();
    for (key, value) in std::mem::take(members) {
        let meant = if key.starts_with("x-") { Some(key.clone()) } else { canonical(&key) };
        let Some(meant) = meant.filter(|meant| *meant == key || !repaired.contains_key(meant)) else {
            diagnostics.report(diagnostics::unknown_status(&key, Place::Node(at.child(&key))));
            continue;
        };
        if meant != key {
            let message = format!("the status `{key}` is taken for `{meant}`");
            diagnostics.report(diagnostics::repaired_value(&message, Place::Node(at.child(&meant))));
        }
        repaired.insert(meant, value);
    }
    *members = repaired;
}

/// The spelling of OpenAPI; none for what is no status.
fn canonical(key: &str) -> Option<String> {
    let word = key.trim();
    let word = word.strip_suffix(".0").unwrap_or(word);
    if word.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    let (class, rest) = word.split_at_checked(1)?;
    let is_class = matches!(class, "1" | "2" | "3" | "4" | "5");
    if is_class && (rest.eq_ignore_ascii_case("xx") || rest == "**") {
        return Some(format!("{class}XX"));
    }
    let is_status = word.len() == 3 && word.parse::<u16>().is_ok_and(|status| (100..1000).contains(&status));
    is_status.then(|| word.to_owned())
}
