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
    let is_json = |content: &Content| matches!(format(scene, content), BodyFormat::Json(_));
    let successes = source.responses.iter().filter(|response| is_success(response.status));
    let both = successes.filter(|response| response.contents.iter().any(is_json));
    let contents =
        both.flat_map(|response| response.contents.iter().map(move |content| (response.status, content)));
    let streams = contents.filter_map(|(status, content)| {
        let rank =
            [MediaKind::EventStream, MediaKind::JsonLines].iter().position(|kind| *kind == content.kind)?;
        Some(((status, rank, &content.media_type), content))
    });
    // Several do not come in the order of the document: it says nothing.
    let (_, content) = streams.min_by(|(one, _), (other, _)| one.cmp(other))?;
    let media_type = content.whole_media_type();
    Some((content, StreamedAnswer { format: format(scene, content), media_type }))
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
