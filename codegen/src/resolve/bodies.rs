//! Bodies: their media types, schemas, parts and examples.

use indexmap::IndexMap;
use openapiv3::{Encoding, Example, MediaType, ReferenceOr, RequestBody, Schema};
use serde_json::Value;

use super::{Resolver, objects, parameters, text};
use crate::diagnostics::{self, Place};
use crate::document;
use crate::ir::{self, Content, Docs, MediaKind, PartEncoding};
use crate::normalize::UNTYPED_PARTS;
use crate::pointer::Pointer;

/// A media type that was met: its kind, its name without parameters, and its schema as it was written.
type Known<'a> = (MediaKind, &'a str, Option<&'a ReferenceOr<Schema>>);

impl<'a> Resolver<'a> {
    /// The body of a request.
    pub(super) fn body(&mut self, body: &ReferenceOr<RequestBody>) -> Option<ir::RequestBody> {
        let document = self.document;
        let (at, body) = self.follow(&document.nodes.bodies, &document::place(body)?)?;
        let RequestBody { description, content, required, extensions: _ } = body;
        let docs = Docs { description: text(description.as_ref()), ..Docs::default() };
        for name in content.keys() {
            let place = Place::Node(at.child("content").child(name));
            let unsent = unsent_parameters(name);
            let said = unsent.map(|parameter| diagnostics::unsent_parameter(parameter, place.clone()));
            said.for_each(|said| self.diagnostics.report(said));
        }
        let contents = self.contents(content, &at);
        Some(ir::RequestBody { at, required: *required, docs, contents })
    }

    /// The media types of a body. Those that differ by nothing but parameters cannot be told apart: the first counts.
    pub(super) fn contents(&mut self, content: &IndexMap<String, MediaType>, at: &Pointer) -> Vec<Content> {
        let at = at.child("content");
        let mut contents: Vec<Content> = Vec::new();
        let mut known: Vec<Known<'_>> = Vec::new();
        for (name, media) in content {
            let (at, essence) = (at.child(name), essence(name));
            let kind = MediaKind::of(name);
            let is_same = |known: &&Known<'_>| known.0 == kind && known.1.eq_ignore_ascii_case(essence);
            match known.iter().find(is_same) {
                Some(known) => {
                    let is_same = self.schema_of(media) == known.2;
                    let place = Place::Node(at);
                    self.diagnostics.report(diagnostics::repeated_media_type(essence, is_same, place));
                }
                None => {
                    known.push((kind, essence, self.schema_of(media)));
                    contents.push(self.content_of(name, media, &at));
                }
            }
        }
        contents
    }

    /// The schema of a media type as it was written.
    fn schema_of(&self, media: &MediaType) -> Option<&'a ReferenceOr<Schema>> {
        let place = media.schema.as_ref().and_then(document::place)?;
        self.document.nodes.schemas.get(&place)
    }

    fn content_of(&mut self, name: &str, media: &MediaType, at: &Pointer) -> Content {
        let MediaType { schema, example, examples, encoding, extensions } = media;
        if extensions.contains_key(UNTYPED_PARTS) {
            self.untyped_parts.insert(at.clone());
        }
        let place = schema.as_ref().and_then(document::place);
        let strip_byte_order_mark = place.as_ref().is_some_and(|place| self.strips(place));
        let media_type = essence(name).to_owned();
        Content {
            at: at.clone(),
            kind: MediaKind::of(name),
            media_type,
            parameters: sent_parameters(name),
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

/// A media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

/// The parameters of a media type as they are sent. The transport sees to `charset` and `boundary`; `q` is the weight of a range, no
/// parameter (RFC 9110, section 12.4.2); and what is no visible ASCII cannot stand in a header.
fn sent_parameters(name: &str) -> String {
    let is_sent = |(parameter, key, _): &(&str, &str, &str)| {
        let is_known = ["", "charset", "boundary", "q"].iter().any(|known| key.eq_ignore_ascii_case(known));
        !is_known && is_sendable(parameter)
    };
    let sent = media_type_parameters(name).filter(is_sent);
    sent.flat_map(|(parameter, ..)| ["; ", parameter]).collect()
}

/// The parameters of the media type of a request that say something and are not sent all the same: a `charset` other than UTF-8, of which
/// ASCII is a part, and what no header can hold.
fn unsent_parameters(name: &str) -> impl Iterator<Item = &str> {
    let is_unsent = |(parameter, key, value): &(&str, &str, &str)| {
        let is_utf8 = ["utf-8", "utf8", "us-ascii"].iter().any(|known| value.eq_ignore_ascii_case(known));
        key.eq_ignore_ascii_case("charset") && !is_utf8 || !is_sendable(parameter)
    };
    media_type_parameters(name).filter(is_unsent).map(|(parameter, ..)| parameter)
}

/// The parameters of a media type: each whole, its name and its value.
fn media_type_parameters(name: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    name.split(';').skip(1).map(str::trim).map(|parameter| {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        (parameter, key.trim(), value.trim().trim_matches('"'))
    })
}

fn is_sendable(parameter: &str) -> bool {
    parameter.chars().all(|letter| letter == ' ' || letter.is_ascii_graphic())
}

/// Those of several media types that are no ranges; where there are none, the range, if it is one.
fn media_types(list: &str) -> (Vec<String>, Option<String>) {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    let (ranges, names): (Vec<_>, Vec<_>) = names.map(str::to_owned).partition(|name| name.contains('*'));
    let range = match ranges.as_slice() {
        [range] if names.is_empty() => Some(range.clone()),
        _ => None,
    };
    (names, range)
}

fn part_encoding(encoding: &Encoding) -> PartEncoding {
    let Encoding { content_type, headers: _, style, explode, allow_reserved, extensions: _ } = encoding;
    let (content_types, range) = content_type.as_deref().map(media_types).unwrap_or_default();
    PartEncoding {
        content_types,
        range,
        style: style.as_ref().map(|style| parameters::part_style(style, *explode)),
        allow_reserved: *allow_reserved,
    }
}
