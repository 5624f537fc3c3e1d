//! Twins: inline schemas that come to the very same type share one item; the names of the others stand for it.
//!
//! In: the finished items. Out: of each set of twins one item, the rest made aliases of it. Large documents repeat themselves, with the same
//! object or enumeration written out in a hundred places: one type is a hundredth to compile, and what is written for it serves them all. Every
//! name stays what it would be without twins, so that one that appears or goes away renames nothing. Deliberately absent: components, which
//! are apart because the document says so, and types that differ in as little as the documentation of a field.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::RandomState;

use crate::parallel;
use crate::rust::{
    Alias, Constant, Enumeration, EnumerationVariant, Field, Identifier, Model, Struct, Type, Undeclared,
    Union, UnionChoice, UnionVariant,
};

use super::Item;

/// What two items have to agree in, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Piece<'a> {
    /// A name, a text, or documentation.
    Text(Cow<'a, str>),
    /// A number, a kind or an answer, as a number.
    Number(usize),
    /// A place where a model is held; which one is told apart.
    Model,
}

/// All that two items have to agree in.
#[derive(Debug, Default)]
struct Likeness<'a> {
    pieces: Vec<Piece<'a>>,
    models: Vec<&'a Identifier>,
}

/// Which items stand for others.
#[derive(Debug, Default)]
pub(super) struct Twins {
    /// By the position of an item that became an alias, that of the one it stands for.
    pub(super) elders: BTreeMap<usize, usize>,
    /// The same by name.
    names: BTreeMap<Identifier, Identifier>,
}

impl Twins {
    /// A type with the items themselves in place of their other names.
    pub(super) fn meant(&self, ty: &Type) -> Type {
        ty.with_models(&|name| Type::Model(self.names.get(name).unwrap_or(name).clone()))
    }
}

/// Makes aliases of all twins but one.
pub(super) fn share(items: &mut [Item], is_inline: impl Fn(&Item) -> bool + Sync) -> Twins {
    let classes = classes(items, is_inline);
    receive(items, &classes);
    let mut elders: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, class) in classes.iter().enumerate() {
        let elder = elders.entry(*class).or_insert(index);
        if items.get(index).map(seniority) < items.get(*elder).map(seniority) {
            *elder = index;
        }
    }
    let mut twins = Twins::default();
    for (index, class) in classes.iter().enumerate() {
        let elder = elders.get(class).filter(|elder| **elder != index);
        let Some((elder, senior)) = elder.and_then(|elder| Some((*elder, items.get(*elder)?))) else {
            continue;
        };
        let senior = senior.model.name().clone();
        let Some(item) = items.get_mut(index) else { continue };
        twins.elders.insert(index, elder);
        twins.names.insert(item.model.name().clone(), senior.clone());
        item.model = Model::Alias(alias(&item.model, senior));
    }
    twins
}

/// What one of some twins is received as, all of them are.
fn receive(items: &mut [Item], classes: &[usize]) {
    let mut pairs: Vec<(&mut bool, usize)> = items
        .iter_mut()
        .zip(classes)
        .filter_map(|(item, class)| Some((item.model.received_mut()?, *class)))
        .collect();
    let received: HashSet<usize> =
        pairs.iter().filter(|(received, _)| **received).map(|(_, class)| *class).collect();
    for (own, class) in &mut pairs {
        **own |= received.contains(class);
    }
}

/// The shortest name is that of the item, whatever the order of the document.
fn seniority(item: &Item) -> (usize, &Identifier) {
    let name = item.model.name();
    (name.as_str().len(), name)
}

fn alias(model: &Model, elder: Identifier) -> Alias {
    let doc = match model {
        Model::Struct(object) => &object.doc,
        Model::Enumeration(enumeration) => &enumeration.doc,
        Model::Union(union) => &union.doc,
        Model::Alias(alias) => &alias.doc,
        Model::Bodies(union) => &union.doc,
    };
    Alias { name: model.name().clone(), doc: doc.clone(), ty: Type::Model(elder) }
}

/// A number for each item; twins have the same. Items are told apart by their pieces first, then over and over by what they hold, until
/// nothing new is told apart: items that hold themselves may be twins too.
fn classes(items: &[Item], is_inline: impl Fn(&Item) -> bool + Sync) -> Vec<usize> {
    let numbered_items: Vec<_> = items.iter().enumerate().collect();
    let likenesses = parallel::map(&numbered_items, |(index, item)| {
        let likeness = is_inline(item).then(|| likeness(&item.model)).flatten();
        likeness.unwrap_or_else(|| Likeness::unlike(*index))
    });
    let positions: HashMap<&Identifier, usize, RandomState> =
        items.iter().map(|item| item.model.name()).zip(0..).collect();
    let held = |likeness: &Likeness<'_>| {
        likeness.models.iter().filter_map(|name| positions.get(name).copied()).collect::<Vec<_>>()
    };
    let held: Vec<_> = likenesses.iter().map(held).collect();
    let mut classes = numbered(likenesses.iter().map(|likeness| &likeness.pieces));
    loop {
        let class = |position: &usize| classes.get(*position).copied();
        let finer = numbered(
            classes.iter().zip(&held).map(|(own, held)| (*own, held.iter().map(class).collect::<Vec<_>>())),
        );
        if count(&finer) == count(&classes) {
            return classes;
        }
        classes = finer;
    }
}

/// A number for each key, the same for equal ones.
fn numbered<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut known: HashMap<K, usize, RandomState> = HashMap::default();
    keys.map(|key| {
        let next = known.len();
        *known.entry(key).or_insert(next)
    })
    .collect()
}

fn count(classes: &[usize]) -> usize {
    classes.iter().max().map_or(0, |last| last + 1)
}

/// What makes a model what it is, but for its name and its own documentation; none, if it has no twins. Forms are as they are asked for.
fn likeness(model: &Model) -> Option<Likeness<'_>> {
    let mut likeness = Likeness::default();
    match model {
        Model::Struct(object) if object.form.is_none() => likeness.object(object),
        Model::Enumeration(enumeration) => likeness.enumeration(enumeration),
        Model::Union(union) => likeness.union(union),
        Model::Struct(_) | Model::Alias(_) | Model::Bodies(_) => return None,
    }
    Some(likeness)
}

impl<'a> Likeness<'a> {
    /// Of an item that is like no other.
    fn unlike(index: usize) -> Self {
        Self { pieces: vec![Piece::Number(index)], models: Vec::new() }
    }

    fn text(&mut self, text: &'a str) {
        self.pieces.push(Piece::Text(Cow::Borrowed(text)));
    }

    fn made(&mut self, text: String) {
        self.pieces.push(Piece::Text(Cow::Owned(text)));
    }

    fn number(&mut self, number: usize) {
        self.pieces.push(Piece::Number(number));
    }

    fn object(&mut self, object: &'a Struct) {
        let Struct { name: _, doc: _, fields, unknown, constructible, json, received: _, form: _ } = object;
        self.text("struct");
        self.number(usize::from(*constructible));
        self.number(usize::from(*json));
        self.number(fields.len());
        for field in fields {
            self.field(field);
        }
        if let Some(Undeclared { name, doc, ty, forbidden }) = unknown {
            self.text(name.as_str());
            self.text(&doc.0);
            self.ty(ty);
            self.number(usize::from(*forbidden));
        }
    }

    fn field(&mut self, field: &'a Field) {
        let Field { name, setter, wire, doc, deprecated, ty, presence, into, constant, rank } = field;
        for text in [name.as_str(), setter.as_str(), wire, &doc.0] {
            self.text(text);
        }
        for number in [usize::from(*deprecated), *presence as usize, usize::from(*into), *rank] {
            self.number(number);
        }
        self.ty(ty);
        self.number(usize::from(constant.is_some()));
        if let Some(constant) = constant {
            self.constant(constant);
        }
    }

    fn constant(&mut self, constant: &'a Constant) {
        match constant {
            Constant::Variant(name) => self.text(name.as_str()),
            Constant::Text(_) | Constant::Boolean(_) | Constant::Integer(_) | Constant::Number(_) => {
                self.made(format!("{constant:?}"));
            }
        }
    }

    fn enumeration(&mut self, enumeration: &'a Enumeration) {
        let Enumeration { name: _, doc: _, integer, received: _, variants, unknown } = enumeration;
        self.text("enumeration");
        self.number(usize::from(*integer));
        self.text(unknown.as_str());
        self.number(variants.len());
        for EnumerationVariant { name, value, doc } in variants {
            self.text(name.as_str());
            self.made(value.to_string());
            self.text(&doc.0);
        }
    }

    fn union(&mut self, union: &'a Union) {
        let Union { name: _, doc: _, variants, unknown, choice, received: _ } = union;
        self.text("union");
        self.text(unknown.as_str());
        self.choice(choice);
        self.number(variants.len());
        for UnionVariant { name, ty, doc, from: _, kind, tags } in variants {
            self.text(name.as_str());
            self.text(&doc.0);
            self.ty(ty);
            self.number(*kind as usize);
            self.number(tags.len());
            for tag in tags {
                self.text(tag);
            }
        }
    }

    fn choice(&mut self, choice: &'a UnionChoice) {
        match choice {
            UnionChoice::Tag(property) => self.text(property),
            UnionChoice::JsonType(kinds) => self.made(format!("{kinds:?}")),
            UnionChoice::RequiredProperty(properties) => self.made(format!("{properties:?}")),
            UnionChoice::Trial => self.text("trial"),
        }
    }

    fn ty(&mut self, ty: &'a Type) {
        match ty {
            Type::Model(name) => {
                self.pieces.push(Piece::Model);
                self.models.push(name);
            }
            Type::Vec(inner) => self.wrapped("Vec", inner),
            Type::Map(inner) => self.wrapped("Map", inner),
            Type::Option(inner) => self.wrapped("Option", inner),
            Type::Nullable(inner) => self.wrapped("Nullable", inner),
            Type::Box(inner) => self.wrapped("Box", inner),
            Type::Tuple(items) => {
                self.number(items.len());
                for item in items {
                    self.ty(item);
                }
            }
            Type::OpenTuple(items, rest) => {
                self.text("Tuple");
                self.number(items.len());
                for item in items.iter().chain([&**rest]) {
                    self.ty(item);
                }
            }
            Type::Runtime(name) => self.text(name),
            Type::Local(name) => self.text(name.as_str()),
            Type::Bool => self.text("bool"),
            Type::I32 => self.text("i32"),
            Type::I64 => self.text("i64"),
            Type::U32 => self.text("u32"),
            Type::U64 => self.text("u64"),
            Type::F64 => self.text("f64"),
            Type::String => self.text("String"),
            Type::Unit => self.text("()"),
            Type::Value => self.text("Value"),
        }
    }

    fn wrapped(&mut self, wrapper: &'static str, inner: &'a Type) {
        self.text(wrapper);
        self.ty(inner);
    }
}
