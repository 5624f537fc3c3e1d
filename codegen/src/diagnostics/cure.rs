//! The overlay that cures a diagnostic, ready to paste.
//!
//! In: a [`Cure`], which is what to change, and the place that is wrong. Out: the text of an overlay. Deliberately absent: whether that is
//! what the service means, which nobody here knows.

use serde_json::{Value, json};

use super::{Diagnostic, Place};
use crate::normalize::grammar::kind_at;
use crate::normalize::{json_path, local_target};
use crate::pointer::Pointer;
use crate::source::Sources;

/// What would make a diagnostic go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cure {
    /// To leave out the node at the place.
    Remove,
    /// To add something that is missing, as an update of the whole description.
    Add(Value),
}

impl Cure {
    /// To add an object that says nothing where a `$ref` within the description leads, if an object of OpenAPI may stand there.
    pub(crate) fn add_target(reference: &str) -> Option<Self> {
        let place = local_target(reference).filter(|place| kind_at(place).is_some())?;
        let segments: Vec<_> = place.segments().collect();
        Some(Self::Add(segments.iter().rev().fold(json!({}), |inner, name| json!({ (&**name): inner }))))
    }
}

/// The overlay that would cure a diagnostic, if there is one for where it points.
pub(super) fn overlay(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let action = match diagnostic.cure.as_ref()? {
        Cure::Remove => {
            let target = json_path(&written(&diagnostic.place, sources)?)?;
            format!("  - target: {}\n    remove: true", quoted(&target))
        }
        Cure::Add(value) => format!("  - target: $\n    update: {value}"),
    };
    Some(format!(
        "an overlay corrects it, such as this in `overlays/corrections.yaml`:\n\
         overlay: 1.0.0\ninfo: {{ title: Corrections, version: '1' }}\nactions:\n{action}"
    ))
}

/// The node of the root document that a place means. What overlays brought, and what other files hold, is corrected there.
fn written(place: &Place, sources: &Sources) -> Option<Pointer> {
    let Place::Node(pointer) = place else { return None };
    let (file, inner) = sources.origins.of(pointer, sources.root());
    let is_as_written = sources.origins.written(file.clone(), inner.clone()) == (file.clone(), inner.clone());
    (file == sources.root() && is_as_written).then_some(inner)
}

/// A text as a YAML scalar.
fn quoted(text: &str) -> String {
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "$._".contains(letter));
    if is_plain {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
