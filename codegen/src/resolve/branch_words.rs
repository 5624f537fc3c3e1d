//! What a branch of a union is called that has no name of its own: by its title, the constant that tells it from the others, the property
//! that only it has, or its kind. It depends on the branches of this very union and on nothing else.
//!
//! In: the place of a `oneOf` or `anyOf`. Out: raw words. Deliberately absent: case, and clashes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Resolver;
use super::classify::{Class, classify};
use super::flat::{Flat, Part};
use crate::pointer::Pointer;

/// Longer titles are sentences and no names.
const LONGEST_TITLE: usize = 40;
const MOST_WORDS: usize = 5;

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
        if !self.branch_words.contains_key(&list) {
            let words = self.all_words(&list);
            self.branch_words.insert(list.clone(), words);
        }
        let index = branch.segments().last().and_then(|index| index.parse::<usize>().ok());
        let words = self.branch_words.get(&list);
        words.zip(index).and_then(|(words, index)| words.get(index)).cloned().unwrap_or(BranchWord::None)
    }

    fn all_words(&mut self, list: &Pointer) -> Vec<BranchWord> {
        let places = (0_usize..).map(|index| list.child(index));
        let places: Vec<Pointer> =
            places.take_while(|place| self.document.nodes.schemas.contains_key(place)).collect();
        let flats: Vec<Flat> =
            places.iter().map(|place| self.flatten(&vec![Part::whole(place.clone())], false)).collect();
        let tag = list.parent().and_then(|union| self.tag_of(&union));
        (0..flats.len()).map(|index| self.word_of(index, &flats, tag.as_deref())).collect()
    }

    /// The property that a union's discriminator names.
    fn tag_of(&self, union: &Pointer) -> Option<String> {
        let schema = self.document.nodes.schemas.get(union)?.as_item()?;
        schema.schema_data.discriminator.as_ref().map(|discriminator| discriminator.property_name.clone())
    }

    fn word_of(&mut self, index: usize, flats: &[Flat], tag: Option<&str>) -> BranchWord {
        let Some(own) = flats.get(index) else { return BranchWord::None };
        let others: Vec<&Flat> =
            flats.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, flat)| flat).collect();
        let title = own.docs.title.clone().filter(|title| is_name(title));
        let title = title.filter(|title| others.iter().all(|other| other.docs.title.as_ref() != Some(title)));
        if let Some(word) = title.or_else(|| self.constant_word(own, &others, tag)) {
            return BranchWord::Own(word);
        }
        if let Some(name) = own_property(own, &others) {
            return BranchWord::Own(format!("with {name}"));
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
