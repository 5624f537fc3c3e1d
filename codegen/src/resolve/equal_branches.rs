//! Branches of a union that come to the very same type are one: no value tells them apart, and no name would.
//!
//! In: the branches. Out: variants, each with what is said of the others that it stands for. Deliberately absent: components, and branches
//! that have different names, which are apart because the document says so.

use std::collections::HashMap;
use std::fmt::Write as _;

use openapiv3::{ReferenceOr, Schema, SchemaData};

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::formats;
use super::keywords::{Additional, Keywords};
use super::schemas::is_component;
use crate::ir::{Docs, IntegerFormat, Limits, NumberFormat, SchemaId, StringFormat, Usage, Variant};
use crate::pointer::Pointer;

/// Branches that hold more nodes than this are not compared to the end.
const MOST_NODES: usize = 1_000;
/// Of so many nodes the limits are seen at first sight.
const SEEN_NODES: usize = 100;

/// What a node is at first sight, so that not every branch is compared with every other.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Sight {
    /// A component, which is itself and no other.
    Component(String),
    /// A type that is no item of the crate: a scalar, or a list of it, of a list, and so on; whether members may be null, from the outside in.
    Scalar(Vec<bool>, Scalar),
    /// Something else, by the names of its properties, and the limits of what it holds. The same type only if all that it says is the same.
    Other(Vec<String>, String),
}

/// A type that is no item of the crate.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Scalar {
    Boolean,
    Integer(IntegerFormat),
    Number(NumberFormat),
    String(StringFormat),
}

impl Sight {
    /// Whether nodes that are alike may still be apart.
    fn is_open(&self) -> bool {
        matches!(self, Self::Other(..))
    }
}

impl Resolver<'_> {
    /// The variants, of which the first nodes of each are said beside the union.
    pub(super) fn variants(&mut self, branches: &[Key], base: usize) -> Vec<Variant> {
        let mut kept: Vec<(&Key, Variant)> = Vec::new();
        let mut alike: HashMap<Vec<(bool, Sight)>, Vec<usize>> = HashMap::new();
        for branch in branches {
            let name = self.variant_name(branch.get(base..).unwrap_or_default());
            let sights: Vec<(bool, Sight)> =
                branch.iter().map(|part| (part.bare, self.sight(&part.at))).collect();
            let open: Vec<bool> = sights.iter().map(|(_, sight)| sight.is_open()).collect();
            let alike = alike.entry(sights).or_default();
            let same = alike.iter().copied().find(|index| {
                kept.get(*index).is_some_and(|(known, variant)| {
                    let is_name_free = name.is_none() || variant.name.is_none() || variant.name == name;
                    is_name_free && self.are_one_type(known, branch, &open)
                })
            });
            if let Some((_, variant)) = same.and_then(|index| kept.get_mut(index)) {
                variant.name = variant.name.take().or(name);
                variant.also.push(self.flatten(branch, false).docs);
                continue;
            }
            let value = match base {
                0 => self.usage_of(branch),
                _ => Usage { schema: self.id(branch.clone()), nullable: false },
            };
            if kept.iter().all(|(_, variant)| variant.value.schema != value.schema) {
                alike.push(kept.len());
                kept.push((branch, Variant::new(value, name)));
            }
        }
        kept.into_iter().map(|(_, variant)| variant).collect()
    }

    /// Tells what is said of each branch of a union that comes down to one.
    pub(super) fn said_of_all(&mut self, id: SchemaId, flat: &Flat, one: &Variant) {
        let own = flat.docs.description.iter();
        let others = one.also.iter().filter_map(|docs| docs.description.as_ref());
        let said: Vec<&str> = own.chain(others).map(String::as_str).collect();
        if said.len() > usize::from(flat.docs.description.is_some()) {
            let docs = Docs { description: Some(said.join("\n\n")), ..flat.docs.clone() };
            self.said.entry(id).or_insert(docs);
        }
    }

    /// Whether branches that are alike at first sight are the very same type; `open` says of each part whether that is yet to be seen.
    fn are_one_type(&mut self, one: &Key, other: &Key, open: &[bool]) -> bool {
        let mut parts = one.iter().zip(other).zip(open).filter(|(_, is_open)| **is_open);
        parts.all(|((one, other), _)| self.say_the_same(&one.at, &other.at))
    }

    /// For each node, the index of the first one that is the very same type.
    pub(super) fn firsts(&mut self, nodes: &[Pointer]) -> Vec<usize> {
        let mut alike: HashMap<Sight, Vec<usize>> = HashMap::new();
        let mut firsts = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let sight = self.sight(node);
            let is_open = sight.is_open();
            let alike = alike.entry(sight).or_default();
            let is_same = |known: &usize| {
                !is_open || nodes.get(*known).is_some_and(|known| self.say_the_same(known, node))
            };
            let first = alike.iter().copied().find(is_same);
            if first.is_none() {
                alike.push(index);
            }
            firsts.push(first.unwrap_or(index));
        }
        firsts
    }

    /// What a node is at first sight. Nodes that say the same are alike.
    fn sight(&mut self, at: &Pointer) -> Sight {
        let at = self.unwrapped(at).0;
        if is_component(&at) {
            return Sight::Component(at.to_string());
        }
        let mut key = vec![Part::whole(at.clone())];
        let mut nulls = Vec::new();
        while nulls.len() < MOST_NODES {
            let flat = self.flatten(&key, false);
            let class = classify(&flat);
            if !matches!(class, Class::Array) {
                return scalar(&class, &flat)
                    .map_or_else(|| self.other(&at), |scalar| Sight::Scalar(nulls, scalar));
            }
            key = flat.items;
            // Members that are components are types of their own.
            if key.iter().any(|part| is_component(&self.unwrapped(&part.at).0)) {
                break;
            }
            // Members that are null are members all the same.
            nulls.push(admits_null(&self.flatten(&key, false)));
        }
        self.other(&at)
    }

    /// A node by the names of its properties, and the limits of the first nodes within it in the order in which they are compared: many
    /// branches differ in nothing else.
    fn other(&self, at: &Pointer) -> Sight {
        let (mut names, mut limits) = (Vec::new(), String::new());
        let mut waiting = vec![at.clone()];
        for seen in 0..SEEN_NODES {
            let Some(at) = waiting.pop() else { break };
            let Some(ReferenceOr::Item(schema)) = self.document.nodes.schemas.get(&at) else { continue };
            let own = super::limits::own(schema);
            if own != Limits::default() {
                // A text takes whatever is written to it.
                let _ = write!(limits, "{own:?}");
            }
            limits.push('/');
            let (keywords, held) = taken_apart(schema);
            if seen == 0 {
                names.extend(keywords.properties.into_iter().map(|(name, _)| name));
            }
            waiting.extend(held);
        }
        Sight::Other(names, limits)
    }

    /// Whether two nodes say the same to the letter, the prose of these very nodes aside, wherever they stand.
    fn say_the_same(&mut self, one: &Pointer, other: &Pointer) -> bool {
        let mut waiting = vec![(self.unwrapped(one).0, self.unwrapped(other).0)];
        let mut seen = 0;
        while let Some((one, other)) = waiting.pop() {
            seen += 1;
            if one == other {
                continue;
            }
            let nodes = &self.document.nodes.schemas;
            let inner = match (nodes.get(&one), nodes.get(&other)) {
                (Some(one), Some(other)) if seen <= MOST_NODES => compared(one, other, seen == 1),
                _ => None,
            };
            let Some(inner) = inner else { return false };
            waiting.extend(inner);
        }
        true
    }
}

fn admits_null(flat: &Flat) -> bool {
    flat.nullable || flat.enumeration.iter().flatten().any(serde_json::Value::is_null)
}

fn scalar(class: &Class, flat: &Flat) -> Option<Scalar> {
    let format = flat.format.as_deref();
    match class {
        Class::Boolean => Some(Scalar::Boolean),
        Class::Integer => formats::integer(format, flat.range()).map(Scalar::Integer),
        Class::Number if !flat.has_large_constants() => Some(Scalar::Number(formats::number(format))),
        Class::String if flat.secret => Some(Scalar::String(StringFormat::Secret)),
        Class::String => {
            Some(Scalar::String(format.and_then(formats::string).unwrap_or(StringFormat::Plain)))
        }
        _ => None,
    }
}

/// The nodes that two nodes hold, if that is all that is left to compare.
fn compared(
    one: &ReferenceOr<Schema>,
    other: &ReferenceOr<Schema>,
    is_outermost: bool,
) -> Option<Vec<(Pointer, Pointer)>> {
    let (one, other) = match (one, other) {
        (ReferenceOr::Item(one), ReferenceOr::Item(other)) => (one, other),
        (one, other) => return (one == other).then(Vec::new),
    };
    let data = |schema: &Schema| {
        let data = schema.schema_data.clone();
        if is_outermost { without_prose(data) } else { data }
    };
    let is_same = data(one) == data(other) && super::limits::own(one) == super::limits::own(other);
    let ((one, held), (other, held_there)) = (taken_apart(one), taken_apart(other));
    (is_same && one == other).then(|| held.into_iter().zip(held_there).collect())
}

fn without_prose(data: SchemaData) -> SchemaData {
    SchemaData { title: None, description: None, external_docs: None, example: None, ..data }
}

/// Takes the places of the nodes that a schema holds out of its keywords, in an order that does not depend on that of its keys.
fn taken_apart(schema: &Schema) -> (Keywords, Vec<Pointer>) {
    let mut keywords = Keywords::of(schema);
    keywords.properties.sort();
    let mut held = Vec::new();
    let mut take = |at: &mut Pointer| held.push(std::mem::replace(at, Pointer::root()));
    keywords.properties.iter_mut().for_each(|(_, at)| take(at));
    let lists = [&mut keywords.all_of, &mut keywords.one_of, &mut keywords.any_of];
    lists.into_iter().flatten().for_each(&mut take);
    keywords.items.iter_mut().for_each(&mut take);
    if let Some(Additional::Schema(at)) = &mut keywords.additional {
        take(at);
    }
    (keywords, held)
}
