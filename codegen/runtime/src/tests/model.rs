use serde_json::{Value, json};

use crate::enumeration::{integer_enum, string_enum};
use crate::fields::{FieldVisitor, Fields};
use crate::formatted::Formatted;
use crate::inner::{Buffered, plain_text};
use crate::model::{Empty, Field, Map, Model, model};
use crate::nullable::Nullable;
use crate::object::ReadObject;
use crate::secret::Secret;

struct Thing {
    id: String,
    note: Option<String>,
    owner: Nullable<String>,
    changed: Option<i64>,
    parts: Vec<Thing>,
    detail: Option<Value>,
    other: Map<Value>,
}

model! {
    Thing {
        0: required id = "id",
        1: optional note = "note",
        2: nullable owner = "owner",
        3: present changed = "changed",
        4: required parts = "parts",
        5: anything detail = "detail",
        ..other
    }
}

fn read(json: Value) -> Result<Thing, String> {
    serde_json::from_value(json).map_err(|error| error.to_string())
}

#[test]
fn a_model_writes_what_it_has_read() {
    for json in [
        json!({"id": "1", "note": "n", "owner": "o", "changed": 5, "parts": []}),
        json!({"id": "1", "owner": null, "changed": null, "parts": [{"id": "2", "changed": 1, "parts": []}]}),
        json!({"id": "1", "changed": 5, "parts": [], "detail": null}),
        json!({"id": "1", "changed": 5, "parts": [], "new": {"deep": [1, null]}, "x": "y"}),
    ] {
        assert_eq!(serde_json::to_value(read(json.clone()).unwrap()).unwrap(), json);
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let text = r#"{"parts":[],"zzz":1,"changed":2,"owner":"o","note":null,"id":"i"}"#;
    let thing: Thing = serde_json::from_str(text).unwrap();
    assert_eq!((thing.id.as_str(), thing.changed, thing.note), ("i", Some(2), None));
    assert_eq!(thing.other["zzz"], 1);
}

#[test]
fn of_a_property_that_comes_twice_the_last_counts() {
    let text = r#"{"id":"a","note":"n","changed":1,"parts":[{"id":"x","changed":1,"parts":[]}],"parts":[],"id":"b","note":null,"z":[1],"z":2}"#;
    let thing: Thing = serde_json::from_str(text).unwrap();
    assert_eq!((thing.id.as_str(), thing.note, thing.parts.len()), ("b", None, 0));
    assert_eq!(thing.other, Map::from([("z".to_owned(), json!(2))]));
}

#[test]
fn an_unforeseen_null_is_the_empty_value() {
    let thing = read(json!({"id": null, "changed": null, "parts": null})).unwrap();
    assert_eq!(thing, Thing::empty());
    assert_eq!(read(Value::Null).unwrap(), Thing::empty());
}

#[test]
fn a_missing_property_that_may_be_null_is_null() {
    let thing = read(json!({"id": "1", "parts": [{"id": "2", "parts": []}]})).unwrap();
    assert_eq!((thing.changed, thing.parts.len()), (None, 1));
    let written = json!({"id": "1", "changed": null, "parts": [{"id": "2", "changed": null, "parts": []}]});
    assert_eq!(serde_json::to_value(thing).unwrap(), written);
}

#[test]
fn a_missing_or_mistyped_property_is_named() {
    assert_eq!(read(json!({"id": "1"})).unwrap_err(), "missing field `parts`");
    assert_eq!(read(json!([1])).unwrap_err(), "invalid type: sequence, expected an object (Thing)");
    assert!(read(json!({"id": 1, "changed": 1})).unwrap_err().contains("expected a string"));
}

#[test]
fn fields_beyond_the_sixty_fourth_count_as_well() {
    struct Wide(u64);
    impl Empty for Wide {
        fn empty() -> Self {
            Self(0)
        }
        fn read_value<'de, D: serde::Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
            self.read_model(deserializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for Wide {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::deserialize_model(deserializer)
        }
    }
    impl Fields for Wide {
        const NAMES: &'static str = "Wide";
        fn visit<V: FieldVisitor>(&self, _other: &Self, visitor: V) -> V {
            visitor
        }
    }
    impl Model for Wide {
        const FIELDS: &'static [Field] = &{
            let mut fields = [Field::optional("x"); 131];
            fields[64] = Field::required("a");
            fields[130] = Field::required("b");
            fields
        };
        fn read<'de, O: ReadObject<'de>>(&mut self, _field: usize, object: &mut O) -> Result<(), O::Error> {
            let mut value = 0;
            object.required(&mut value)?;
            self.0 += value;
            Ok(())
        }
    }
    let read =
        |json: Value| Wide::deserialize_model(json).map(|wide| wide.0).map_err(|error| error.to_string());
    assert_eq!(read(json!({"b": 1, "a": 2})).unwrap(), 3);
    assert_eq!(read(json!({"a": 2})).unwrap_err(), "missing field `b`");
    assert_eq!(read(json!({"b": 2})).unwrap_err(), "missing field `a`");
}

string_enum! { Color { Red = "red", ..Unknown } }

integer_enum! { Level { High = 3, ..Unknown } }

#[test]
fn enumerations_are_open() {
    let colors: Vec<Color> = serde_json::from_str(r#"["red","mauve","",{}]"#).unwrap_or_default();
    assert!(colors.is_empty());
    let colors: Vec<Color> = serde_json::from_str(r#"["red","m\u0061uve",""]"#).unwrap();
    assert_eq!(colors, [Color::Red, Color::Unknown("mauve".to_owned()), Color::Unknown(String::new())]);
    assert_eq!(serde_json::to_string(&colors).unwrap(), r#"["red","mauve",""]"#);
    let levels: Vec<Level> = serde_json::from_str("[3,-7]").unwrap();
    assert_eq!(levels, [Level::High, Level::Unknown(-7)]);
    assert_eq!(serde_json::to_string(&levels).unwrap(), "[3,-7]");
    assert_eq!((Color::from("red").to_string(), Level::from(3).value()), ("red".to_owned(), 3));
}

#[test]
fn formatted_text_is_kept_as_it_came() {
    let time: crate::time::DateTime = serde_json::from_str(r#""2021-08-05 11:39:59""#).unwrap();
    assert_eq!(serde_json::to_string(&time).unwrap(), r#""2021-08-05 11:39:59""#);
    assert!(time.parse().is_err());
    let time: crate::time::DateTime = "2021-08-05T11:39:59+02:00".parse().unwrap();
    assert_eq!(time.as_str(), "2021-08-05T11:39:59+02:00");
    assert_eq!(time.parse().unwrap().as_second(), 1_628_156_399);
    assert!("yesterday".parse::<crate::time::DateTime>().is_err());
    let uuid = crate::uuid::Uuid::from(uuid::Uuid::nil());
    assert_eq!(uuid, Formatted::from_text("00000000-0000-0000-0000-000000000000"));
    assert_eq!(crate::base64::Base64::from(&b"\xFFa"[..]).parse().unwrap().0, b"\xFFa");
}

#[test]
fn a_secret_is_sent_and_not_shown() {
    for (json, expected) in [
        ("[4711]", "invalid type: expected a text at line 1 column 5"),
        ("[-47.11]", "invalid type: expected a text at line 1 column 7"),
        ("[true]", "invalid type: expected a text at line 1 column 5"),
        ("[{}]", "invalid type: map, expected a text at line 1 column 3"),
    ] {
        let error = serde_json::from_str::<Vec<crate::secret::Secret>>(json).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let secret: Secret = serde_json::from_str(r#""hunter2""#).unwrap();
    assert_eq!(serde_json::to_string(&secret).unwrap(), r#""hunter2""#);
    assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(…) Some(Secret(…))");
}

struct Closed {
    id: String,
    other: Map<Value>,
}
model! { Closed { 0: required id = "id", ..other forbidden } }

#[test]
fn what_is_forbidden_is_kept_and_goes_back_out() {
    let json = json!({"id": "a", "new": {"deep": [1, null]}, "late": null});
    let read: Closed = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(read.other.len(), 2);
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
}

struct Lists {
    texts: Vec<String>,
    maybe: Option<Vec<Vec<i64>>>,
    admitted: Vec<Option<f64>>,
    map: Map<bool>,
    pair: (String, i64),
    more: Map<Vec<String>>,
}
model! {
    Lists {
        0: required texts = "texts",
        1: optional maybe = "maybe",
        2: required admitted = "admitted",
        3: required map = "map",
        4: required pair = "pair",
        ..more
    }
}

#[test]
fn a_null_among_members_is_empty_and_keeps_its_place() {
    let read: Lists = serde_json::from_value(json!({
        "texts": ["a", null, "b"],
        "maybe": [null, [1, null]],
        "admitted": [null, 1],
        "map": { "a": true, "b": null },
        "pair": [null, 2],
        "else": ["c", null],
    }))
    .unwrap();
    let expected = Lists {
        texts: vec!["a".to_owned(), String::new(), "b".to_owned()],
        maybe: Some(vec![vec![], vec![1, 0]]),
        admitted: vec![None, Some(1.0)],
        map: Map::from([("a".to_owned(), true), ("b".to_owned(), false)]),
        pair: (String::new(), 2),
        more: Map::from([("else".to_owned(), vec!["c".to_owned(), String::new()])]),
    };
    assert_eq!(read, expected);
    let wrong = serde_json::from_value::<Lists>(json!({ "texts": [1] })).unwrap_err();
    assert!(wrong.to_string().contains("expected a string"), "{wrong}");
}

#[test]
fn a_text_without_escapes_is_read_without_a_parser_and_means_the_same() {
    for plain in ["", "a", "é, ü", "a'b"] {
        let json = format!("\"{plain}\"");
        assert_eq!(plain_text(&json), Some(plain));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), plain);
    }
    for other in ["\"a\\nb\"", "\"a\",\"b\"", "\"", "\"a", " \"a\"", "\"a\" ", "\"a\nb\"", "null", "1", ""] {
        assert_eq!(plain_text(other), None, "{other}");
        let mut text = String::empty();
        let read =
            text.read_buffered(Buffered::Json(other)).map(|()| text).map_err(|error| error.to_string());
        let whole = serde_json::from_str::<Option<String>>(other).map(Option::unwrap_or_default);
        assert_eq!(read, whole.map_err(|error| error.to_string()), "{other}");
    }
}
