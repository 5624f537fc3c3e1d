//! Bodies: their media types, schemas, parts and examples.

use indexmap::IndexMap;
use openapiv3::{Encoding, Example, MediaType, ReferenceOr, RequestBody};
use serde_json::Value;

use super::{Resolver, objects, parameters, text};
use crate::document;
use crate::ir::{self, Content, Docs, MediaKind, PartEncoding};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// The body of a request.
    pub(super) fn body(&mut self, body: &ReferenceOr<RequestBody>) -> Option<ir::RequestBody> {
        let document = self.document;
        let (at, body) = self.follow(&document.nodes.bodies, &document::place(body)?)?;
        let RequestBody { description, content, required, extensions: _ } = body;
        let docs = Docs { description: text(description.as_ref()), ..Docs::default() };
        let contents = self.contents(content, &at);
        Some(ir::RequestBody { at, required: *required, docs, contents })
    }

    /// The media types of a body.
    pub(super) fn contents(&mut self, content: &IndexMap<String, MediaType>, at: &Pointer) -> Vec<Content> {
        let at = at.child("content");
        content.iter().map(|(name, media)| self.content_of(name, media, &at.child(name))).collect()
    }

    fn content_of(&mut self, name: &str, media: &MediaType, at: &Pointer) -> Content {
        let MediaType { schema, example, examples, encoding, extensions: _ } = media;
        let place = schema.as_ref().and_then(document::place);
        let strip_byte_order_mark = place.as_ref().is_some_and(|place| self.strips(place));
        let media_type = name.split(';').next().unwrap_or(name).trim().to_owned();
        Content {
            at: at.clone(),
            kind: MediaKind::of(&media_type),
            media_type,
            value: place.map(|place| self.usage(&place)),
            encoding: encoding
                .iter()
                .map(|(part, encoding)| (part.clone(), part_encoding(encoding)))
                .collect(),
            examples: self.examples(example.as_ref(), examples),
            strip_byte_order_mark,
        }
    }

    fn strips(&self, at: &Pointer) -> bool {
        let schema = self.document.nodes.schemas.get(at).and_then(|node| node.as_item());
        schema.is_some_and(|schema| objects::strips_byte_order_mark(&schema.schema_data.extensions))
    }

    fn examples(
        &mut self,
        one: Option<&Value>,
        several: &IndexMap<String, ReferenceOr<Example>>,
    ) -> IndexMap<String, Value> {
        let one = one.map(|value| (String::new(), value.clone()));
        let mut examples: IndexMap<String, Value> = one.into_iter().collect();
        for (name, example) in several {
            examples.extend(self.example(example).map(|value| (name.clone(), value)));
        }
        examples
    }

    fn example(&mut self, example: &ReferenceOr<Example>) -> Option<Value> {
        let document = self.document;
        let (_, example) = self.follow(&document.nodes.examples, &document::place(example)?)?;
        let Example { summary: _, description: _, value, external_value: _, extensions: _ } = example;
        value.clone()
    }

    /// The first of several examples.
    pub(super) fn first_example(
        &mut self,
        examples: &IndexMap<String, ReferenceOr<Example>>,
    ) -> Option<Value> {
        let first = examples.values().next()?;
        self.example(first)
    }
}

/// Those of several media types that are no ranges.
fn media_types(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty() && !name.contains('*'));
    names.map(str::to_owned).collect()
}

fn part_encoding(encoding: &Encoding) -> PartEncoding {
    let Encoding { content_type, headers: _, style, explode, allow_reserved, extensions: _ } = encoding;
    PartEncoding {
        content_types: content_type.as_deref().map(media_types).unwrap_or_default(),
        style: style.as_ref().map(|style| parameters::part_style(style, *explode)),
        allow_reserved: *allow_reserved,
    }
}
