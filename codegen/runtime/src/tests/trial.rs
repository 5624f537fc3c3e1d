//! Trials: the branch that describes a value goes before one that only bears it.

use serde_json::{Value, json};

use crate::enumeration::{integer_enum, string_enum};
use crate::model::{Empty, Map, model};
use crate::nullable::Nullable;
use crate::union::{Choice, union};

/// An enumeration of texts.
macro_rules! texts {
    ($name:ident: $($variant:ident = $text:literal),*) => {
        string_enum! { $name { $($variant = $text,)* ..Unknown } }
    };
}

/// An enumeration of numbers.
macro_rules! numbers {
    ($name:ident: $($variant:ident = $number:literal),*) => {
        integer_enum! { $name { $($variant = $number,)* ..Unknown } }
    };
}

/// A model that keeps what it does not declare.
macro_rules! object {
    ($name:ident { $($index:literal: $presence:ident $field:ident: $ty:ty,)* }) => {
        struct $name {
            $($field: $ty,)*
            other: Map<Value>,
        }
        model! { $name { $($index: $presence $field,)* ..other } }
    };
}

/// A model that is to have no further properties.
macro_rules! closed {
    ($name:ident { $($index:literal: $presence:ident $field:ident: $ty:ty,)* }) => {
        struct $name {
            $($field: $ty,)*
            other: Map<Value>,
        }
        model! { $name { $($index: $presence $field,)* ..other forbidden } }
    };
}

/// A union.
macro_rules! choice {
    ($name:ident by $choice:expr => { $($index:literal: $kind:ident $variant:ident($ty:ty),)* }) => {
        #[derive(Debug, Clone, PartialEq)]
        enum $name {
            $($variant($ty),)*
            Unknown(Value),
        }
        union! { $name by $choice => { $($index: $kind $variant($ty),)* ..Unknown } }
    };
}

/// Reads a value.
fn read<T: Empty>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap()
}

/// The branch that a value is read as, out of which it comes as it was.
fn branch<T: Empty + serde::Serialize + std::fmt::Debug>(json: &Value) -> String {
    let value = read::<T>(json);
    assert_eq!(serde_json::to_value(&value).unwrap(), *json);
    format!("{value:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
}

texts!(Command: Command = "command");
texts!(Exit: Exit = "exit");
texts!(Output: Command = "command", Stdout = "stdout");

object!(WithX { 0: required kind: Command, 1: optional x: Option<String>, });
object!(WithY { 0: required kind: Exit, 1: optional y: Option<String>, });
object!(WithZ { 0: required kind: Output, 1: optional z: Option<String>, });
choice! { Event by Choice::Trial => { 0: object X(WithX), 1: object Y(WithY), 2: object Z(WithZ), } }

#[test]
fn a_branch_that_names_the_constant_goes_before_one_that_knows_more_properties() {
    assert_eq!(branch::<Event>(&json!({"kind": "exit", "x": "1", "z": "1"})), "Y");
    assert_eq!(branch::<Event>(&json!({"kind": "stdout", "x": "1"})), "Z");
    assert_eq!(branch::<Event>(&json!({"kind": "command", "x": "1"})), "X");
    assert_eq!(branch::<Event>(&json!({"kind": "command", "z": "1"})), "Z");
}

#[test]
fn where_no_branch_names_the_constant_enumerations_are_open() {
    assert_eq!(branch::<Event>(&json!({"kind": "new", "z": "1"})), "Z");
    assert_eq!(branch::<Event>(&json!({"kind": "new"})), "X");
}

object!(Anything {});
choice! { Inner by Choice::Trial => { 0: object Z(WithZ), 1: object Y(WithY), } }
choice! { Outer by Choice::Trial => { 0: object X(WithX), 1: choice Inner(Inner), 2: object Any(Anything), } }

#[test]
fn constants_count_in_a_union_in_a_union_and_beside_an_empty_object() {
    assert_eq!(branch::<Outer>(&json!({"kind": "exit", "x": "1"})), "Inner");
    assert_eq!(branch::<Outer>(&json!({"kind": "command", "x": "1"})), "X");
    assert_eq!(branch::<Outer>(&json!({"kind": "new", "x": "1"})), "Any");
}

object!(FirstDeep { 0: required meta: WithX, });
object!(SecondDeep { 0: required meta: Option<Box<WithY>>, });
choice! { Deep by Choice::Trial => { 0: object First(FirstDeep), 1: object Second(SecondDeep), } }

#[test]
fn constants_count_at_any_depth() {
    assert_eq!(branch::<Deep>(&json!({"meta": {"kind": "exit"}})), "Second");
    assert_eq!(branch::<Deep>(&json!({"meta": {"kind": "new"}})), "First");
}

object!(FirstNoted { 0: required kind: Command, 1: required note: WithZ, });
object!(SecondNoted { 0: required kind: Exit, 1: required note: WithZ, });
choice! { Noted by Choice::Trial => { 0: object First(FirstNoted), 1: choice Second(Noting), } }
choice! { Noting by Choice::Trial => { 0: object First(FirstNoted), 1: object Second(SecondNoted), } }

#[test]
fn a_constant_that_is_new_to_all_branches_decides_nothing() {
    assert_eq!(branch::<Noting>(&json!({"kind": "exit", "note": {"kind": "new"}})), "Second");
    assert_eq!(branch::<Noted>(&json!({"kind": "exit", "note": {"kind": "new"}})), "Second");
    assert_eq!(branch::<Noted>(&json!({"kind": "new", "note": {"kind": "new"}})), "First");
}

object!(FirstShape { 0: required shape: Event, });
object!(SecondShape { 0: required shape: Count, });
choice! { Shape by Choice::Trial => { 0: object First(FirstShape), 1: object Second(SecondShape), } }

#[test]
fn what_fits_no_branch_of_a_union_within_is_left_to_another_branch() {
    assert_eq!(branch::<Shape>(&json!({"shape": 1})), "Second");
    assert_eq!(branch::<Shape>(&json!({"shape": {"kind": "exit"}})), "First");
    assert_eq!(branch::<Shape>(&json!({"shape": true})), "First");
}

choice! { Lists by Choice::Trial => { 0: value First(Vec<Command>), 1: value Second(Vec<Nullable<Exit>>), } }
choice! { Maps by Choice::Trial => { 0: value First(Map<Vec<Command>>), 1: value Second(Map<Vec<Exit>>), } }
choice! { Pairs by Choice::Trial => { 0: value First((i64, Command)), 1: value Second((i64, Exit)), } }

#[test]
fn constants_count_in_lists_maps_and_tuples() {
    assert_eq!(branch::<Lists>(&json!(["exit", "exit"])), "Second");
    assert_eq!(branch::<Lists>(&json!(["exit", null])), "Second");
    assert_eq!(branch::<Lists>(&json!(["command", "exit"])), "First");
    assert_eq!(branch::<Maps>(&json!({"a": ["exit"]})), "Second");
    assert_eq!(branch::<Pairs>(&json!([1, "exit"])), "Second");
}

numbers!(Few: One = 1, Two = 2);
numbers!(Three: Three = 3);
choice! { Count by Choice::Trial => { 0: value Few(Few), 1: value Three(Three), 2: value Text(String), } }

#[test]
fn numbers_are_constants_too() {
    assert_eq!(branch::<Count>(&json!(1)), "Few");
    assert_eq!(branch::<Count>(&json!(3)), "Three");
    assert_eq!(branch::<Count>(&json!("3")), "Text");
    assert_eq!(branch::<Count>(&json!(4)), "Few");
}

object!(Numbered { 0: required code: i64, 1: optional message: Option<String>, });
object!(Worded { 0: required code: Option<String>, 1: optional detail: Option<String>, });
choice! { Code by Choice::Trial => { 0: object Numbered(Numbered), 1: object Worded(Worded), } }

#[test]
fn a_branch_that_admits_the_null_goes_before_one_that_would_make_zero_of_it() {
    assert_eq!(branch::<Code>(&json!({"code": null})), "Worded");
    assert_eq!(branch::<Code>(&json!({"code": null, "message": "x"})), "Worded");
}

object!(WithText { 0: required id: i64, 1: optional note: Option<String>, });
object!(WithNull { 0: required id: i64, 1: nullable note: Nullable<String>, });
object!(Plain { 0: required id: i64, });
object!(Longer { 0: required id: i64, 1: optional note: Option<String>, 2: optional more: Option<i64>, });
choice! { Note by Choice::Trial => { 0: object Plain(Plain), 1: object WithText(WithText), 2: object WithNull(WithNull), } }
choice! { Long by Choice::Trial => { 0: object Longer(Longer), 1: object WithNull(WithNull), } }
choice! { Nobody by Choice::Trial => { 0: object WithText(WithText), 1: object Longer(Longer), } }
choice! { Listed by Choice::Trial => { 0: value Notes(Vec<WithText>), 1: object WithNull(WithNull), } }

#[test]
fn a_null_in_an_optional_property_goes_to_the_branch_that_admits_it() {
    assert_eq!(branch::<Note>(&json!({"id": 1, "note": null})), "WithNull");
    assert_eq!(branch::<Note>(&json!({"id": 1, "note": "a"})), "WithText");
    assert_eq!(branch::<Note>(&json!({"id": 1})), "Plain");
    // To know the properties counts for more.
    assert!(
        matches!(read(&json!({"id": 1, "note": null, "more": 2})), Long::Longer(read) if read.more == Some(2))
    );
    assert_eq!(branch::<Long>(&json!({"id": 1, "note": null})), "WithNull");
    assert!(matches!(read(&json!({"id": 1, "note": null})), Nobody::WithText(read) if read.note.is_none()));
    assert!(matches!(read(&json!([{"id": 1, "note": null}])), Listed::Notes(read) if read.len() == 1));
}

choice! { Either by Choice::Trial => { 0: value Whole(Vec<i64>), 1: value Texts(Vec<Option<String>>), } }
choice! { Prices by Choice::Trial => { 0: value Whole(Map<f64>), 1: value Texts(Map<Option<String>>), } }
choice! { Loose by Choice::Trial => { 0: value Whole(Vec<Box<i64>>), 1: value Anything(Vec<Value>), } }

#[test]
fn nulls_in_lists_and_maps_choose_likewise() {
    assert_eq!(branch::<Either>(&json!([null])), "Texts");
    assert_eq!(branch::<Prices>(&json!({"a": null})), "Texts");
    assert_eq!(branch::<Loose>(&json!([1, null])), "Anything");
}

choice! { Borne by Choice::Trial => { 0: value Whole(Vec<i64>), 1: value Texts(Vec<String>), } }

#[test]
fn a_null_that_no_branch_admits_costs_no_answer() {
    assert!(matches!(read(&json!([null, 1])), Borne::Whole(list) if list == [0, 1]));
    assert!(matches!(read(&json!([null, "a"])), Borne::Texts(list) if list == ["", "a"]));
}

object!(ByX { 0: required kind: Command, 1: required x: String, });
object!(ByY { 0: required kind: Exit, 1: required y: String, });
choice! { ByProperty by Choice::Property(&[Some("x"), Some("y")]) => { 0: object X(ByX), 1: object Y(ByY), } }

#[test]
fn of_several_properties_that_choose_the_constant_decides() {
    assert_eq!(branch::<ByProperty>(&json!({"kind": "exit", "x": "1", "y": "2"})), "Y");
    assert_eq!(branch::<ByProperty>(&json!({"kind": "command", "x": 1, "y": "2"})), "Y");
    assert_eq!(branch::<ByProperty>(&json!({"kind": "new", "x": "1", "y": "2"})), "X");
    assert_eq!(branch::<ByProperty>(&json!({"kind": "exit", "x": "1"})), "X");
}

object!(Cat { 0: required name: String, 1: optional color: Option<String>, });
object!(Options { 0: optional color: Option<String>, 1: optional size: Option<i64>, });
choice! { Open by Choice::Trial => { 0: value Map(Map<Value>), 1: object Cat(Cat), } }
choice! { Optional by Choice::Trial => { 0: object Options(Options), 1: value Map(Map<i64>), } }

#[test]
fn a_map_takes_what_no_object_knows() {
    assert_eq!(branch::<Open>(&json!({"name": "Tom"})), "Cat");
    assert_eq!(branch::<Open>(&json!({"name": "Tom", "new": 1})), "Cat");
    assert_eq!(branch::<Open>(&json!({"color": "red"})), "Map");
    assert_eq!(branch::<Open>(&json!({"name": null})), "Map");
    assert_eq!(branch::<Optional>(&json!({"a": 1, "b": 2})), "Map");
    assert_eq!(branch::<Optional>(&json!({"size": 1})), "Options");
    assert_eq!(branch::<Optional>(&json!({})), "Options");
}

closed!(Nothing {});
closed!(Radius { 0: required radius: f64, });
object!(Labelled { 0: required kind: Exit, 1: optional label: Option<String>, });
choice! { Closed by Choice::Trial => { 0: object Nothing(Nothing), 1: object Labelled(Labelled), 2: object Radius(Radius), } }

#[test]
fn a_branch_that_would_drop_a_property_goes_last() {
    assert_eq!(branch::<Closed>(&json!({})), "Nothing");
    assert_eq!(branch::<Closed>(&json!({"kind": "new", "label": "a", "at": 1})), "Labelled");
    assert_eq!(branch::<Closed>(&json!({"kind": "exit", "radius": 1.5})), "Labelled");
    assert!(matches!(read(&json!({"radius": 1.5, "new": 1})), Closed::Radius(_)));
}

/// Objects that hold objects of the same kind, told apart by a constant alone.
macro_rules! nested {
    ($name:ident, $kind:ident) => {
        object!($name { 0: required kind: $kind, 1: optional child: Option<Box<Nested>>, });
    };
}
nested!(Commands, Command);
nested!(Exits, Exit);
choice! { Nested by Choice::Trial => { 0: object Commands(Commands), 1: object Exits(Exits), } }

#[test]
fn unions_deep_in_unions_are_read_wherever_the_constant_stands() {
    let nested =
        |open: &str, close: &str, depth| format!("{}{{}}{}", open.repeat(depth), close.repeat(depth));
    let first = |kind: &str, depth| nested(&format!(r#"{{"kind":"{kind}","child":"#), "}", depth);
    let last = |kind: &str, depth| nested(r#"{"child":"#, &format!(r#","kind":"{kind}"}}"#), depth);
    for json in [first("exit", 25), last("exit", 10)] {
        let read = format!("{:?}", serde_json::from_str::<Nested>(&json).unwrap());
        assert!(read.contains("Exits") && !read.contains("Commands"), "{read}");
    }
    for json in [first("new", 100), last("new", 100), first("exit", 100), last("exit", 100)] {
        let read: Nested = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap().len(), json.len());
    }
}

object!(WithEnd { 0: required id: i64, 1: present ended: Option<i64>, });
object!(WithSides { 0: required id: i64, 1: present left: Option<i64>, 2: present right: Option<i64>, });
object!(WithNeither { 0: required id: i64, 1: optional far: Option<i64>, });
choice! { Span by Choice::Trial => { 0: object Sides(WithSides), 1: object End(WithEnd), 2: object Neither(WithNeither), } }
choice! { Ends by Choice::Trial => { 0: object Sides(WithSides), 1: object End(WithEnd), } }

#[test]
fn a_branch_of_which_nothing_is_missing_goes_before_one_that_could_be_null_there() {
    assert_eq!(branch::<Span>(&json!({"id": 1, "ended": null})), "End");
    assert_eq!(branch::<Span>(&json!({"id": 1, "left": 2, "right": null})), "Sides");
    assert_eq!(branch::<Span>(&json!({"id": 1})), "Neither");
    // Where something is missing of each, it is the one of which least is.
    assert!(matches!(read(&json!({"id": 1})), Ends::End(WithEnd { ended: None, .. })));
    assert!(matches!(
        read(&json!({"id": 1, "left": 2})),
        Ends::Sides(WithSides { left: Some(2), right: None, .. })
    ));
    assert_eq!(branch::<Ends>(&json!({"ended": 1})), "Unknown");
}
