//! Nodes are decoded by themselves.

use serde_json::json;

use super::{document, place};
use crate::Diagnostics;
use crate::pointer::Pointer;

#[test]
fn a_bad_node_costs_only_itself() {
    let tree = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "paths": {},
        "components": { "schemas": { "A": { "type": "object", "properties": {
            "good": { "type": "string" },
            "bad": { "type": "string", "minLength": "many" },
        } } } },
    });
    let mut diagnostics = Diagnostics::default();
    let document = document(&tree, &mut diagnostics);
    let bad = Pointer::parse("/components/schemas/A/properties/bad");
    assert_eq!(document.nodes.skipped, [bad].into_iter().collect());
    assert_eq!(document.nodes.schemas.0.len(), 2);
    assert_eq!(diagnostics.iter().count(), 1);
}

#[test]
fn references_to_places_that_hold_no_schema_by_themselves_are_followed() {
    let tree = json!({
        "components": { "schemas": { "A": { "$ref": "#/x-shared/B" } } },
        "x-shared": { "B": { "items": { "type": "string" } } },
    });
    let document = document(&tree, &mut Diagnostics::default());
    let at = |text: &str| document.nodes.schemas.get(&Pointer::parse(text));
    let target = at("/components/schemas/A").and_then(place);
    assert_eq!(target, Some(Pointer::parse("/x-shared/B")));
    assert!(at("/x-shared/B").is_some_and(|node| node.as_item().is_some()));
    assert!(at("/x-shared/B/items").is_some());
}
