//! Headers of answers as typed values.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::api::{ListNumbers, Script, run};
use crate::call::Call;
use crate::enumeration::{integer_enum, string_enum};
use crate::formatted::Formatted;
use crate::header::Header;
use crate::model::{Map, model};
use crate::number::Decimal;
use crate::secret::Secret;
use crate::union::union;

string_enum! { Kind { Full = "full", ..Unknown } }

integer_enum! { Level { High = 3, ..Unknown } }

struct Limits {
    limit: i64,
    scope: Option<String>,
    kind: Option<Kind>,
    other: Map<Value>,
}

model! { Limits { 0: required limit = "limit", 1: optional scope = "scope", 2: optional kind = "kind", ..other } }

#[derive(Debug, Clone, PartialEq)]
enum Amount {
    Kind(Kind),
    Whole(i64),
    Unknown(Value),
}

union! { Amount by Kind(&[String, Integer]) => { 0: value Kind(Kind), 1: value Whole(i64), ..Unknown } }

fn headers(lines: &[&'static str]) -> HeaderMap {
    let name = HeaderName::from_static("x");
    lines.iter().map(|line| (name.clone(), HeaderValue::from_static(line))).collect()
}

/// The value of the header `x` that stands in these lines.
fn one<T: serde::de::DeserializeOwned>(lines: &[&'static str]) -> Option<T> {
    Header::new("x").read(&headers(lines))
}

#[test]
fn single_values_are_read_as_what_is_declared() {
    assert_eq!(one::<i64>(&["-7"]), Some(-7));
    assert_eq!(one::<i32>(&[" 7 "]), Some(7));
    assert_eq!(one::<u64>(&["18446744073709551615"]), Some(u64::MAX));
    assert_eq!(one::<f64>(&["1.5"]), Some(1.5));
    assert_eq!(one::<bool>(&["true"]), Some(true));
    assert_eq!(one::<String>(&["\"an-etag\""]).as_deref(), Some("\"an-etag\""));
    assert_eq!(one::<String>(&["123"]).as_deref(), Some("123"));
    assert_eq!(one::<String>(&[""]).as_deref(), Some(""));
    assert_eq!(one::<String>(&["first", "second"]).as_deref(), Some("first"));
    assert_eq!(one::<Secret>(&["s"]).unwrap().expose(), "s");
    assert_eq!(one::<Formatted<u8>>(&["not 8 bits"]).unwrap().to_string(), "not 8 bits");
    assert_eq!(one::<Decimal>(&["1.10"]).unwrap().to_string(), "1.10");
    assert_eq!(one::<Kind>(&["full"]), Some(Kind::Full));
    assert_eq!(one::<Kind>(&["more"]).unwrap().as_str(), "more");
    assert_eq!(one::<Level>(&["3"]), Some(Level::High));
    assert_eq!(one::<Level>(&["4"]), Some(Level::Unknown(4)));
    assert_eq!(one::<Value>(&["anything"]), Some(json!("anything")));
    assert_eq!(one::<Option<i64>>(&["1"]), Some(Some(1)));
}

#[test]
fn what_is_missing_or_malformed_is_none() {
    assert_eq!(one::<i64>(&[]), None);
    assert_eq!(one::<i64>(&["many"]), None);
    assert_eq!(one::<i64>(&[""]), None);
    assert_eq!(one::<i32>(&["99999999999"]), None);
    assert_eq!(one::<bool>(&["yes"]), None);
    assert_eq!(Header::<Vec<i64>>::list("x").read(&headers(&["1,two"])), None);
    assert_eq!(Header::<Vec<i64>>::list("x").read(&headers(&[])), None);
    assert_eq!(Header::<Value>::json("x").read(&headers(&["{"])), None);
    assert_eq!(Header::<BTreeMap<String, i64>>::object("x").read(&headers(&["a,1,b"])), None);
    let mut opaque = HeaderMap::new();
    opaque.insert("x", HeaderValue::from_bytes(b"\xFF").unwrap());
    assert_eq!(Header::<String>::new("x").read(&opaque), None);
    opaque.insert("x", HeaderValue::from_bytes("ü".as_bytes()).unwrap());
    assert_eq!(Header::<String>::new("x").read(&opaque).as_deref(), Some("ü"));
}

/// "Style Examples" of OpenAPI 3.0.4, 4.7.12.4, for `simple`; lines as RFC 9110, section 5.3, has them.
#[test]
fn lists_and_objects_have_commas_between() {
    let list = |lines: &[&'static str]| Header::<Vec<String>>::list("x").read(&headers(lines)).unwrap();
    assert_eq!(list(&["blue,black,brown"]), ["blue", "black", "brown"]);
    assert_eq!(list(&["blue, black", "brown"]), ["blue", "black", "brown"]);
    assert_eq!(list(&["blue,,brown,"]), ["blue", "brown"]);
    assert!(list(&[""]).is_empty());
    assert_eq!(Header::<(i64, String)>::list("x").read(&headers(&["1,a"])), Some((1, "a".to_owned())));
    let object = |line| Header::<BTreeMap<String, i64>>::object("x").read(&headers(&[line])).unwrap();
    let colour =
        BTreeMap::from([("R", 100), ("G", 200), ("B", 150)].map(|(name, value)| (name.into(), value)));
    assert_eq!(object("R,100,G,200,B,150"), colour);
    assert_eq!(object("R=100,G=200, B=150"), colour);
    assert_eq!(Header::<Value>::json("x").read(&headers(&[r#"{"a":[1]}"#])), Some(json!({"a": [1]})));
}

#[test]
fn models_and_unions_are_read_from_headers_too() {
    let limits = |line| Header::<Limits>::object("x").read(&headers(&[line]));
    let with = |other| Limits { limit: 10, scope: Some("5".to_owned()), kind: Some(Kind::Full), other };
    assert_eq!(limits("limit,10,scope,5,kind,full"), Some(with(Map::new())));
    let new = Map::from([("new".to_owned(), json!("1"))]);
    assert_eq!(limits("kind=full,scope=5,limit=10,new=1"), Some(with(new)));
    assert_eq!(limits("scope=5"), None);
    assert_eq!(one::<Amount>(&["full"]), Some(Amount::Kind(Kind::Full)));
    assert_eq!(one::<Amount>(&["5"]), Some(Amount::Whole(5)));
    let amounts = Header::<Vec<Amount>>::list("x").read(&headers(&["5,full"]));
    assert_eq!(amounts, Some(vec![Amount::Whole(5), Amount::Kind(Kind::Full)]));
    let amounts = Header::<BTreeMap<String, Amount>>::object("x").read(&headers(&["a=5"]));
    assert_eq!(amounts, Some(BTreeMap::from([("a".to_owned(), Amount::Whole(5))])));
    let prices = Header::<Vec<Decimal>>::list("x").read(&headers(&["1.10,2"])).unwrap();
    assert_eq!(prices.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1.10", "2"]);
}

/// RFC 9110, section 5.3: the one header whose lines are not joined, for their dates have commas.
#[test]
fn cookies_are_one_a_line() {
    let (first, second) = ("a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT", "b=2");
    let cookies = [first, second].map(|line| ("Set-Cookie".parse().unwrap(), HeaderValue::from_static(line)));
    let cookies: HeaderMap = cookies.into_iter().collect();
    assert_eq!(Header::<Vec<String>>::list("set-cookie").read(&cookies).unwrap(), [first, second]);
    assert_eq!(Header::<Vec<String>>::list("Set-Cookie").read(&cookies).unwrap(), [first, second]);
}

#[test]
fn answers_and_errors_have_them() {
    const TYPE: Header<String> = Header::new("Content-Type");
    const LENGTH: Header<i64> = Header::new("content-type");
    let script = Script::new(&[(200, "application/json", "[]"), (500, "text/html", "")]);
    let client = script.client();
    let response = run(Call::<ListNumbers>::new(&client).send()).unwrap();
    assert_eq!(response.header(TYPE).as_deref(), Some("application/json"));
    assert_eq!(response.header(LENGTH), None);
    assert_eq!(response.headers()[TYPE.name().to_ascii_lowercase().as_str()], "application/json");
    let error = run(Call::<ListNumbers>::new(&client).send()).unwrap_err();
    assert_eq!(error.header(TYPE).as_deref(), Some("text/html"));
}
