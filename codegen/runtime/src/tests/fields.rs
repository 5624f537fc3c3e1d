//! What a table gives is what derives would.

use serde_json::{Value, json};
use std::collections::HashSet;

use crate::enumeration::{integer_enum, string_enum};
use crate::model::{Map, model};
use crate::nullable::Nullable;

string_enum! { Kind { Plain = "plain", r#Box = "box", ..Unknown } }

integer_enum! { Level { Low = 1, ..Other } }

struct Parcel {
    r#type: Kind,
    level: Option<Level>,
    note: Nullable<String>,
    detail: Option<Value>,
    within: Vec<Parcel>,
    more: Map<Value>,
}
model! {
    Parcel {
        0: required r#type = "type", 1: optional level = "theLevel", 2: nullable note, 3: anything detail,
        4: required within, ..more
    }
}

/// The same, derived.
mod derived {
    use super::{Kind, Level, Map, Nullable, Value};

    #[derive(Debug, Clone, PartialEq)]
    #[allow(dead_code, reason = "what is in it is only shown")]
    pub struct Parcel {
        pub r#type: Kind,
        pub level: Option<Level>,
        pub note: Nullable<String>,
        pub detail: Option<Value>,
        pub within: Vec<Parcel>,
        pub more: Map<Value>,
    }
}

fn parcel(json: Value) -> Parcel {
    serde_json::from_value(json).unwrap()
}

fn derived(parcel: Parcel) -> derived::Parcel {
    let Parcel { r#type, level, note, detail, within, more } = parcel;
    derived::Parcel { r#type, level, note, detail, within: within.into_iter().map(derived).collect(), more }
}

fn full() -> Value {
    json!({
        "type": "box", "theLevel": 1, "note": null, "detail": [1, {"a": null}],
        "within": [{"type": "plain", "within": [], "note": "n"}], "new": true,
    })
}

#[test]
fn a_model_is_shown_as_it_would_be_by_a_derive() {
    for json in [full(), json!({"type": "odd", "theLevel": 9, "within": []})] {
        let (ours, theirs) = (parcel(json.clone()), derived(parcel(json)));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
        assert_eq!(format!("{ours:#?}"), format!("{theirs:#?}"));
    }
    let shown = format!("{:?}", parcel(full()));
    assert!(shown.starts_with("Parcel { type: Box, level: Some(Low), note: Null, detail: "), "{shown}");
}

#[test]
fn models_are_equal_if_all_their_fields_are() {
    let same = parcel(full());
    assert_eq!(same.clone(), same);
    for (name, value) in [
        ("type", json!("plain")),
        ("theLevel", json!(2)),
        ("note", json!("n")),
        ("detail", json!([2])),
        ("within", json!([])),
        ("new", json!(false)),
        ("newer", json!(1)),
    ] {
        let mut other = full();
        other[name] = value;
        assert_ne!(parcel(other), same, "{name}");
    }
}

#[test]
fn a_value_of_an_enumeration_is_what_it_is_on_the_wire() {
    assert_eq!(format!("{:?} {:?}", Kind::r#Box, Kind::from("odd")), "Box Unknown(\"odd\")");
    assert_eq!(format!("{:?} {:?}", Level::Low, Level::from(9)), "Low Other(9)");
    assert_eq!(Kind::Unknown("box".to_owned()), Kind::r#Box);
    assert_ne!(Kind::Plain, Kind::r#Box);
    assert_eq!(Level::Other(1), Level::Low);
    assert_ne!(Level::Other(2), Level::Low);
    let kinds =
        HashSet::from([Kind::Plain, Kind::from("plain"), Kind::from("odd"), Kind::from("odd").clone()]);
    assert_eq!(kinds.len(), 2);
    let levels = HashSet::from([Level::Low, Level::from(1), Level::from(9).clone(), Level::Other(9)]);
    assert_eq!(levels.len(), 2);
}
