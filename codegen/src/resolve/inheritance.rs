//! Parents with a `discriminator` and no list of branches: the children say `allOf: [{ $ref: parent }, …]`, and a use of the parent means
//! any of them (OpenAPI 3.0.3, 4.7.24.2; Swagger 2.0 has no other way).
//!
//! In: the components. Out: [`Families`], and the union that a parent becomes. In an `allOf` the parent stays what it says by itself.
//! Deliberately absent: how the branches are told apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Discriminator, Schema};

use super::flat::{Key, Part};
use super::keywords::Keywords;
use super::schemas::is_component;
use super::{LONGEST_CHAIN, Resolver};
use crate::ir::{Choice, SchemaId, Shape, Union, Usage, Variant};
use crate::normalize::local_target;
use crate::pointer::Pointer;

/// How deep an `allOf` in an `allOf` may go.
const DEEPEST: usize = 16;

/// The components that inherit from a parent, directly or not, by the parent.
pub(super) type Families = BTreeMap<Pointer, BTreeSet<Pointer>>;

impl Resolver<'_> {
    /// Finds all parents with their families.
    pub(super) fn find_families(&mut self) {
        let mut children: BTreeMap<Pointer, BTreeSet<Pointer>> = BTreeMap::new();
        for child in &self.document.nodes.components {
            for parent in self.parents(child) {
                children.entry(parent).or_default().insert(child.clone());
            }
        }
        for parent in &self.document.nodes.components {
            let Some(discriminator) = self.own_discriminator(parent) else { continue };
            let mut family = descendants(parent, &children);
            let mapped = discriminator.mapping.values().filter_map(|target| self.component(target));
            family.extend(mapped);
            family.remove(parent);
            if !family.is_empty() {
                self.families.insert(parent.clone(), family);
            }
        }
    }

    /// The discriminator of a component that does not list its branches: what it says itself, or an inline part of its `allOf`.
    fn own_discriminator(&self, at: &Pointer) -> Option<Discriminator> {
        let mut waiting: Vec<(Pointer, usize)> = vec![(at.clone(), 0)];
        while let Some((place, depth)) = waiting.pop() {
            let Some(schema) = self.node(&place).filter(|_| depth < DEEPEST) else { continue };
            let keywords = Keywords::of(schema);
            if !keywords.one_of.is_empty() || !keywords.any_of.is_empty() {
                return None;
            }
            if let Some(found) = &schema.schema_data.discriminator {
                return Some(found.clone());
            }
            waiting.extend(keywords.all_of.into_iter().rev().map(|part| (part, depth + 1)));
        }
        None
    }

    /// The discriminator of the closest parent that all of these components inherit from.
    pub(super) fn discriminator_of_family(&self, members: &[&Pointer]) -> Option<Discriminator> {
        let all = |(parent, family): &(&Pointer, &BTreeSet<Pointer>)| {
            members.iter().all(|member| family.contains(*member) || member == parent)
        };
        let closest = self.families.iter().filter(all).min_by_key(|(_, family)| family.len());
        closest.and_then(|(parent, _)| self.own_discriminator(parent))
    }

    fn node(&self, at: &Pointer) -> Option<&Schema> {
        self.document.nodes.schemas.get(at)?.as_item()
    }

    /// The component that the value of a mapping names.
    pub(super) fn component(&self, target: &str) -> Option<Pointer> {
        let named = Pointer::root().child("components").child("schemas").child(target);
        let place = local_target(target).unwrap_or(named);
        self.document.nodes.schemas.contains_key(&place).then_some(place)
    }

    /// The components that one names in its `allOf`, or in one inside that.
    fn parents(&self, at: &Pointer) -> BTreeSet<Pointer> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<(Pointer, usize)> = vec![(at.clone(), 0)];
        while let Some((place, depth)) = waiting.pop() {
            let Some(schema) = self.node(&place).filter(|_| depth < DEEPEST) else { continue };
            for part in Keywords::of(schema).all_of {
                match self.referred(&part) {
                    Some(component) => drop(found.insert(component)),
                    None => waiting.push((part, depth + 1)),
                }
            }
        }
        found
    }

    /// The component at the end of references, if it is one.
    fn referred(&self, at: &Pointer) -> Option<Pointer> {
        let mut at = at.clone();
        for _ in 0..LONGEST_CHAIN {
            let node = self.document.nodes.schemas.get(&at)?;
            if node.as_item().is_some() {
                return is_component(&at).then_some(at);
            }
            at = crate::document::place(node)?;
        }
        None
    }

    /// Whether a component is a child of another, of which it says nothing more.
    pub(super) fn is_child(&self, at: &Pointer, parent: &Pointer) -> bool {
        self.families.get(parent).is_some_and(|family| family.contains(at))
    }

    /// The union that a parent is; none if the schema is no parent.
    pub(super) fn family(&mut self, id: SchemaId, key: &Key) -> Option<Shape> {
        let [Part { at, bare: false }] = key.as_slice() else { return None };
        let family = self.families.get(at)?.clone();
        let discriminator = self.own_discriminator(at)?;
        let own = self
            .is_concrete(at, &discriminator)
            .then(|| Variant::new(self.by_itself(at), Some("Base".to_owned())));
        let mut variants: Vec<Variant> = own.into_iter().collect();
        for member in &family {
            let value = self.by_itself(member);
            if variants.iter().all(|variant| variant.value.schema != value.schema) {
                variants.push(Variant::new(value, member.segments().last().map(Cow::into_owned)));
            }
        }
        self.discriminators.insert(id, discriminator);
        Some(Shape::Union(Union { variants, choice: Choice::Trial }))
    }

    /// A member of a family without its own children.
    fn by_itself(&mut self, at: &Pointer) -> Usage {
        if self.families.contains_key(at) {
            let key = vec![Part { at: at.clone(), bare: true }];
            return Usage { schema: self.id(key), nullable: false };
        }
        self.usage(at)
    }

    /// Whether there are values of the parent itself: a mapping names it, or there is none and the constants of the discriminator admit
    /// its name.
    fn is_concrete(&mut self, at: &Pointer, discriminator: &Discriminator) -> bool {
        if !discriminator.mapping.is_empty() {
            return discriminator.mapping.values().any(|target| self.component(target).as_ref() == Some(at));
        }
        let flat = self.flatten(&vec![Part::whole(at.clone())], false);
        let property = flat.properties.get(&discriminator.property_name).cloned();
        let listed = property.and_then(|key| self.flatten(&key, false).enumeration);
        let name = at.segments().last().unwrap_or_default();
        listed.is_none_or(|values| values.contains(&serde_json::Value::String(name.into_owned())))
    }
}

/// Everything below a parent; a chain of any length is walked once.
fn descendants(parent: &Pointer, children: &BTreeMap<Pointer, BTreeSet<Pointer>>) -> BTreeSet<Pointer> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![parent];
    while let Some(next) = waiting.pop() {
        for child in children.get(next).into_iter().flatten() {
            if found.insert(child.clone()) {
                waiting.push(child);
            }
        }
    }
    found
}
