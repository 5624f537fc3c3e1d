//! Lists whose first members have types of their own.

use serde_json::{Value, json};

use crate::nullable::Nullable;
use crate::tuple::Tuple;

type Point = Tuple<(f64, f64, Option<String>), i64>;
type Row = Tuple<(String, Nullable<String>)>;

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

#[test]
fn members_keep_their_places_and_further_ones_are_kept() {
    let point: Point = read(&json!([1.5, 2.5, "a", 3, 4])).unwrap();
    assert_eq!(point, Tuple::new((1.5, 2.5, Some("a".to_owned()))).with_rest([3, 4]));
    assert_eq!(json!(point), json!([1.5, 2.5, "a", 3, 4]));
    let row: Row = read(&json!(["a", "b", { "c": [null] }])).unwrap();
    assert_eq!(row.rest, [json!({ "c": [null] })]);
}

#[test]
fn what_may_be_missing_is_missing_again() {
    for list in [json!([1.0, 2.0]), json!([1.0, 2.0, "a"])] {
        assert_eq!(json!(read::<Point>(&list).unwrap()), list);
    }
    for list in [json!(["a"]), json!(["a", null]), json!(["a", "b"]), json!(["a", null, null])] {
        assert_eq!(json!(read::<Row>(&list).unwrap()), list);
    }
}

#[test]
fn what_is_missing_in_between_is_null() {
    let point: Point = read(&json!([1.0, 2.0, null, 3])).unwrap();
    assert_eq!((&point.prefix.2, point.rest.as_slice()), (&None, &[3][..]));
    assert_eq!(json!(point), json!([1.0, 2.0, null, 3]));
    assert_eq!(
        json!(Row::new(("a".to_owned(), Nullable::Absent)).with_rest([json!(1)])),
        json!(["a", null, 1])
    );
}

#[test]
fn what_is_demanded_is_demanded() {
    assert_eq!(read::<Point>(&json!([1.0])).unwrap_err(), "member 1 of the list is missing");
    assert_eq!(read::<Row>(&json!([])).unwrap_err(), "member 0 of the list is missing");
    assert!(read::<Row>(&json!({})).unwrap_err().contains("expected a list"));
}

#[test]
fn a_null_in_a_list_of_lists_keeps_its_place() {
    let rows: Vec<Tuple<(Option<i64>,)>> = crate::tolerant::from_text("[[1], null, []]").unwrap();
    assert_eq!(rows, [Tuple::new((Some(1),)), Tuple::default(), Tuple::default()]);
}
