//! Branches of a union that are tried one after the other.
//!
//! In: a text, what is known of the branches, and a way to read one. Out: nothing; what was read last, if anything, counts. A branch that describes
//! the value goes before one that only bears it (see `deviation`), and that before none; among equals, the one that knows most of the
//! properties. Mostly the first one is it, and costs no more than if it were the only one. Deliberately absent: the type that is read, so that
//! all this is compiled once.

use super::deviation::{self, Limit, Outline};
use super::keys::{self, Keys};
use super::union::{Branch, Choice};

/// The branch that is tried first: the first of those whose property is there, or else the one that has none; or the one that knows most of the
/// properties.
pub(crate) fn first(choice: Choice, branches: &[Branch], json: &str) -> Option<usize> {
    match choice {
        Choice::Property(properties) => first_of(properties, json),
        _ => ranks(branches, &keys::of(json)).min().map(|(_, branch)| branch),
    }
}

/// The first branch whose property is there, or else the one that has none.
fn first_of(properties: &[Option<&str>], json: &str) -> Option<usize> {
    let branch = |key: &str| properties.iter().position(|property| *property == Some(key));
    let mut first = None;
    for branch in keys::each(json).filter_map(|key| branch(&key.0)) {
        first = Some(first.map_or(branch, |first: usize| first.min(branch)));
        if branch == 0 {
            break;
        }
    }
    first.or_else(|| properties.iter().position(Option::is_none))
}

/// How many of the keys each branch does not declare, and which one it is.
fn ranks(branches: &[Branch], keys: &Keys<'_>) -> impl Iterator<Item = (usize, usize)> {
    branches.iter().map(|branch| unknown_keys(*branch, keys, 0)).zip(0..)
}

/// The limit under which the first branch is tried; none where unions within the text are passed over.
pub(crate) fn limit(json: &str) -> Option<Limit> {
    (deviation::outline(json) == Outline::Whole).then(Limit::strict)
}

/// What is left to attempt once the first branch was: another one that describes the value, or else the one that has least to bear, or else any.
/// Of the first and its equals, one that admits each null goes before one to which a null is the absence of a property.
pub(crate) struct Rest<'a> {
    pub(crate) choice: Choice,
    pub(crate) branches: &'a [Branch],
    pub(crate) json: &'a str,
    pub(crate) first: usize,
    /// The limit under which the first was tried, if it was.
    pub(crate) limit: Option<Limit>,
    /// Whether the first could be read, with nulls in it.
    pub(crate) is_read: bool,
}

impl Rest<'_> {
    /// Attempts the branches until one of them could be read.
    #[cold]
    pub(crate) fn attempt(self, read: &mut dyn FnMut(usize) -> bool) {
        if self.is_read {
            admitting(self.first, &self.equals(), read);
            return;
        }
        let others = self.others();
        let Self { json, first, limit, .. } = self;
        if let Some(limit) = limit {
            if others.iter().any(|branch| read(*branch)) || deviation::count() == 0 {
                return;
            }
            drop(limit);
            if deviation::is_limited() {
                return;
            }
        }
        let all: Vec<usize> = std::iter::once(first).chain(others).collect();
        let least = if all.len() > 1 { least(&all, json, read) } else { None };
        if !least.is_some_and(&mut *read) {
            all.into_iter().any(read);
        }
    }

    /// The branches that know as many of the keys as the first; none where properties tell them apart.
    fn equals(&self) -> Vec<usize> {
        if matches!(self.choice, Choice::Property(_)) {
            return Vec::new();
        }
        let (best, all) = self.ranks();
        all.into_iter().filter(|rank| rank.0 == best.0 && *rank != best).map(|(_, branch)| branch).collect()
    }

    /// The branches that come after the first, in order.
    fn others(&self) -> Vec<usize> {
        if let Choice::Property(properties) = self.choice {
            let keys = keys::of(self.json);
            let is_there = |property: Option<&str>| property.is_some_and(|property| keys.contain(property));
            let rest = properties.iter().zip(0..).filter(|(_, branch)| *branch > self.first);
            return rest.filter(|(property, _)| is_there(**property)).map(|(_, branch)| branch).collect();
        }
        let (best, all) = self.ranks();
        // Rank by rank, for a sort would be more to compile than the whole of this module.
        let next = |before: &(usize, usize)| all.iter().copied().filter(|rank| rank > before).min();
        std::iter::successors(next(&best), next).map(|(_, branch)| branch).collect()
    }

    /// The rank of the first branch, and those of all.
    fn ranks(&self) -> ((usize, usize), Vec<(usize, usize)>) {
        let all: Vec<_> = ranks(self.branches, &keys::of(self.json)).collect();
        (all.get(self.first).copied().unwrap_or_default(), all)
    }
}

/// Reads the one of several branches that admits each null, or else the first again.
#[cold]
fn admitting(first: usize, equals: &[usize], read: &mut dyn FnMut(usize) -> bool) {
    for branch in equals {
        deviation::take_nulls();
        if read(*branch) && deviation::take_nulls() == 0 {
            return;
        }
    }
    if !equals.is_empty() {
        read(first);
    }
}

/// The branch that has least to bear. Unions within it do not count: where they hold each other, there would be no end to it.
fn least(branches: &[usize], json: &str, read: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
    let mut found = None;
    let mut most = u32::MAX - 1;
    for branch in branches {
        let _limit = Limit::outline(json, most);
        if read(*branch) {
            found = Some(*branch);
            match deviation::count().checked_sub(1) {
                Some(fewer) => most = fewer,
                None => break,
            }
        }
    }
    found
}

/// How many unions in unions are looked into.
const DEEPEST: usize = 8;

/// How many of these keys a branch does not declare; for a union, the branch of it that declares most. A map declares none, but keeps them
/// all: of two that declare none, it goes first.
fn unknown_keys(branch: Branch, keys: &Keys<'_>, depth: usize) -> usize {
    match branch {
        Branch::Object(fields) => match keys.not_among(fields) {
            all if all == keys.len() && all > 0 => all + 1,
            some => some,
        },
        Branch::Union(branches) if depth < DEEPEST => {
            let inner = branches().iter().map(|branch| unknown_keys(*branch, keys, depth + 1));
            inner.min().unwrap_or_default()
        }
        Branch::Union(_) | Branch::Value => keys.len(),
    }
}
