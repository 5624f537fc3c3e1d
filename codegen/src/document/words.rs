//! References that bring words of their own: `summary` and `description` beside a `$ref` (OpenAPI 3.1.1, 4.8.23).

use serde_json::Value;

use crate::normalize::grammar::Kind;
use crate::normalize::{local_target, node_at};
use crate::pointer::Pointer;
use crate::source::Tree;

/// How many references in a row are followed.
const LONGEST_CHAIN: usize = 64;

/// What a reference means, if that is more than its target: the target with these words, and where it is.
pub(super) fn of_its_own(tree: &Tree, kind: Kind, reference: &Tree) -> Option<(Pointer, Tree)> {
    let (mut summary, mut description) = (None, None);
    let mut node = reference;
    let mut place = None;
    for _ in 0..LONGEST_CHAIN {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        let Some(target) = text("$ref") else { break };
        summary = summary.or(text("summary"));
        description = description.or(text("description"));
        let target = local_target(target)?;
        node = node_at(tree, &target)?;
        place = Some(target);
    }
    if node.get("$ref").is_some() || kind == Kind::Schema {
        return None;
    }
    let words = match (summary, description) {
        (None, None) => return None,
        (None, Some(description)) => description.to_owned(),
        (Some(summary), own) => {
            let rest = own.or(node.get("description").and_then(Value::as_str)).unwrap_or_default();
            format!("{summary}\n\n{rest}").trim_end().to_owned()
        }
    };
    let mut whole = node.clone();
    whole.as_object_mut()?.insert("description".to_owned(), words.into());
    Some((place?, whole))
}
