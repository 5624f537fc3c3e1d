//! `x-pagination`: how the pages of a list are walked; without it, what is certain is inferred.

mod inferred;

use indexmap::IndexMap;
use serde_json::Value;

use super::Resolver;
use crate::diagnostics::{self, Place};
use crate::ir::{Location, Pagination, PaginationKind, Parameter};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// Reads the extension of an operation. One that makes no sense is reported and left out.
    pub(super) fn pagination(
        &mut self,
        extensions: &IndexMap<String, Value>,
        parameters: &[Parameter],
        at: &Pointer,
    ) -> Option<Pagination> {
        let extension =
            extensions.get("x-pagination").filter(|extension| **extension != Value::Bool(false))?;
        let place = at.child("x-pagination");
        match read(extension, parameters) {
            Ok(pagination) => Some(pagination),
            Err(message) => {
                self.diagnostics.report(diagnostics::bad_pagination(&message, Place::Node(place)));
                None
            }
        }
    }

    /// Infers how pages are walked where the document says nothing of it.
    pub(super) fn infer_pagination(&mut self) {
        let document = self.document;
        for (index, source) in document.operations.iter().enumerate() {
            if source.decoded.extensions.contains_key("x-pagination") {
                continue;
            }
            let operation = self.api.operations.get(index);
            let inferred = operation.and_then(|operation| inferred::infer(&self.api, operation));
            if let Some(operation) = self.api.operations.get_mut(index) {
                operation.pagination = inferred;
            }
        }
    }
}

fn read(extension: &Value, parameters: &[Parameter]) -> Result<Pagination, String> {
    let text = |key: &str| extension.get(key).and_then(Value::as_str);
    let path = |key: &str| text(key).map(|path| path.split('.').map(str::to_owned).collect::<Vec<_>>());
    let query = |name: &str| {
        let is_query =
            |parameter: &&Parameter| parameter.location == Location::Query && parameter.name == name;
        let known = parameters.iter().find(is_query);
        known.map(|_| name.to_owned()).ok_or_else(|| format!("the operation has no query parameter `{name}`"))
    };
    let kind = if let Some(offset) = text("pageOffsetParam") {
        PaginationKind::Offset { parameter: query(offset)?, total: path("totalPath") }
    } else if let Some(page) = text("pageParam") {
        let first = extension.get("pageStart").and_then(Value::as_i64).unwrap_or(0);
        PaginationKind::Page { parameter: query(page)?, first, total: path("totalPath") }
    } else if let Some(cursor) = text("cursorParam") {
        let next = path("cursorPath").ok_or("`cursorParam` needs `cursorPath`")?;
        PaginationKind::Cursor { parameter: query(cursor)?, next }
    } else if let Some(next) = path("nextUrlPath") {
        PaginationKind::Url { next }
    } else if extension.get("linkHeader") == Some(&Value::Bool(true)) {
        PaginationKind::Link
    } else {
        let keys = "`pageOffsetParam`, `pageParam`, `cursorParam`, `nextUrlPath` and `linkHeader`";
        return Err(format!("none of {keys} is there"));
    };
    let limit_parameter = text("limitParam").map(query).transpose()?;
    Ok(Pagination { kind, limit_parameter, items: path("resultsPath").unwrap_or_default(), inferred: false })
}
