//! Which schemas are null, and which admit it, be it by a branch of a branch.
//!
//! In: nodes of the document. Out: a yes or no. Deliberately absent: what becomes of null where it is admitted.

use openapiv3::{Schema, SchemaKind, Type};

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use crate::pointer::Pointer;

/// How many unions in unions are looked into.
const DEEPEST: usize = 32;

impl Resolver<'_> {
    /// Whether a schema admits nothing but null.
    pub(super) fn is_null(&mut self, at: &Pointer) -> bool {
        if self.collection(at).is_some() {
            return false;
        }
        let flat = self.flatten(&vec![Part::whole(at.clone())], false);
        matches!(classify(&flat), Class::Null)
    }

    /// Whether every union of a schema has a branch that admits null.
    pub(super) fn has_null_branch(&mut self, key: &Key, flat: &Flat) -> bool {
        self.has_null_branch_within(key, flat, 0)
    }

    fn has_null_branch_within(&mut self, key: &Key, flat: &Flat, depth: usize) -> bool {
        let mut all = !flat.unions.is_empty();
        for union in &flat.unions {
            let branches = self.spliced(&union.branches, key);
            all &= branches.iter().any(|branch| self.admits_null(branch, depth));
        }
        all
    }

    /// Whether a branch admits null, be it by a branch of its own.
    fn admits_null(&mut self, branch: &Pointer, depth: usize) -> bool {
        let (place, is_nullable) = self.unwrapped(branch);
        if is_nullable || depth == DEEPEST {
            return is_nullable;
        }
        if let Some(known) = self.nullable_branches.get(&place) {
            return *known;
        }
        // A union that leads back to itself does not admit null by that.
        self.nullable_branches.insert(place.clone(), false);
        let admits = self.reads_as_nullable(&place, depth);
        self.nullable_branches.insert(place, admits);
        admits
    }

    fn reads_as_nullable(&mut self, place: &Pointer, depth: usize) -> bool {
        if let Some(collection) = self.collection(place) {
            return collection.schema_data.nullable;
        }
        let key = vec![Part::whole(place.clone())];
        let flat = self.flatten(&key, false);
        flat.nullable
            || flat.enumeration.iter().flatten().any(serde_json::Value::is_null)
            || self.has_null_branch_within(&key, &flat, depth + 1)
    }

    /// The schema at a place, if it says `type: object` or `type: array`, so that there is no need to look at all else that it says.
    fn collection(&mut self, at: &Pointer) -> Option<&Schema> {
        let document = self.document;
        let (_, schema) = self.follow(&document.nodes.schemas, at)?;
        matches!(schema.schema_kind, SchemaKind::Type(Type::Object(_) | Type::Array(_))).then_some(schema)
    }
}
