//! Which schemas are reached from where: by requests, by answers, and by the operations of which tags.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Operation, PathRoot, SchemaId, TagId};

use super::held;

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    /// From the client to the service.
    Request,
    /// From the service to the client; webhooks and callbacks are of this kind.
    Response,
}

/// What is reached from where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reach {
    /// Reached by a parameter or the body of a request.
    pub(crate) requests: BTreeSet<SchemaId>,
    /// Reached by an answer, a webhook or a callback.
    pub(crate) responses: BTreeSet<SchemaId>,
    /// Where operations, webhooks and callbacks lead to at once.
    pub(crate) roots: BTreeSet<SchemaId>,
    /// Reached by neither, but named in the document, or held by such a schema.
    pub(crate) idle: BTreeSet<SchemaId>,
    /// The tags of the operations that reach a schema.
    pub(crate) tags: BTreeMap<SchemaId, BTreeSet<TagId>>,
    /// Needed whatever the features: by operations without a tag, by webhooks, or idle.
    pub(crate) always: BTreeSet<SchemaId>,
}

impl Reach {
    /// Walks an API from all its ends.
    pub(crate) fn of(api: &Api) -> Self {
        let mut reach = Self::default();
        let mut by_tag: BTreeMap<Option<TagId>, Vec<&Operation>> = BTreeMap::new();
        for operation in &api.operations {
            by_tag.entry(operation.tags.first().copied()).or_default().push(operation);
        }
        for (tag, operations) in by_tag {
            let roots =
                |of: fn(&Operation) -> Vec<SchemaId>| operations.iter().copied().flat_map(of).collect();
            let (asking, answering): (Vec<_>, Vec<_>) = (roots(request_roots), roots(response_roots));
            reach.roots.extend(asking.iter().chain(&answering));
            let sent = closure(api, asking, Some(Direction::Request));
            let answered = closure(api, answering, Some(Direction::Response));
            for &schema in sent.union(&answered) {
                reach.mark(schema, tag);
            }
            reach.requests.extend(sent);
            reach.responses.extend(answered);
        }
        reach.roots.extend(webhook_roots(api));
        let webhooks = closure(api, webhook_roots(api), Some(Direction::Response));
        reach.always.extend(&webhooks);
        reach.responses.extend(webhooks);
        reach.add_idle(api);
        reach
    }

    /// Whether anything leads to a schema.
    pub(crate) fn contains(&self, schema: SchemaId) -> bool {
        [&self.requests, &self.responses, &self.idle].iter().any(|set| set.contains(&schema))
    }

    fn mark(&mut self, schema: SchemaId, tag: Option<TagId>) {
        self.tags.entry(schema).or_default().extend(tag);
        if tag.is_none() {
            self.always.insert(schema);
        }
    }

    /// Components that no operation reaches are generated too, with all they hold.
    fn add_idle(&mut self, api: &Api) {
        let roots = api.schemas.iter().filter(|(id, schema)| {
            let is_component = matches!(schema.path.root, PathRoot::Component(_));
            is_component && schema.path.segments.is_empty() && !self.contains(*id)
        });
        let held = closure(api, roots.map(|(id, _)| id).collect(), None);
        self.always.extend(&held);
        self.idle = held;
    }
}

fn request_roots(operation: &Operation) -> Vec<SchemaId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.value.schema);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    parameters.chain(contents.filter_map(|content| Some(content.value?.schema))).collect()
}

fn response_roots(operation: &Operation) -> Vec<SchemaId> {
    let contents = operation.responses.iter().flat_map(|response| &response.contents);
    let headers = operation.responses.iter().flat_map(|response| &response.headers);
    let headers = headers.map(|header| header.value.schema);
    contents.filter_map(|content| Some(content.value?.schema)).chain(headers).collect()
}

fn webhook_roots(api: &Api) -> Vec<SchemaId> {
    let contents =
        api.webhooks.iter().flat_map(|webhook| webhook.body.iter().flat_map(|body| &body.contents));
    contents.filter_map(|content| Some(content.value?.schema)).collect()
}

/// Everything that is held, directly or not, with the roots themselves.
fn closure(api: &Api, roots: Vec<SchemaId>, direction: Option<Direction>) -> BTreeSet<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut pending = roots;
    while let Some(schema) = pending.pop() {
        if seen.insert(schema) {
            pending.extend(held(api, schema, direction));
        }
    }
    seen
}
