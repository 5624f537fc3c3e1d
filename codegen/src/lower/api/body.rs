//! Lowers the body of a request.

use crate::diagnostics::Diagnostics;
use crate::graph::Direction;
use crate::ir::{self, Content, MediaKind, PartEncoding};
use crate::lower::styles::wire_style;
use crate::names::{Names, OperationNames};
use crate::rust::{
    Argument, BodyChoice, BodyKind, BodyVariant, Model, ParameterStyle, Passing, Target, Type,
};

use super::arguments::{Taken, passing};
use super::{Scene, prose, rules, undefined};

/// The argument or setter for the body, if the operation takes one.
pub(super) fn lower(
    scene: &Scene<'_>,
    source: &ir::Operation,
    names: &OperationNames,
    diagnostics: &mut Diagnostics,
) -> Option<Taken> {
    let body = source.body.as_ref()?;
    let (ty, kind, passing, example) = match body.contents.as_slice() {
        [] => return None,
        [content] => {
            let (ty, kind) = form(scene, content, diagnostics);
            let passing = passing(&scene.models, &ty);
            (ty, kind, passing, content.examples.values().next().cloned())
        }
        several => {
            let choice = choice(scene, several, names, diagnostics);
            (Type::Local(choice.name.clone()), BodyKind::Choice(choice), Passing::Into, None)
        }
    };
    let argument = Argument {
        name: Names::body_argument(),
        doc: prose::body(body),
        deprecated: false,
        ty,
        passing,
        target: Target::Body(kind),
        constant: None,
    };
    Some(Taken { argument, required: body.required, example })
}

/// The type and the form of a body in one media type.
fn form(scene: &Scene<'_>, content: &Content, diagnostics: &mut Diagnostics) -> (Type, BodyKind) {
    let media_type = sent(content);
    let ty = content.value.map(|usage| scene.types.element(usage, Direction::Request));
    match content.kind {
        MediaKind::Json => (ty.unwrap_or(Type::Value), BodyKind::Json(media_type)),
        MediaKind::Form => {
            (ty.unwrap_or(Type::Map(Box::new(Type::String))), BodyKind::UrlEncoded(styles(content)))
        }
        MediaKind::Multipart => {
            (parts(scene, content, ty.as_ref(), diagnostics), BodyKind::Multipart(media_type))
        }
        MediaKind::Text | MediaKind::EventStream | MediaKind::JsonLines | MediaKind::Bytes => {
            undefined::report_body(scene, content, diagnostics);
            if content.kind == MediaKind::Text && !content.strip_byte_order_mark {
                return (Type::String, BodyKind::Text(media_type));
            }
            (Type::Runtime("File"), BodyKind::File(media_type, content.strip_byte_order_mark))
        }
    }
}

/// The styles of those fields of a form that have one of their own: a style, or else a media type of JSON.
fn styles(content: &Content) -> Vec<(String, ParameterStyle)> {
    let style = |encoding: &PartEncoding| {
        let is_json = |media_type: &str| MediaKind::of(media_type) == MediaKind::Json;
        match encoding.style {
            Some((style, explode)) => {
                Some(ParameterStyle::Style(wire_style(style), explode, encoding.allow_reserved))
            }
            None => encoding
                .content_types
                .first()
                .is_some_and(|name| is_json(name))
                .then_some(ParameterStyle::Json),
        }
    };
    content.encoding.iter().filter_map(|(field, encoding)| Some((field.clone(), style(encoding)?))).collect()
}

/// The media type that is sent: a range is none (RFC 9110, section 8.3), so that it is one of those that it stands for; or the range, where
/// the caller has to name the type.
fn sent(content: &Content) -> String {
    match (content.kind, content.media_type.rsplit_once('+')) {
        _ if !content.is_range() => content.whole_media_type(),
        (MediaKind::Json | MediaKind::Text, Some((_, suffix))) => format!("application/{suffix}"),
        (MediaKind::Json, None) => "application/json".to_owned(),
        (MediaKind::Text, None) => "text/plain".to_owned(),
        // A form is what every service takes.
        (MediaKind::Multipart, _) => "multipart/form-data".to_owned(),
        _ if content.is_open() => content.media_type.clone(),
        _ => "application/octet-stream".to_owned(),
    }
}

/// A form's type: the struct that knows its parts, or parts put together by hand where the document does not list them.
fn parts(scene: &Scene<'_>, content: &Content, ty: Option<&Type>, diagnostics: &mut Diagnostics) -> Type {
    if let Some(Type::Model(name)) = ty.map(|ty| scene.models.resolve(ty))
        && let Some(Model::Struct(model)) = scene.models.get(name)
        && model.form.is_some()
    {
        return Type::Model(name.clone());
    }
    diagnostics.report(rules::form_without_properties(&content.at));
    Type::Runtime("Parts")
}

fn choice(
    scene: &Scene<'_>,
    contents: &[Content],
    names: &OperationNames,
    diagnostics: &mut Diagnostics,
) -> BodyChoice {
    let forms: Vec<_> = contents.iter().map(|content| form(scene, content, diagnostics)).collect();
    let meant: Vec<Type> = forms.iter().map(|(ty, _)| scene.models.meant(ty)).collect();
    // Of several media types for one type, JSON is the one to expect.
    let is_json = |content: &Content| content.whole_media_type() == "application/json";
    let stands_for = |content: &Content, ty: &Type| {
        let same = meant.iter().filter(|other| **other == scene.models.meant(ty));
        is_json(content) || same.count() == 1
    };
    let branches = contents.iter().zip(&names.body_variants).zip(&forms);
    let variants = branches.map(|((content, name), (ty, kind))| BodyVariant {
        name: name.clone(),
        doc: prose::media_type(name, &content.whole_media_type()),
        from: stands_for(content, ty),
        ty: boxed_if_large(scene, ty),
        kind: kind.clone(),
    });
    let variants = variants.collect();
    BodyChoice { name: names.body.clone(), doc: prose::choice(&names.method), variants }
}

/// A branch is as large as the largest of its enumeration.
fn boxed_if_large(scene: &Scene<'_>, ty: &Type) -> Type {
    match ty {
        Type::Model(name) if scene.large.contains(name) => Type::Box(Box::new(ty.clone())),
        other => other.clone(),
    }
}
