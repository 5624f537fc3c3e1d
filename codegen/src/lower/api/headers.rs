//! Lowers the headers of answers to constants of the marker type.
//!
//! In: the headers that the responses declare. Out: one constant for each header whose type is the same for all statuses that have it, else
//! one for each type. Deliberately absent: how a header is read, which is the runtime's business.

use indexmap::IndexMap;

use crate::graph::Direction;
use crate::ir::{self, MediaKind, ParameterEncoding, StatusPattern};
use crate::names::OperationNames;
use crate::rust::{Header, HeaderForm, Model, Type};

use super::{Scene, prose};

/// A header and the statuses that have it, in one type.
struct Declared<'a> {
    header: &'a ir::Header,
    ty: Type,
    form: HeaderForm,
    statuses: Vec<StatusPattern>,
}

/// The headers of an operation, in the order of the document.
pub(super) fn lower(scene: &Scene<'_>, source: &ir::Operation, names: &OperationNames) -> Vec<Header> {
    let mut headers = Vec::new();
    for (wire, types) in declared(scene, source) {
        for (index, declared) in types.iter().enumerate() {
            let status = declared.statuses.first().filter(|_| index > 0).copied();
            let Some(name) = names.headers.get(&(wire.clone(), status)) else { continue };
            headers.push(Header {
                name: name.clone(),
                doc: prose::header(declared.header, &declared.statuses),
                deprecated: declared.header.docs.deprecated,
                wire: wire.clone(),
                ty: declared.ty.clone(),
                form: declared.form,
            });
        }
    }
    headers
}

/// What is declared of each header, by its name in small letters.
fn declared<'a>(scene: &Scene<'_>, source: &'a ir::Operation) -> IndexMap<String, Vec<Declared<'a>>> {
    let mut all: IndexMap<String, Vec<Declared<'_>>> = IndexMap::new();
    for response in &source.responses {
        for header in &response.headers {
            let (ty, form) = value(scene, header);
            let types = all.entry(header.name.to_ascii_lowercase()).or_default();
            match types.iter_mut().find(|declared| declared.ty == ty && declared.form == form) {
                Some(known) => known.statuses.push(response.status),
                None => types.push(Declared { header, ty, form, statuses: vec![response.status] }),
            }
        }
    }
    all
}

/// The type of a header's value, and how it is written.
fn value(scene: &Scene<'_>, header: &ir::Header) -> (Type, HeaderForm) {
    let ty = scene.types.value(header.value, Direction::Response);
    let form = match (&header.encoding, scene.models.core(&ty)) {
        (ParameterEncoding::Content(media_type), _) if MediaKind::of(media_type) == MediaKind::Json => {
            HeaderForm::Json
        }
        (ParameterEncoding::Content(_), _) => return (Type::String, HeaderForm::One),
        (_, Type::Vec(_) | Type::Tuple(_)) => HeaderForm::List,
        (_, Type::Map(_)) => HeaderForm::Object,
        (_, Type::Model(name)) if matches!(scene.models.get(name), Some(Model::Struct(_))) => {
            HeaderForm::Object
        }
        _ => HeaderForm::One,
    };
    (ty, form)
}
