//! Work on many things at once, on all cores.
//!
//! In: a list, or two pieces of work. Out: what is made of them, in the order of the list, whatever the number of cores, and of threads
//! that the system grants: the caller's own is enough. Deliberately absent: what the work is.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, Builder};

/// A thread takes so many things at a time: fewer are not worth its while.
const SHARE: usize = 128;

/// What is made of each thing.
pub(crate) fn map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let shares: Vec<&[T]> = things.chunks(SHARE).collect();
    if shares.len() < 2 {
        return things.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let done = together(shares.len(), || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(index) else { return done };
            done.push((index, share.iter().map(&make).collect::<Vec<R>>()));
        }
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
