use bytes::Bytes;
use serde_json::{Value, json};

use crate::decode::{self, DecodeError};
use crate::model::{Empty, Map, model};
use crate::nullable::Nullable;
use crate::union::{Choice, union};

struct Circle {
    radius: f64,
    other: Map<Value>,
}
model! { Circle { 0: required radius = "radius", ..other forbidden } }

struct Square {
    side: f64,
    color: Option<String>,
    other: Map<Value>,
}
model! { Square { 0: required side = "side", 1: optional color = "color", ..other forbidden } }

/// A union of the same branches for each way to choose.
macro_rules! shape {
    ($name:ident, $choice:expr) => {
        #[derive(Debug, PartialEq)]
        enum $name {
            Circle(Circle),
            Square(Square),
            Unknown(Value),
        }

        union! {
            $name by $choice => {
                0: object Circle(Circle),
                1: object Square(Square),
                ..Unknown
            }
        }
    };
}

shape!(Tagged, Choice::Tag("type", &[("circle", 0), ("square", 1), ("box", 1)]));
shape!(Numbered, Choice::Tag("type", &[("1", 0), ("true", 1)]));
shape!(ByProperty, Choice::Property(&[Some("radius"), None]));
shape!(Tried, Choice::Trial);

/// A circle with these other properties.
fn round(other: Value) -> Circle {
    Circle { radius: 1.5, other: serde_json::from_value(other).unwrap() }
}

/// A square with these other properties.
fn square(other: Value) -> Square {
    Square { side: 2.0, color: None, other: serde_json::from_value(other).unwrap() }
}

#[test]
fn a_tag_chooses() {
    let read = |json: Value| serde_json::from_value::<Tagged>(json).unwrap();
    assert_eq!(
        read(json!({"type": "circle", "radius": 1.5, "side": 2})),
        Tagged::Circle(round(json!({"type": "circle", "side": 2})))
    );
    assert_eq!(read(json!({"type": "box", "side": 2})), Tagged::Square(square(json!({"type": "box"}))));
    let strange = json!({"type": "hexagon", "n": [12_345_678_901_234_567_890_u64]});
    assert_eq!(read(strange.clone()), Tagged::Unknown(strange.clone()));
    assert_eq!(serde_json::to_value(read(strange.clone())).unwrap(), strange);
    assert_eq!(
        read(json!({"side": 2.0, "color": "red"})),
        Tagged::Square(Square { color: Some("red".to_owned()), ..square(json!({})) })
    );
    assert!(
        serde_json::from_value::<Tagged>(json!({"type": "circle"}))
            .unwrap_err()
            .to_string()
            .contains("radius")
    );
}

#[test]
fn a_tag_may_stand_anywhere() {
    for (json, x) in [
        (r#"{"type":"circle","radius":1.5,"x":0.10}"#, json!(0.1)),
        (r#"{"radius":1.5,"type":"circle","x":[1]}"#, json!([1])),
        (r#"{ "x" : {"type":"box"}, "radius" : 1.5 , "t\u0079pe" : "circ\u006ce" }"#, json!({"type": "box"})),
    ] {
        let other = json!({"type": "circle", "x": x});
        assert_eq!(serde_json::from_str::<Tagged>(json).unwrap(), Tagged::Circle(round(other)), "{json}");
    }
    let late = r#"{"radius":true,"type":"circle"}"#;
    let error = serde_json::from_str::<Tagged>(late).unwrap_err().to_string();
    assert!(error.contains("invalid type: boolean"), "{error}");
    assert!(serde_json::from_str::<Tagged>(r#"{"type":"circle","radius":1.5"#).is_err());
}

#[test]
fn what_is_no_object_is_kept() {
    for json in [json!("circle"), json!([1, "a"]), json!(true), json!(-1), json!(7), json!(0.5), Value::Null]
    {
        assert_eq!(
            serde_json::from_value::<Tagged>(json.clone()).unwrap(),
            Tagged::Unknown(json.clone()),
            "{json}"
        );
    }
}

struct Labelled {
    kind: String,
    note: Option<String>,
    other: Map<Value>,
}
model! { Labelled { 0: required kind = "type", 1: optional note = "note", ..other } }

#[derive(Debug, PartialEq)]
enum Named {
    Labelled(Box<Labelled>),
    Unknown(Value),
}
union! {
    Named by Tag("type", &[("label", 0)]) => {
        0: object Labelled(Labelled) + From,
        ..Unknown
    }
}

#[test]
fn what_came_before_the_tag_and_the_tag_itself_are_read_too() {
    let json = r#"{"deep":{"a":[null,1.50]},"note":null,"type":"label","after":2}"#;
    let Named::Labelled(read) = serde_json::from_str(json).unwrap() else { panic!("it is labelled") };
    assert_eq!((read.kind.as_str(), &read.note), ("label", &None));
    assert_eq!(
        read.other,
        Map::from([("deep".to_owned(), json!({"a": [null, 1.5]})), ("after".to_owned(), json!(2))])
    );
}

#[test]
fn the_tag_is_read_into_whatever_its_field_is() {
    macro_rules! tagged_as {
        ($($field:ty: $expected:expr;)*) => {$({
            struct Branch {
                kind: $field,
                other: Map<Value>,
            }
            model! { Branch { 0: required kind = "kind", ..other } }

            #[derive(Debug, PartialEq)]
            enum Choice {
                Branch(Branch),
                Unknown(Value),
            }
            union! { Choice by Tag("kind", &[("a \"b\" é", 0), ("7", 0)]) => { 0: object Branch(Branch), ..Unknown } }

            let json = json!($expected);
            let text = json!({"early": [1], "kind": json, "late": {}}).to_string();
            let read: Vec<Choice> = vec![
                serde_json::from_str(&text).unwrap(),
                serde_json::from_reader(text.as_bytes()).unwrap(),
                serde_json::from_value(text.parse().unwrap()).unwrap(),
            ];
            for choice in &read {
                let expected = json!({"early": [1], "kind": json, "late": {}});
                assert_eq!(serde_json::to_value(choice).unwrap(), expected, "{}", stringify!($field));
            }
        })*};
    }
    tagged_as! {
        String: "a \"b\" é";
        Option<String>: "a \"b\" é";
        Box<String>: "a \"b\" é";
        Nullable<String>: "a \"b\" é";
        Value: "a \"b\" é";
        i64: 7;
        Option<i64>: 7;
    }
    let wrong = serde_json::from_str::<Named>(r#"{"type":["label"]}"#).unwrap();
    assert_eq!(wrong, Named::Unknown(json!({"type": ["label"]})));
}

#[test]
fn a_branch_is_made_of_what_it_holds() {
    assert_eq!(Scalar::from("a"), Scalar::Text("a".to_owned()));
    assert_eq!(Scalar::from("a".to_owned()), Scalar::Text("a".to_owned()));
    assert_eq!(Scalar::from(1_i64), Scalar::Whole(1));
    let label = Labelled { kind: "label".to_owned(), note: None, other: Map::new() };
    let Named::Labelled(_) = Named::from(label) else { panic!("it is labelled") };
}

#[test]
fn a_required_property_chooses() {
    let read = |json: Value| serde_json::from_value::<ByProperty>(json).unwrap();
    assert_eq!(read(json!({"radius": 1.5})), ByProperty::Circle(round(json!({}))));
    assert_eq!(read(json!({"side": 2})), ByProperty::Square(square(json!({}))));
    let strange = json!({"radius": "long"});
    assert_eq!(read(strange.clone()), ByProperty::Unknown(strange));
}

#[test]
fn a_trial_prefers_the_branch_that_knows_most() {
    let read = |json: Value| serde_json::from_value::<Tried>(json).unwrap();
    assert_eq!(read(json!({"radius": 1.5})), Tried::Circle(round(json!({}))));
    let both = json!({"radius": 1.5, "side": 2, "color": "red"});
    assert_eq!(
        read(both),
        Tried::Square(Square { color: Some("red".to_owned()), ..square(json!({"radius": 1.5})) })
    );
    assert_eq!(read(json!("text")), Tried::Unknown(json!("text")));
    assert_eq!(read(Value::Null), Tried::Unknown(Value::Null));
}

#[derive(Debug, PartialEq)]
enum Scalar {
    Text(String),
    Whole(i64),
    Real(f64),
    Unknown(Value),
}

union! {
    Scalar by Kind(&[String, Integer, Number]) => {
        0: value Text(String) + From<&str>,
        1: value Whole(i64) + From,
        2: value Real(f64),
        ..Unknown
    }
}

#[test]
fn the_kind_chooses() {
    let scalars: Vec<Scalar> = serde_json::from_str(r#"["1", 2, 3.0, true, null]"#).unwrap();
    let unknown = |value| Scalar::Unknown(value);
    assert_eq!(
        scalars,
        [
            Scalar::Text("1".to_owned()),
            Scalar::Whole(2),
            Scalar::Real(3.0),
            unknown(json!(true)),
            unknown(Value::Null)
        ]
    );
    assert_eq!(serde_json::to_string(&scalars).unwrap(), r#"["1",2,3.0,true,null]"#);
}

/// Texts or whole numbers.
#[derive(Debug, PartialEq)]
enum Code {
    Text(String),
    Whole(i64),
    Unknown(Value),
}

union! {
    Code by Kind(&[String, Integer]) => {
        0: value Text(String),
        1: value Whole(i64),
        ..Unknown
    }
}

#[test]
fn a_number_without_a_fraction_is_a_whole_one() {
    let codes: Vec<Code> = serde_json::from_str("[2.0, 3e2, 2.5, 1e300]").unwrap();
    let unknown = |json: &str| Code::Unknown(serde_json::from_str(json).unwrap());
    assert_eq!(codes, [Code::Whole(2), Code::Whole(300), unknown("2.5"), unknown("1e300")]);
    assert_eq!(serde_json::from_str::<Code>("\"2.0\"").unwrap(), Code::Text("2.0".to_owned()));
}

#[test]
fn a_tag_may_be_a_number_or_a_boolean() {
    let read = |json: Value| serde_json::from_value::<Numbered>(json).unwrap();
    assert_eq!(read(json!({"type": 1, "radius": 1.5})), Numbered::Circle(round(json!({"type": 1}))));
    assert_eq!(read(json!({"type": true, "side": 2})), Numbered::Square(square(json!({"type": true}))));
    assert_eq!(read(json!({"type": 1.0, "radius": 1.5})), Numbered::Circle(round(json!({"type": 1.0}))));
    assert!(matches!(read(json!({"type": 2, "radius": 1.5})), Numbered::Unknown(_)));
}

/// A union with unions among its branches, which it tries in order.
#[derive(Debug, PartialEq)]
enum Outer {
    Scalar(Scalar),
    Tried(Box<Tried>),
    Flag(bool),
    Unknown(Value),
}

union! {
    Outer by Trial => {
        0: choice Scalar(Scalar),
        1: choice Tried(Tried),
        2: value Flag(bool),
        ..Unknown
    }
}

#[test]
fn what_a_union_in_a_union_does_not_know_is_left_to_later_branches() {
    let read = |json: Value| serde_json::from_value::<Outer>(json).unwrap();
    assert_eq!(read(json!(true)), Outer::Flag(true));
    assert_eq!(read(json!("a")), Outer::Scalar(Scalar::Text("a".to_owned())));
    assert_eq!(read(json!({"side": 2})), Outer::Tried(Box::new(Tried::Square(square(json!({}))))));
    assert_eq!(read(json!({"edge": 2})), Outer::Unknown(json!({"edge": 2})));
}

shape!(PartlyTagged, Choice::Tag("type", &[("circle", 0)]));

#[test]
fn a_branch_without_a_tag_is_tried_where_no_tag_leads_anywhere() {
    let read = |json: Value| serde_json::from_value::<PartlyTagged>(json).unwrap();
    assert_eq!(read(json!({"side": 2})), PartlyTagged::Square(square(json!({}))));
    assert_eq!(
        read(json!({"type": "circle", "radius": 1.5})),
        PartlyTagged::Circle(round(json!({"type": "circle"})))
    );
    let strange = json!({"type": "hexagon"});
    assert_eq!(read(strange.clone()), PartlyTagged::Unknown(strange));
}

/// A union that holds itself.
#[derive(Debug, PartialEq)]
enum Nested {
    Text(String),
    List(Vec<Nested>),
    Unknown(Value),
}

union! {
    Nested by Kind(&[String, Array]) => {
        0: value Text(String),
        1: value List(Vec<Nested>),
        ..Unknown
    }
}

#[test]
fn a_union_that_lies_too_deep_in_itself_is_an_error_and_no_overflow() {
    let nested = |depth: usize| format!("{}\"a\"{}", "[".repeat(depth), "]".repeat(depth));
    let read = |depth: usize| serde_json::from_str::<Nested>(&nested(depth));
    assert_eq!(serde_json::to_string(&json!(read_back(&read(100).unwrap()))).unwrap(), nested(100));
    assert!(read(100_000).is_err());
}

fn read_back(nested: &Nested) -> Value {
    serde_json::to_value(nested).unwrap()
}

struct Left {
    child: Option<Box<Twofold>>,
    size: Option<i64>,
    other: Map<Value>,
}
model! { Left { 0: optional child = "child", 1: optional size = "size", ..other } }

struct Right {
    child: Option<Box<Twofold>>,
    size: Option<bool>,
    other: Map<Value>,
}
model! { Right { 0: optional child = "child", 1: optional size = "size", ..other } }

#[derive(Debug, Clone, PartialEq)]
enum Twofold {
    Left(Left),
    Right(Right),
    Unknown(Value),
}

union! {
    Twofold by Trial => {
        0: object Left(Left),
        1: object Right(Right),
        ..Unknown
    }
}

#[test]
fn what_takes_endlessly_many_trials_is_kept_as_it_is() {
    let mut json = json!({"size": "neither"});
    for _ in 0..60 {
        json = json!({"child": json, "size": "neither"});
    }
    let text = json.to_string();
    assert_eq!(serde_json::from_str::<Twofold>(&text).unwrap(), Twofold::Unknown(json));
}

#[test]
fn an_error_within_a_union_names_its_place_there() {
    let late = r#"{"meta":{"a":1},"pet":{"radius":"x","type":"circle"}}"#;
    let error = serde_json::from_str::<Map<Tagged>>(late).unwrap_err().to_string();
    assert!(error.contains("invalid type: string"), "{error}");
    let decoded = crate::decode::json::<Map<Tagged>>(&late.into()).unwrap_err();
    assert_eq!(decoded.path(), "$.pet", "{decoded}");
}

shape!(Marked, Choice::Property(&[Some("radius"), Some("side")]));

#[test]
fn of_two_properties_that_choose_the_first_branch_counts_in_whatever_order_they_come() {
    let read = |json: &str| serde_json::from_str::<Marked>(json).unwrap();
    assert_eq!(read(r#"{"side":2,"radius":1.5}"#), Marked::Circle(round(json!({"side": 2}))));
    assert_eq!(read(r#"{"radius":1.5,"side":2}"#), Marked::Circle(round(json!({"side": 2}))));
    assert_eq!(
        read(r#"{"x":{"radius":1.5},"s\u0069de":2}"#),
        Marked::Square(square(json!({"x": {"radius": 1.5}})))
    );
    assert_eq!(read(r#"{"x":"radius"}"#), Marked::Unknown(json!({"x": "radius"})));
}

#[test]
fn branches_are_tried_until_one_of_them_fits() {
    let read = |json: Value| serde_json::from_value::<Twofold>(json).unwrap();
    assert_eq!(
        read(json!({"size": true})),
        Twofold::Right(Right { child: None, size: Some(true), other: Map::new() })
    );
}

/// Reads a whole answer.
fn answer<T: Empty>(json: &str) -> Result<T, DecodeError> {
    decode::json(&Bytes::copy_from_slice(json.as_bytes()))
}

#[test]
fn a_whole_answer_is_read_as_a_part_of_one_is() {
    for json in [
        r#"{"radius":1.5}"#,
        "\u{feff} {\"side\":1,\"side\":2.0,\"color\":null}\n",
        r#"{"edge":0.10,"n":12345678901234567890}"#,
        r#"{"side":"long"}"#,
        "[1, {}]",
        " null ",
        "\n\"null\"",
    ] {
        let part: Vec<Tried> = answer(&format!("[{}]", json.trim_start_matches('\u{feff}'))).unwrap();
        assert_eq!([answer::<Tried>(json).unwrap()], part[..], "{json}");
        assert_eq!([*answer::<Box<Tried>>(json).unwrap()], part[..], "{json}");
    }
    assert_eq!(answer::<Scalar>(" 2.0\n").unwrap(), Scalar::Real(2.0));
    assert_eq!(answer::<Tagged>(" null").unwrap(), Tagged::Unknown(Value::Null));
    assert_eq!(
        answer::<Tagged>(r#"{"type":"circle","radius":1.5}"#).unwrap(),
        Tagged::Circle(round(json!({"type": "circle"})))
    );
}

/// Objects that a tag tells apart, and texts.
#[derive(Debug, PartialEq)]
enum Mixed {
    Circle(Circle),
    Text(String),
    Unknown(Value),
}

union! {
    Mixed by Tag("type", &[("circle", 0)]) => {
        0: object Circle(Circle),
        1: value Text(String),
        ..Unknown
    }
}

#[test]
fn an_error_in_a_whole_answer_names_its_place() {
    for (json, path, message) in [
        ("{\"type\":\"circle\",\n \"radius\":\"x\"}", "$.radius", "invalid type: string"),
        (r#"{"type":"circle"}"#, "$", "missing field `radius`"),
        (r#"{"type":"circle","radius":1.5} x"#, "$", "trailing characters"),
        (r#"{"a":[1,{"b":nul0}]}"#, "$.a[1].b", "expected ident"),
        ("nil", "$", "expected ident"),
        ("", "$", "the body is empty"),
    ] {
        let error = answer::<Mixed>(json).unwrap_err();
        assert_eq!(error.path(), path, "{json}: {error}");
        assert!(error.message().contains(message), "{json}: {error}");
    }
    assert_eq!(answer::<Mixed>("\"a\"").unwrap(), Mixed::Text("a".to_owned()));
}

#[test]
fn a_whole_answer_has_the_same_bounds() {
    let nested = |depth: usize| format!("{}\"a\"{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read_back(&answer::<Nested>(&nested(100)).unwrap()).to_string(), nested(100));
    answer::<Nested>(&nested(100_000)).unwrap_err();
    let open = r#"{"size":"neither","child":"#;
    let deep = format!("{}0{}", open.repeat(60), "}".repeat(60));
    assert!(matches!(answer::<Twofold>(&deep).unwrap(), Twofold::Unknown(_)));
}
