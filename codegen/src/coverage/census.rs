//! The census of untyped values: where a value is any JSON though the document says more.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ir::{Api, Enumeration, EnumerationKind, Shape};
use crate::lower::models::types::{Inexpressible, Types};
use crate::names::Names;
use crate::pointer::Pointer;

/// The places with their reasons.
pub(super) fn untyped(api: &Api, names: &Names) -> BTreeMap<Pointer, String> {
    let types = Types::new(api, names);
    let schemas = api.schemas.iter();
    let reason = |id, shape| reason(shape).or_else(|| types.inexpressible(id).map(limit));
    schemas.filter_map(|(id, schema)| Some((schema.at.clone(), reason(id, &schema.shape)?))).collect()
}

/// What keeps a known shape from having a type.
fn limit(inexpressible: Inexpressible) -> String {
    let reason = match inexpressible {
        Inexpressible::Endless => "it leads back to itself and says nothing on the way",
        Inexpressible::Long => "a list of many members, of several types",
        Inexpressible::Deep => "lists and maps lie very deep in it",
    };
    reason.to_owned()
}

/// Why a shape has no type; none if it has one, or if the document says nothing about it.
fn reason(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Untyped(reason) => Some(reason.clone()),
        Shape::Null => Some("only null is a value of it".to_owned()),
        Shape::Enumeration(enumeration) if is_mixed(enumeration) => {
            Some("its constants are of several kinds".to_owned())
        }
        Shape::Any
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::Enumeration(_)
        | Shape::Array(_)
        | Shape::Tuple(..)
        | Shape::Map(_)
        | Shape::Object(_)
        | Shape::Union(_)
        | Shape::Alias(_) => None,
    }
}

/// Whether no plain type holds all constants of an enumeration.
fn is_mixed(enumeration: &Enumeration) -> bool {
    let all = |is: fn(&Value) -> bool| enumeration.values.iter().all(|known| is(&known.value));
    enumeration.kind == EnumerationKind::Mixed && !all(Value::is_boolean) && !all(Value::is_number)
}
