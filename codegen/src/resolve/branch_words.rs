//! What a branch of a union is called that has no name of its own: by its title, the constant that tells it from the others, the property
//! that only it has, or its kind. It depends on the branches of this very union, those of unions in place among them, and on nothing else.
//!
//! In: the place of a branch. Out: raw words. Deliberately absent: case, and clashes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::schemas::is_component;
use crate::pointer::Pointer;

/// Longer titles are sentences and no names.
const LONGEST_TITLE: usize = 40;
const MOST_WORDS: usize = 5;

/// What the branches of a union are called, by their places.
pub(super) type Words = BTreeMap<Pointer, BranchWord>;

/// What a branch is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BranchWord {
    /// By what only it is.
    Own(String),
    /// By what it is as well as others might be.
    Kind(&'static str),
    /// By nothing but its number.
    None,
}

impl Resolver<'_> {
    /// The word for the branch at a place.
    pub(super) fn branch_word(&mut self, branch: &Pointer) -> BranchWord {
        let Some(list) = branch.parent() else { return BranchWord::None };
        let list = self.outermost(list);
        if !self.branch_words.contains_key(&list) {
            let words = self.all_words(&list);
            self.branch_words.insert(list.clone(), words);
        }
        let words = self.branch_words.get(&list);
        words.and_then(|words| words.get(branch)).cloned().unwrap_or(BranchWord::None)
    }

    /// The list of branches that one is part of: that of the union around it, if it is that of a union in place.
    fn outermost(&mut self, list: Pointer) -> Pointer {
        let mut list = list;
        loop {
            let Some(union) = list.parent().filter(|union| !is_component(union)) else { return list };
            let around = union.parent().filter(|around| {
                let keyword = around.segments().last();
                matches!(keyword.as_deref(), Some("oneOf" | "anyOf"))
            });
            match around {
                Some(around) if self.pure_union(&union).is_some() => list = around,
                _ => return list,
            }
        }
    }

    fn all_words(&mut self, list: &Pointer) -> Words {
        let places = (0_usize..).map(|index| list.child(index));
        let places: Vec<Pointer> =
            places.take_while(|place| self.document.nodes.schemas.contains_key(place)).collect();
        let branches = self.spliced(&places, &Key::new());
        let flats: Vec<Flat> = branches.iter().map(|place| self.flat_at(place)).collect();
        let tag = list.parent().and_then(|union| self.tag_of(&union));
        // A union in place is no branch, but can be referred to.
        let mut nodes = branches.clone();
        nodes.extend(places.into_iter().filter(|place| !branches.contains(place)));
        let firsts = self.firsts(&nodes);
        let mut words = Words::new();
        for (place, first) in nodes.iter().zip(&firsts) {
            // What is the same type is the same branch.
            let others = flats.iter().zip(&firsts).filter(|(_, other)| *other != first);
            let others: Vec<&Flat> = others.map(|(flat, _)| flat).collect();
            let own = self.flat_at(place);
            words.insert(place.clone(), self.word_of(&own, &others, tag.as_deref()));
        }
        words
    }

    fn flat_at(&mut self, place: &Pointer) -> Flat {
        self.flatten(&vec![Part::whole(place.clone())], false)
    }

    /// The property that a union's discriminator names.
    fn tag_of(&self, union: &Pointer) -> Option<String> {
        let schema = self.document.nodes.schemas.get(union)?.as_item()?;
        schema.schema_data.discriminator.as_ref().map(|discriminator| discriminator.property_name.clone())
    }

    fn word_of(&mut self, own: &Flat, others: &[&Flat], tag: Option<&str>) -> BranchWord {
        let title = own.docs.title.clone().filter(|title| is_name(title));
        let title = title.filter(|title| others.iter().all(|other| other.docs.title.as_ref() != Some(title)));
        if let Some(word) = title.or_else(|| self.constant_word(own, others, tag)) {
            return BranchWord::Own(word);
        }
        if let Some(name) = own_property(own, others) {
            return BranchWord::Own(format!("with {name}"));
        }
        if let Some(word) = self.required_constant(own, others) {
            return BranchWord::Own(word);
        }
        let kind = kind_word(own);
        let is_only = others.iter().all(|other| kind_word(other) != kind);
        kind.filter(|_| is_only).map_or(BranchWord::None, BranchWord::Kind)
    }

    /// The constant of a property that no other branch admits; that of the discriminator before all others.
    fn constant_word(&mut self, own: &Flat, others: &[&Flat], tag: Option<&str>) -> Option<String> {
        let mut names: Vec<&String> = own.properties.keys().collect();
        names.sort_by_key(|name| (Some(name.as_str()) != tag, !own.required.contains(*name), *name));
        for name in names {
            let Some(word) = self.listed_in(own, name).as_deref().and_then(only_text) else { continue };
            let is_own = others.iter().all(|other| {
                let listed = self.listed_in(other, name).unwrap_or_default();
                !other.properties.contains_key(name)
                    || !listed.is_empty() && !listed.contains(&Value::String(word.clone()))
            });
            if is_own {
                return Some(word);
            }
        }
        None
    }

    /// The constant of a required property, where others may have any other value there, and this one too.
    fn required_constant(&mut self, own: &Flat, others: &[&Flat]) -> Option<String> {
        let mut names: Vec<&String> = own.required.iter().collect();
        names.sort();
        names.into_iter().find_map(|name| {
            let word = self.listed_in(own, name).as_deref().and_then(only_text)?;
            let is_listed = |values: Vec<Value>| values.contains(&Value::String(word.clone()));
            let is_elsewhere = others.iter().any(|other| self.listed_in(other, name).is_some_and(is_listed));
            (!is_elsewhere).then_some(word)
        })
    }

    fn listed_in(&mut self, object: &Flat, property: &str) -> Option<Vec<Value>> {
        let key = object.properties.get(property)?;
        self.flatten(key, false).enumeration
    }
}

fn is_name(title: &str) -> bool {
    let words = title.split_whitespace().count();
    title.chars().any(char::is_alphabetic) && title.chars().count() <= LONGEST_TITLE && words <= MOST_WORDS
}

fn only_text(values: &[Value]) -> Option<String> {
    match values {
        [Value::String(text)] if text.chars().any(char::is_alphanumeric) => Some(text.clone()),
        _ => None,
    }
}

/// A property that only one branch has, required ones before others.
fn own_property<'a>(own: &'a Flat, others: &[&Flat]) -> Option<&'a str> {
    let elsewhere: BTreeSet<&String> = others.iter().flat_map(|other| other.properties.keys()).collect();
    let names = own.properties.keys().filter(|name| !elsewhere.contains(name));
    names.min_by_key(|name| (!own.required.contains(*name), *name)).map(String::as_str)
}

fn kind_word(flat: &Flat) -> Option<&'static str> {
    let texts = || flat.enumeration.iter().flatten().any(Value::is_string);
    Some(match classify(flat) {
        Class::Object => "object",
        Class::Map => "map",
        Class::Array | Class::Tuple => "list",
        Class::Union(_) => "choice",
        Class::Enumeration if texts() => "text",
        Class::Enumeration => "number",
        _ => return None,
    })
}
