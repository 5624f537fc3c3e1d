//! Works out what a document means.
//!
//! In: a decoded [`Document`]. Out: [`ir::Api`], without `$ref` and `allOf`, every schema under an id. Deliberately absent: Rust, letter
//! case and files. Nothing here recurses along the document: schemas wait in a queue.

mod bodies;
mod branch_words;
mod branches;
mod choices;
mod circles;
mod classify;
mod collapse;
mod constants;
mod digits;
mod enumerations;
mod equal_branches;
mod flat;
mod formats;
mod forms;
mod inheritance;
mod keywords;
mod limits;
mod merge;
mod nulls;
mod objects;
mod operations;
mod pagination;
mod parameters;
mod paths;
mod ranges;
mod responses;
mod schemas;
mod security;
mod servers;
mod status_words;
mod templates;
mod unions;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use foldhash::fast::RandomState;
use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::{self, Diagnostics, Place};
use crate::document::{self, Document, Places};
use crate::ir::{self, OperationId, SchemaId, TagId};
use crate::pointer::Pointer;
use flat::Key;

/// How many references in a row are followed.
const LONGEST_CHAIN: usize = 100;

/// Resolves a document.
pub(crate) fn resolve(document: &Document, diagnostics: &mut Diagnostics) -> ir::Api {
    let ids = (0..).map(OperationId);
    // Schemas mostly stand for one node each.
    let schemas = document.nodes.schemas.len();
    let api = ir::Api { schemas: ir::Schemas::with_capacity(schemas), ..ir::Api::default() };
    let mut resolver = Resolver {
        document,
        diagnostics,
        api,
        operation_ids: document.operations.iter().map(|operation| operation.at.clone()).zip(ids).collect(),
        first_of_paths: first_of_paths(document),
        tag_ids: HashMap::default(),
        ids: HashMap::with_capacity_and_hasher(schemas, RandomState::default()),
        keys: BTreeMap::new(),
        queue: VecDeque::new(),
        discriminators: BTreeMap::new(),
        branch_words: BTreeMap::new(),
        families: BTreeMap::new(),
        constants: BTreeMap::new(),
        dangling: BTreeSet::new(),
        untyped_parts: BTreeSet::new(),
        pure_unions: HashMap::default(),
        wrappers: HashMap::default(),
        said: HashMap::default(),
        nullable_branches: HashMap::default(),
        derived: 0,
    };
    resolver.find_families();
    resolver.head();
    resolver.security_schemes();
    resolver.operations();
    resolver.webhooks();
    resolver.components();
    resolver.build_all();
    resolver.open_circles();
    resolver.decide_ranges();
    resolver.choose();
    resolver.infer_pagination();
    resolver.fix_constants();
    resolver.type_parts();
    resolver.separate_forms();
    resolver.api
}

/// The first operation of each path.
fn first_of_paths(document: &Document) -> HashMap<&str, OperationId, RandomState> {
    let mut firsts = HashMap::default();
    for (operation, id) in document.operations.iter().zip((0..).map(OperationId)) {
        firsts.entry(operation.path.as_str()).or_insert(id);
    }
    firsts
}

struct Resolver<'a> {
    document: &'a Document,
    diagnostics: &'a mut Diagnostics,
    api: ir::Api,
    operation_ids: HashMap<Pointer, OperationId, RandomState>,
    /// The first operation of each path.
    first_of_paths: HashMap<&'a str, OperationId, RandomState>,
    /// The ids of tags by their names.
    tag_ids: HashMap<String, TagId, RandomState>,
    /// The ids of schemas by the nodes that they are made of.
    ids: HashMap<Rc<Key>, SchemaId, RandomState>,
    /// The nodes by the ids.
    keys: BTreeMap<SchemaId, Rc<Key>>,
    /// Schemas that have an id and no shape yet.
    queue: VecDeque<(SchemaId, Rc<Key>)>,
    /// Discriminators that the document declares for unions.
    discriminators: BTreeMap<SchemaId, Discriminator>,
    /// What the branches of unions are called, by the place of their list.
    branch_words: BTreeMap<Pointer, branch_words::Words>,
    /// Parents, with those that inherit from them.
    families: inheritance::Families,
    /// Constants that a document lists for schemas whose shape does not say so: booleans, say.
    constants: BTreeMap<SchemaId, Vec<Value>>,
    /// References that were reported already.
    dangling: BTreeSet<Pointer>,
    /// Bodies of several parts of which those without a type are bytes.
    untyped_parts: BTreeSet<Pointer>,
    /// The branches of nodes that are nothing but a union, and of which nodes it is known that they are not.
    pure_unions: HashMap<Pointer, Option<Vec<Pointer>>, RandomState>,
    /// What schemas that may only wrap another stand for, and whether they admit null.
    wrappers: HashMap<Pointer, Option<(Pointer, bool)>, RandomState>,
    /// What is said of the schemas of properties that several parts of an `allOf` declare.
    said: HashMap<SchemaId, ir::Docs, RandomState>,
    /// Which branches of unions admit null.
    nullable_branches: HashMap<Pointer, bool, RandomState>,
    /// How many schemas were made of several nodes for the branches of unions.
    derived: usize,
}

impl<'a> Resolver<'a> {
    fn head(&mut self) {
        let openapiv3::Info {
            title,
            description,
            terms_of_service,
            contact,
            license,
            version,
            extensions: _,
        } = &self.document.info;
        let terms = terms_of_service.as_ref().map(|terms| format!("Terms of service: {terms}"));
        let contact = contact.as_ref().and_then(|contact| {
            let openapiv3::Contact { name, url, email, extensions: _ } = contact;
            let parts: Vec<String> =
                [name, url, email].into_iter().filter_map(|part| text(part.as_ref())).collect();
            (!parts.is_empty()).then(|| format!("Contact: {}", parts.join(", ")))
        });
        let license = license.as_ref().and_then(|license| {
            let said = match (text(Some(&license.name)), text(license.url.as_ref())) {
                (Some(name), Some(url)) => format!("{name} ({url})"),
                (name, url) => name.or(url)?,
            };
            Some(format!("Licence of the API: {said}"))
        });
        let more = external(self.document.external_docs.as_ref()).map(|(url, label)| match label {
            Some(label) => format!("{label}: {url}"),
            None => format!("More: {url}"),
        });
        self.api.info = ir::Info {
            title: title.clone(),
            version: version.clone(),
            description: text(description.as_ref()),
            notices: [terms, contact, license, more].into_iter().flatten().collect(),
        };
        self.api.servers = servers::servers(&self.document.servers);
        self.tags();
    }

    fn tags(&mut self) {
        for tag in &self.document.tags {
            let openapiv3::Tag { name, description, external_docs, extensions: _ } = tag;
            let id = self.tag(name);
            let docs = ir::Docs {
                description: text(description.as_ref()),
                external: external(external_docs.as_ref()),
                ..ir::Docs::default()
            };
            if let Some(tag) = self.api.tags.get_mut(id.0 as usize) {
                tag.docs = docs;
            }
        }
    }

    /// The id of a tag, which is made if it is new.
    fn tag(&mut self, name: &str) -> TagId {
        if let Some(id) = self.tag_ids.get(name) {
            return *id;
        }
        let id = TagId(u32::try_from(self.api.tags.len()).unwrap_or(u32::MAX));
        self.api.tags.push(ir::Tag { name: name.to_owned(), docs: ir::Docs::default() });
        self.tag_ids.insert(name.to_owned(), id);
        id
    }

    /// Follows references from a place to a node. What leads nowhere is reported, once.
    fn follow<T>(&mut self, nodes: &'a Places<T>, at: &Pointer) -> Option<(Pointer, &'a T)> {
        let mut from = at.clone();
        let mut place = at.clone();
        let mut reference = "";
        for _ in 0..LONGEST_CHAIN {
            match nodes.get(&place) {
                Some(ReferenceOr::Item(node)) => return Some((place, node)),
                Some(ReferenceOr::Reference { reference: next }) => {
                    from = place;
                    reference = next;
                    place = document::place(nodes.get(&from)?)?;
                }
                None => {
                    let is_skipped = self.document.nodes.skipped.contains(&place);
                    if !is_skipped && self.dangling.insert(from.clone()) {
                        self.diagnostics.report(diagnostics::dangling_reference(
                            reference,
                            Place::Node(from.child("$ref")),
                        ));
                    }
                    return None;
                }
            }
        }
        if self.dangling.insert(at.clone()) {
            self.diagnostics.report(diagnostics::reference_cycle(reference, Place::Node(at.child("$ref"))));
        }
        None
    }
}

/// A text, unless it is empty.
fn text(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

/// External documentation: address and label.
fn external(docs: Option<&openapiv3::ExternalDocumentation>) -> Option<(String, Option<String>)> {
    let openapiv3::ExternalDocumentation { description, url, extensions: _ } = docs?;
    (!url.is_empty()).then(|| (url.clone(), text(description.as_ref())))
}
