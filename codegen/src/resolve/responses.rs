//! Responses and their headers.

use openapiv3::{Header, HeaderStyle, ReferenceOr, Responses, StatusCode};

use super::{Resolver, text};
use crate::diagnostics::{self, Place};
use crate::document;
use crate::ir::{self, Docs, ParameterEncoding, StatusPattern, Style};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// The responses of an operation, in the order of their status.
    pub(super) fn responses(&mut self, responses: &Responses, at: &Pointer) -> Vec<ir::Response> {
        let Responses { default, responses, extensions: _ } = responses;
        let by_status = responses.iter().map(|(status, response)| (pattern(status), response));
        let default = default.iter().map(|response| (StatusPattern::Default, response));
        let mut all: Vec<ir::Response> = by_status
            .chain(default)
            .filter_map(|(status, response)| self.response(status, response))
            .collect();
        all.sort_by_key(|response| response.status);
        if all.is_empty() {
            self.diagnostics.report(diagnostics::no_responses(Place::Node(at.clone())));
        }
        all
    }

    fn response(
        &mut self,
        status: StatusPattern,
        response: &ReferenceOr<openapiv3::Response>,
    ) -> Option<ir::Response> {
        let document = self.document;
        let (at, response) = self.follow(&document.nodes.responses, &document::place(response)?)?;
        let openapiv3::Response { description, headers, content, links, extensions: _ } = response;
        if !links.is_empty() {
            self.diagnostics.report(diagnostics::links_ignored(Place::Node(at.child("links"))));
        }
        let docs = Docs { description: text(Some(description)), ..Docs::default() };
        let headers = headers.iter().filter_map(|(name, header)| self.header(name, header)).collect();
        let contents = self.contents(content, &at);
        Some(ir::Response { at, status, docs, contents, headers })
    }

    fn header(&mut self, name: &str, header: &ReferenceOr<Header>) -> Option<ir::Header> {
        let document = self.document;
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let (at, header) = self.follow(&document.nodes.headers, &document::place(header)?)?;
        let Header {
            description,
            style: HeaderStyle::Simple,
            required,
            deprecated,
            format,
            example: _,
            examples: _,
            extensions: _,
        } = header;
        let style = ParameterEncoding::Style { style: Style::Simple, explode: false, allow_reserved: false };
        let (value, encoding) = self.value(format, style, &at);
        let docs = Docs {
            description: text(description.as_ref()),
            deprecated: deprecated.unwrap_or_default(),
            ..Docs::default()
        };
        Some(ir::Header { name: name.to_owned(), encoding, value, required: *required, docs })
    }
}

/// The statuses that a key of `responses` stands for.
pub(super) fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(class) => StatusPattern::Class(u8::try_from(*class).unwrap_or_default()),
    }
}

/// Whether a status tells of success.
pub(super) fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Class(class) => class == 2,
        StatusPattern::Default => false,
    }
}
