//! Work on many things at once, on all cores.
//!
//! In: a list, or two pieces of work. Out: what is made of them, in the order of the list, whatever the number of cores. Deliberately
//! absent: what the work is.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A thread takes so many things at a time: fewer are not worth its while.
const SHARE: usize = 128;

/// What is made of each thing.
pub(crate) fn map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let shares: Vec<&[T]> = things.chunks(SHARE).collect();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let helpers = cores.min(shares.len()).saturating_sub(1);
    if helpers == 0 {
        return things.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(index) else { return done };
            done.push((index, share.iter().map(&make).collect::<Vec<R>>()));
        }
    };
    let mut done = thread::scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others =
            helpers.into_iter().flat_map(|helper| helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        own.into_iter().chain(others).collect::<Vec<_>>()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, made)| made).collect()
}

/// All that is made of each thing, one after the other.
pub(crate) fn flat_map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> Vec<R> + Sync) -> Vec<R> {
    map(things, make).into_iter().flatten().collect()
}

/// What both pieces of work make.
pub(crate) fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}

#[cfg(test)]
mod tests {
    use super::{both, flat_map, map};

    #[test]
    fn what_is_made_keeps_its_order() {
        let things: Vec<usize> = (0..10_000).collect();
        assert_eq!(map(&things, |thing| thing * 2), things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
        let results = flat_map(&things, |thing| vec![*thing; thing % 3]);
        assert_eq!(results, things.iter().flat_map(|thing| vec![*thing; thing % 3]).collect::<Vec<_>>());
        assert_eq!(flat_map(&[1, 2], |thing| vec![*thing]), [1, 2]);
    }

    #[test]
    fn two_pieces_of_work_are_both_done() {
        let text = String::from("one");
        assert_eq!(both(|| text.len(), || text.to_uppercase()), (3, "ONE".to_owned()));
    }
}
