//! Branches of a union that come to the very same type are one: no value tells them apart, and no name would.
//!
//! In: the branches. Out: variants, each with what is said of the others that it stands for. Deliberately absent: components, and branches
//! that have different names, which are apart because the document says so.

use openapiv3::{ReferenceOr, Schema, SchemaData};

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::formats;
use super::keywords::{Additional, Keywords};
use super::schemas::is_component;
use crate::ir::{Docs, IntegerFormat, NumberFormat, SchemaId, StringFormat, Usage, Variant};
use crate::pointer::Pointer;

/// Branches that hold more nodes than this are not compared to the end.
const MOST_NODES: usize = 1_000;

/// A type that is no item of the crate.
#[derive(Debug, PartialEq, Eq)]
enum Scalar {
    Boolean,
    Integer(IntegerFormat),
    Number(NumberFormat),
    String(StringFormat),
}

impl Resolver<'_> {
    /// The variants, of which the first nodes of each are said beside the union.
    pub(super) fn variants(&mut self, branches: &[Key], base: usize) -> Vec<Variant> {
        let mut kept: Vec<(&Key, Variant)> = Vec::new();
        for branch in branches {
            let name = self.variant_name(branch.get(base..).unwrap_or_default());
            let same = kept.iter_mut().find(|(known, variant)| {
                let is_name_free = name.is_none() || variant.name.is_none() || variant.name == name;
                is_name_free && self.are_one_type(known, branch)
            });
            if let Some((_, variant)) = same {
                variant.name = variant.name.take().or(name);
                variant.also.push(self.flatten(branch, false).docs);
                continue;
            }
            let value = match base {
                0 => self.usage_of(branch),
                _ => Usage { schema: self.id(branch.clone()), nullable: false },
            };
            if kept.iter().all(|(_, variant)| variant.value.schema != value.schema) {
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

    fn are_one_type(&mut self, one: &Key, other: &Key) -> bool {
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| one.bare == other.bare && self.are_same(one, other))
    }

    fn are_same(&mut self, one: &Part, other: &Part) -> bool {
        let (one, other) = (self.unwrapped(&one.at).0, self.unwrapped(&other.at).0);
        if one == other {
            return true;
        }
        let is_apart = is_component(&one) || is_component(&other);
        !is_apart && (self.say_the_same(&one, &other) || self.are_one_scalar(one, other))
    }

    /// Whether two nodes are the same type of texts, numbers or truth values, or lists of these, whatever else is said of them.
    fn are_one_scalar(&mut self, one: Pointer, other: Pointer) -> bool {
        let mut keys = [vec![Part::whole(one)], vec![Part::whole(other)]];
        for _ in 0..MOST_NODES {
            let [one, other] = keys.each_ref().map(|key| self.flatten(key, false));
            match (classify(&one), classify(&other)) {
                (Class::Array, Class::Array) => keys = [one.items, other.items],
                (one_class, other_class) => {
                    let one = scalar(&one_class, &one);
                    return one.is_some() && one == scalar(&other_class, &other);
                }
            }
            // Members that are null are members all the same.
            let [one, other] = keys.each_ref().map(|key| admits_null(&self.flatten(key, false)));
            let is_apart = |part: &Part| is_component(&self.unwrapped(&part.at).0);
            if one != other || keys.iter().flatten().any(is_apart) {
                return false;
            }
        }
        false
    }

    /// Whether two nodes say the same to the letter, the prose of these very nodes aside, wherever they stand.
    pub(super) fn say_the_same(&self, one: &Pointer, other: &Pointer) -> bool {
        let mut waiting = vec![(one.clone(), other.clone())];
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
