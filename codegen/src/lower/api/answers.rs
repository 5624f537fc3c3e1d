//! Lowers what an operation answers: one form of body, or a union of several, told apart by status and media type.
//!
//! In: the responses. Out: the form of success and failure, and a table of which answer has which. Unions are collected beside, since
//! operations that answer alike share them. Deliberately absent: the content of an undocumented answer.

mod streams;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::graph::Direction;
use crate::ir::{self, Content, MediaKind, StatusPattern, TagId};
use crate::names::{Names, OperationNames};
use crate::pointer::Pointer;
use crate::rust::{
    Answer, AnswerStatus, BodyFormat, BodyUnion, Doc, Identifier, Output, StreamedAnswer, Type,
};

use super::{Scene, rules, undefined};
use streams::{is_event, item, whole};

/// What an operation answers.
pub(super) struct Answers {
    /// On success.
    pub(super) output: Output,
    /// On failure.
    pub(super) error: Output,
    /// By status and media type.
    pub(super) table: Vec<Answer>,
    /// What is streamed on success instead, if it is asked for.
    pub(super) stream: Option<StreamedAnswer>,
}

/// The unions of bodies that were needed so far.
#[derive(Debug, Default)]
pub(super) struct Unions(BTreeMap<Identifier, (BodyUnion, BTreeSet<TagId>, bool)>);

impl Unions {
    /// Whether a name is free, or that of a union of just these branches.
    fn admits(&self, name: &Identifier, variants: &[(Identifier, BodyFormat)]) -> bool {
        self.0.get(name).is_none_or(|(union, ..)| union.variants == variants)
    }

    fn add(&mut self, union: BodyUnion, tags: &[TagId]) {
        let (_, users, always) =
            self.0.entry(union.name.clone()).or_insert_with(|| (union, BTreeSet::new(), false));
        users.extend(tags);
        *always |= tags.is_empty();
    }

    /// All of them, with the tags of their users; no tags where the union is always needed.
    pub(super) fn into_all(self) -> Vec<(BodyUnion, BTreeSet<TagId>)> {
        let all = self.0.into_values();
        all.map(|(union, tags, always)| (union, if always { BTreeSet::new() } else { tags })).collect()
    }
}

/// One body that an operation may answer with, or none.
struct Candidate {
    status: StatusPattern,
    media_type: Option<String>,
    format: Option<BodyFormat>,
}

/// A form of body with what it is called in the name of a union.
type Branch = (String, BodyFormat);

/// What an operation answers on success and on failure.
pub(super) fn lower(
    scene: &Scene<'_>,
    source: &ir::Operation,
    names: &OperationNames,
    unions: &mut Unions,
    diagnostics: &mut Diagnostics,
) -> Answers {
    let stream = streams::beside_json(scene, source);
    let streamed = stream.as_ref().map(|(content, _)| &content.at);
    let promises_success = source.responses.iter().any(|response| is_success(response.status));
    let candidates: Vec<_> = source
        .responses
        .iter()
        .flat_map(|response| candidates(scene, source, response, streamed, diagnostics))
        .collect();
    let (default, exact): (Vec<_>, Vec<_>) =
        candidates.iter().partition(|candidate| candidate.status == StatusPattern::Default);
    let (mut success, mut failure): (Vec<_>, Vec<_>) =
        exact.into_iter().partition(|candidate| is_positive(candidate.status));
    if !promises_success {
        success.extend(&default);
    }
    failure.extend(&default);
    let mut union = |failure: bool, branches: &[Branch]| {
        let union = union(scene, names, failure, branches, unions);
        let name = union.name.clone();
        unions.add(union, source.tags.get(..1).unwrap_or_default());
        BodyFormat::Union(name)
    };
    let (output, succeeding) = outcome(scene, &success, false, &mut union);
    let (error, failing) = outcome(scene, &failure, true, &mut union);
    let error = if let Output::OrEmpty(format) = error { Output::Body(format) } else { error };
    let stream = stream.map(|(_, stream)| stream);
    Answers { output, error, table: succeeding.into_iter().chain(failing).collect(), stream }
}

/// What an operation streams beside JSON, if it is asked for that.
pub(super) fn stream(scene: &Scene<'_>, source: &ir::Operation) -> Option<StreamedAnswer> {
    streams::beside_json(scene, source).map(|(_, stream)| stream)
}

/// Whether a status promises a success.
pub(super) fn is_success(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(200..=299) | StatusPattern::Class(2))
}

/// Whether a documented status is no failure: a redirect that is not followed is an answer too.
pub(super) fn is_positive(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(100..=399) | StatusPattern::Class(1..=3))
}

/// The bodies of one response. Where JSON is offered, the others are not asked for; a stream of a success is by a call of its own.
fn candidates(
    scene: &Scene<'_>,
    source: &ir::Operation,
    response: &ir::Response,
    streamed: Option<&Pointer>,
    diagnostics: &mut Diagnostics,
) -> Vec<Candidate> {
    let status = response.status;
    let has_body = has_body(source, status);
    let formats: Vec<_> = response
        .contents
        .iter()
        .filter(|_| has_body)
        .map(|content| (content, format(scene, content)))
        .collect();
    if formats.is_empty() {
        return vec![Candidate { status, media_type: None, format: None }];
    }
    let has_json = formats.iter().any(|(_, format)| matches!(format, BodyFormat::Json(_)));
    let is_only = formats.len() == 1;
    let all_text = is_only || formats.iter().all(|(_, format)| *format == BodyFormat::Text);
    let mut kept = Vec::new();
    let mut keep = |content: &Content, format: BodyFormat, diagnostics: &mut Diagnostics| {
        if matches!(format, BodyFormat::Text | BodyFormat::Bytes) {
            undefined::report_body(scene, content, diagnostics);
        }
        kept.push(candidate(status, content, format));
    };
    for (content, format) in formats {
        if streamed == Some(&content.at) {
            continue;
        }
        match (&format, has_json, all_text) {
            (BodyFormat::Json(_), ..) | (_, false, true) => keep(content, format, diagnostics),
            (_, true, _) => {
                diagnostics.report(rules::media_type_not_asked_for(&content.at, &content.media_type));
            }
            (_, false, false) => keep(content, BodyFormat::Bytes, diagnostics),
        }
    }
    kept
}

/// Whether an answer may have a body (RFC 9110, section 6.4.1).
fn has_body(source: &ir::Operation, status: StatusPattern) -> bool {
    source.method != "HEAD" && !matches!(status, StatusPattern::Code(100..=199 | 204 | 304))
}

/// The body of one response that is asked for before the others, if it has one: JSON, where that is offered.
pub(super) fn main_format(
    scene: &Scene<'_>,
    source: &ir::Operation,
    response: &ir::Response,
) -> Option<BodyFormat> {
    let contents = || response.contents.iter().filter(|_| has_body(source, response.status));
    let json = contents().find(|content| content.kind == MediaKind::Json);
    json.or_else(|| contents().next()).map(|content| format(scene, content))
}

fn candidate(status: StatusPattern, content: &Content, format: BodyFormat) -> Candidate {
    Candidate { status, media_type: Some(content.whole_media_type()), format: Some(format) }
}

fn format(scene: &Scene<'_>, content: &Content) -> BodyFormat {
    let ty = || content.value.map_or(Type::Value, |usage| scene.types.element(usage, Direction::Response));
    match content.kind {
        MediaKind::Json => BodyFormat::Json(ty()),
        MediaKind::Text | MediaKind::Form => BodyFormat::Text,
        MediaKind::EventStream if is_event(scene, content) => BodyFormat::EventObjects(item(ty())),
        MediaKind::EventStream => BodyFormat::Events(item(content.value.map_or(Type::String, |_| ty()))),
        MediaKind::JsonLines => BodyFormat::JsonLines(item(ty())),
        MediaKind::Multipart | MediaKind::Bytes => BodyFormat::Bytes,
    }
}

/// The form of success or failure, and the answers with the variants of its union. Types with several names are one branch.
fn outcome(
    scene: &Scene<'_>,
    candidates: &[&Candidate],
    error: bool,
    union: &mut dyn FnMut(bool, &[Branch]) -> BodyFormat,
) -> (Output, Vec<Answer>) {
    let streams = !error && all_equal(candidates.iter().map(|candidate| candidate.format.as_ref()));
    let form = |candidate: &Candidate| {
        let format = candidate.format.clone()?;
        Some(if streams { format } else { whole(format) })
    };
    let meant = |format: &BodyFormat| format.clone().with_type(|ty| scene.models.meant(ty));
    let mut own: Vec<Branch> = candidates
        .iter()
        .filter_map(|candidate| form(candidate))
        .map(|format| (branch_name(&format), format))
        .collect();
    own.sort();
    let mut branches: Vec<Branch> = Vec::new();
    for branch in own {
        // The first name counts, so that a type that is the same elsewhere renames nothing here.
        if branches.iter().all(|(_, known)| meant(known) != meant(&branch.1)) {
            branches.push(branch);
        }
    }
    let answer = |candidate: &&Candidate| Answer {
        status: status(candidate.status),
        error,
        media_type: candidate.media_type.clone(),
        variant: form(candidate)
            .and_then(|format| branches.iter().position(|(_, branch)| meant(branch) == meant(&format)))
            .unwrap_or_default(),
    };
    let answers = candidates.iter().map(answer).collect();
    let may_be_empty = candidates.iter().any(|candidate| candidate.format.is_none());
    let first = candidates.iter().find_map(|candidate| form(candidate));
    let format = match (first, branches.as_slice()) {
        (None, _) => return (Output::Empty, answers),
        (Some(only), [_]) => only,
        (Some(_), several) => union(error, several),
    };
    (if may_be_empty { Output::OrEmpty(format) } else { Output::Body(format) }, answers)
}

fn all_equal<T: PartialEq>(items: impl IntoIterator<Item = T>) -> bool {
    let mut items = items.into_iter();
    let first = items.next();
    items.all(|item| Some(&item) == first.as_ref())
}

fn status(pattern: StatusPattern) -> AnswerStatus {
    match pattern {
        StatusPattern::Code(code) => AnswerStatus::Code(code),
        StatusPattern::Class(class) => AnswerStatus::Class(class.into()),
        StatusPattern::Default => AnswerStatus::Default,
    }
}

/// The union of these forms.
fn union(
    scene: &Scene<'_>,
    names: &OperationNames,
    failure: bool,
    formats: &[Branch],
    unions: &Unions,
) -> BodyUnion {
    let branches: Vec<&str> = formats.iter().map(|(name, _)| name.as_str()).collect();
    let is_model = |format: &BodyFormat| matches!(format, BodyFormat::Json(Type::Model(_)));
    let kinds: Vec<_> = formats.iter().map(|(name, format)| (name.as_str(), is_model(format))).collect();
    let held = formats.iter().map(|(_, format)| format.clone());
    let variants: Vec<_> = Names::variants_of_bodies(&kinds).into_iter().zip(held).collect();
    let joined = scene.names.union_of(&branches).filter(|name| unions.admits(name, &variants));
    let name = joined.unwrap_or_else(|| scene.names.union_of_operation(&names.marker, failure));
    let doc = "One of several bodies, told apart by the status and the media type of the answer.";
    BodyUnion { name, doc: Doc(doc.to_owned()), variants }
}

/// What a form of body is called in the name of a union.
fn branch_name(format: &BodyFormat) -> String {
    match format {
        BodyFormat::Json(ty) => type_name(ty),
        BodyFormat::Text => "Text".to_owned(),
        BodyFormat::Bytes => "Bytes".to_owned(),
        BodyFormat::Events(ty) | BodyFormat::EventObjects(ty) => format!("{}Events", type_name(ty)),
        BodyFormat::JsonLines(ty) => format!("{}Lines", type_name(ty)),
        BodyFormat::Union(name) => name.as_str().to_owned(),
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Bool => "JsonBoolean".to_owned(),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => "JsonInteger".to_owned(),
        Type::F64 => "JsonNumber".to_owned(),
        Type::String => "JsonText".to_owned(),
        Type::Unit => "JsonNull".to_owned(),
        Type::Value => "JsonValue".to_owned(),
        Type::Runtime(name) => format!("Json{name}"),
        Type::Model(name) | Type::Local(name) => name.as_str().to_owned(),
        Type::Vec(item) => format!("{}List", type_name(item)),
        Type::Map(value) => format!("{}Map", type_name(value)),
        Type::Tuple(items) | Type::OpenTuple(items, _) => {
            items.iter().map(type_name).collect::<Vec<_>>().join("And")
        }
        Type::Option(inner) | Type::Nullable(inner) | Type::Box(inner) => type_name(inner),
    }
}
