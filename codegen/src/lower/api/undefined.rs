//! Parameters whose form on the wire OpenAPI leaves undefined ("n/a" in the table of 3.0.4, 4.7.12.4), or that cannot be written in their
//! media type: they are sent all the same, and how is said. Bodies of media types that are no more than text or bytes here are said as well.

use crate::diagnostics::Diagnostics;
use crate::ir::{self, Content, ParameterEncoding, Shape, Style, Usage};

use super::arguments::{ParameterContent, content};
use super::{Scene, rules};

/// Says which parameters of an operation have no defined form.
pub(super) fn report(scene: &Scene<'_>, source: &ir::Operation, diagnostics: &mut Diagnostics) {
    for parameter in &source.parameters {
        let ir::Parameter { at, name, value, .. } = parameter;
        match &parameter.encoding {
            ParameterEncoding::Style { style, explode, .. } => {
                if let Some(sent) = undefined(scene, *value, *style, *explode) {
                    diagnostics.report(rules::undefined_style(at, name, sent));
                }
            }
            ParameterEncoding::Content(media_type) => {
                if content(scene, media_type, *value) == ParameterContent::JsonInstead {
                    diagnostics.report(rules::parameter_as_json(at, name, media_type));
                }
            }
        }
    }
}

/// Says if a body goes as it is although a schema tells its parts.
pub(super) fn report_body(scene: &Scene<'_>, content: &Content, diagnostics: &mut Diagnostics) {
    let schema = content.value.and_then(|usage| scene.types.resolved(usage));
    if schema.is_some_and(|(_, schema)| is_compound(&schema.shape)) {
        diagnostics.report(rules::media_type_without_type(&content.at, &content.media_type));
    }
}

/// How a value is sent whose form is undefined.
fn undefined(scene: &Scene<'_>, value: Usage, style: Style, explode: bool) -> Option<&'static str> {
    let shape = scene.types.resolved(value).map(|(_, schema)| &schema.shape)?;
    let is_compound = is_compound(shape);
    match style {
        Style::DeepObject if matches!(shape, Shape::Array(_)) => Some("as `form` has it"),
        Style::SpaceDelimited | Style::PipeDelimited if is_compound && explode => Some("as `form` has it"),
        Style::DeepObject if holds_list_of_compounds(scene, shape) => {
            Some("with the members of its objects in lists beside each other")
        }
        Style::DeepObject => None,
        _ if is_compound && holds_compound(scene, shape) => Some("with its inner lists and objects as JSON"),
        _ => None,
    }
}

fn is_compound(shape: &Shape) -> bool {
    matches!(shape, Shape::Array(_) | Shape::Tuple(..) | Shape::Map(_) | Shape::Object(_))
}

/// Whether an object holds a list of lists or objects: in brackets, their members cannot be told apart.
fn holds_list_of_compounds(scene: &Scene<'_>, shape: &Shape) -> bool {
    let Shape::Object(object) = shape else { return false };
    let shapes = object.properties.values().filter_map(|property| scene.types.resolved(property.value));
    shapes
        .map(|(_, schema)| &schema.shape)
        .any(|shape| matches!(shape, Shape::Array(_)) && holds_compound(scene, shape))
}

/// Whether a list or object holds another.
fn holds_compound(scene: &Scene<'_>, shape: &Shape) -> bool {
    let inner =
        |usage: Usage| scene.types.resolved(usage).is_some_and(|(_, schema)| is_compound(&schema.shape));
    match shape {
        Shape::Array(item) | Shape::Map(item) => inner(*item),
        Shape::Tuple(tuple) => tuple.usages().any(inner),
        Shape::Object(object) => object.properties.values().any(|property| inner(property.value)),
        _ => false,
    }
}
