//! Lowers parameters to arguments and setters.

use crate::graph::Direction;
use crate::ir::{self, Location, MediaKind, ParameterEncoding, Usage};
use crate::lower::styles::wire_style;
use crate::names::OperationNames;
use crate::rust::{Argument, Model, ParameterStyle, Passing, Target, Type, WireStyle};

use super::{Index, Scene, prose};

/// An argument or a setter.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    /// What it is.
    pub(super) argument: Argument,
    /// Whether it is an argument.
    pub(super) required: bool,
    /// An example of its value, if the document has one.
    pub(super) example: Option<serde_json::Value>,
}

/// Arguments and setters of the parameters: those of the path first, in its order.
pub(super) fn lower(scene: &Scene<'_>, source: &ir::Operation, names: &OperationNames) -> Vec<Taken> {
    let all = source.parameters.iter().zip(&names.parameters);
    let mut taken: Vec<_> = all
        .map(|(parameter, name)| (position(source, parameter), lower_one(scene, parameter, name)))
        .collect();
    taken.sort_by_key(|(position, _)| *position);
    taken.into_iter().map(|(_, taken)| taken).collect()
}

/// Where a parameter stands in the path; all others come after.
fn position(source: &ir::Operation, parameter: &ir::Parameter) -> usize {
    let in_path = parameter.location == Location::Path;
    in_path.then(|| source.template.find(&format!("{{{}}}", parameter.name))).flatten().unwrap_or(usize::MAX)
}

fn lower_one(scene: &Scene<'_>, parameter: &ir::Parameter, name: &crate::rust::Identifier) -> Taken {
    let ty = scene.types.value(parameter.value, Direction::Request);
    let constant = scene.types.constant(parameter.value, parameter.constant.as_ref());
    let is_needed = parameter.required || parameter.location == Location::Path;
    let required = is_needed && constant.is_none();
    let argument = Argument {
        name: name.clone(),
        doc: prose::setter(parameter),
        deprecated: parameter.docs.deprecated,
        passing: passing(&scene.models, &ty),
        target: target(scene, parameter, holds_secret(&scene.models, &ty)),
        ty,
        constant,
    };
    Taken { argument, required, example: parameter.example.clone() }
}

/// Whether a value is a secret, or a list of them.
fn holds_secret(models: &Index<'_>, ty: &Type) -> bool {
    match models.resolve(ty) {
        Type::Runtime("Secret") => true,
        Type::Vec(inner) | Type::Option(inner) | Type::Nullable(inner) => holds_secret(models, inner),
        _ => false,
    }
}

fn target(scene: &Scene<'_>, parameter: &ir::Parameter, is_secret: bool) -> Target {
    let name = parameter.name.clone();
    let style = match &parameter.encoding {
        ParameterEncoding::Style { style, explode, allow_reserved } => {
            ParameterStyle::Style(wire_style(*style), *explode, *allow_reserved)
        }
        ParameterEncoding::Content(media_type) => match content(scene, media_type, parameter.value) {
            ParameterContent::Text => text_style(parameter.location),
            ParameterContent::Json | ParameterContent::JsonInstead => ParameterStyle::Json,
        },
    };
    match parameter.location {
        Location::Path => Target::Path(name, style),
        Location::Query => Target::Query(name, style),
        Location::Header if is_secret => Target::SecretHeader(name, style),
        Location::Header => Target::Header(name, style),
        Location::Cookie => Target::Cookie(name, style),
    }
}

/// How the value of a parameter is written that has a media type (OpenAPI 3.1.2, 4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParameterContent {
    /// As JSON, as its media type says.
    Json,
    /// As the text that it is.
    Text,
    /// As JSON, although its media type is another.
    JsonInstead,
}

/// How it is written by its media type: a single value is text in any media type but JSON.
pub(super) fn content(scene: &Scene<'_>, media_type: &str, value: Usage) -> ParameterContent {
    if MediaKind::of(media_type) == MediaKind::Json {
        return ParameterContent::Json;
    }
    match scene.types.resolved(value) {
        Some((_, schema)) if schema.shape.is_single() => ParameterContent::Text,
        _ => ParameterContent::JsonInstead,
    }
}

/// A style that writes a single value as it is.
fn text_style(location: Location) -> ParameterStyle {
    match location {
        Location::Path | Location::Header => ParameterStyle::Style(WireStyle::Simple, false, false),
        Location::Query | Location::Cookie => ParameterStyle::Style(WireStyle::Form, true, false),
    }
}

/// How a value of a type is taken: texts as anything that turns into one, lists as iterators.
pub(super) fn passing(models: &Index<'_>, ty: &Type) -> Passing {
    match ty {
        Type::Vec(item) if is_converted(models, item) => Passing::IntoItems,
        Type::Vec(item) if is_plain(models, item) => Passing::Items,
        other if is_converted(models, other) => Passing::Into,
        _ => Passing::Value,
    }
}

/// Whether other types turn into this one.
fn is_converted(models: &Index<'_>, ty: &Type) -> bool {
    match models.resolve(ty) {
        Type::Runtime("Parts") => false,
        Type::String | Type::Runtime(_) | Type::Value | Type::OpenTuple(..) => true,
        Type::Model(name) => matches!(models.get(name), Some(Model::Union(_) | Model::Enumeration(_))),
        _ => false,
    }
}

fn is_plain(models: &Index<'_>, ty: &Type) -> bool {
    match models.resolve(ty) {
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => true,
        Type::Model(name) => matches!(models.get(name), Some(Model::Struct(_))),
        _ => false,
    }
}
