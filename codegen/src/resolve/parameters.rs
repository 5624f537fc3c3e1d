//! Parameters.

use openapiv3::{
    CookieStyle, HeaderStyle, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::templates::{Expression, expressions};
use super::{Resolver, text};
use crate::diagnostics::{self, Place};
use crate::document;
use crate::ir::{
    Docs, Limits, Location, Parameter, ParameterEncoding, ReservedHeader, Shape, StringFormat, Style, Usage,
};
use crate::pointer::Pointer;

/// Headers that OpenAPI gives a place of their own; parameters of these names are ignored (3.0.3, 4.7.12.1).
const RESERVED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

fn is_reserved(name: &str, location: Location) -> bool {
    location == Location::Header && RESERVED_HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

/// What all parameters have, where one goes, and how it is written.
fn parts(parameter: &openapiv3::Parameter) -> (&ParameterData, Location, Style, bool) {
    match parameter {
        openapiv3::Parameter::Query { parameter_data, allow_reserved, style, allow_empty_value: _ } => {
            (parameter_data, Location::Query, query_style(style), *allow_reserved)
        }
        openapiv3::Parameter::Header { parameter_data, style: HeaderStyle::Simple } => {
            (parameter_data, Location::Header, Style::Simple, false)
        }
        openapiv3::Parameter::Path { parameter_data, style } => {
            (parameter_data, Location::Path, path_style(style), false)
        }
        openapiv3::Parameter::Cookie { parameter_data, style: CookieStyle::Form } => {
            (parameter_data, Location::Cookie, Style::Form, false)
        }
    }
}

impl Resolver<'_> {
    /// The parameter at a place.
    pub(super) fn parameter(&mut self, at: &Pointer) -> Option<Parameter> {
        let document = self.document;
        let (place, parameter) = self.follow(&document.nodes.parameters, at)?;
        let may_be_empty =
            matches!(parameter, openapiv3::Parameter::Query { allow_empty_value: Some(true), .. });
        let (data, location, style, allow_reserved) = parts(parameter);
        let ParameterData {
            name,
            description,
            required,
            deprecated,
            format,
            example,
            examples,
            explode,
            extensions: _,
        } = data;
        if is_reserved(name, location) {
            self.diagnostics.report(diagnostics::reserved_header(name, Place::Node(at.clone())));
            return None;
        }
        if location == Location::Path && !required {
            self.diagnostics.report(diagnostics::optional_path_parameter(name, Place::Node(at.clone())));
        }
        let explode = explode.unwrap_or(style == Style::Form);
        let style = ParameterEncoding::Style { style, explode, allow_reserved };
        let (value, encoding) = self.value(format, style, &place);
        let mut docs = Docs {
            description: text(description.as_ref()),
            deprecated: deprecated.unwrap_or_default(),
            limits: self.limits_of(format),
            ..Docs::default()
        };
        docs.limit(Limits { may_be_empty, ..Limits::default() });
        Some(Parameter {
            at: at.clone(),
            name: name.clone(),
            location,
            required: *required || location == Location::Path,
            encoding,
            value,
            docs,
            default: self.default_of(format),
            constant: None,
            example: example.clone().or_else(|| self.first_example(examples)),
        })
    }

    /// The header at a place, if it is one of those that are no parameters.
    pub(super) fn reserved_header(&mut self, at: &Pointer) -> Option<ReservedHeader> {
        let document = self.document;
        let (_, parameter) = self.follow(&document.nodes.parameters, at)?;
        let (ParameterData { name, description, required, format, .. }, location, ..) = parts(parameter);
        is_reserved(name, location).then(|| ReservedHeader {
            name: name.clone(),
            description: text(description.as_ref()),
            required: *required,
            default: self.default_of(format),
        })
    }

    /// The schema of a parameter or header, and how it is written.
    pub(super) fn value(
        &mut self,
        format: &ParameterSchemaOrContent,
        style: ParameterEncoding,
        at: &Pointer,
    ) -> (Usage, ParameterEncoding) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => match document::place(schema) {
                Some(place) => (self.usage(&place), style),
                None => (self.anything(&at.child("schema")), style),
            },
            ParameterSchemaOrContent::Content(content) => match content.first() {
                Some((media_type, media)) => {
                    let place = media.schema.as_ref().and_then(document::place);
                    let usage = match place {
                        Some(place) => self.usage(&place),
                        None => self.anything(&at.child("content")),
                    };
                    (usage, ParameterEncoding::Content(media_type.clone()))
                }
                None => (self.anything(&at.child("content")), style),
            },
        }
    }

    fn limits_of(&mut self, format: &ParameterSchemaOrContent) -> Option<Box<Limits>> {
        let schema = match format {
            ParameterSchemaOrContent::Schema(schema) => Some(schema),
            ParameterSchemaOrContent::Content(content) => {
                content.first().and_then(|(_, media)| media.schema.as_ref())
            }
        };
        schema.and_then(document::place).and_then(|place| self.limits_at(&place))
    }

    fn default_of(&self, format: &ParameterSchemaOrContent) -> Option<Value> {
        let ParameterSchemaOrContent::Schema(schema) = format else { return None };
        let node = self.document.nodes.schemas.get(&document::place(schema)?)?;
        match node {
            ReferenceOr::Item(schema) => schema.schema_data.default.clone(),
            reference @ ReferenceOr::Reference { .. } => {
                let target = self.document.nodes.schemas.get(&document::place(reference)?)?;
                target.as_item()?.schema_data.default.clone()
            }
        }
    }

    /// Makes path and path parameters agree: what only the path names is a text, what the path does not name goes nowhere. Returns the
    /// path with a `{name}` for each.
    pub(super) fn fit_to_path(
        &mut self,
        operation: &document::Operation,
        parameters: &mut Vec<Parameter>,
    ) -> String {
        let mut template = operation.path.clone();
        let mut named = Vec::new();
        for expression in expressions(&operation.path) {
            let name = self.name_in_path(operation, expression, parameters);
            template = template.replace(&format!("{{{}}}", expression.text), &format!("{{{name}}}"));
            named.push(name);
        }
        parameters.retain(|parameter| {
            let stays = parameter.location != Location::Path || named.contains(&parameter.name.as_str());
            if !stays {
                let at = Place::Node(parameter.at.clone());
                self.diagnostics.report(diagnostics::unused_path_parameter(&parameter.name, at));
            }
            stays
        });
        for name in named {
            let is_known = |known: &Parameter| known.location == Location::Path && known.name == name;
            if !parameters.iter().any(is_known) {
                let at = Place::Node(operation.at.clone());
                self.diagnostics.report(diagnostics::undeclared_path_parameter(name, at));
                parameters.push(self.text_parameter(operation, name));
            }
        }
        template
    }

    /// The name of the parameter that an expression of a path stands for. One with a pattern is that of the parameter that is declared
    /// under the mere name; where its value may have several segments, slashes stay as they are.
    fn name_in_path<'p>(
        &mut self,
        operation: &document::Operation,
        expression: Expression<'p>,
        parameters: &mut [Parameter],
    ) -> &'p str {
        let Expression { text, name, spans } = expression;
        let is_declared =
            |known: &&mut Parameter, name| known.location == Location::Path && known.name == name;
        if parameters.iter_mut().any(|known| is_declared(&known, text)) {
            return text;
        }
        let Some(declared) = parameters.iter_mut().find(|known| is_declared(known, name)) else {
            return text;
        };
        if let ParameterEncoding::Style { style: style @ Style::Simple, .. } = &mut declared.encoding
            && spans
        {
            *style = Style::Segments;
        }
        if name != text {
            self.diagnostics.report(diagnostics::path_pattern(text, name, Place::Node(operation.at.clone())));
        }
        name
    }

    fn text_parameter(&mut self, operation: &document::Operation, name: &str) -> Parameter {
        let at = operation.at.child("parameters").child(name);
        let value = self.stand_in(&at.child("schema"), Shape::String(StringFormat::Plain));
        Parameter {
            at: operation.at.clone(),
            name: name.to_owned(),
            location: Location::Path,
            required: true,
            encoding: ParameterEncoding::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            value,
            docs: Docs::default(),
            default: None,
            constant: None,
            example: None,
        }
    }
}

fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Simple => Style::Simple,
        PathStyle::Label => Style::Label,
        PathStyle::Matrix => Style::Matrix,
    }
}

/// The style of a part of a form.
pub(super) fn part_style(style: &QueryStyle, explode: bool) -> (Style, bool) {
    (query_style(style), explode)
}
