//! Boxes what would hold itself by value, and nothing else: lists and maps already keep their members elsewhere.

use crate::rust::{Model, Type};

use super::Item;
use super::cycles::{closing_edges, edges_of};

pub(super) fn box_cycles(items: &mut [Item]) {
    let edges = items.iter().filter_map(|item| {
        let types = member_types(&item.model);
        let held = types.iter().enumerate().flat_map(|(index, ty)| edges_of(index, ty)).collect();
        Some((item.model.name().clone(), held)).filter(|_| !types.is_empty())
    });
    let closing = closing_edges(&edges.collect());
    for item in items {
        let name = item.model.name().clone();
        for (index, ty) in member_types_mut(&mut item.model).into_iter().enumerate() {
            if closing.contains(&(name.clone(), index)) {
                box_models(ty);
            }
        }
    }
}

fn member_types(model: &Model) -> Vec<&Type> {
    match model {
        Model::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Model::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Model::Enumeration(_) | Model::Alias(_) | Model::Bodies(_) => Vec::new(),
    }
}

fn member_types_mut(model: &mut Model) -> Vec<&mut Type> {
    match model {
        Model::Struct(object) => object.fields.iter_mut().map(|field| &mut field.ty).collect(),
        Model::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
        Model::Enumeration(_) | Model::Alias(_) | Model::Bodies(_) => Vec::new(),
    }
}

/// Puts a box around each model that a type holds by value.
fn box_models(ty: &mut Type) {
    match ty {
        Type::Model(_) => *ty = Type::Box(Box::new(ty.clone())),
        Type::Option(inner) | Type::Nullable(inner) => box_models(inner),
        Type::Tuple(items) | Type::OpenTuple(items, _) => items.iter_mut().for_each(box_models),
        _ => {}
    }
}
