//! Which schemas need two types: one for requests, one for answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, SchemaId, Shape};

use super::{Direction, Reach, closure, held};

/// The schemas that travel both ways and differ by direction: those with a read-only or write-only property, and those
/// that hold such a schema.
pub(super) fn schemas(api: &Api, reach: &Reach) -> BTreeSet<SchemaId> {
    let both =
        || api.schemas.iter().map(|(id, _)| id).filter(|id| reach.is_sent(*id) && reach.is_received(*id));
    let holders = holders(api, both(), Direction::Request);
    let differing = both().filter(|id| differs(api, *id)).collect();
    closure(differing, |id| holders.get(&id).into_iter().flatten().copied())
}

fn differs(api: &Api, schema: SchemaId) -> bool {
    let shape = api.schemas.get(schema).map(|schema| &schema.shape);
    let Some(Shape::Object(object)) = shape else {
        return false;
    };
    object.properties.values().any(|property| property.read_only || property.write_only)
}

/// For each schema, those of a set that hold it in a direction.
pub(super) fn holders(
    api: &Api,
    set: impl Iterator<Item = SchemaId>,
    direction: Direction,
) -> BTreeMap<SchemaId, Vec<SchemaId>> {
    let mut holders: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for holder in set {
        for schema in held(api, holder, Some(direction)) {
            holders.entry(schema).or_default().push(holder);
        }
    }
    holders
}
