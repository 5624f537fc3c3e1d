//! Work on many things at once, on all cores.
//!
//! In: a list, or two pieces of work. Out: what is made of them, in the order of the list, whatever the number of cores, and of threads
//! that the system grants: the caller's own is enough. Deliberately absent: what the work is.

use std::iter;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, Builder};

/// A thread takes so many things at a time: fewer are not worth its while.
const SHARE: usize = 128;

/// What is made of each thing.
pub(crate) fn map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shared(things.chunks(SHARE).collect(), |share: &[T]| share.iter().map(&make).collect())
}

/// The same, where things are changed while something is made of them.
pub(crate) fn map_mut<T: Send, R: Send>(things: &mut [T], make: impl Fn(&mut T) -> R + Sync) -> Vec<R> {
    shared(things.chunks_mut(SHARE).collect(), |share: &mut [T]| share.iter_mut().map(&make).collect())
}

/// All that is made of some shares.
fn shared<S: Send, R: Send>(shares: Vec<S>, make: impl Fn(S) -> Vec<R> + Sync) -> Vec<R> {
    if shares.len() < 2 {
        return shares.into_iter().flat_map(make).collect();
    }
    let count = shares.len();
    let left = Mutex::new(shares.into_iter().enumerate());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let done = together(count, || {
        iter::from_fn(next).map(|(index, share)| (index, make(share))).collect::<Vec<_>>()
    });
    let mut done: Vec<_> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, made)| made).collect()
}

/// What every thread makes that shares the work: one for each core, but no more than this, and fewer where the system grants no more.
pub(crate) fn together<R: Send>(most: usize, work: impl Fn() -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(most);
    thread::scope(|scope| {
        let helper = |_| Builder::new().spawn_scoped(scope, &work).ok();
        let helpers: Vec<_> = (1..threads).map_while(helper).collect();
        let mut made = vec![work()];
        made.extend(
            helpers.into_iter().map(|helper| helper.join().unwrap_or_else(|panic| resume_unwind(panic))),
        );
        made
    })
}

/// All that is made of each thing, one after the other.
pub(crate) fn flat_map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> Vec<R> + Sync) -> Vec<R> {
    map(things, make).into_iter().flatten().collect()
}

/// What both pieces of work make.
pub(crate) fn both<A, B, One>(one: One, other: impl FnOnce() -> B) -> (A, B)
where
    A: Send,
    One: FnOnce() -> A + Send,
{
    // It is handed over when there is somebody to take it: it would be lost with a thread that does not start.
    let (hand, handed) = mpsc::sync_channel(1);
    // Nothing comes where the caller panicked, who has more to say about that.
    let help = move || handed.recv().map_or_else(|gone| resume_unwind(Box::new(gone)), |one: One| one());
    thread::scope(|scope| {
        let Ok(helper) = Builder::new().spawn_scoped(scope, help) else { return (one(), other()) };
        _ = hand.send(one);
        let other = other();
        (helper.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}

#[cfg(test)]
mod tests {
    use super::{both, flat_map, map, map_mut};

    #[test]
    fn what_is_made_keeps_its_order() {
        let things: Vec<usize> = (0..10_000).collect();
        assert_eq!(map(&things, |thing| thing * 2), things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
        let results = flat_map(&things, |thing| vec![*thing; thing % 3]);
        assert_eq!(results, things.iter().flat_map(|thing| vec![*thing; thing % 3]).collect::<Vec<_>>());
        assert_eq!(flat_map(&[1, 2], |thing| vec![*thing]), [1, 2]);
    }

    #[test]
    fn each_thing_is_changed_once() {
        let mut things: Vec<usize> = (0..10_000).collect();
        let before = map_mut(&mut things, |thing| std::mem::replace(thing, *thing + 1));
        assert_eq!(before, (0..10_000).collect::<Vec<_>>());
        assert_eq!(things, (1..=10_000).collect::<Vec<_>>());
    }

    #[test]
    fn two_pieces_of_work_are_both_done() {
        let text = String::from("one");
        assert_eq!(both(|| text.len(), || text.to_uppercase()), (3, "ONE".to_owned()));
    }
}
