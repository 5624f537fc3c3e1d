//! Brings a document of many files together into one tree.
//!
//! In: the root document. Out: the same document with every `$ref` of the form `#/…`; what other files hold stands among the
//! components. The same node of the same file becomes the same component, whoever refers to it; path items, and all that OpenAPI
//! has no component for, are written out in place. Deliberately absent: versions (but for the names of the sections).

mod addresses;
mod discover;
mod inline;
mod naming;
mod work;

use std::collections::{BTreeMap, BTreeSet};

use addresses::Addresses;
use serde_json::Map;
use work::Work;

use super::grammar::{self, Kind, SECTIONS};
use super::overlay::Overlays;
use super::reference::{Target, local_reference, local_target, target};
use super::version::Version;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{self, Files, Sources, Tree};

/// How many references in a row are followed before it is called a cycle.
const LONGEST_CHAIN: usize = 100;

/// How many references within what was written out for a reference are written out too. Each may bring several more.
const MOST_NESTED: usize = 10_000;

/// A node of a file: its path and the place in it.
type Node = (String, Pointer);

/// Brings everything together.
pub(super) fn bundle(
    files: &dyn Files,
    root: &str,
    mut tree: Tree,
    version: Version,
    overlays: &Overlays,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Tree {
    let mut addresses = Addresses::default();
    addresses.add(root, &tree, sources.text(root).filter(|_| !overlays.touch(root)));
    let Work { writes_out, leads_out } = Work::of(&mut tree, version);
    let has_names = addresses.has_any();
    if !writes_out && !leads_out && !has_names && sources.origins.is_empty() {
        return tree;
    }
    let is_needed = has_names || writes_out;
    let trees = is_needed.then(|| (root.to_owned(), Some(tree.clone()))).into_iter().collect();
    let mut bundle = Bundle {
        files,
        root,
        version,
        overlays,
        trees,
        missing: BTreeSet::new(),
        addresses,
        places: BTreeMap::new(),
        nested: 0,
        sources,
        diagnostics,
        output: tree,
    };
    if writes_out {
        bundle.list_path_files();
        bundle.inline();
    }
    bundle.adopt_aliases();
    let found = bundle.discover();
    bundle.place(found);
    bundle.rewrite();
    bundle.output
}

struct Bundle<'a> {
    files: &'a dyn Files,
    root: &'a str,
    version: Version,
    overlays: &'a Overlays,
    /// All files that were asked for; none where one could not be read. The root document, as it was at first, is among them
    /// where something is written out of it or called by a name.
    trees: BTreeMap<String, Option<Tree>>,
    /// Files that were asked for, and are not there.
    missing: BTreeSet<String>,
    addresses: Addresses,
    /// Where the nodes of other files stand in the output, by what they are used as.
    places: BTreeMap<(Kind, Node), Pointer>,
    /// How many references were written out that had been written out themselves.
    nested: usize,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    output: Tree,
}

impl Bundle<'_> {
    /// Loads a file if it was not asked for before.
    fn load(&mut self, file: &str, asked_at: &Place) -> Option<&Tree> {
        if !self.trees.contains_key(file) {
            let found = source::find(self.files, file, asked_at, self.sources, self.diagnostics);
            if found.is_err() {
                self.missing.insert(file.to_owned());
            }
            let mut tree = found.ok().flatten();
            if let Some(tree) = &mut tree {
                self.overlays.apply(file, tree, &mut self.sources.origins, self.diagnostics);
                let text = self.sources.text(file).filter(|_| !self.overlays.touch(file));
                self.addresses.add(file, tree, text);
            }
            self.trees.insert(file.to_owned(), tree);
        }
        self.trees.get(file)?.as_ref()
    }

    /// The node that a `$ref` written at `from` points at. What cannot be reached is reported.
    fn reach(&mut self, reference: &str, from: &Node) -> Option<Node> {
        let asked_at = written_at(from);
        if let Target::Node(file, _) = self.target(reference, from)
            && file != self.root
        {
            // It may have a name for what is asked for, which is known once it is read.
            self.load(&file, &asked_at);
            if self.missing.contains(&file) {
                self.diagnostics.report(diagnostics::dangling_reference(reference, asked_at));
                return None;
            }
        }
        let node = match self.target(reference, from) {
            Target::Node(file, pointer) => (file, pointer),
            Target::Outside => {
                self.diagnostics.report(diagnostics::reference_leaves_folder(reference, asked_at));
                return None;
            }
            Target::Network => {
                self.diagnostics.report(diagnostics::network_reference(reference, asked_at));
                return None;
            }
        };
        let is_root = node.0 == self.root;
        if !is_root && self.load(&node.0, &asked_at)?.pointer(node.1.as_str()).is_none() {
            self.diagnostics.report(diagnostics::dangling_reference(reference, asked_at));
            return None;
        }
        Some(node)
    }

    /// What a `$ref` written at `from` points at: a node by its name, else a place of a file.
    fn target(&self, reference: &str, from: &Node) -> Target {
        match self.addresses.node(reference, from, |node| self.raw(node).is_some()) {
            Some((file, pointer)) => Target::Node(file, pointer),
            None => target(reference, &from.0),
        }
    }

    /// Like [`Self::reach`], but goes on where the node is nothing but another `$ref`.
    fn reach_through(&mut self, reference: &str, from: &Node) -> Option<Node> {
        let mut node = self.reach(reference, from)?;
        for _ in 0..LONGEST_CHAIN {
            let next = self.raw(&node).and_then(alias).map(str::to_owned);
            match next {
                Some(next) if node.0 != self.root => node = self.reach(&next, &node)?,
                _ => return Some(node),
            }
        }
        let asked_at = written_at(from);
        self.diagnostics.report(diagnostics::reference_cycle(reference, asked_at));
        None
    }

    /// A node as its file has it.
    fn raw(&self, node: &Node) -> Option<&Tree> {
        self.trees.get(&node.0)?.as_ref()?.pointer(node.1.as_str())
    }

    /// The node of a file that a place of the output came from.
    fn origin(&self, at: &Pointer) -> Node {
        self.sources.origins.of(at, self.root)
    }

    /// Where components of a kind stand, if there are any.
    fn section(&self, kind: Kind) -> Option<Pointer> {
        if self.version == Version::Swagger2 {
            let name = match kind {
                Kind::Schema => "definitions",
                Kind::Parameter => "parameters",
                Kind::Response => "responses",
                _ => return None,
            };
            return Some(Pointer::root().child(name));
        }
        let (name, _) = SECTIONS.iter().find(|(_, held)| *held == kind && kind != Kind::PathItem)?;
        Some(Pointer::root().child("components").child(name))
    }

    /// Paths of the files in `x-path-files` that the root does not list are put after its own.
    fn list_path_files(&mut self) {
        let listed = self.output.get("x-path-files").and_then(Tree::as_array).cloned().unwrap_or_default();
        let holder = Pointer::root().child("x-path-files");
        for (index, file) in listed.iter().enumerate() {
            let from = (self.root.to_owned(), holder.child(index));
            let Some(node) = file.as_str().and_then(|file| self.reach(file, &from)) else { continue };
            let paths = self.raw(&node).and_then(|tree| tree.get("paths")).and_then(Tree::as_object);
            let paths: Vec<String> = paths.into_iter().flat_map(Map::keys).cloned().collect();
            for path in paths.iter().filter(|path| path.starts_with('/')) {
                self.list_path(&node.0, path);
            }
        }
    }

    fn list_path(&mut self, file: &str, path: &str) {
        let Some(paths) = member_map(&mut self.output, "paths") else { return };
        if paths.contains_key(path) {
            return;
        }
        let inner = Pointer::root().child("paths").child(path);
        let reference = format!("{file}#{inner}");
        paths.insert(path.to_owned(), serde_json::json!({ "$ref": reference }));
        self.diagnostics.report(diagnostics::unlisted_path(
            path,
            &reference,
            Place::InFile(file.to_owned(), inner),
        ));
    }

    /// Points every reference of the output at its place in the output.
    fn rewrite(&mut self) {
        let mut output = std::mem::take(&mut self.output);
        grammar::walk(Kind::Root, &Pointer::root(), &mut output, &mut |kind, at, node| {
            if kind == Kind::Discriminator {
                self.rewrite_mapping(at, node);
            } else if let Some(Tree::String(reference)) = node.get_mut("$ref")
                && !self.is_settled(reference)
                && self.section(kind).is_some()
                && let Some(place) = self.final_place(kind, reference, at)
            {
                *reference = local_reference(&place);
            }
        });
        self.output = output;
    }

    fn rewrite_mapping(&mut self, at: &Pointer, node: &mut Tree) {
        for (_, value) in member_map(node, "mapping").into_iter().flatten() {
            let Tree::String(reference) = value else { continue };
            let Some(from) = discover::mapped(reference) else { continue };
            if let Some(place) = self.final_place(Kind::Schema, &from, at) {
                *reference = local_reference(&place);
            }
        }
    }

    /// Whether a reference means just what it says, as all do within a document of one file in which nothing has a name.
    fn is_settled(&self, reference: &str) -> bool {
        reference.starts_with('#') && self.sources.origins.is_empty() && !self.addresses.has_any()
    }

    /// Where in the output the target of a reference stands. What could not be reached has been reported.
    fn final_place(&mut self, kind: Kind, reference: &str, at: &Pointer) -> Option<Pointer> {
        let from = self.origin(at);
        let Target::Node(file, pointer) = self.target(reference, &from) else { return None };
        if file == self.root {
            let is_rewritten = from.0 != self.root || local_target(reference).as_ref() != Some(&pointer);
            return is_rewritten.then_some(pointer);
        }
        let mut quiet = Diagnostics::default();
        std::mem::swap(self.diagnostics, &mut quiet);
        let node = self.reach_through(reference, &from);
        std::mem::swap(self.diagnostics, &mut quiet);
        let node = node?;
        if node.0 == self.root {
            return Some(node.1);
        }
        let (kind, base, rest) = discover::component(kind, node);
        Some(self.places.get(&(kind, base))?.join(&rest))
    }
}

/// The place of the `$ref` of a node.
fn written_at(node: &Node) -> Place {
    Place::InFile(node.0.clone(), node.1.child("$ref"))
}

/// The `$ref` of a node that is nothing else.
fn alias(node: &Tree) -> Option<&str> {
    let members = node.as_object()?;
    members.get("$ref")?.as_str().filter(|_| members.len() == 1)
}

/// A member that is a map.
fn member_map<'a>(node: &'a mut Tree, key: &str) -> Option<&'a mut Map<String, Tree>> {
    node.get_mut(key)?.as_object_mut()
}
