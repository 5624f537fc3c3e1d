//! Properties that can only have one value: those of a single constant, and those that a discriminator fixes.
//!
//! In: the finished graph, its unions settled. Out: [`ir::Property::constant`](crate::ir::Property::constant). Deliberately absent: what
//! becomes of such a property.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Resolver;
use crate::ir::{Choice, Location, SchemaId, Shape, Usage};

/// How far aliases are followed.
const LONGEST_CHAIN: usize = 32;
/// How many unions in unions are looked into.
const DEEPEST: usize = 8;

/// What fixes the property of an object: nothing where its unions disagree.
type Fixed = BTreeMap<(SchemaId, String), Option<String>>;

impl Resolver<'_> {
    /// Gives its constant to every property that has to be there, and to the discriminators, which have to be there by nature.
    pub(super) fn fix_constants(&mut self) {
        let mut found: Vec<(SchemaId, String, Value)> = Vec::new();
        for (id, schema) in self.api.schemas.iter() {
            let Shape::Object(object) = &schema.shape else { continue };
            for (name, property) in object.properties.iter().filter(|(_, property)| property.required) {
                if let Some(value) = self.only_value(property.value) {
                    found.push((id, name.clone(), value));
                }
            }
        }
        for ((id, name), tag) in self.fixed_tags() {
            let value = tag.and_then(|tag| self.as_constant(id, &name, tag));
            found.extend(value.map(|value| (id, name, value)));
        }
        let constants: Vec<Option<Value>> = self
            .api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters)
            .map(|parameter| {
                let is_asked = parameter.required && parameter.location != Location::Path;
                is_asked.then(|| self.only_value(parameter.value)).flatten()
            })
            .collect();
        let parameters = self.api.operations.iter_mut().flat_map(|operation| &mut operation.parameters);
        parameters.zip(constants).for_each(|(parameter, constant)| parameter.constant = constant);
        for (id, name, value) in found {
            if let Some(Shape::Object(object)) = self.api.schemas.get_mut(id).map(|schema| &mut schema.shape)
                && let Some(property) = object.properties.get_mut(&name)
            {
                property.constant.get_or_insert(value);
            }
        }
    }

    /// The only value of a schema that lists one constant, and not null beside it.
    fn only_value(&self, usage: Usage) -> Option<Value> {
        let (id, nullable) = self.resolved(usage)?;
        match self.listed(id).as_slice() {
            [one] if !nullable => Some((*one).clone()),
            _ => None,
        }
    }

    /// The discriminator of each branch that is an object and has one tag.
    fn fixed_tags(&self) -> Fixed {
        let mut fixed = Fixed::new();
        for (_, schema) in self.api.schemas.iter() {
            let Shape::Union(union) = &schema.shape else { continue };
            let Choice::Discriminator(name) = &union.choice else { continue };
            for variant in &union.variants {
                let Some((id, _)) = self.resolved(variant.value) else { continue };
                let tag = if let [one] = variant.tags.as_slice() { Some(one.clone()) } else { None };
                let known = fixed.entry((id, name.clone())).or_insert_with(|| tag.clone());
                *known = known.take().filter(|known| Some(known) == tag.as_ref());
            }
        }
        fixed
    }

    /// A tag as the value of a property, if it can be one of its type.
    fn as_constant(&self, object: SchemaId, name: &str, tag: String) -> Option<Value> {
        let Shape::Object(object) = &self.api.schemas.get(object)?.shape else { return None };
        let (id, _) = self.resolved(object.properties.get(name)?.value)?;
        let parsed = || serde_json::from_str::<Value>(&tag).ok();
        match &self.api.schemas.get(id)?.shape {
            Shape::String(_) => Some(Value::String(tag)),
            Shape::Boolean => parsed().filter(Value::is_boolean),
            Shape::Integer(_) => parsed().filter(Value::is_i64),
            Shape::Enumeration(_) => {
                self.listed(id).into_iter().find(|value| self::tag(value).as_ref() == Some(&tag)).cloned()
            }
            _ => None,
        }
    }

    /// The tags that the constants of a property give to a schema: texts by themselves, whole numbers and booleans as JSON. A list with
    /// any other value tells nothing. A union has those of its branches.
    pub(super) fn tags_of(&self, schema: SchemaId, property: &str, depth: usize) -> Vec<String> {
        let Some((id, _)) = self.resolved(Usage { schema, nullable: false }) else { return Vec::new() };
        match self.api.schemas.get(id).map(|schema| &schema.shape) {
            Some(Shape::Object(object)) => {
                let value = object.properties.get(property).and_then(|found| self.resolved(found.value));
                let values = value.map(|(id, _)| self.listed(id)).unwrap_or_default();
                values.into_iter().map(tag).collect::<Option<_>>().unwrap_or_default()
            }
            Some(Shape::Union(union)) if depth < DEEPEST => {
                let inner = union.variants.iter().map(|variant| match &union.choice {
                    Choice::Discriminator(name) if name == property => variant.tags.clone(),
                    _ => self.tags_of(variant.value.schema, property, depth + 1),
                });
                let inner: Vec<Vec<String>> = inner.collect();
                if inner.iter().any(Vec::is_empty) { Vec::new() } else { inner.concat() }
            }
            _ => Vec::new(),
        }
    }

    /// The constants that a schema lists.
    fn listed(&self, id: SchemaId) -> Vec<&Value> {
        match self.api.schemas.get(id).map(|schema| &schema.shape) {
            Some(Shape::Enumeration(enumeration)) => {
                enumeration.values.iter().map(|value| &value.value).collect()
            }
            _ => self.constants.get(&id).into_iter().flatten().collect(),
        }
    }

    /// What a use leads to once aliases are followed, and whether null is admitted on the way.
    pub(super) fn resolved(&self, usage: Usage) -> Option<(SchemaId, bool)> {
        let Usage { schema: mut id, mut nullable } = usage;
        for _ in 0..LONGEST_CHAIN {
            let schema = self.api.schemas.get(id)?;
            nullable |= schema.nullable;
            match &schema.shape {
                Shape::Alias(target) => {
                    nullable |= target.nullable;
                    id = target.schema;
                }
                _ => return Some((id, nullable)),
            }
        }
        None
    }
}

/// A constant as the runtime compares it.
fn tag(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) => Some(value.to_string()),
        // A whole number is one however the document spells it: openapiv3 has those of `type: number` with a fraction.
        Value::Number(number) => number
            .as_f64()
            .filter(|number| number.fract() == 0.0 && number.abs() < 1e15)
            .map(|number| number.to_string()),
        _ => None,
    }
}
