//! How the branches of unions are told apart: a pass over the finished graph.

use std::collections::BTreeSet;

use openapiv3::Discriminator;

use super::Resolver;
use crate::diagnostics::{self, Place};
use crate::ir::{Choice, Object, SchemaId, Shape, Union, Usage, Variant};
use crate::normalize::local_target;
use crate::pointer::Pointer;

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum JsonKind {
    Boolean,
    /// A number without a fraction, where another branch takes those that have one.
    Whole,
    Number,
    Text,
    Array,
    Object,
}

impl Resolver<'_> {
    /// Settles the choice of every union.
    pub(super) fn choose(&mut self) {
        let mut ids: Vec<SchemaId> = self.api.schemas.iter().map(|(id, _)| id).collect();
        // The tags of a union in a union are known before those of the one around it.
        ids.sort_by_key(|id| self.holds_unions(*id));
        for id in ids {
            let Some(Shape::Union(union)) = self.api.schemas.get(id).map(|schema| &schema.shape) else {
                continue;
            };
            let union = union.clone();
            let declared = self.discriminators.get(&id).cloned();
            let settled = self.settle(id, union, declared.as_ref());
            if let Some(schema) = self.api.schemas.get_mut(id) {
                schema.shape = Shape::Union(settled);
            }
        }
    }

    fn holds_unions(&self, id: SchemaId) -> bool {
        let Some(Shape::Union(union)) = self.api.schemas.get(id).map(|schema| &schema.shape) else {
            return false;
        };
        union
            .variants
            .iter()
            .any(|variant| matches!(self.through(variant.value.schema), Some(Shape::Union(_))))
    }

    fn settle(&mut self, id: SchemaId, mut union: Union, declared: Option<&Discriminator>) -> Union {
        let inherited = if declared.is_none() { self.inherited(&union) } else { None };
        let is_declared = declared.or(inherited.as_ref()).is_some_and(|found| {
            let is_usable = self.by_declaration(&mut union, found);
            if declared.is_some() {
                self.report_declared(id, &union, found, is_usable);
            }
            is_usable
        });
        if is_declared || self.by_constants(&mut union, true) {
            return union;
        }
        if self.differ_in_kind(&union) {
            union.choice = Choice::JsonType;
        } else if let Some(names) = self.by_required(&union) {
            union.choice = Choice::RequiredProperty(names);
        } else if !self.by_constants(&mut union, false) {
            union.choice = Choice::Trial;
        }
        union
    }

    /// The discriminator of the parent that all branches inherit from, as far as it is about them.
    fn inherited(&self, union: &Union) -> Option<Discriminator> {
        let places = union.variants.iter().map(|variant| self.own_place(variant.value.schema));
        let places: Vec<&Pointer> = places.collect::<Option<_>>()?;
        let mut discriminator = self.discriminator_of_family(&places)?;
        discriminator
            .mapping
            .retain(|_, target| self.component(target).is_some_and(|component| places.contains(&&component)));
        Some(discriminator)
    }

    /// By the discriminator that the document declares: mapped values, constants of the property, names of components.
    fn by_declaration(&self, union: &mut Union, declared: &Discriminator) -> bool {
        let Discriminator { property_name, mapping, extensions: _ } = declared;
        let constants = self.own_constants(union, property_name);
        for (variant, constants) in union.variants.iter_mut().zip(constants) {
            let schema = variant.value.schema;
            let own = |target: &str| self.is_target(schema, target);
            let mapped = mapping.iter().filter(|(_, target)| own(target)).map(|(tag, _)| tag.clone());
            let mut tags: Vec<String> = mapped.collect();
            if tags.is_empty() {
                tags = constants;
            }
            if tags.is_empty() {
                tags.extend(self.implicit_tag(schema));
            }
            variant.tags = tags;
        }
        let is_usable = union.variants.iter().filter(|variant| variant.tags.is_empty()).count() <= 1
            && are_distinct(&union.variants);
        if is_usable {
            union.choice = Choice::Discriminator(property_name.clone());
        } else {
            union.variants.iter_mut().for_each(|variant| variant.tags.clear());
        }
        is_usable
    }

    /// Says what is wrong with a discriminator of the document.
    fn report_declared(&mut self, id: SchemaId, union: &Union, declared: &Discriminator, is_usable: bool) {
        let at = self.api.schemas.get(id).map(|schema| schema.at.clone()).unwrap_or_default();
        let at = at.child("discriminator");
        let is_used =
            |target: &str| union.variants.iter().any(|variant| self.is_target(variant.value.schema, target));
        let unused = declared.mapping.iter().filter(|(_, target)| !is_used(target)).map(|(tag, _)| tag);
        for tag in unused.collect::<Vec<_>>() {
            let place = Place::Node(at.child("mapping").child(tag));
            self.diagnostics.report(diagnostics::unused_mapping(tag, place));
        }
        if !is_usable {
            let place = Place::Node(at);
            self.diagnostics.report(diagnostics::unusable_discriminator(&declared.property_name, place));
        }
    }

    /// The tag of a branch that no mapping names: what it says itself (`x-ms-discriminator-value`), else the name of the component.
    fn implicit_tag(&self, schema: SchemaId) -> Option<String> {
        let node = self.own_place(schema).and_then(|place| self.document.nodes.schemas.get(place));
        let extensions = node.and_then(|node| node.as_item()).map(|schema| &schema.schema_data.extensions);
        let written = extensions.and_then(|extensions| extensions.get("x-ms-discriminator-value"));
        let written = written.and_then(serde_json::Value::as_str).map(str::to_owned);
        written.or_else(|| self.component_name(schema))
    }

    /// The constants of a property in each branch; none where another branch has one of them too (an inherited list of all).
    fn own_constants(&self, union: &Union, property: &str) -> Vec<Vec<String>> {
        let all: Vec<Vec<String>> =
            union.variants.iter().map(|variant| self.tags_of(variant.value.schema, property, 0)).collect();
        let count = |tag: &String| all.iter().filter(|tags| tags.contains(tag)).count();
        let own = all.iter().map(|tags| tags.iter().all(|tag| count(tag) == 1));
        own.zip(&all).map(|(is_own, tags)| if is_own { tags.clone() } else { Vec::new() }).collect()
    }

    /// Whether the value of a mapping names this schema.
    fn is_target(&self, schema: SchemaId, target: &str) -> bool {
        let by_name = self.component_name(schema).as_deref() == Some(target);
        let is_at = |place: &Pointer| self.own_place(schema) == Some(place);
        by_name || local_target(target).is_some_and(|place| is_at(&place))
    }

    /// By a property that all branches have, and where so asked require, each with constants of its own.
    fn by_constants(&self, union: &mut Union, required: bool) -> bool {
        let Some(objects) = self.objects(union) else { return false };
        let Some(first) = objects.first() else { return false };
        for name in first.properties.keys() {
            let is_there = |object: &&Object| {
                object.properties.get(name).is_some_and(|found| found.required || !required)
            };
            if !objects.iter().all(is_there) {
                continue;
            }
            let tags: Vec<Vec<String>> =
                union.variants.iter().map(|variant| self.tags_of(variant.value.schema, name, 0)).collect();
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
        let (id, _) = self.resolved(Usage { schema, nullable: false })?;
        self.api.schemas.get(id).map(|schema| &schema.shape)
    }
}

fn kind(shape: &Shape) -> Option<JsonKind> {
    Some(match shape {
        Shape::Boolean => JsonKind::Boolean,
        Shape::Integer(_) => JsonKind::Whole,
        Shape::Number(_) => JsonKind::Number,
        Shape::String(_) => JsonKind::Text,
        Shape::Array(_) | Shape::Tuple(..) => JsonKind::Array,
        Shape::Map(_) | Shape::Object(_) => JsonKind::Object,
        Shape::Enumeration(enumeration) => match enumeration.kind {
            crate::ir::EnumerationKind::String => JsonKind::Text,
            crate::ir::EnumerationKind::Integer => JsonKind::Whole,
            crate::ir::EnumerationKind::Mixed => return None,
        },
        Shape::Any | Shape::Untyped(_) | Shape::Null | Shape::Union(_) | Shape::Alias(_) => return None,
    })
}

fn are_distinct(variants: &[Variant]) -> bool {
    let mut seen = BTreeSet::new();
    variants.iter().flat_map(|variant| &variant.tags).all(|tag| seen.insert(tag))
}
