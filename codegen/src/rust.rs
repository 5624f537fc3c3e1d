//! The generated crate as data: every decision about the Rust side is already taken here.
//!
//! In: nothing; plain data types, filled by `lower`. Out: they are read by `emit`, which only spells
//! them. Deliberately absent: schemas, pointers, tokens, text layout.

mod api;
mod client;
mod example;
mod models;

pub use api::*;
pub use client::*;
pub use example::*;
pub use models::*;

use std::collections::BTreeSet;

/// An identifier that is fit for its place. Only `names` makes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(String);

impl Identifier {
    /// Wraps a text that `names` has made fit (a raw identifier starts with `r#`).
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The identifier as it is written in source.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Documentation of an item: paragraphs of Markdown that are safe to print as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc(pub String);

/// A whole crate.
#[derive(Debug, Clone, Default)]
pub struct Crate {
    /// Its name, as in `Cargo.toml`.
    pub name: String,
    /// Documentation of the crate.
    pub doc: Doc,
    /// Description for `Cargo.toml`, in one line.
    pub description: String,
    /// Version of the API, as the document has it.
    pub api_version: String,
    /// One feature for each tag, in the order of the tags.
    pub features: Vec<Feature>,
    /// Groups of models.
    pub models: Vec<ModelModule>,
    /// The recursion limit that the compiler needs for them, if it is more than it has by itself.
    pub recursion_limit: Option<usize>,
    /// Groups of operations.
    pub handles: Vec<Handle>,
    /// What the client builder needs to know.
    pub client: ClientApi,
    /// Parts of the runtime that this crate needs beside the core.
    pub runtime: BTreeSet<RuntimePart>,
}

/// A Cargo feature that switches on the operations of one tag, or models that no operation uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(pub String);

/// When an item is compiled: always, or if any of these features is on.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Always.
    #[default]
    Always,
    /// If any of these is on.
    Any(BTreeSet<Feature>),
}

/// A part of the runtime that only some crates need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuntimePart {
    /// `Ipv4` and `Ipv6`.
    Address,
    /// `Decimal`, and numbers as texts.
    Number,
    /// `Formatted` and its aliases over the `jiff` crate.
    Time,
    /// The `Uuid` alias over the `uuid` crate.
    Uuid,
    /// `Base64`.
    Base64,
    /// Files to send.
    File,
    /// Bodies in one of several media types.
    Choice,
    /// Forms of several parts, which may be files.
    Multipart,
    /// Tokens that are fetched.
    Token,
    /// Bodies in the form of `application/x-www-form-urlencoded`.
    UrlEncoded,
    /// Pages as streams.
    Pagination,
    /// Lists whose first members have types of their own.
    Tuple,
    /// Unions.
    Union,
    /// Typed headers of answers.
    Header,
    /// Streams of events.
    Events,
    /// Answers as a whole or as a stream.
    Streamed,
    /// Streams of lines.
    JsonLines,
}

/// A Rust type, as it is written in a field, an argument or a result.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `()`
    Unit,
    /// `serde_json::Value`
    Value,
    /// A type of the runtime by its name there, such as `DateTime`, `Uuid`, `Secret`, `Base64`, `Bytes`, `File`.
    Runtime(&'static str),
    /// A type of the same file.
    Local(Identifier),
    /// A type of `crate::models`.
    Model(Identifier),
    /// `Vec<T>`
    Vec(Box<Type>),
    /// `Map<T>`: texts to `T`.
    Map(Box<Type>),
    /// `(A, B)`
    Tuple(Vec<Type>),
    /// `Tuple<(A, B), T>`: members of types of their own, then any number of `T`.
    OpenTuple(Vec<Type>, Box<Type>),
    /// `Option<T>`
    Option(Box<Type>),
    /// `Nullable<T>`: absent, null or a value.
    Nullable(Box<Type>),
    /// `Box<T>`
    Box(Box<Type>),
}

impl Type {
    /// The models in it.
    pub(crate) fn models(&self) -> Vec<&Identifier> {
        match self {
            Self::Model(name) => vec![name],
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Box(inner) => inner.models(),
            Self::Tuple(items) => items.iter().flat_map(Self::models).collect(),
            Self::OpenTuple(items, rest) => items.iter().chain([&**rest]).flat_map(Self::models).collect(),
            _ => Vec::new(),
        }
    }

    /// The type with something else in place of each model.
    pub(crate) fn with_models(&self, replaced: &impl Fn(&Identifier) -> Self) -> Self {
        let inside = |inner: &Self| Box::new(inner.with_models(replaced));
        let all = |items: &[Self]| items.iter().map(|item| item.with_models(replaced)).collect();
        match self {
            Self::Model(name) => replaced(name),
            Self::Vec(inner) => Self::Vec(inside(inner)),
            Self::Map(inner) => Self::Map(inside(inner)),
            Self::Option(inner) => Self::Option(inside(inner)),
            Self::Nullable(inner) => Self::Nullable(inside(inner)),
            Self::Box(inner) => Self::Box(inside(inner)),
            Self::Tuple(items) => Self::Tuple(all(items)),
            Self::OpenTuple(items, rest) => Self::OpenTuple(all(items), inside(rest)),
            other => other.clone(),
        }
    }
}
