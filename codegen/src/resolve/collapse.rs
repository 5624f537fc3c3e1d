//! Unions that come down to a single type: texts of several kinds, numbers, lists of constants.

use std::collections::BTreeSet;

use serde_json::Value;

use super::classify::{Class, classify};
use super::flat::{Flat, Key, Part};
use super::{Resolver, formats};
use crate::diagnostics::{self, Place};
use crate::ir::{IntegerFormat, NumberFormat, Shape, StringFormat};
use crate::pointer::Pointer;

/// Unions among the branches are looked into for as many branches of their own.
const MOST_INNER: usize = 64;

impl Resolver<'_> {
    /// Branches of one kind of text or number come down to a single type.
    pub(super) fn collapse(&mut self, at: &Pointer, branches: &[Key]) -> Option<Shape> {
        let leaves = self.leaves(branches)?;
        let flats: Vec<Flat> = leaves.iter().map(|branch| self.flatten(branch, false)).collect();
        let classes: Vec<Class> = flats.iter().map(classify).collect();
        if !classes.is_empty() && classes.iter().all(|class| matches!(class, Class::Any(_))) {
            let reason = "every branch of the union accepts anything";
            return Some(Shape::Untyped(reason.to_owned()));
        }
        if classes.len() < 2 {
            return None;
        }
        let is_text = |(class, flat): (&Class, &Flat)| match class {
            Class::String => true,
            Class::Enumeration => flat.enumeration.iter().flatten().all(Value::is_string),
            _ => false,
        };
        let is_integer = |(class, flat): (&Class, &Flat)| match class {
            Class::Integer => true,
            Class::Enumeration => flat.enumeration.iter().flatten().all(Value::is_i64),
            _ => false,
        };
        if classes.iter().zip(&flats).all(is_text) {
            return Some(self.texts(at, &classes, flats));
        }
        if classes.iter().zip(&flats).all(is_integer) {
            return Some(self.integers(at, &classes, flats));
        }
        let is_number = |class: &Class| matches!(class, Class::Integer | Class::Number);
        if classes.iter().all(|class| matches!(class, Class::Boolean)) {
            return Some(Shape::Boolean);
        }
        classes.iter().all(is_number).then_some(Shape::Number(NumberFormat::Double))
    }

    /// The branches, with named unions among them replaced by their own branches; none if those never seem to end.
    fn leaves(&mut self, branches: &[Key]) -> Option<Vec<Key>> {
        let mut leaves = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<Key> = branches.iter().rev().cloned().collect();
        while let Some(branch) = waiting.pop() {
            let branch = match branch.as_slice() {
                [Part { at, bare: false }] => vec![Part::whole(self.unwrapped(at).0)],
                _ => branch,
            };
            if !seen.insert(branch.clone()) {
                continue;
            }
            if seen.len() > branches.len() + MOST_INNER {
                return None;
            }
            let flat = self.flatten(&branch, false);
            match (classify(&flat), flat.unions.as_slice()) {
                (Class::Union(inner), [_]) if !flat.has_structure() && inner.discriminator.is_none() => {
                    waiting.extend(inner.branches.into_iter().rev().map(|at| vec![Part::whole(at)]));
                }
                (Class::Null, _) => {}
                _ => leaves.push(branch),
            }
        }
        Some(leaves)
    }

    /// The branches that others do not make needless, and whether one takes anything at all, which is none. Of any text and a list of texts,
    /// which is open anyway, the list stays, unless it is a single one. Whole numbers come before numbers of any kind, so that they stay
    /// whole.
    pub(super) fn without_needless(&mut self, branches: Vec<Key>) -> (Vec<Key>, bool) {
        let flats: Vec<Flat> = branches.iter().map(|branch| self.flatten(branch, false)).collect();
        let classes: Vec<Class> = flats.iter().map(classify).collect();
        let is_open = classes.iter().any(|class| matches!(class, Class::Any(_)));
        let needless = needless_text(&flats, &classes);
        let mut kept: Vec<(Key, &Class)> = branches
            .into_iter()
            .zip(&classes)
            .enumerate()
            .filter(|(index, (_, class))| needless != Some(*index) && !matches!(class, Class::Any(_)))
            .map(|(_, kept)| kept)
            .collect();
        let number = kept.iter().position(|(_, class)| matches!(class, Class::Number));
        let whole = kept.iter().position(|(_, class)| matches!(class, Class::Integer));
        if let (Some(number), Some(whole)) = (number, whole)
            && number < whole
        {
            kept.swap(number, whole);
        }
        (kept.into_iter().map(|(branch, _)| branch).collect(), is_open)
    }

    fn texts(&mut self, at: &Pointer, classes: &[Class], flats: Vec<Flat>) -> Shape {
        let is_open = classes.iter().any(|class| matches!(class, Class::String));
        let has_constants = classes.iter().any(|class| matches!(class, Class::Enumeration));
        let values = flats.iter().filter_map(|flat| flat.enumeration.as_ref()).map(Vec::len).sum::<usize>();
        if has_constants && (!is_open || values > 1) {
            return self.listed_constants(at, flats);
        }
        let mut formats = flats.iter().map(|flat| {
            let format = flat.format.as_deref().and_then(formats::string);
            format.unwrap_or(StringFormat::Plain)
        });
        let first = formats.next().unwrap_or(StringFormat::Plain);
        let is_one = !has_constants && formats.all(|format| format == first);
        if !is_one {
            self.diagnostics.report(diagnostics::merged_branches(Place::Node(at.clone())));
        }
        Shape::String(if is_one { first } else { StringFormat::Plain })
    }

    fn integers(&mut self, at: &Pointer, classes: &[Class], flats: Vec<Flat>) -> Shape {
        if classes.iter().all(|class| matches!(class, Class::Enumeration)) {
            return self.listed_constants(at, flats);
        }
        Shape::Integer(IntegerFormat::Int64)
    }

    /// The constants of all branches in one list; the title of a branch with one constant names it.
    fn listed_constants(&mut self, at: &Pointer, flats: Vec<Flat>) -> Shape {
        let mut values = Vec::new();
        let mut labels = super::enumerations::Labels::default();
        for flat in flats {
            let own = flat.enumeration.unwrap_or_default();
            labels.extend(flat.labels);
            if let [one] = own.as_slice() {
                labels.add(one, flat.docs.title, flat.docs.description);
            }
            for value in own {
                if !value.is_null() && !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Shape::Enumeration(self.enumeration(at, values, &labels))
    }
}

/// The branch that a plain text and a list of texts, one of each, have between them too many.
fn needless_text(flats: &[Flat], classes: &[Class]) -> Option<usize> {
    let is_plain = |index: &usize| {
        let format = flats.get(*index).and_then(|flat| flat.format.as_deref());
        let is_text = matches!(classes.get(*index), Some(Class::String));
        is_text && format.and_then(formats::string).unwrap_or(StringFormat::Plain) == StringFormat::Plain
    };
    let texts = |index: usize| {
        let values = flats.get(index)?.enumeration.as_ref()?;
        let is_list = matches!(classes.get(index), Some(Class::Enumeration));
        (is_list && values.iter().all(Value::is_string)).then_some((index, values.len()))
    };
    let plain: Vec<usize> = (0..flats.len()).filter(is_plain).collect();
    let lists: Vec<(usize, usize)> = (0..flats.len()).filter_map(texts).collect();
    match (plain.as_slice(), lists.as_slice()) {
        ([_], [(list, 1)]) => Some(*list),
        ([plain], [_]) => Some(*plain),
        _ => None,
    }
}
