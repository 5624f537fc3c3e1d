//! Which schemas are reached from where: by requests, by answers, and by the operations of which tags.
//!
//! In: an [`Api`]. Out: [`Reach`]. Of those who lead to a schema only so many are told apart, and each schema passes on what it learns, so
//! that the work grows with the API and not with what each of its tags leads to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ir::{Api, Operation, PathRoot, SchemaId, TagId};

use super::{closure, held, split};

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    /// From the client to the service.
    Request,
    /// From the service to the client; webhooks and callbacks are of this kind.
    Response,
}

/// What leads to schemas, and can be left out of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum User {
    /// The operations of this tag.
    Tag(TagId),
    /// What the service sends by itself: webhooks and callbacks.
    Webhooks,
    /// The components that nothing else leads to.
    Components,
}

/// Who leads to a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Users {
    /// Nothing does.
    #[default]
    Nobody,
    /// These, in order: at least one, and at most [`MOST_TOLD_APART`].
    These(Arc<[User]>),
    /// More than that.
    Many,
    /// An operation without a tag, which is there whatever the features.
    Always,
}

/// Of so many users it is known who they are. What each schema learns is bounded that way, whatever the number of tags.
const MOST_TOLD_APART: usize = 16;

impl Users {
    /// One alone.
    pub(crate) fn one(user: User) -> Self {
        Self::These([user].into())
    }

    /// Both together.
    pub(crate) fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Nobody, users) | (users, Self::Nobody) => users.clone(),
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::Many, _) | (_, Self::Many) => Self::Many,
            (Self::These(one), Self::These(other)) if other.iter().all(|user| one.contains(user)) => {
                Self::These(one.clone())
            }
            (Self::These(one), Self::These(other)) => {
                let both: BTreeSet<User> = one.iter().chain(other.iter()).copied().collect();
                if both.len() > MOST_TOLD_APART {
                    Self::Many
                } else {
                    Self::These(both.into_iter().collect())
                }
            }
        }
    }

    fn of(operation: &Operation) -> Self {
        operation.tags.first().map_or(Self::Always, |tag| Self::one(User::Tag(*tag)))
    }
}

/// What is reached from where.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    /// By parameters and bodies of requests.
    sent: Spread,
    /// By answers, webhooks and callbacks.
    received: Spread,
    /// By neither, but named in the document, or held by such a schema.
    idle: Spread,
    /// Where operations, webhooks and callbacks lead to at once.
    roots: BTreeSet<SchemaId>,
    /// The schemas that need two types.
    split: BTreeSet<SchemaId>,
}

impl Reach {
    /// Walks an API from all its ends.
    pub(crate) fn of(api: &Api) -> Self {
        let roots = |of: fn(&Operation) -> Vec<SchemaId>| {
            let operations = api.operations.iter();
            operations
                .flat_map(move |operation| of(operation).into_iter().map(|root| (root, Users::of(operation))))
        };
        let webhooks = webhook_roots(api).into_iter().map(|root| (root, Users::one(User::Webhooks)));
        let mut reach = Self {
            sent: Spread::from(api, roots(request_roots).collect(), Some(Direction::Request)),
            received: Spread::from(
                api,
                roots(response_roots).chain(webhooks).collect(),
                Some(Direction::Response),
            ),
            ..Self::default()
        };
        reach.roots = roots(request_roots).chain(roots(response_roots)).map(|(root, _)| root).collect();
        reach.roots.extend(webhook_roots(api));
        reach.idle = Spread::from(api, reach.idle_roots(api), None);
        reach.split = split::schemas(api, &reach);
        reach
    }

    /// Whether a value of a schema is a part of requests.
    pub(crate) fn is_sent(&self, schema: SchemaId) -> bool {
        *self.sent.users(schema) != Users::Nobody
    }

    /// Whether a value of a schema is a part of answers.
    pub(crate) fn is_received(&self, schema: SchemaId) -> bool {
        *self.received.users(schema) != Users::Nobody
    }

    /// Whether a value of a schema is a part of requests, and of nothing else.
    pub(crate) fn is_only_sent(&self, schema: SchemaId) -> bool {
        let elsewhere = self.received.users(schema).and(self.idle.users(schema));
        self.is_sent(schema) && elsewhere == Users::Nobody
    }

    /// The schemas that operations, webhooks and callbacks lead to at once.
    pub(crate) fn roots(&self) -> &BTreeSet<SchemaId> {
        &self.roots
    }

    /// Whether a schema needs two types, one for each direction.
    pub(crate) fn is_split(&self, schema: SchemaId) -> bool {
        self.split.contains(&schema)
    }

    /// Who leads to a schema.
    pub(crate) fn users(&self, schema: SchemaId) -> Users {
        self.sent.users(schema).and(self.received.users(schema)).and(self.idle.users(schema))
    }

    /// Components that no operation reaches are generated too, with all they hold.
    fn idle_roots(&self, api: &Api) -> Vec<(SchemaId, Users)> {
        let roots = api.schemas.iter().filter(|(id, schema)| {
            let is_component = matches!(schema.path.root, PathRoot::Component(_));
            is_component && schema.path.segments.is_empty() && self.users(*id) == Users::Nobody
        });
        roots.map(|(id, _)| (id, Users::one(User::Components))).collect()
    }
}

/// Who leads to one of these schemas.
pub(crate) fn leading_to(api: &Api, reach: &Reach, schemas: &[SchemaId]) -> BTreeSet<User> {
    let sent = holding(api, schemas, Direction::Request);
    let received = holding(api, schemas, Direction::Response);
    let leads = |operation: &&Operation| {
        let any = |roots: Vec<SchemaId>, leading: &BTreeSet<SchemaId>| {
            roots.iter().any(|root| leading.contains(root))
        };
        any(request_roots(operation), &sent) || any(response_roots(operation), &received)
    };
    let operations = api.operations.iter().filter(leads);
    let tags = operations.filter_map(|operation| operation.tags.first().copied().map(User::Tag));
    let by_webhook = webhook_roots(api).iter().any(|root| received.contains(root));
    let is_idle = |schema: &SchemaId| *reach.idle.users(*schema) != Users::Nobody;
    let others = [(by_webhook, User::Webhooks), (schemas.iter().any(is_idle), User::Components)];
    tags.chain(others.into_iter().filter(|(leads, _)| *leads).map(|(_, user)| user)).collect()
}

/// The users of each schema, by the number of its id.
#[derive(Debug, Default)]
struct Spread(Vec<Users>);

impl Spread {
    /// What is held, directly or not, has the users of what holds it.
    fn from(api: &Api, roots: Vec<(SchemaId, Users)>, direction: Option<Direction>) -> Self {
        let mut spread = Self(vec![Users::Nobody; api.schemas.len()]);
        let mut pending = roots;
        while let Some((schema, more)) = pending.pop() {
            let users = spread.users(schema).and(&more);
            if users != *spread.users(schema) {
                pending.extend(held(api, schema, direction).into_iter().map(|held| (held, users.clone())));
                spread.0.get_mut(schema.0 as usize).into_iter().for_each(|known| *known = users.clone());
            }
        }
        spread
    }

    fn users(&self, schema: SchemaId) -> &Users {
        self.0.get(schema.0 as usize).unwrap_or(&Users::Nobody)
    }
}

/// The schemas that hold one of these in a direction, directly or not, and these themselves.
fn holding(api: &Api, schemas: &[SchemaId], direction: Direction) -> BTreeSet<SchemaId> {
    let all = api.schemas.iter().map(|(id, _)| id);
    let holders = split::holders(api, all, direction);
    closure(schemas.to_vec(), |id| holders.get(&id).into_iter().flatten().copied())
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
