//! Which schemas are bodies of several parts.

use std::collections::BTreeSet;

use super::{closure, held};
use crate::ir::{Api, Content, MediaKind, SchemaId, Shape};

/// How many aliases in a row are followed.
const LONGEST_CHAIN: usize = 8;

/// The object that is the body of a form.
pub(crate) fn form(api: &Api, content: &Content) -> Option<SchemaId> {
    let value = content.value.filter(|_| content.kind == MediaKind::Multipart)?;
    let (id, schema) = api.schemas.resolved(value.schema, LONGEST_CHAIN)?;
    matches!(schema.shape, Shape::Object(_)).then_some(id)
}

/// The objects that are bodies of forms and are used in another way as well.
pub(crate) fn shared_forms(api: &Api) -> BTreeSet<SchemaId> {
    let (mut forms, mut others) = (BTreeSet::new(), Vec::new());
    for operation in &api.operations {
        let sent = operation.body.iter().flat_map(|body| &body.contents);
        let answered = operation.responses.iter().flat_map(|response| &response.contents);
        for content in sent {
            match form(api, content) {
                Some(id) => drop(forms.insert(id)),
                None => others.extend(content.value.map(|usage| usage.schema)),
            }
        }
        others.extend(answered.filter_map(|content| Some(content.value?.schema)));
        others.extend(operation.parameters.iter().map(|parameter| parameter.value.schema));
    }
    others.extend(forms.iter().flat_map(|id| held(api, *id, None)));
    closure(others, |id| held(api, id, None)).intersection(&forms).copied().collect()
}
