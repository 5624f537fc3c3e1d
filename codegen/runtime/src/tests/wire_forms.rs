//! The table of wire forms (`wire_forms.txt`), held against what arrives over HTTP.
//!
//! In: the table, which is worked out from the standards. Out: a failure for each cell that is missing, doubled or different. Deliberately
//! absent: how a description becomes a style, which the fixtures' calls are tried on.

use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

use super::api::{ListNumbers, raw, run};
use super::recorder::{Recorder, Sent};
use crate::call::Call;
use crate::client::Client;
use crate::decode::Json;
use crate::enumeration::string_enum;
use crate::multipart::Parts;
use crate::operation::{Endpoint, Operation};
use crate::parameter::{Form, Style};
use crate::time::{Date, DateTime};

const TABLE: &str = include_str!("wire_forms.txt");

string_enum! {
    /// An enumeration as the generator writes it.
    Colour {
        DarkBlue = "dark blue",
        ..Unknown
    }
}

/// The kinds of value, by their names in the table.
fn values() -> Vec<(&'static str, Option<Box<RawValue>>)> {
    vec![
        ("string", typed("blue")),
        ("empty string", typed("")),
        ("reserved", typed(":/?#[]@!$&()*+,;=")),
        ("apostrophe", typed("'")),
        ("other", typed("50% <%41> \"\\^`{|}~")),
        ("unicode", typed("日é")),
        ("integer", typed(&42_i64)),
        ("number", typed(&1.5_f64)),
        ("boolean", typed(&true)),
        ("enum", typed(&Colour::DarkBlue)),
        ("date", typed(&Date::from_text("2026-01-02"))),
        ("date-time", typed(&DateTime::from_text("2026-01-02T03:04:05.5+01:00"))),
        ("null", typed(&None::<String>)),
        ("absent", None),
        ("array", typed(&["blue", "black", "brown"])),
        ("empty array", typed(&[""; 0])),
        ("array of empty strings", typed(&["", "x"])),
        ("array with null", typed(&[Some("a"), None, Some("b")])),
        ("array of texts", typed(&["a,b", "c d", "e|f"])),
        ("object", text(r#"{"R":100,"G":200,"B":150}"#)),
        ("empty object", text("{}")),
        ("object of texts", text(r#"{"k":"","n":null,"a b":"c&d"}"#)),
        ("nested", text(r#"{"o":{"p":1},"l":[1,2]}"#)),
    ]
}

fn typed<T: Serialize + ?Sized>(value: &T) -> Option<Box<RawValue>> {
    text(&serde_json::to_string(value).unwrap())
}

/// JSON as it is, so that members keep their order.
#[expect(clippy::unnecessary_wraps, reason = "it stands in a list with a value that is absent")]
fn text(json: &str) -> Option<Box<RawValue>> {
    Some(raw(json))
}

const LOCATIONS: [&str; 6] = ["path", "query", "header", "cookie", "field", "part"];
const STYLES: [&str; 9] = [
    "default",
    "content",
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// A row of the table: a location, a style, and whether it explodes and leaves reserved characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    location: &'static str,
    style: &'static str,
    explode: bool,
    reserved: bool,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { location, style, explode, reserved } = self;
        write!(formatter, "{location} {style} explode={explode} reserved={reserved}")
    }
}

/// Every place that there is.
fn places() -> Vec<Place> {
    let mut places = Vec::new();
    for location in LOCATIONS {
        for style in STYLES {
            for (explode, reserved) in [(false, false), (false, true), (true, false), (true, true)] {
                places.push(Place { location, style, explode, reserved });
            }
        }
    }
    places
}

/// The places that the head of a block stands for.
fn named(head: &str) -> Vec<Place> {
    let fits = |pattern: &str, word: &str| pattern == "*" || pattern.split('|').any(|one| one == word);
    let words: Vec<&str> = head.split(' ').collect();
    let [location, style, explode, reserved] = words[..] else { panic!("`{head}` names no place") };
    let flag = |word: &'static str, text: &str, flag: bool| {
        fits(text.strip_prefix(word).unwrap_or_else(|| panic!("`{head}` lacks `{word}`")), &flag.to_string())
    };
    let is_named = |place: &Place| {
        fits(location, place.location)
            && fits(style, place.style)
            && flag("explode=", explode, place.explode)
            && flag("reserved=", reserved, place.reserved)
    };
    places().into_iter().filter(is_named).collect()
}

/// What a place has for each kind of value; nothing, where the style is not to be had there.
type Row = Option<BTreeMap<String, String>>;

/// The table by place. A place that stands in it twice is a failure.
fn table() -> BTreeMap<Place, Row> {
    let mut table = BTreeMap::new();
    let mut blocks: Vec<(Vec<Place>, &str)> = Vec::new();
    for block in TABLE.split("\n## ").skip(1) {
        let (head, body) = block.split_once('\n').unwrap();
        let places = named(head.split(" // ").next().unwrap());
        assert!(!places.is_empty(), "`{head}` stands for no place");
        blocks.push((places, body));
    }
    // What a block refers to may stand below it, and refer to others.
    for _ in 0..3 {
        for (places, body) in &blocks {
            if places.iter().any(|place| table.contains_key(place)) {
                continue;
            }
            let Some(row) = row(body, &table) else { continue };
            for place in places {
                table.insert(*place, row.clone());
            }
        }
    }
    let named: Vec<Place> = blocks.iter().flat_map(|(places, _)| places.iter().copied()).collect();
    for place in places() {
        assert_eq!(named.iter().filter(|other| **other == place).count(), 1, "{place}");
        assert!(table.contains_key(&place), "{place} refers to what is not there");
    }
    table
}

/// The cells of a block, if what it refers to is known.
fn row(body: &str, table: &BTreeMap<Place, Row>) -> Option<Row> {
    let mut cells = BTreeMap::new();
    for line in body.lines().filter(|line| !line.is_empty()) {
        let (mark, rest) = line.split_at(2);
        assert!(matches!(mark, "= " | "~ " | "! " | "- "), "`{line}` has no mark");
        let (cell, note) = rest.split_once("// ").map_or((rest, ""), |(cell, note)| (cell.trim_end(), note));
        assert!(mark == "= " || !note.is_empty(), "`{line}` says no reason");
        if mark == "- " {
            return Some(None);
        }
        if let Some(other) = cell.strip_prefix("as ") {
            cells =
                table.get(&named(other)[0])?.clone().unwrap_or_else(|| panic!("`{line}` refers to nothing"));
            continue;
        }
        let (kind, expected) = cell.split_at_checked(24).unwrap_or((cell, ""));
        cells.insert(kind.trim_end().to_owned(), expected.trim_end().to_owned());
    }
    Some(Some(cells))
}

/// `POST /p/{color}`
enum Probe {}

impl Operation for Probe {
    type Output = Json<Vec<i64>>;
    type Error = Json<String>;
    const ENDPOINT: Endpoint =
        Endpoint { id: "Probe", method: "POST", path: "/p/{color}", ..ListNumbers::ENDPOINT };
}

impl Place {
    fn style(self) -> Style {
        let form = match (self.style, self.location) {
            ("content", _) => return Style::JSON,
            ("simple", _) | ("default", "path" | "header") => Form::Simple,
            ("label", _) => Form::Label,
            ("matrix", _) => Form::Matrix,
            ("spaceDelimited", _) => Form::SpaceDelimited,
            ("pipeDelimited", _) => Form::PipeDelimited,
            ("deepObject", _) => Form::DeepObject,
            _ => Form::Form,
        };
        // The defaults of `explode`, where they are not those of a query, which is tried with both.
        let explode = match (self.style, self.location) {
            ("default", "path" | "header") => false,
            ("default", "cookie") => true,
            _ => self.explode,
        };
        Style { form, explode, reserved: self.reserved }
    }

    /// Puts a value into a call, as a generated setter does.
    fn put(self, call: &mut Call<Probe>, value: &RawValue) {
        let (style, request) = (self.style(), &mut call.request);
        match self.location {
            "path" => request.path("color", style, value),
            "query" => request.query("color", style, value),
            "header" => request.header("x-color", style, value),
            "cookie" => request.cookie("color", style, value),
            "field" => {
                let styles = [("color", style)];
                let styles = if self.style == "default" { &[][..] } else { &styles };
                request.url_encoded(&BTreeMap::from([("color", value)]), styles);
            }
            _ => request.multipart(self.parts(value)),
        }
    }

    /// A value as parts of a form: by its type, or by a style.
    fn parts(self, value: &RawValue) -> Parts {
        let items = || serde_json::from_str::<Vec<Box<RawValue>>>(value.get()).unwrap();
        match (self.style, value.get().as_bytes()[0]) {
            ("content", _) | ("default", b'{') => Parts::new().json("color", [value], None),
            ("default", b'[') => Parts::new().texts("color", items(), None),
            ("default", _) => Parts::new().texts("color", [value], None),
            ("form", _) => Parts::new().form("color", value, self.explode),
            ("spaceDelimited", _) => Parts::new().space_delimited("color", value, self.explode),
            ("pipeDelimited", _) => Parts::new().pipe_delimited("color", value, self.explode),
            _ => Parts::new().deep_object("color", value, self.explode),
        }
    }

    /// What arrived at this place.
    fn seen(self, sent: &Sent) -> Option<String> {
        match self.location {
            "path" => sent.target.strip_prefix("/p/").map(str::to_owned),
            "query" => sent.target.split_once('?').map(|(_, query)| query.to_owned()),
            "header" => sent.header("x-color"),
            "cookie" => sent.header("cookie"),
            "field" => Some(sent.body.clone()).filter(|body| !body.is_empty()),
            _ => Some(sent.parts().join(" + ")).filter(|parts| !parts.is_empty()),
        }
    }
}

/// Sends a value, and says how it arrived.
async fn arrived(place: Place, value: Option<&RawValue>, client: &Client, recorder: &Recorder) -> String {
    let mut call = Call::<Probe>::new(client);
    if place.location != "path" {
        call.request.path("color", Style::SIMPLE, "x");
    }
    if let Some(value) = value {
        place.put(&mut call, value);
    }
    let before = recorder.count();
    let refused = call.send().await.is_err();
    assert_eq!(recorder.count() == before, refused, "{place}: an error comes before anything is sent");
    if refused {
        return "(refused)".to_owned();
    }
    match place.seen(&recorder.last()) {
        None => "(nothing)".to_owned(),
        Some(text) if text.is_empty() => "(empty)".to_owned(),
        Some(text) => text.trim_end().to_owned(),
    }
}

#[test]
fn every_cell_arrives_as_the_standards_have_it() {
    let (table, values) = (table(), values());
    let mut differing = Vec::new();
    run(async {
        let recorder = Recorder::start().await;
        let client = recorder.client();
        for (place, row) in table {
            let Some(mut row) = row else { continue };
            for (kind, value) in &values {
                let expected =
                    row.remove(*kind).unwrap_or_else(|| panic!("{place} has no cell for `{kind}`"));
                let found = arrived(place, value.as_deref(), &client, &recorder).await;
                if found != expected {
                    differing.push(format!("{place} of {kind}:\n  expected {expected}\n  arrived  {found}"));
                }
            }
            assert!(row.is_empty(), "{place} has cells for kinds that are not tried: {row:?}");
        }
    });
    assert!(differing.is_empty(), "{} cells differ:\n{}", differing.len(), differing.join("\n"));
}
