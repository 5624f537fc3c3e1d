//! A place in a description, with references followed on the way.

use std::fmt;

use serde_json::Value;

use crate::document::{Document, join};
use crate::percent;

/// A value of a description. Whatever it refers to is as good as written here.
#[derive(Clone, Copy)]
pub struct Node {
    document: &'static Document,
    file: &'static str,
    value: &'static Value,
}

impl fmt::Debug for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Node in {}: {}", self.file, self.value)
    }
}

impl Node {
    pub(crate) fn new(document: &'static Document, file: &'static str, value: &'static Value) -> Self {
        Self { document, file, value }
    }

    /// The value itself.
    pub fn value(self) -> &'static Value {
        self.value
    }

    /// The description it is part of.
    pub(crate) fn document(self) -> &'static Document {
        self.document
    }

    /// What a key holds.
    pub fn get(self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.with(value).target())
    }

    /// What a key holds, if that is text.
    pub fn text(self, key: &str) -> Option<&'static str> {
        self.value.get(key)?.as_str()
    }

    /// What a key holds, if that is true or false.
    pub fn flag(self, key: &str) -> Option<bool> {
        self.value.get(key)?.as_bool()
    }

    /// The entries of an object, under a key.
    pub fn entries(self, key: &str) -> impl Iterator<Item = (&'static str, Self)> {
        let node = self.get(key);
        let object = node.and_then(|node| node.value.as_object()).into_iter().flatten();
        object.map(move |(key, value)| (key.as_str(), node.unwrap_or(self).with(value).target()))
    }

    /// The items of an array, under a key.
    pub fn items(self, key: &str) -> impl Iterator<Item = Self> {
        let node = self.get(key);
        let items = node.and_then(|node| node.value.as_array()).into_iter().flatten();
        items.map(move |value| node.unwrap_or(self).with(value).target())
    }

    /// A value that is made of others, as good as written in the same file.
    pub(crate) fn beside(self, value: &'static Value) -> Self {
        self.with(value)
    }

    /// Another value of the same file.
    fn with(self, value: &'static Value) -> Self {
        Self { value, ..self }
    }

    /// What this refers to in the end; itself, if it is no reference.
    fn target(self) -> Self {
        let mut node = self;
        for _ in 0..32 {
            match node.value.get("$ref").and_then(Value::as_str) {
                Some(reference) => node = node.follow(reference),
                None => return node,
            }
        }
        panic!("`{}` of `{}` never comes to an end", self.value, self.file)
    }

    /// What a reference of this file points at.
    fn follow(self, reference: &str) -> Self {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { self.file.to_owned() } else { join(self.file, file) };
        let pointer = percent::decode(pointer);
        let is_pointer = pointer.is_empty() || pointer.starts_with('/');
        let root = Some(self.document.file(&file)).filter(|_| is_pointer);
        let place = root.and_then(|root| pointer.split('/').skip(1).try_fold(root, Self::step));
        place.unwrap_or_else(|| panic!("`{reference}` of `{}` leads nowhere", self.file))
    }

    /// What a token of a JSON pointer leads to. A reference on the way is followed where nothing stands beside it by that name.
    fn step(self, token: &str) -> Option<Self> {
        let token = format!("/{token}");
        let beside = self.value.pointer(&token).map(|value| self.with(value));
        beside.or_else(|| {
            let target = self.target();
            target.value.pointer(&token).map(|value| target.with(value))
        })
    }
}
