//! Models by name, and the ways into them.

use std::collections::BTreeMap;

use crate::rust::{Field, Identifier, Model, Type};

/// How many aliases of aliases are followed.
const DEPTH: usize = 32;

/// Models by name.
#[derive(Debug, Default)]
pub(crate) struct Index<'a>(BTreeMap<&'a Identifier, &'a Model>);

impl<'a> Index<'a> {
    /// Of these models.
    pub(crate) fn of(models: impl Iterator<Item = &'a Model>) -> Self {
        Self(models.map(|model| (model.name(), model)).collect())
    }

    /// The model of this name.
    pub(crate) fn get(&self, name: &Identifier) -> Option<&'a Model> {
        self.0.get(name).copied()
    }

    /// What a type stands for, if it is an alias; else itself.
    pub(crate) fn resolve<'b>(&self, ty: &'b Type) -> &'b Type
    where
        'a: 'b,
    {
        let mut resolved = ty;
        for _ in 0..DEPTH {
            match resolved {
                Type::Model(name) => match self.get(name) {
                    Some(Model::Alias(alias)) => resolved = &alias.ty,
                    _ => break,
                },
                _ => break,
            }
        }
        resolved
    }

    /// A type with what they stand for in place of aliases.
    pub(crate) fn meant(&self, ty: &Type) -> Type {
        ty.with_models(&|name| self.resolve(&Type::Model(name.clone())).clone())
    }

    /// What a type is without `Option`, `Nullable`, `Box` and aliases around it.
    pub(crate) fn core<'b>(&self, ty: &'b Type) -> &'b Type
    where
        'a: 'b,
    {
        match self.resolve(ty) {
            Type::Option(inner) | Type::Nullable(inner) | Type::Box(inner) => self.core(inner),
            other => other,
        }
    }

    /// The field of a struct, by the property's name on the wire.
    pub(crate) fn field(&self, ty: &Type, wire: &str) -> Option<&'a Field> {
        let Type::Model(name) = self.core(ty) else { return None };
        let Some(Model::Struct(model)) = self.get(name) else { return None };
        model.fields.iter().find(|field| field.wire == wire)
    }
}
