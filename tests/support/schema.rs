//! Whether a value is as its schema says. Stricter than a validator in one point, laxer in another: what is not
//! declared may not be there unless that is declared, and an enumeration is only the values known so far.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::node::Node;

/// How many schemas can be within one another before it is taken for a circle.
const DEPTH: usize = 100;

/// Stands among the names of properties for all others.
const ANYTHING: &str = "*";

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the service: nothing that is `readOnly`.
    Request,
    /// From the service: nothing that is `writeOnly`.
    Response,
}

/// Everything that is wrong with a value. Places are given as JSON pointers.
pub fn complaints(schema: Node, value: &Value, direction: Direction) -> Vec<String> {
    let mut visit = Visit { direction, complaints: BTreeSet::new() };
    visit.value(schema, value, "", &BTreeSet::new(), DEPTH);
    visit.complaints.into_iter().collect()
}

/// A walk over a value and its schema.
struct Visit {
    direction: Direction,
    complaints: BTreeSet<String>,
}

impl Visit {
    fn complain(&mut self, at: &str, what: impl AsRef<str>) {
        let at = if at.is_empty() { "the value" } else { at };
        self.complaints.insert(format!("{at}: {}", what.as_ref()));
    }

    /// Checks a value. The names that a schema around this one declares are no concern of this one.
    fn value(
        &mut self,
        schema: Node,
        value: &Value,
        at: &str,
        around: &BTreeSet<&'static str>,
        depth: usize,
    ) {
        let Some(depth) = depth.checked_sub(1) else { return self.complain(at, "the schema is a circle") };
        if value.is_null() {
            if !takes_null(schema, depth) {
                self.complain(at, "null, which is not declared");
            }
            return;
        }
        let types = types(schema);
        if !types.is_empty() && !types.iter().any(|name| is_of_type(value, name)) {
            return self.complain(at, format!("{value} is not of type {}", types.join(" or ")));
        }
        let around = around.union(&declared(schema, depth)).copied().collect();
        for part in schema.items("allOf") {
            self.value(part, value, at, &around, depth);
        }
        self.branches(schema, value, at, &around, depth);
        match value {
            Value::Object(object) => self.object(schema, object, at, &around, depth),
            Value::Array(items) => self.array(schema, items, at, depth),
            _ => {}
        }
    }

    /// One branch at least has to fit.
    fn branches(
        &mut self,
        schema: Node,
        value: &Value,
        at: &str,
        around: &BTreeSet<&'static str>,
        depth: usize,
    ) {
        for key in ["oneOf", "anyOf"] {
            let tried = schema.items(key).map(|branch| {
                let mut visit = Self { direction: self.direction, complaints: BTreeSet::new() };
                visit.value(branch, value, at, around, depth);
                visit.complaints
            });
            let tried: Vec<_> = tried.collect();
            if !tried.is_empty() && !tried.iter().any(BTreeSet::is_empty) {
                self.complaints.extend(
                    tried.into_iter().flatten().map(|complaint| format!("no branch fits: {complaint}")),
                );
            }
        }
    }

    fn object(
        &mut self,
        schema: Node,
        object: &Map<String, Value>,
        at: &str,
        around: &BTreeSet<&'static str>,
        depth: usize,
    ) {
        for name in schema.items("required").filter_map(|name| name.value().as_str()) {
            let property = schema.get("properties").and_then(|properties| properties.get(name));
            if !object.contains_key(name)
                && !property.is_some_and(|property| self.goes_the_other_way(property))
            {
                self.complain(at, format!("`{name}` is required and missing"));
            }
        }
        let further = schema.get("additionalProperties").filter(|further| further.value().is_object());
        let is_open = is_open(schema, around);
        for (name, value) in object {
            let at = format!("{at}/{name}");
            let property = schema.get("properties").and_then(|properties| properties.get(name));
            match property.or(further.filter(|_| !around.contains(name.as_str()))) {
                Some(property) if self.goes_the_other_way(property) => {
                    self.complain(&at, "goes only the other way (readOnly or writeOnly)");
                }
                Some(property) => self.value(property, value, &at, &BTreeSet::new(), depth),
                None if is_open || around.contains(name.as_str()) => {}
                None => self.complain(&at, "is not declared"),
            }
        }
    }

    fn array(&mut self, schema: Node, items: &[Value], at: &str, depth: usize) {
        let first: Vec<Node> = schema.items("prefixItems").collect();
        let rest = schema.get("items").filter(|items| items.value().is_object());
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = first.get(index).copied().or(rest) {
                self.value(schema, item, &format!("{at}/{index}"), &BTreeSet::new(), depth);
            }
        }
    }

    /// Whether a property may not be in a value that goes this way.
    fn goes_the_other_way(&self, property: Node) -> bool {
        let key = if self.direction == Direction::Request { "readOnly" } else { "writeOnly" };
        property.flag(key).unwrap_or_default()
    }
}

/// The types that a schema names.
pub(crate) fn types(schema: Node) -> Vec<&'static str> {
    let several = schema.items("type").filter_map(|name| name.value().as_str());
    schema.text("type").into_iter().chain(several).collect()
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// Whether null is declared: by name, as one of the values, by a branch, or because everything is.
fn takes_null(schema: Node, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let limits = ["type", "properties", "enum", "allOf", "oneOf", "anyOf", "items"];
    let is_flagged = ["nullable", "x-nullable"].iter().any(|key| schema.flag(key).unwrap_or_default());
    let is_named = is_flagged || types(schema).contains(&"null");
    let mut branches = schema.items("allOf").chain(schema.items("oneOf")).chain(schema.items("anyOf"));
    is_named
        || schema.items("enum").any(|value| value.value().is_null())
        || limits.iter().all(|key| schema.get(key).is_none())
        || schema.get("type").is_none() && branches.any(|branch| takes_null(branch, depth))
}

/// The properties that a schema or one of its parts names, and [`ANYTHING`] if one of them says that more may come.
pub(crate) fn declared(schema: Node, depth: usize) -> BTreeSet<&'static str> {
    let Some(depth) = depth.checked_sub(1) else { return BTreeSet::new() };
    let further = schema.get("additionalProperties").filter(|further| further.value() != &Value::Bool(false));
    let own = schema.entries("properties").map(|(name, _)| name).chain(further.map(|_| ANYTHING));
    let parts = schema.items("allOf").chain(schema.items("oneOf")).chain(schema.items("anyOf"));
    own.chain(parts.flat_map(|part| declared(part, depth))).collect()
}

/// Whether properties without a name of their own are welcome: it says so, or names none at all.
fn is_open(schema: Node, around: &BTreeSet<&'static str>) -> bool {
    around.contains(ANYTHING) || around.is_empty() && schema.get("additionalProperties").is_none()
}
