//! Settles who gets which name in one scope, whatever the order in which they ask.
//!
//! In: [`Claim`]s, each with its names from the most to the least wanted. Out: one name for each, and the clashes that
//! were met. Deliberately absent: how candidates are made.

use std::collections::{BTreeMap, BTreeSet};

/// One thing that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Claim<K> {
    /// What it is.
    pub(super) key: K,
    /// Who goes first where two want the same name: never the order of appearance.
    pub(super) rank: Rank,
    /// Names, from the most to the least wanted; at least one.
    pub(super) candidates: Vec<String>,
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

/// Gives every claim a name of its own. In each round all that want the same free name are compared at once: the first
/// by rank has it, the others try their next one. Those that run out of names are numbered.
pub(super) fn settle<K: Ord + Clone>(mut claims: Vec<Claim<K>>, reserved: &[&str]) -> Settled<K> {
    claims.sort_by(|one, other| (&one.rank, &one.key).cmp(&(&other.rank, &other.key)));
    let mut taken: BTreeSet<String> = reserved.iter().map(|&name| name.to_owned()).collect();
    let mut names = BTreeMap::new();
    let rounds = claims.iter().map(|claim| claim.candidates.len()).max().unwrap_or_default();
    for round in 0..rounds {
        let mut won = BTreeSet::new();
        for claim in &claims {
            let Some(wanted) = claim.candidates.get(round).filter(|_| !names.contains_key(&claim.key)) else {
                continue;
            };
            if !taken.contains(wanted) && won.insert(wanted.clone()) {
                names.insert(claim.key.clone(), wanted.clone());
            }
        }
        taken.append(&mut won);
    }
    for claim in &claims {
        if !names.contains_key(&claim.key) {
            names.insert(claim.key.clone(), number(claim, &mut taken));
        }
    }
    let clashes = claims.iter().filter_map(|claim| clash(claim, &names)).collect();
    Settled { names, clashes }
}

/// The last resort.
fn number<K>(claim: &Claim<K>, taken: &mut BTreeSet<String>) -> String {
    let base = claim.candidates.first().map_or("unnamed", |name| name.trim_start_matches("r#"));
    let gap = if base.ends_with(|last: char| last.is_ascii_digit()) || base.contains('_') { "_" } else { "" };
    let free = (2..usize::MAX).map(|count| format!("{base}{gap}{count}")).find(|name| !taken.contains(name));
    let name = free.unwrap_or_default();
    taken.insert(name.clone());
    name
}

fn clash<K: Ord + Clone>(claim: &Claim<K>, names: &BTreeMap<K, String>) -> Option<Clash<K>> {
    let wanted = claim.candidates.first()?;
    let got = names.get(&claim.key)?;
    (got != wanted).then(|| Clash { key: claim.key.clone(), wanted: wanted.clone(), got: got.clone() })
}
