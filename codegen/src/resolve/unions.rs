//! `oneOf` and `anyOf`.

use std::collections::BTreeSet;

use openapiv3::Discriminator;
use serde_json::Value;

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::formats;
use crate::diagnostics::{self, Place};
use crate::ir::{
    Choice, IntegerFormat, NumberFormat, PathRoot, SchemaId, Shape, StringFormat, Union, Usage, Variant,
};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// Builds a union, or what it comes down to.
    pub(super) fn union(
        &mut self,
        id: SchemaId,
        at: &Pointer,
        key: &Key,
        flat: &Flat,
        branches: &[Pointer],
        discriminator: Option<Discriminator>,
    ) -> Shape {
        if flat.unions.len() > 1 {
            self.diagnostics.report(diagnostics::several_unions(Place::Node(at.clone())));
        }
        let branches: Vec<Pointer> =
            branches.iter().filter(|branch| !self.is_null(branch)).cloned().collect();
        if flat.has_structure() && branches.iter().all(|branch| self.is_constraint(branch)) {
            let mut object = self.without_union(key);
            object.docs = crate::ir::Docs::default();
            return Shape::Object(self.object(at, &object));
        }
        let base = if flat.has_structure() { bare(key) } else { Key::new() };
        if base.is_empty() && discriminator.is_none() {
            let leaves = self.leaves(&branches);
            if let Some(shape) = self.collapse(at, &leaves) {
                return shape;
            }
        }
        let branches = self.without_narrower(branches);
        let variants = self.variants(&branches, &base);
        match variants.as_slice() {
            [] => Shape::Null,
            [one] => Shape::Alias(one.value),
            _ => {
                self.discriminators.extend(discriminator.map(|discriminator| (id, discriminator)));
                Shape::Union(Union { variants, choice: Choice::Trial })
            }
        }
    }

    fn variants(&mut self, branches: &[Pointer], base: &Key) -> Vec<Variant> {
        let mut variants: Vec<Variant> = Vec::new();
        for branch in branches {
            let value = self.branch(branch, base);
            if variants.iter().all(|variant| variant.value.schema != value.schema) {
                variants.push(Variant { value, name: self.variant_name(branch), tags: Vec::new() });
            }
        }
        variants
    }

    fn branch(&mut self, branch: &Pointer, base: &Key) -> Usage {
        if base.is_empty() {
            return self.usage(branch);
        }
        let (inner, nullable) = self.unwrapped(branch);
        let key: Key = base.iter().cloned().chain([Part::whole(inner)]).collect();
        Usage { schema: self.id(key), nullable }
    }

    /// The component that a branch is, or its title.
    fn variant_name(&mut self, branch: &Pointer) -> Option<String> {
        let (inner, _) = self.unwrapped(branch);
        let schema = self.document.nodes.schemas.get(&inner).and_then(|node| node.as_item());
        let title = schema.and_then(|schema| schema.schema_data.title.clone());
        let component = super::schemas::is_component(&inner).then(|| inner.segments().last()).flatten();
        component.or(title)
    }

    /// Whether a branch says nothing of the shape of a value: only what is required, or what must not be.
    fn is_constraint(&mut self, branch: &Pointer) -> bool {
        let flat = self.flatten(&vec![Part::whole(branch.clone())], false);
        let has_shape = !flat.properties.is_empty()
            || !flat.items.is_empty()
            || !flat.unions.is_empty()
            || flat.enumeration.is_some()
            || flat.type_name.as_deref().is_some_and(|name| name != "object");
        !has_shape
    }

    fn without_union(&mut self, key: &Key) -> Flat {
        self.flatten(&bare(key), false)
    }

    /// The branches, with unions among them replaced by their own branches.
    fn leaves(&mut self, branches: &[Pointer]) -> Vec<Pointer> {
        let mut leaves = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<Pointer> = branches.iter().rev().cloned().collect();
        while let Some(branch) = waiting.pop() {
            let (branch, _) = self.unwrapped(&branch);
            if !seen.insert(branch.clone()) {
                continue;
            }
            let flat = self.flatten(&vec![Part::whole(branch.clone())], false);
            match classify(&flat) {
                Class::Union(inner) if !flat.has_structure() && inner.discriminator.is_none() => {
                    waiting.extend(inner.branches.into_iter().rev());
                }
                Class::Null => {}
                _ => leaves.push(branch),
            }
        }
        leaves
    }

    /// The branches without whole numbers, where another branch takes any number.
    fn without_narrower(&mut self, branches: Vec<Pointer>) -> Vec<Pointer> {
        let classes: Vec<Class> = branches
            .iter()
            .map(|branch| classify(&self.flatten(&vec![Part::whole(branch.clone())], false)))
            .collect();
        let has_number = classes.iter().any(|class| matches!(class, Class::Number));
        let stays = |class: &Class| !has_number || !matches!(class, Class::Integer);
        branches
            .into_iter()
            .zip(&classes)
            .filter(|(_, class)| stays(class))
            .map(|(branch, _)| branch)
            .collect()
    }

    /// Branches of one kind of text or number come down to a single type.
    fn collapse(&mut self, at: &Pointer, branches: &[Pointer]) -> Option<Shape> {
        let flats: Vec<Flat> =
            branches.iter().map(|branch| self.flatten(&vec![Part::whole(branch.clone())], false)).collect();
        let classes: Vec<Class> = flats.iter().map(classify).collect();
        if classes.iter().any(|class| matches!(class, Class::Any(_))) {
            let reason = "one branch of the union accepts anything";
            return Some(Shape::Untyped(reason.to_owned()));
        }
        if classes.len() < 2 {
            return None;
        }
        let is_text = |(class, flat): (&Class, &Flat)| match class {
            Class::String => true,
            Class::Enumeration => flat.enumeration.iter().flatten().all(Value::is_string),
            _ => false,
        };
        let is_integer = |(class, flat): (&Class, &Flat)| match class {
            Class::Integer => true,
            Class::Enumeration => flat.enumeration.iter().flatten().all(Value::is_i64),
            _ => false,
        };
        if classes.iter().zip(&flats).all(is_text) {
            return Some(self.texts(at, &classes, flats));
        }
        if classes.iter().zip(&flats).all(is_integer) {
            return Some(self.integers(at, &classes, flats));
        }
        let is_number = |class: &Class| matches!(class, Class::Integer | Class::Number);
        classes.iter().all(is_number).then_some(Shape::Number(NumberFormat::Double))
    }

    fn texts(&mut self, at: &Pointer, classes: &[Class], flats: Vec<Flat>) -> Shape {
        let is_open = classes.iter().any(|class| matches!(class, Class::String));
        let has_constants = classes.iter().any(|class| matches!(class, Class::Enumeration));
        let values = flats.iter().filter_map(|flat| flat.enumeration.as_ref()).map(Vec::len).sum::<usize>();
        if has_constants && (!is_open || values > 1) {
            return self.listed_constants(at, flats);
        }
        let mut formats = flats.iter().map(|flat| {
            let format = flat.format.as_deref().and_then(formats::string);
            format.unwrap_or(StringFormat::Plain)
        });
        let first = formats.next().unwrap_or(StringFormat::Plain);
        let is_one = !has_constants && formats.all(|format| format == first);
        if !is_one {
            self.diagnostics.report(diagnostics::merged_branches(Place::Node(at.clone())));
        }
        Shape::String(if is_one { first } else { StringFormat::Plain })
    }

    fn integers(&mut self, at: &Pointer, classes: &[Class], flats: Vec<Flat>) -> Shape {
        if classes.iter().all(|class| matches!(class, Class::Enumeration)) {
            return self.listed_constants(at, flats);
        }
        Shape::Integer(IntegerFormat::Int64)
    }

    /// The constants of all branches in one list; the title of a branch with one constant names it.
    fn listed_constants(&mut self, at: &Pointer, flats: Vec<Flat>) -> Shape {
        let mut values = Vec::new();
        let mut labels = super::enumerations::Labels::default();
        for flat in flats {
            let own = flat.enumeration.unwrap_or_default();
            labels.extend(flat.labels);
            if let [one] = own.as_slice() {
                labels.add(one, flat.docs.title, flat.docs.description);
            }
            for value in own {
                if !value.is_null() && !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Shape::Enumeration(self.enumeration(at, values, &labels))
    }

    /// The key of the component that a schema is, for the implicit names of a discriminator.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<&str> {
        let path = &self.api.schemas.get(id)?.path;
        match &path.root {
            PathRoot::Component(name) if path.segments.is_empty() => Some(name),
            _ => None,
        }
    }
}

fn bare(key: &Key) -> Key {
    key.iter().map(|part| Part { at: part.at.clone(), bare: true }).collect()
}
