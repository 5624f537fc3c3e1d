//! Bodies whose media type leaves open what they are: ranges such as `*/*`, and JSON that is said to be binary.
//!
//! In: the contents with the kind of their media type, and all schemas. Out: the kind that the schema gives them. Deliberately absent:
//! the media type that is sent in the place of a range.

use super::Resolver;
use crate::ir::{Api, Content, MediaKind, Operation, Schemas, Shape, StringFormat, Usage};

/// How many aliases in a row are followed.
const LONGEST_CHAIN: usize = 100;

impl Resolver<'_> {
    /// Decides by its schema what each content is.
    pub(super) fn decide_ranges(&mut self) {
        let Api { schemas, operations, .. } = &mut self.api;
        for Operation { body, responses, .. } in operations {
            for content in body.iter_mut().flat_map(|body| &mut body.contents) {
                content.kind = sent(schemas, content);
            }
            for content in responses.iter_mut().flat_map(|response| &mut response.contents) {
                content.kind = answered(schemas, content);
            }
        }
    }
}

/// What is sent: a plain text under `*/*` goes out word for word.
fn sent(schemas: &Schemas, content: &Content) -> MediaKind {
    match text_format(schemas, content.value) {
        Some(StringFormat::Binary) => binary(content),
        Some(StringFormat::Plain) if content.media_type == "*/*" => MediaKind::Text,
        _ => content.kind,
    }
}

/// What is answered: of a range without a schema nothing is known.
fn answered(schemas: &Schemas, content: &Content) -> MediaKind {
    match text_format(schemas, content.value) {
        Some(StringFormat::Binary) => binary(content),
        None if content.value.is_none() && content.is_range() && content.kind == MediaKind::Json => {
            MediaKind::Bytes
        }
        _ => content.kind,
    }
}

/// What a content is whose schema is `format: binary` (OpenAPI 3.0.3, 4.7.14.2): bytes, unless its media type says what text it is.
fn binary(content: &Content) -> MediaKind {
    match content.kind {
        MediaKind::Json => MediaKind::Bytes,
        MediaKind::Text if content.is_range() => MediaKind::Bytes,
        kind => kind,
    }
}

/// The format of a text, once aliases are followed.
fn text_format(schemas: &Schemas, value: Option<Usage>) -> Option<StringFormat> {
    match schemas.resolved(value?.schema, LONGEST_CHAIN)?.1.shape {
        Shape::String(format) => Some(format),
        _ => None,
    }
}
