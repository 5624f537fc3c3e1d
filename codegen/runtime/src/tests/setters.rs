//! Setters of parameters and properties, one of each kind that a table can have.

use http::HeaderValue;
use serde_json::{Value, json};

use super::api::Script;
use crate::call::Call;
use crate::decode::Json;
use crate::nullable::Nullable;
use crate::operation::{Endpoint, Operation};
use crate::parameter::{Form, Style};
use crate::parameters::parameters;
use crate::setters::setters;

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

#[derive(Debug, Clone, Default, PartialEq)]
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

setters! {
    Branch {
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
    let branch = Branch::default().name("outer").set_count(2).labels(["a"]).sizes([1]);
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
