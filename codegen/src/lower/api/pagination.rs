//! Lowers how the pages of an operation are walked: property names become ways through fields.

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::rust::{Argument, BodyFormat, Output, Pagination, PaginationKind, Step, Target, Type};

use super::{Scene, rules};

/// How pages are walked; none, with a note of the reason, where the page does not have what the walk needs.
pub(super) fn lower(
    scene: &Scene<'_>,
    source: &ir::Operation,
    pagination: &ir::Pagination,
    output: &Output,
    setters: &[&Argument],
    diagnostics: &mut Diagnostics,
) -> Option<Pagination> {
    let lowered = walk(scene, pagination, output, setters);
    match (&lowered, pagination.inferred) {
        (Err(reason), false) => diagnostics.report(rules::pages_not_walked(&source.at, reason)),
        (Ok(_), true) => diagnostics.report(rules::pages_inferred(&source.at, &described(pagination))),
        (Err(_), true) | (Ok(_), false) => {}
    }
    lowered.ok()
}

/// How pages are walked, in words.
fn described(pagination: &ir::Pagination) -> String {
    let way = |way: &[String]| way.join(".");
    match &pagination.kind {
        ir::PaginationKind::Offset { parameter, .. } | ir::PaginationKind::Page { parameter, .. } => {
            format!("by `{parameter}`")
        }
        ir::PaginationKind::Cursor { parameter, next } => format!("by `{}` for `{parameter}`", way(next)),
        ir::PaginationKind::Link => "by the header `Link`".to_owned(),
        ir::PaginationKind::Url { next } => format!("by the URL in `{}`", way(next)),
    }
}

fn walk(
    scene: &Scene<'_>,
    pagination: &ir::Pagination,
    output: &Output,
    setters: &[&Argument],
) -> Result<Pagination, String> {
    let page = page(output).ok_or_else(|| "the answer is not one JSON type".to_owned())?;
    let items = way(scene, &page, &pagination.items)?;
    let end = items.last().map_or(&page, |step| &step.ty);
    let Type::Vec(item) = scene.models.core(end) else {
        return Err(format!("`{}` is not a list", pagination.items.join(".")));
    };
    let item = item.as_ref().clone();
    let (kind, parameter) = kind(scene, &pagination.kind, &page)?;
    match parameter.filter(|parameter| !is_query(setters, parameter)) {
        Some(missing) => Err(format!("there is no optional query parameter `{missing}`")),
        None => Ok(Pagination { kind, limit: pagination.limit_parameter.clone(), page, item, items }),
    }
}

fn is_query(setters: &[&Argument], name: &str) -> bool {
    setters.iter().any(|setter| matches!(&setter.target, Target::Query(wire, _) if wire == name))
}

/// The type of a page as a decoded value.
fn page(output: &Output) -> Option<Type> {
    match output {
        Output::Body(BodyFormat::Json(ty)) => Some(ty.clone()),
        Output::OrEmpty(BodyFormat::Json(ty)) => Some(Type::Option(Box::new(ty.clone()))),
        _ => None,
    }
}

/// The kind of walk, and the query parameter that it sets.
fn kind<'a>(
    scene: &Scene<'_>,
    kind: &'a ir::PaginationKind,
    page: &Type,
) -> Result<(PaginationKind, Option<&'a str>), String> {
    Ok(match kind {
        ir::PaginationKind::Offset { parameter, total } => {
            let total = total.as_deref().map(|total| scalar_way(scene, page, total)).transpose()?;
            (PaginationKind::Offset(parameter.clone(), total), Some(parameter))
        }
        ir::PaginationKind::Page { parameter, first, total } => {
            let total = total.as_deref().map(|total| scalar_way(scene, page, total)).transpose()?;
            (PaginationKind::Page(parameter.clone(), *first, total), Some(parameter))
        }
        ir::PaginationKind::Cursor { parameter, next } => {
            (PaginationKind::Cursor(parameter.clone(), scalar_way(scene, page, next)?), Some(parameter))
        }
        ir::PaginationKind::Link => (PaginationKind::Link, None),
        ir::PaginationKind::Url { next } => (PaginationKind::Url(scalar_way(scene, page, next)?), None),
    })
}

/// The way to a text or a number.
fn scalar_way(scene: &Scene<'_>, page: &Type, names: &[String]) -> Result<Vec<Step>, String> {
    let way = way(scene, page, names)?;
    let end = way.last().map(|step| scene.models.core(&step.ty));
    let is_scalar = matches!(
        end,
        Some(Type::String | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 | Type::Runtime(_))
    );
    if is_scalar { Ok(way) } else { Err(format!("`{}` is neither a text nor a number", names.join("."))) }
}

/// The way to a property by the names of the properties on it.
fn way(scene: &Scene<'_>, page: &Type, names: &[String]) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::with_capacity(names.len());
    for name in names {
        let at = steps.last().map_or(page, |step| &step.ty);
        let field =
            scene.models.field(at, name).ok_or_else(|| format!("a page has no `{}`", names.join(".")))?;
        steps.push(Step { field: field.name.clone(), ty: field.ty.clone() });
    }
    Ok(steps)
}
