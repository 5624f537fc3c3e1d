//! Values that are read before it is known what they are: from a text, from bytes, from a stream, from a `Value`.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Value};

use crate::buffer;
use crate::model::{Map, model};
use crate::union::union;

struct Circle {
    radius: f64,
    other: Map<Value>,
}
model! { Circle { 0: required radius, ..other } }

struct Square {
    side: f64,
    other: Map<Value>,
}
model! { Square { 0: required side, ..other } }

/// Told apart by a property that only one has.
#[derive(Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Square(Square),
    Unknown(Value),
}
union! {
    Shape by Property(&[Some("radius"), Some("side")]) => {
        0: object Circle(Circle),
        1: object Square(Square),
        ..Unknown
    }
}

/// Told apart by a tag.
#[derive(Debug, PartialEq)]
enum Tagged {
    Circle(Circle),
    Square(Square),
    Unknown(Value),
}
union! {
    Tagged by Tag("type", &[("circle", 0), ("square", 1)]) => {
        0: object Circle(Circle),
        1: object Square(Square),
        ..Unknown
    }
}

const TEXT: &str = r#" [ {"radius": 1.50, "a": "b\n", "type": "circle"} ] "#;

#[test]
fn what_is_at_hand_is_borrowed() {
    let borrows = |read: &Cow<'_, _>| matches!(read, Cow::Borrowed(_));
    let text = buffer::json(&mut Deserializer::from_str(TEXT)).unwrap();
    let bytes = buffer::json(&mut Deserializer::from_slice(TEXT.as_bytes())).unwrap();
    let stream = buffer::json(&mut Deserializer::from_reader(TEXT.as_bytes())).unwrap();
    assert!(borrows(&text) && borrows(&bytes) && !borrows(&stream));
    for read in [text, bytes, stream] {
        assert_eq!(read.get(), TEXT.trim());
    }
    let value = serde_json::from_str::<Value>(TEXT).unwrap();
    assert_eq!(buffer::json(&value).unwrap().get(), value.to_string());
}

#[test]
fn unions_are_read_alike_wherever_they_come_from() {
    fn read<T: DeserializeOwned>() -> [T; 4] {
        [
            serde_json::from_str(TEXT).unwrap(),
            serde_json::from_slice(TEXT.as_bytes()).unwrap(),
            serde_json::from_reader(TEXT.as_bytes()).unwrap(),
            serde_json::from_str::<Value>(TEXT).and_then(serde_json::from_value).unwrap(),
        ]
    }
    let circle = || {
        let other = serde_json::json!({ "a": "b\n", "type": "circle" });
        Circle { radius: 1.5, other: serde_json::from_value(other).unwrap() }
    };
    assert_eq!(read::<Vec<Shape>>(), std::array::from_fn(|_| vec![Shape::Circle(circle())]));
    assert_eq!(read::<Vec<Tagged>>(), std::array::from_fn(|_| vec![Tagged::Circle(circle())]));
}

#[test]
fn what_breaks_off_is_an_error_wherever_it_comes_from() {
    for end in 1..TEXT.trim().len() {
        let part = TEXT.trim().get(..end).unwrap_or_default();
        assert!(serde_json::from_str::<Vec<Shape>>(part).is_err(), "{part}");
        assert!(serde_json::from_slice::<Vec<Shape>>(part.as_bytes()).is_err(), "{part}");
        assert!(serde_json::from_reader::<_, Vec<Shape>>(part.as_bytes()).is_err(), "{part}");
    }
    let no_text = b"[{\"radius\":1,\"a\":\"\xff\"}]";
    assert!(serde_json::from_slice::<Vec<Shape>>(no_text).is_err());
}
