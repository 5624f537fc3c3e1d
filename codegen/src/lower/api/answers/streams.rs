//! Answers that come piece by piece: of what they are, and how they go beside others.

use crate::ir::{self, Content, MediaKind, Shape, Usage};
use crate::rust::{BodyFormat, StreamedAnswer, Type};

use super::super::Scene;
use super::{format, is_success};

/// The stream beside the JSON of the same success: it is by a call of its own.
pub(super) fn beside_json<'a>(
    scene: &Scene<'_>,
    source: &'a ir::Operation,
) -> Option<(&'a Content, StreamedAnswer)> {
    let is_stream =
        |content: &&Content| matches!(content.kind, MediaKind::EventStream | MediaKind::JsonLines);
    let is_json = |content: &Content| matches!(format(scene, content), BodyFormat::Json(_));
    let mut successes = source.responses.iter().filter(|response| is_success(response.status));
    successes.find_map(|response| {
        let content = response.contents.iter().find(is_stream)?;
        let media_type = content.media_type.clone();
        let stream = StreamedAnswer { format: format(scene, content), media_type };
        response.contents.iter().any(is_json).then_some((content, stream))
    })
}

/// Whether a schema describes events as a whole, with name and data, rather than their data (OpenAPI 3.2.0, 4.14.4.1).
pub(super) fn is_event(scene: &Scene<'_>, content: &Content) -> bool {
    let shape = |usage: Usage| scene.types.resolved(usage).map(|(_, schema)| &schema.shape);
    let is_one = |usage: Usage| match shape(usage) {
        Some(Shape::Object(object)) => {
            ["event", "data"].iter().all(|name| object.properties.contains_key(*name))
        }
        _ => false,
    };
    let item = content.value.map(|usage| match shape(usage) {
        Some(Shape::Array(item)) => *item,
        _ => usage,
    });
    item.is_some_and(|usage| match shape(usage) {
        Some(Shape::Union(union)) => union.variants.iter().all(|variant| is_one(variant.value)),
        _ => is_one(usage),
    })
}

/// What a stream is of: where the schema is a list, that is the whole of it.
pub(super) fn item(ty: Type) -> Type {
    match ty {
        Type::Vec(item) => *item,
        other => other,
    }
}

/// A form of body as it stands beside others, or in a failure: a stream is read to its end, as bytes.
pub(super) fn whole(format: BodyFormat) -> BodyFormat {
    match format {
        BodyFormat::Events(_) | BodyFormat::EventObjects(_) | BodyFormat::JsonLines(_) => BodyFormat::Bytes,
        other => other,
    }
}
