//! Lowers the headers of answers to constants of the handle.
//!
//! In: the headers that the responses to a tag's operations declare. Out: one constant for each header, and further ones where its type is
//! another; and which operation has which. Deliberately absent: how a header is read, which is the runtime's business.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::graph::Direction;
use crate::ir::{self, MediaKind, OperationId, ParameterEncoding, StatusPattern, TagId};
use crate::rust::{Header, HeaderForm, Identifier, Model, Type};

use super::{Scene, belonging, prose, tag_names};

/// The headers of the answers to one tag's operations.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// A constant for each, in the order of the document.
    pub(super) constants: Vec<Header>,
    /// The constants of each operation, with the statuses that have the header.
    pub(super) of_operations: BTreeMap<OperationId, Vec<(Identifier, Vec<StatusPattern>)>>,
}

/// A header in one type, and where it is declared so.
struct Declared<'a> {
    headers: Vec<&'a ir::Header>,
    ty: Type,
    form: HeaderForm,
    places: Vec<(OperationId, StatusPattern)>,
}

/// Lowers them. The first type of a header has the header's name; others are named by where they are declared as well.
pub(super) fn lower(scene: &Scene<'_>, tag: Option<TagId>) -> Headers {
    let names = &tag_names(scene, tag).headers;
    let mut headers = Headers::default();
    for (wire, types) in declared(scene, tag) {
        for (index, declared) in types.into_iter().enumerate() {
            let place = declared.places.first().filter(|_| index > 0).copied();
            let Some(name) = names.get(&(wire.clone(), place)) else { continue };
            for (operation, status) in declared.places {
                let known = headers.of_operations.entry(operation).or_default();
                match known.last_mut().filter(|(last, _)| last == name) {
                    Some((_, statuses)) => statuses.push(status),
                    None => known.push((name.clone(), vec![status])),
                }
            }
            headers.constants.push(Header {
                name: name.clone(),
                doc: prose::header(&declared.headers),
                deprecated: declared.headers.iter().all(|header| header.docs.deprecated),
                wire: wire.clone(),
                ty: declared.ty,
                form: declared.form,
            });
        }
    }
    headers
}

/// What is declared of each header, by its name in small letters.
fn declared<'a>(scene: &Scene<'a>, tag: Option<TagId>) -> IndexMap<String, Vec<Declared<'a>>> {
    let mut all: IndexMap<String, Vec<Declared<'_>>> = IndexMap::new();
    for (operation, source) in belonging(scene, tag) {
        for response in &source.responses {
            for header in &response.headers {
                let (ty, form) = value(scene, header);
                let place = (operation, response.status);
                let types = all.entry(header.name.to_ascii_lowercase()).or_default();
                match types.iter_mut().find(|declared| declared.ty == ty && declared.form == form) {
                    Some(known) => {
                        known.headers.push(header);
                        known.places.push(place);
                    }
                    None => types.push(Declared { headers: vec![header], ty, form, places: vec![place] }),
                }
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
        (_, Type::Vec(_) | Type::Tuple(_) | Type::OpenTuple(..)) => HeaderForm::List,
        (_, Type::Map(_)) => HeaderForm::Object,
        (_, Type::Model(name)) if matches!(scene.models.get(name), Some(Model::Struct(_))) => {
            HeaderForm::Object
        }
        _ => HeaderForm::One,
    };
    (ty, form)
}
