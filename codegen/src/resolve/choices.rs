//! How the branches of unions are told apart: a pass over the finished graph.

use std::collections::BTreeSet;

use openapiv3::Discriminator;
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{self, Place};
use crate::ir::{Choice, Object, SchemaId, Shape, Union, Variant};
use crate::normalize::local_target;

/// How far aliases are followed.
const LONGEST_CHAIN: usize = 32;

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum JsonKind {
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl Resolver<'_> {
    /// Settles the choice of every union.
    pub(super) fn choose(&mut self) {
        let ids: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        for id in ids {
            let Some(Shape::Union(union)) = self.api.schemas.get(id).map(|schema| schema.shape.clone())
            else {
                continue;
            };
            let declared = self.discriminators.get(&id).cloned();
            let settled = self.settle(id, union, declared.as_ref());
            if let Some(schema) = self.api.schemas.get_mut(id) {
                schema.shape = Shape::Union(settled);
            }
        }
    }

    fn settle(&mut self, id: SchemaId, mut union: Union, declared: Option<&Discriminator>) -> Union {
        let is_declared = declared.is_some_and(|declared| self.by_declaration(id, &mut union, declared));
        if is_declared || self.by_constants(&mut union) {
            return union;
        }
        union.choice = if self.differ_in_kind(&union) {
            Choice::JsonType
        } else if let Some(names) = self.by_required(&union) {
            Choice::RequiredProperty(names)
        } else {
            Choice::Trial
        };
        union
    }

    /// By the discriminator that the document declares: mapped values, constants of the property, names of components.
    fn by_declaration(&mut self, id: SchemaId, union: &mut Union, declared: &Discriminator) -> bool {
        let Discriminator { property_name, mapping, extensions: _ } = declared;
        let mut used = BTreeSet::new();
        for variant in &mut union.variants {
            let schema = variant.value.schema;
            let own = |target: &str| self.is_target(schema, target);
            let mapped = mapping.iter().filter(|(_, target)| own(target)).map(|(tag, _)| tag.clone());
            let mut tags: Vec<String> = mapped.collect();
            used.extend(tags.iter().cloned());
            if tags.is_empty() {
                tags = self.constants(schema, property_name);
            }
            if tags.is_empty() {
                tags.extend(variant.name.clone().filter(|_| self.component_name(schema).is_some()));
            }
            variant.tags = tags;
        }
        let at = self.api.schemas.get(id).map(|schema| schema.at.clone()).unwrap_or_default();
        for tag in mapping.keys().filter(|tag| !used.contains(*tag)) {
            self.diagnostics.report(diagnostics::unused_mapping(
                tag,
                Place::Node(at.child("discriminator").child("mapping").child(tag)),
            ));
        }
        let is_usable = union.variants.iter().filter(|variant| variant.tags.is_empty()).count() <= 1
            && are_distinct(&union.variants);
        if is_usable {
            union.choice = Choice::Discriminator(property_name.clone());
        } else {
            self.diagnostics.report(diagnostics::unusable_discriminator(
                property_name,
                Place::Node(at.child("discriminator")),
            ));
            union.variants.iter_mut().for_each(|variant| variant.tags.clear());
        }
        is_usable
    }

    /// Whether the value of a mapping names this schema.
    fn is_target(&self, schema: SchemaId, target: &str) -> bool {
        let Some(found) = self.api.schemas.get(schema) else { return false };
        let by_name = self.component_name(schema) == Some(target);
        by_name
            || local_target(target).is_some_and(|place| self.is_made_of(schema, &place) || found.at == place)
    }

    fn is_made_of(&self, schema: SchemaId, place: &crate::pointer::Pointer) -> bool {
        self.keys.get(&schema).is_some_and(|key| key.iter().any(|part| part.at == *place))
    }

    /// By a property that all branches require, each with constants of its own.
    fn by_constants(&self, union: &mut Union) -> bool {
        let Some(objects) = self.objects(union) else { return false };
        let Some(first) = objects.first() else { return false };
        for name in first.properties.keys() {
            let is_required =
                |object: &&Object| object.properties.get(name).is_some_and(|found| found.required);
            if !objects.iter().all(is_required) {
                continue;
            }
            let tags: Vec<Vec<String>> =
                union.variants.iter().map(|variant| self.constants(variant.value.schema, name)).collect();
            let all: BTreeSet<&String> = tags.iter().flatten().collect();
            let is_told = tags.iter().all(|tags| !tags.is_empty());
            if is_told && all.len() == tags.iter().map(Vec::len).sum::<usize>() {
                union.choice = Choice::Discriminator(name.clone());
                union.variants.iter_mut().zip(tags).for_each(|(variant, tags)| variant.tags = tags);
                return true;
            }
        }
        false
    }

    /// The constants that a property of an object may have, if they are listed: texts by themselves, whole numbers and booleans as
    /// JSON. A list with any other value tells nothing.
    fn constants(&self, schema: SchemaId, property: &str) -> Vec<String> {
        let Some(Shape::Object(object)) = self.through(schema) else { return Vec::new() };
        let Some(property) = object.properties.get(property) else { return Vec::new() };
        match self.through(property.value.schema) {
            Some(Shape::Enumeration(enumeration)) => {
                let tags = enumeration.values.iter().map(|value| tag(&value.value));
                tags.collect::<Option<_>>().unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    fn differ_in_kind(&self, union: &Union) -> bool {
        let mut seen = BTreeSet::new();
        union.variants.iter().all(|variant| {
            self.through(variant.value.schema).and_then(kind).is_some_and(|kind| seen.insert(kind))
        })
    }

    /// By a property that one branch requires and no other declares.
    fn by_required(&self, union: &Union) -> Option<Vec<Option<String>>> {
        let objects = self.objects(union)?;
        let own = |object: &&Object| {
            let others = || objects.iter().filter(|other| !std::ptr::eq(**other, *object));
            let required = object.properties.iter().filter(|(_, property)| property.required);
            let mut names = required.map(|(name, _)| name);
            names.find(|name| others().all(|other| !other.properties.contains_key(*name))).cloned()
        };
        let names: Vec<Option<String>> = objects.iter().map(own).collect();
        (names.iter().filter(|name| name.is_none()).count() <= 1).then_some(names)
    }

    /// The branches as objects, if they all are.
    fn objects(&self, union: &Union) -> Option<Vec<&Object>> {
        let object = |variant: &Variant| match self.through(variant.value.schema) {
            Some(Shape::Object(object)) => Some(object),
            _ => None,
        };
        union.variants.iter().map(object).collect()
    }

    /// The shape of a schema, aliases aside.
    fn through(&self, schema: SchemaId) -> Option<&Shape> {
        let mut id = schema;
        for _ in 0..LONGEST_CHAIN {
            match &self.api.schemas.get(id)?.shape {
                Shape::Alias(usage) => id = usage.schema,
                shape => return Some(shape),
            }
        }
        None
    }
}

fn kind(shape: &Shape) -> Option<JsonKind> {
    Some(match shape {
        Shape::Boolean => JsonKind::Boolean,
        Shape::Integer(_) | Shape::Number(_) => JsonKind::Number,
        Shape::String(_) => JsonKind::Text,
        Shape::Array(_) | Shape::Tuple(..) => JsonKind::Array,
        Shape::Map(_) | Shape::Object(_) => JsonKind::Object,
        Shape::Enumeration(enumeration) => match enumeration.kind {
            crate::ir::EnumerationKind::String => JsonKind::Text,
            crate::ir::EnumerationKind::Integer => JsonKind::Number,
            crate::ir::EnumerationKind::Mixed => return None,
        },
        Shape::Any | Shape::Untyped(_) | Shape::Null | Shape::Union(_) | Shape::Alias(_) => return None,
    })
}

/// A constant as the runtime compares it.
fn tag(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) => Some(value.to_string()),
        Value::Number(number) if number.is_i64() => Some(value.to_string()),
        _ => None,
    }
}

fn are_distinct(variants: &[Variant]) -> bool {
    let mut seen = BTreeSet::new();
    variants.iter().flat_map(|variant| &variant.tags).all(|tag| seen.insert(tag))
}
