//! Names of the constants for headers of answers.
//!
//! In: the responses of one tag's operations. Out: for each header a name for wherever it is declared, and names for single operations and
//! statuses, for those whose type is another there. Deliberately absent: types.

use std::collections::{BTreeMap, BTreeSet};

use super::super::HeaderKey;
use super::super::candidates::CONSTANT;
use super::super::scope::{Candidates, Claim, settle};
use super::super::types::operation_name;
use super::super::words::words;
use super::identifier;
use crate::ir::{Api, OperationId, StatusPattern};
use crate::rust::Identifier;

/// Allocates them for the operations of one tag.
pub(super) fn allocate(api: &Api, operations: &[OperationId]) -> BTreeMap<HeaderKey, Identifier> {
    let claims = keys(api, operations).into_iter().map(|key| {
        let (name, place) = &key;
        let candidates = match place {
            None => CONSTANT.candidates(name),
            Some((operation, status)) => {
                let mut parts = words(&operation_name(api, *operation));
                parts.extend(words(name));
                vec![CONSTANT.join(&parts), CONSTANT.suffixed(&parts, &status_word(*status))]
            }
        };
        let rank = (usize::from(place.is_some()), false, candidates.clone());
        Claim { key, rank, candidates: Candidates::known(candidates) }
    });
    let settled = settle(claims.collect(), &[]);
    settled.names.into_iter().map(|(key, name)| (key, identifier(Some(&name)))).collect()
}

fn keys(api: &Api, operations: &[OperationId]) -> BTreeSet<HeaderKey> {
    let mut keys = BTreeSet::new();
    let operations = operations.iter().filter_map(|id| Some((*id, api.operations.get(id.0 as usize)?)));
    for (id, operation) in operations {
        for response in &operation.responses {
            let names = response.headers.iter().map(|header| header.name.to_ascii_lowercase());
            keys.extend(names.flat_map(|name| [(name.clone(), None), (name, Some((id, response.status)))]));
        }
    }
    keys
}

fn status_word(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}xx"),
        StatusPattern::Default => "default".to_owned(),
    }
}
