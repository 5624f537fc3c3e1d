//! The API as the generator understands it: what a document *means*, before anyone thinks of Rust.
//!
//! In: nothing; these are plain data types, filled by `resolve`. Out: they are read by
//! `names` and `lower`.
//!
//! Deliberately absent: `$ref` (a schema is named by its [`SchemaId`]), `allOf` (merged away), Rust types,
//! letter case, files, and strings as identity.

mod limits;
mod operation;
mod schema;
mod service;

pub use crate::pointer::Pointer;
pub use limits::*;
pub use operation::*;
pub use schema::*;
pub use service::*;

/// A whole API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Title, version and prose of the document.
    pub info: Info,
    /// Servers in the order of the document; the first is the default.
    pub servers: Vec<Server>,
    /// Security schemes in the order of the document; a [`SchemeId`] is an index into this list.
    pub security_schemes: Vec<SecurityScheme>,
    /// Tags: those of the document in its order, then those only operations name. Operations without a tag
    /// belong to none. A [`TagId`] is an index into this list.
    pub tags: Vec<Tag>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Payloads of webhooks and callbacks: no operation sends them, users decode them.
    pub webhooks: Vec<Webhook>,
    /// Every schema, named and inline; a [`SchemaId`] is an index into this list.
    pub schemas: Schemas,
}

/// The `info` object.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// `title`.
    pub title: String,
    /// `version`.
    pub version: String,
    /// `description`.
    pub description: Option<String>,
    /// `termsOfService`, `contact` and `license`, as lines of prose for the crate's documentation.
    pub notices: Vec<String>,
}

/// Prose about a thing, and what the document says of its age.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// `title` of a schema, `summary` of an operation.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `externalDocs`: address and label.
    pub external: Option<(String, Option<String>)>,
    /// What is said of values beyond their type, which for most things is nothing.
    pub limits: Option<Box<Limits>>,
}

impl Docs {
    /// Adds limits to those that there are.
    pub(crate) fn limit(&mut self, limits: Limits) {
        if limits != Limits::default() {
            self.limits.get_or_insert_default().add(limits);
        }
    }
}

/// Identity of a schema: an index into [`Api::schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// Identity of a security scheme: an index into [`Api::security_schemes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub u32);

/// Identity of a tag: an index into [`Api::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub u32);

/// Identity of an operation: an index into [`Api::operations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);
