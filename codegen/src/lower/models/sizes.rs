//! Boxes branches of unions that are much larger than the rest: a union is as large as its largest branch.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Identifier, Model, Type};

use super::Item;

/// A branch beyond this many bytes goes into a box.
const LARGE: usize = 160;
/// A text, list, map, or anything else that keeps its content elsewhere.
const HANDLE: usize = 24;

pub(super) fn box_large_branches(items: &mut [Item]) {
    let mut sizes = Sizes::over(items.iter().map(|item| &item.model));
    for item in items {
        let Model::Union(union) = &mut item.model else {
            continue;
        };
        for variant in &mut union.variants {
            if matches!(variant.ty, Type::Model(_) | Type::Tuple(_) | Type::OpenTuple(..))
                && sizes.of(&variant.ty, 0) > LARGE
            {
                variant.ty = Type::Box(Box::new(variant.ty.clone()));
            }
        }
    }
}

/// The models among these that are too large to stand in a branch themselves.
pub(crate) fn large<'a, I: Iterator<Item = &'a Model>>(models: impl Fn() -> I) -> BTreeSet<Identifier> {
    let mut sizes = Sizes::over(models());
    let names = models().map(|model| model.name().clone());
    names.filter(|name| sizes.of(&Type::Model(name.clone()), 0) > LARGE).collect()
}

/// Sizes of models, each worked out once.
struct Sizes {
    models: BTreeMap<Identifier, usize>,
    members: BTreeMap<Identifier, Held>,
}

/// What a value of a model holds.
#[derive(Clone)]
enum Held {
    /// All of these.
    All(Vec<Type>),
    /// One of these, or a JSON value.
    OneOf(Vec<Type>),
    /// Just this.
    Same(Type),
}

impl Sizes {
    fn over<'a>(models: impl Iterator<Item = &'a Model>) -> Self {
        let members = models.map(|model| {
            let held = match model {
                Model::Struct(object) => {
                    Held::All(object.fields.iter().map(|field| field.ty.clone()).collect())
                }
                Model::Union(union) => {
                    Held::OneOf(union.variants.iter().map(|variant| variant.ty.clone()).collect())
                }
                Model::Alias(alias) => Held::Same(alias.ty.clone()),
                Model::Enumeration(_) | Model::Bodies(_) => Held::OneOf(Vec::new()),
            };
            (model.name().clone(), held)
        });
        Self { models: BTreeMap::new(), members: members.collect() }
    }

    /// About how many bytes a value of a type takes; deep ones are large anyway.
    fn of(&mut self, ty: &Type, depth: usize) -> usize {
        match ty {
            _ if depth > 64 => LARGE,
            Type::Unit => 0,
            Type::Bool => 1,
            Type::I32 | Type::U32 => 4,
            Type::I64 | Type::U64 | Type::F64 | Type::Box(_) => 8,
            Type::Runtime("File" | "Bytes") | Type::Value => 32,
            Type::String | Type::Vec(_) | Type::Map(_) | Type::Runtime(_) | Type::Local(_) => HANDLE,
            Type::Tuple(items) => items.iter().map(|item| self.of(item, depth + 1)).sum(),
            Type::OpenTuple(items, _) => {
                items.iter().map(|item| self.of(item, depth + 1)).sum::<usize>() + HANDLE
            }
            Type::Option(inner) | Type::Nullable(inner) => match **inner {
                Type::I64 | Type::U64 | Type::F64 => 16,
                Type::I32 | Type::U32 => 8,
                _ => self.of(inner, depth + 1),
            },
            Type::Model(name) => self.model(name, depth),
        }
    }

    fn model(&mut self, name: &Identifier, depth: usize) -> usize {
        if let Some(size) = self.models.get(name) {
            return *size;
        }
        let held = self.members.get(name).cloned();
        let size = match held.unwrap_or(Held::All(Vec::new())) {
            Held::Same(ty) => self.of(&ty, depth + 1),
            Held::All(types) => types.iter().map(|ty| self.of(ty, depth + 1)).sum::<usize>() + HANDLE,
            Held::OneOf(types) => {
                let sizes = types.iter().map(|ty| self.of(ty, depth + 1));
                sizes.filter(|size| *size <= LARGE).max().unwrap_or_default().max(32) + 8
            }
        };
        self.models.insert(name.clone(), size);
        size
    }
}
