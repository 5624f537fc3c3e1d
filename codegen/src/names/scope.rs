//! Settles who gets which name in one scope, whatever the order in which they ask.
//!
//! In: [`Claim`]s, each with its names from the most to the least wanted. Out: one name for each, and the clashes that
//! were met. Deliberately absent: how candidates are made.

use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One thing that wants a name.
pub(super) struct Claim<'a, K> {
    /// What it is.
    pub(super) key: K,
    /// Who goes first where two want the same name: never the order of appearance.
    pub(super) rank: Rank,
    /// The names that will do.
    pub(super) candidates: Candidates<'a>,
}

/// Names, from the most to the least wanted. Most things get the first, so that the others are only worked out for those
/// that do not.
pub(super) struct Candidates<'a> {
    wanted: String,
    all: Box<dyn Fn() -> Vec<String> + 'a>,
}

impl<'a> Candidates<'a> {
    /// The name that is wanted most, and how to come by the whole list, which starts with it.
    pub(super) fn new(wanted: String, all: impl Fn() -> Vec<String> + 'a) -> Self {
        Self { wanted, all: Box::new(all) }
    }

    /// A list that is known already.
    pub(super) fn known(all: Vec<String>) -> Self {
        Self::new(all.first().cloned().unwrap_or_default(), move || all.clone())
    }

    /// The name that is wanted most.
    pub(super) fn wanted(&self) -> &str {
        &self.wanted
    }
}

/// Precedence in a clash: kind of the thing, whether the document spells it just so, then its raw name.
pub(super) type Rank = (usize, bool, Vec<String>);

/// A thing that did not get the name it wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash<K> {
    /// The thing.
    pub(super) key: K,
    /// What it wanted.
    pub(super) wanted: String,
    /// What it got.
    pub(super) got: String,
}

/// The names of a scope.
#[derive(Debug)]
pub(super) struct Settled<K> {
    /// One for each claim.
    pub(super) names: BTreeMap<K, String>,
    /// What was not as wanted.
    pub(super) clashes: Vec<Clash<K>>,
}

/// Gives pinned names to those that have one, and the others names that are not pinned.
pub(super) fn settle_beside<K: Ord + Clone>(
    pinned: BTreeMap<K, String>,
    claims: Vec<Claim<'_, K>>,
    reserved: &[&str],
) -> Settled<K> {
    if pinned.is_empty() {
        return settle(claims, reserved);
    }
    let claims = claims.into_iter().filter(|claim| !pinned.contains_key(&claim.key)).collect();
    let taken: Vec<&str> = reserved.iter().copied().chain(pinned.values().map(String::as_str)).collect();
    let mut settled = settle(claims, &taken);
    settled.names.extend(pinned);
    settled
}

/// Gives every claim a name of its own. In each round all that want the same free name are compared at once: the first
/// by rank has it, the others try their next one. Those that run out of names are numbered.
pub(super) fn settle<K: Ord + Clone>(claims: Vec<Claim<'_, K>>, reserved: &[&str]) -> Settled<K> {
    let mut taken: HashSet<&str> = reserved.iter().copied().collect();
    if !claims.iter().all(|claim| taken.insert(claim.candidates.wanted())) {
        return contested(claims, reserved);
    }
    let names = claims.into_iter().map(|claim| (claim.key, claim.candidates.wanted));
    Settled { names: names.collect(), clashes: Vec::new() }
}

/// The same where some name is wanted twice, or reserved.
fn contested<K: Ord + Clone>(mut claims: Vec<Claim<'_, K>>, reserved: &[&str]) -> Settled<K> {
    claims.sort_by(|one, other| (&one.rank, &one.key).cmp(&(&other.rank, &other.key)));
    let mut taken: BTreeSet<String> = reserved.iter().map(|&name| name.to_owned()).collect();
    let mut names = BTreeMap::new();
    award(claims.iter().map(|claim| (&claim.key, claim.candidates.wanted())), &mut names, &mut taken);
    let lost = claims.iter().filter(|claim| !names.contains_key(&claim.key));
    let lost: Vec<_> = lost.map(|claim| (claim, (claim.candidates.all)())).collect();
    for round in 1..lost.iter().map(|(_, all)| all.len()).max().unwrap_or_default() {
        let wanted = lost.iter().filter_map(|(claim, all)| Some((&claim.key, all.get(round)?.as_str())));
        award(wanted, &mut names, &mut taken);
    }
    for (claim, _) in lost {
        if !names.contains_key(&claim.key) {
            names.insert(claim.key.clone(), number(claim, &mut taken));
        }
    }
    let clashes = claims.iter().filter_map(|claim| clash(claim, &names)).collect();
    Settled { names, clashes }
}

/// One round: of those that want the same name, the first has it, if it is free.
fn award<'a, K: Ord + Clone + 'a>(
    wanted: impl Iterator<Item = (&'a K, &'a str)>,
    names: &mut BTreeMap<K, String>,
    taken: &mut BTreeSet<String>,
) {
    let mut won = BTreeSet::new();
    for (key, name) in wanted {
        if !names.contains_key(key) && !taken.contains(name) && won.insert(name.to_owned()) {
            names.insert(key.clone(), name.to_owned());
        }
    }
    taken.append(&mut won);
}

/// The last resort.
fn number<K>(claim: &Claim<'_, K>, taken: &mut BTreeSet<String>) -> String {
    let base = claim.candidates.wanted().trim_start_matches("r#");
    let gap = if base.ends_with(|last: char| last.is_ascii_digit()) || base.contains('_') { "_" } else { "" };
    let free = (2..usize::MAX).map(|count| format!("{base}{gap}{count}")).find(|name| !taken.contains(name));
    let name = free.unwrap_or_default();
    taken.insert(name.clone());
    name
}

fn clash<K: Ord + Clone>(claim: &Claim<'_, K>, names: &BTreeMap<K, String>) -> Option<Clash<K>> {
    let wanted = claim.candidates.wanted();
    let got = names.get(&claim.key)?;
    (got != wanted).then(|| Clash { key: claim.key.clone(), wanted: wanted.to_owned(), got: got.clone() })
}
