//! `oneOf` and `anyOf`.

use std::borrow::Cow;

use super::Resolver;
use super::branch_words::BranchWord;
use super::branches::Alternatives;
use super::flat::{Flat, Key, Part, Rest};
use super::schemas::is_component;
use crate::diagnostics::{self, Place};
use crate::ir::{Choice, SchemaId, Shape, Union, Usage};
use crate::pointer::Pointer;

/// A branch that is made of more nodes than this is not taken apart further.
const MOST_NODES: usize = 12;
/// When so many unions were made of several nodes, no more are.
const MOST_DERIVED: usize = 10_000;

impl Resolver<'_> {
    /// Builds a union, or what it comes down to.
    pub(super) fn union(&mut self, id: SchemaId, at: &Pointer, key: &Key, flat: &Flat) -> Shape {
        if self.is_too_much(key) {
            let reason =
                "unions that hold unions and say more beside them, in more ways than types are made for";
            return Shape::Untyped(reason.to_owned());
        }
        let Some(Alternatives { keys, discriminator, is_whole }) = self.alternatives(key, flat) else {
            return self.without_unions(id, at, key, flat);
        };
        if !is_whole {
            self.diagnostics.report(diagnostics::several_unions(Place::Node(at.clone())));
            if self.drops_properties(&keys) {
                return Shape::Untyped(
                    "several unions of one schema, which no type holds together".to_owned(),
                );
            }
        }
        let is_product = keys.iter().any(|key| key.len() > 1);
        let has_base = flat.has_structure() || flat.is_scalar() || is_product;
        let says_more = has_base && (is_product || !self.is_said_by_all(key, &keys));
        let base = if says_more { bare(key) } else { Key::new() };
        let keys = self.joined(keys, &base);
        if !flat.has_structure()
            && discriminator.is_none()
            && let Some(shape) = self.collapse(at, &keys)
        {
            return shape;
        }
        let (keys, is_open) = self.without_needless(keys);
        let variants = self.variants(&keys, base.len());
        match variants.as_slice() {
            [] => Shape::Null,
            [one] if !is_open => {
                self.said_of_all(id, flat, one);
                let nullable = one.value.nullable || flat.nullable || self.has_null_branch(key, flat);
                Shape::Alias(Usage { nullable, ..one.value })
            }
            _ => {
                self.discriminators.extend(discriminator.map(|discriminator| (id, discriminator)));
                Shape::Union(Union { variants, choice: Choice::Trial })
            }
        }
    }

    /// Whether each branch of a union says all that stands beside it anyway: `type: object`, and the property of the discriminator.
    fn is_said_by_all(&mut self, key: &Key, branches: &[Key]) -> bool {
        let base = self.flatten(&bare(key), false);
        let is_object = matches!(base.type_name.as_deref(), None | Some("object"))
            && base.enumeration.is_none()
            && base.conflict.is_none()
            && base.items.is_empty()
            && base.prefix.is_empty()
            && base.patterns.is_empty()
            && matches!(base.additional, Rest::Unspecified | Rest::Admitted);
        is_object && branches.iter().all(|branch| self.says(branch, &base))
    }

    fn says(&mut self, branch: &Key, base: &Flat) -> bool {
        let own = self.flatten(branch, false);
        own.unions.is_empty()
            && base.required.is_subset(&own.required)
            && base.properties.iter().all(|(name, said)| {
                let Some(declared) = own.properties.get(name) else { return false };
                let (said, declared) = (self.flatten(said, false), self.flatten(declared, false));
                is_weaker(&said, &declared)
            })
    }

    /// Whether what stands beside unions has been handed on to their branches, and the branches of those, often enough: it multiplies.
    fn is_too_much(&mut self, key: &Key) -> bool {
        self.derived += usize::from(key.len() > 1);
        key.len() > MOST_NODES || self.derived > MOST_DERIVED
    }

    /// The shape of a schema whose unions only say what is required.
    fn without_unions(&mut self, id: SchemaId, at: &Pointer, key: &Key, flat: &Flat) -> Shape {
        let mut plain = self.flatten(&bare(key), false);
        plain.docs = crate::ir::Docs::default();
        let branches: Vec<Pointer> = flat.unions.iter().flat_map(|union| union.branches.clone()).collect();
        let requires =
            |branch: &Pointer| !self.flatten(&vec![Part::whole(branch.clone())], false).required.is_empty();
        if plain.is_empty() && branches.iter().any(requires) {
            plain.type_name = Some("object".to_owned());
        }
        self.shape(id, at, key, &plain)
    }

    /// The branches, each with what is said beside the union.
    fn joined(&mut self, branches: Vec<Key>, base: &Key) -> Vec<Key> {
        if base.is_empty() {
            return branches;
        }
        let mut join = |branch: Key| {
            let inner = branch.into_iter().map(|part| Part { at: self.unwrapped(&part.at).0, ..part });
            base.iter().cloned().chain(inner.collect::<Key>()).collect()
        };
        branches.into_iter().map(&mut join).collect()
    }

    /// Whether a branch leaves out what it does not declare, which another union may have.
    fn drops_properties(&mut self, branches: &[Key]) -> bool {
        branches.iter().any(|branch| self.flatten(branch, false).additional == Rest::Denied)
    }

    /// The components that a branch is, or their titles.
    pub(super) fn variant_name(&mut self, branch: &[Part]) -> Option<String> {
        let names: Option<Vec<String>> = branch.iter().map(|part| self.node_name(&part.at)).collect();
        names.map(|names| names.join(" and "))
    }

    fn node_name(&mut self, at: &Pointer) -> Option<String> {
        let (inner, _) = self.unwrapped(at);
        if is_component(&inner) {
            return inner.segments().last().map(Cow::into_owned);
        }
        match self.branch_word(at) {
            BranchWord::Own(word) => Some(word),
            BranchWord::Kind(_) | BranchWord::None => None,
        }
    }

    /// The key of the component that a schema is, what is said beside a union aside: the implicit name for a discriminator.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<String> {
        self.own_place(id)
            .filter(|place| is_component(place))
            .and_then(|place| place.segments().last())
            .map(Cow::into_owned)
    }

    /// The node that a schema is made of, what is said beside a union aside.
    pub(super) fn own_place(&self, id: SchemaId) -> Option<&Pointer> {
        let key = self.keys.get(&id)?;
        let mut own = key.iter().filter(|part| !part.bare);
        match (own.next(), own.next(), key.as_slice()) {
            (Some(one), None, _) | (None, None, [one]) => Some(&one.at),
            _ => None,
        }
    }
}

fn bare(key: &Key) -> Key {
    key.iter().map(|part| Part { at: part.at.clone(), bare: true }).collect()
}

/// Whether all that one schema says of a value, another says as well.
fn is_weaker(one: &Flat, other: &Flat) -> bool {
    let listed = |values: &Vec<serde_json::Value>| {
        other.enumeration.as_ref().is_some_and(|own| own.iter().all(|value| values.contains(value)))
    };
    !one.has_structure()
        && one.unions.is_empty()
        && one.conflict.is_none()
        && (one.type_name.is_none() || one.type_name == other.type_name)
        && (one.format.is_none() || one.format == other.format)
        && one.nullable >= other.nullable
        && one.enumeration.as_ref().is_none_or(listed)
}
