//! Constructors and setters of properties, and setters of parameters: one of each kind that a table can have.

use http::HeaderValue;
use serde_json::{Value, json};

use super::api::Script;
use crate::builder::builder;
use crate::call::Call;
use crate::decode::Json;
use crate::model::Map;
use crate::nullable::Nullable;
use crate::operation::{Endpoint, Operation};
use crate::parameter::{Form, Style};
use crate::parameters::parameters;

enum Search {}

impl Operation for Search {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint =
        Endpoint { id: "Search", method: "GET", path: "/search", security: &[], answers: &[], servers: &[] };
}

parameters! {
    Search {
        query limit(i64) = "limit",
        /// What is looked for.
        query text(into String) = "q",
        query ids(each i64) = "id",
        query names(each into String) = "name" by Style::new(Form::PipeDelimited, false),
        header trace(each into String) = "X-Trace",
        secret_header key(into String) = "X-Key",
        cookie flags(each bool) = "flag",
    }
}

#[test]
fn parameters_go_where_their_row_says_in_the_style_of_the_place() {
    let call = Call::<Search>::new(&Script::new(&[]).client());
    let call = call.limit(5).text("a b").ids([1, 2]).names(["x", "y"]);
    let request = call.trace(["t", "u"]).key("hunter2").flags([true, false]).request;
    assert_eq!(request.target(), "/search?limit=5&q=a%20b&id=1&id=2&name=x%7Cy");
    assert_eq!(request.headers["x-trace"], "t,u");
    assert!(request.headers.get("x-key").is_some_and(HeaderValue::is_sensitive));
    assert_eq!(request.cookies.joined("; ").unwrap(), "flag=true; flag=false");
}

#[derive(Debug, Clone, PartialEq)]
struct Branch {
    name: Option<String>,
    count: Option<i64>,
    labels: Option<Vec<String>>,
    sizes: Option<Vec<i64>>,
    next: Option<Box<Branch>>,
    previous: Option<Box<Branch>>,
    owner: Nullable<String>,
    detail: Value,
}

builder! {
    Branch {
        new(),
        optional name(into String),
        optional count(i64) by set_count,
        optional labels(each into String),
        optional sizes(each i64),
        optional next(boxed Branch),
        optional previous(boxed into Branch),
        nullable owner(into Nullable<String>),
        anything detail(Value),
    }
}

#[test]
fn properties_are_set_to_what_their_row_takes() {
    let inner = Branch { name: Some("inner".to_owned()), ..Branch::default() };
    let branch = Branch::new().name("outer").set_count(2).labels(["a"]).sizes([1]);
    let branch = branch.next(inner.clone()).previous(inner.clone()).owner("o").detail(json!(1));
    let expected = Branch {
        name: Some("outer".to_owned()),
        count: Some(2),
        labels: Some(vec!["a".to_owned()]),
        sizes: Some(vec![1]),
        next: Some(Box::new(inner.clone())),
        previous: Some(Box::new(inner)),
        owner: Nullable::Value("o".to_owned()),
        detail: json!(1),
    };
    assert_eq!(branch, expected);
    assert_eq!(expected.owner(Nullable::Null).owner, Nullable::Null);
}

#[derive(Debug, Clone, PartialEq)]
struct Tree {
    name: String,
    age: i64,
    labels: Vec<String>,
    sizes: Vec<i64>,
    root: Box<Branch>,
    crown: Box<Text>,
    kind: &'static str,
    state: Option<i64>,
    note: Option<String>,
    others: Map<Value>,
}

/// What a text turns into.
#[derive(Debug, Clone, PartialEq)]
struct Text(String);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

builder! {
    Tree {
        new(
            name(into String), age(i64), labels(each into String), sizes(each i64), root(boxed Branch),
            crown(boxed into Text), kind = "tree"
        ),
        optional state(i64) = Some(1), optional note(into String), ..others
    }
}

#[test]
fn what_is_made_has_what_it_is_given_and_what_is_known() {
    let tree = Tree::new("oak", 300, ["a", "b"], [1, 2], Branch::new(), "green");
    let expected = Tree {
        name: "oak".to_owned(),
        age: 300,
        labels: vec!["a".to_owned(), "b".to_owned()],
        sizes: vec![1, 2],
        root: Box::new(Branch::default()),
        crown: Box::new(Text("green".to_owned())),
        kind: "tree",
        state: Some(1),
        note: None,
        others: Map::new(),
    };
    assert_eq!(tree, expected);
    assert_eq!(tree.state(2).note("old"), Tree { state: Some(2), note: Some("old".to_owned()), ..expected });
}

/// With nothing but what is known of it.
#[derive(Debug, PartialEq)]
struct Marked {
    mark: &'static str,
}

builder! {
    Marked {
        new(mark = "x"),
    }
}

#[test]
fn what_needs_nothing_has_a_default() {
    assert_eq!(Marked::default(), Marked { mark: "x" });
    let unset = Branch {
        name: None,
        count: None,
        labels: None,
        sizes: None,
        next: None,
        previous: None,
        owner: Nullable::Absent,
        detail: Value::Null,
    };
    assert_eq!(Branch::default(), unset);
}
