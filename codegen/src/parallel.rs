//! Work on many things at once, on all cores.
//!
//! In: a list. Out: what is made of it, in its order, whatever the number of cores. Deliberately absent: what the work is.

use std::num::NonZero;
use std::thread;

/// Fewer things than this are not worth a thread.
const FEWEST: usize = 256;

/// What is made of each thing, one after the other.
pub(crate) fn flat_map<T: Sync, R: Send>(things: &[T], make: impl Fn(&T) -> Vec<R> + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = things.len().div_ceil(cores).max(FEWEST);
    let make_all = |things: &[T]| things.iter().flat_map(&make).collect::<Vec<R>>();
    let Some((first, others)) = things.split_at_checked(share) else { return make_all(things) };
    thread::scope(|scope| {
        let others: Vec<_> = others.chunks(share).map(|share| scope.spawn(|| make_all(share))).collect();
        let mut results = make_all(first);
        for other in others {
            match other.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::flat_map;

    #[test]
    fn what_is_made_keeps_its_order() {
        let things: Vec<usize> = (0..10_000).collect();
        let results = flat_map(&things, |thing| vec![*thing; thing % 3]);
        assert_eq!(results, things.iter().flat_map(|thing| vec![*thing; thing % 3]).collect::<Vec<_>>());
        assert_eq!(flat_map(&[1, 2], |thing| vec![*thing]), [1, 2]);
    }
}
