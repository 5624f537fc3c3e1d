//! Unions: a variant for each branch, and one for what fits none.

use crate::ir::{self, Choice, EnumerationKind, Schema, SchemaId, Shape, Usage};
use crate::lower::docs;
use crate::rust::{BranchKind, Identifier, Model, Type, Union, UnionChoice, UnionVariant};

use super::objects::is_model;
use super::twins::Twins;
use super::{Form, Item, Lowering};

/// Sets which branches `From` can tell: those whose content no other branch has, under whatever name.
pub(super) fn tell_conversions(items: &mut [Item], twins: &Twins) {
    for item in items {
        if let Model::Union(union) = &mut item.model {
            let types: Vec<Type> = union.variants.iter().map(|variant| twins.meant(&variant.ty)).collect();
            for (variant, ty) in union.variants.iter_mut().zip(&types) {
                let is_only = types.iter().filter(|other| *other == ty).count() == 1;
                variant.from = *ty != Type::Value && is_only;
            }
        }
    }
}

impl Lowering<'_> {
    pub(super) fn union(
        &self,
        id: SchemaId,
        schema: &Schema,
        union: &ir::Union,
        name: Identifier,
        form: Form,
    ) -> Union {
        let types: Vec<Type> =
            union.variants.iter().map(|variant| self.types.value(variant.value, form.direction)).collect();
        let named = union.variants.iter().zip(self.names.variants(id)).zip(&types);
        let variants = named.map(|((variant, name), ty)| UnionVariant {
            name: name.clone(),
            ty: ty.clone(),
            doc: self.branch_doc(variant, ty),
            from: false,
            kind: self.branch_kind(variant.value),
            tags: variant.tags.clone(),
        });
        Union {
            doc: docs::item(&schema.docs),
            variants: variants.collect(),
            choice: self.choice(union),
            name,
            unknown: self.names.unknown_variant(id).clone(),
            received: form.received,
        }
    }

    fn branch_doc(&self, variant: &ir::Variant, ty: &Type) -> crate::rust::Doc {
        let resolved = self.types.resolved(variant.value).map(|(_, schema)| &schema.docs);
        let own = docs::branch(resolved, variant.name.as_deref(), is_model(ty));
        docs::beside(own, variant.also.iter().map(|also| docs::branch(Some(also), None, is_model(ty))))
    }

    fn branch_kind(&self, usage: Usage) -> BranchKind {
        match self.types.resolved(usage).map(|(_, schema)| &schema.shape) {
            Some(Shape::Object(_)) => BranchKind::Struct,
            Some(Shape::Union(_)) => BranchKind::Union,
            _ => BranchKind::Value,
        }
    }

    fn choice(&self, union: &ir::Union) -> UnionChoice {
        match &union.choice {
            Choice::Discriminator(property) => UnionChoice::Tag(property.clone()),
            Choice::RequiredProperty(names) => UnionChoice::RequiredProperty(names.clone()),
            Choice::Trial => UnionChoice::Trial,
            Choice::JsonType => {
                let kinds: Option<Vec<&'static str>> =
                    union.variants.iter().map(|variant| self.json_kind(variant.value)).collect();
                kinds.map_or(UnionChoice::Trial, UnionChoice::JsonType)
            }
        }
    }

    /// The kind of JSON value that a schema describes, if there is only one.
    fn json_kind(&self, usage: Usage) -> Option<&'static str> {
        let (_, schema) = self.types.resolved(usage)?;
        Some(match &schema.shape {
            Shape::Object(_) | Shape::Map(_) => "object",
            Shape::Array(_) | Shape::Tuple(..) => "array",
            Shape::String(_) => "string",
            Shape::Integer(_) => "integer",
            Shape::Number(_) => "number",
            Shape::Boolean => "boolean",
            Shape::Enumeration(enumeration) => match enumeration.kind {
                EnumerationKind::String => "string",
                EnumerationKind::Integer => "integer",
                EnumerationKind::Mixed => return None,
            },
            Shape::Any | Shape::Untyped(_) | Shape::Null | Shape::Union(_) | Shape::Alias(_) => return None,
        })
    }
}
