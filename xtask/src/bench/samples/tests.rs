#![allow(clippy::float_cmp, reason = "these numbers are exact")]

use super::Spread;

#[test]
fn the_median_is_the_one_in_the_middle() {
    let spread = Spread::of([3.0, 1.0, 2.0]).unwrap();
    assert_eq!((spread.median, spread.least, spread.most, spread.runs), (2.0, 1.0, 3.0, 3));
    assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).unwrap().median, 2.5);
    assert_eq!(Spread::of([7.0]).unwrap().median, 7.0);
    assert_eq!(Spread::of([]), None);
}

#[test]
fn a_bound_stays_one_when_it_is_divided() {
    let half = Spread::more_than(10.0).over(2.0);
    assert_eq!((half.median, half.is_bound), (5.0, true));
}
