//! What a schema is called: the path of words that leads to it, worked out from its place alone, so that it does not depend
//! on who met the schema first.

use super::Resolver;
use super::branch_words::BranchWord;
use super::flat::Key;
use super::schemas::is_component;
use crate::ir::{PathRoot, SchemaPath, StatusPattern};
use crate::pointer::Pointer;

impl Resolver<'_> {
    /// The path of the schema that these nodes make.
    pub(super) fn path(&mut self, key: &Key) -> SchemaPath {
        let bare = key.iter().find(|part| part.bare);
        match bare {
            Some(union) if key.len() > 1 => {
                let own = key.iter().filter(|part| !part.bare).map(|part| self.own_name(&part.at));
                let own = own.collect::<Vec<String>>().join(" and ");
                let mut path = self.path_of(&union.at);
                path.segments.push(own);
                path
            }
            // A parent without its children.
            Some(parent) => {
                let mut path = self.path_of(&parent.at);
                path.segments.push("base".to_owned());
                path
            }
            None => self.path_of(&key.last().map(|part| part.at.clone()).unwrap_or_default()),
        }
    }

    /// The name that a branch of a union adds to that of the union.
    fn own_name(&mut self, at: &Pointer) -> String {
        let path = self.path_of(at);
        let root = match path.root {
            PathRoot::Component(name) | PathRoot::Webhook(name) => name,
            PathRoot::Operation(_) => String::new(),
        };
        path.segments.last().cloned().unwrap_or(root)
    }

    fn path_of(&mut self, at: &Pointer) -> SchemaPath {
        let segments: Vec<_> = at.segments().collect();
        let words: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
        match words.as_slice() {
            ["components", "schemas", name, rest @ ..] => component(name, self.inner(at, rest)),
            ["components", section, name, rest @ ..] => {
                component(name, self.component_part(at, name, section, rest))
            }
            ["paths", path, method, rest @ ..] => self.operation_part(at, path, method, rest),
            ["x-webhooks", name, _, rest @ ..] => SchemaPath {
                root: PathRoot::Webhook((*name).to_owned()),
                segments: self.exchange(at, rest, None),
            },
            [.., name] => component(name, Vec::new()),
            [] => component("", Vec::new()),
        }
    }

    fn component_part(&mut self, at: &Pointer, name: &str, section: &str, rest: &[&str]) -> Vec<String> {
        let word = match section {
            "requestBodies" => "request",
            "responses" => "response",
            "parameters" => "parameter",
            "headers" => "header",
            _ => "value",
        };
        // What a name says already is not said again.
        let is_said = name.to_lowercase().ends_with(word);
        let mut segments: Vec<String> = (!is_said).then(|| word.to_owned()).into_iter().collect();
        segments.extend(self.content(at, rest));
        segments
    }

    fn operation_part(&mut self, at: &Pointer, path: &str, method: &str, rest: &[&str]) -> SchemaPath {
        let base = Pointer::root().child("paths").child(path);
        if let ["callbacks", name, _, _, rest @ ..] = rest {
            let segments = self.exchange(at, rest, None);
            return SchemaPath { root: PathRoot::Webhook((*name).to_owned()), segments };
        }
        let own = self.operation_ids.get(&base.child(method)).copied();
        if let Some(id) = own {
            let operation = base.child(method);
            let segments = self.exchange(at, rest, Some(&operation));
            return SchemaPath { root: PathRoot::Operation(id), segments };
        }
        // What stands in the path item itself is called after the first of its operations.
        let id = self.first_of_paths.get(path).copied();
        let segments = self.exchange(at, &[&[method], rest].concat(), None);
        let root = id.map_or_else(|| PathRoot::Component(path.to_owned()), PathRoot::Operation);
        SchemaPath { root, segments }
    }

    /// The words for a place inside an operation.
    fn exchange(&mut self, at: &Pointer, rest: &[&str], operation: Option<&Pointer>) -> Vec<String> {
        match rest {
            ["requestBody", rest @ ..] => prefixed("request", self.content(at, rest)),
            ["responses", status, "headers", name, rest @ ..] => {
                let mut segments = vec![self.status_word(status, operation), (*name).to_owned()];
                segments.extend(self.content(at, rest));
                segments
            }
            ["responses", status, rest @ ..] => {
                prefixed(&self.status_word(status, operation), self.content(at, rest))
            }
            ["parameters", index, rest @ ..] => {
                prefixed(&self.parameter_name(at, index), self.content(at, rest))
            }
            _ => rest.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    /// `response` for the success of an operation, what the status means for all else.
    fn status_word(&self, status: &str, operation: Option<&Pointer>) -> String {
        let id = operation.and_then(|operation| self.operation_ids.get(operation));
        let operation = id.and_then(|id| self.document.operations.get(id.0 as usize));
        let first = operation.and_then(|operation| {
            let statuses = operation.decoded.responses.responses.keys().map(super::responses::pattern);
            statuses.filter(|status| super::responses::is_success(*status)).min()
        });
        let is_first = first.is_some_and(|first| match first {
            StatusPattern::Code(code) => code.to_string() == status,
            StatusPattern::Class(class) => status.starts_with(char::from(b'0' + class)) && status.len() == 3,
            StatusPattern::Default => false,
        });
        match status {
            _ if is_first => "response".to_owned(),
            "default" if first.is_none() => "response".to_owned(),
            "default" => "error".to_owned(),
            _ => super::status_words::words(status),
        }
    }

    fn parameter_name(&self, at: &Pointer, index: &str) -> String {
        let mut holder = at.parent();
        while let Some(place) = holder {
            if let Some(node) = self.document.nodes.parameters.get(&place) {
                let named = node.as_item().map(|parameter| parameter.parameter_data_ref().name.clone());
                return named.unwrap_or_else(|| index.to_owned());
            }
            holder = place.parent();
        }
        index.to_owned()
    }

    /// The words for a place inside a body, parameter or header.
    fn content(&mut self, at: &Pointer, rest: &[&str]) -> Vec<String> {
        let inner = match rest {
            ["content", _, "schema", inner @ ..] | ["schema", inner @ ..] => inner,
            _ => &[],
        };
        let mut segments: Vec<String> = match rest {
            ["content", media_type, ..] => {
                self.media_word(&at.ancestor(inner.len()), media_type).into_iter().collect()
            }
            _ => Vec::new(),
        };
        segments.extend(self.inner(at, inner));
        segments
    }

    /// The word that tells a media type from the others of the same content, if it is not the first thing to expect there.
    fn media_word(&self, schema: &Pointer, media_type: &str) -> Option<String> {
        let content = schema.parent().and_then(|holder| holder.parent())?;
        let all = self.described_media_types(&content.parent()?);
        let others: Vec<&str> = all.into_iter().filter(|other| *other != media_type).collect();
        let is_json = |media_type: &str| media_type.contains("json");
        let is_only_json = is_json(media_type) && !others.iter().any(|&other| is_json(other));
        if others.is_empty() || is_only_json || media_type == "application/json" {
            return None;
        }
        Some(match media_type.split(';').next().unwrap_or_default().trim() {
            "application/x-www-form-urlencoded" => "form".to_owned(),
            "multipart/form-data" => "multipart".to_owned(),
            other => other.rsplit('/').next().unwrap_or(other).trim_end_matches("+json").to_owned(),
        })
    }

    /// The media types that have a schema in the response or body at `holder`.
    fn described_media_types(&self, holder: &Pointer) -> Vec<&str> {
        let nodes = &self.document.nodes;
        let response = nodes.responses.get(holder).and_then(|node| node.as_item()).map(|node| &node.content);
        let body = nodes.bodies.get(holder).and_then(|node| node.as_item()).map(|node| &node.content);
        let contents = response.into_iter().chain(body).flatten();
        contents.filter(|(_, media)| media.schema.is_some()).map(|(name, _)| name.as_str()).collect()
    }

    /// The words for the place `at`, which is reached by `rest` from a schema.
    fn inner(&mut self, at: &Pointer, rest: &[&str]) -> Vec<String> {
        let mut words = Vec::new();
        // Only the branches of unions are called by what is at their place.
        let has_branches = rest.iter().any(|word| matches!(*word, "oneOf" | "anyOf"));
        let mut at = if has_branches { at.ancestor(rest.len()) } else { Pointer::root() };
        let mut rest = rest;
        loop {
            let (steps, word) = match rest {
                [] => return words,
                ["properties" | "x-conditionalProperties" | "$defs" | "definitions", name, ..] => {
                    (2, Some((*name).to_owned()))
                }
                ["items", ..] => (1, Some("item".to_owned())),
                ["additionalProperties", ..] => (1, Some("value".to_owned())),
                ["x-patternProperties", _, ..] => (2, Some("value".to_owned())),
                ["allOf", _, ..] => (2, None),
                ["oneOf" | "anyOf", number, more @ ..] => {
                    let branch = at.child(*rest.first().unwrap_or(&"")).child(*number);
                    // The branches of a union in place are those of the one around it.
                    let is_spliced =
                        matches!(more, ["oneOf" | "anyOf", ..]) && self.pure_union(&branch).is_some();
                    // What has no other branch than null is called as if it had no union around it, unless that has the name.
                    let is_alone =
                        !is_component(&at) && self.wrapped(&at).is_some_and(|(inner, _)| inner == branch);
                    (2, (!is_spliced && !is_alone).then(|| self.branch_segment(&branch, number)))
                }
                ["x-prefixItems", number, ..] => (2, Some(ordinal(number))),
                [other, ..] => (1, Some((*other).to_owned())),
            };
            if has_branches {
                at = rest.iter().take(steps).fold(at, |at, word| at.child(*word));
            }
            words.extend(word);
            rest = rest.get(steps..).unwrap_or_default();
        }
    }

    fn branch_segment(&mut self, branch: &Pointer, number: &str) -> String {
        match self.branch_word(branch) {
            BranchWord::Own(word) => word,
            BranchWord::Kind(kind) => kind.to_owned(),
            BranchWord::None => ordinal(number),
        }
    }
}

fn component(name: &str, segments: Vec<String>) -> SchemaPath {
    SchemaPath { root: PathRoot::Component(name.to_owned()), segments }
}

fn prefixed(word: &str, mut segments: Vec<String>) -> Vec<String> {
    segments.insert(0, word.to_owned());
    segments
}

/// The first ten have words.
const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// The number of a branch or member, counted from one.
fn ordinal(index: &str) -> String {
    let Ok(index) = index.parse::<usize>() else { return index.to_owned() };
    ORDINALS.get(index).map_or_else(|| (index + 1).to_string(), |word| (*word).to_owned())
}
