//! Documents that are damaged at random: the generator ends, says what is wrong, and what it writes is Rust.
//!
//! The damage is the same in every run: a document fails here once and for all, or never.

use std::panic::{AssertUnwindSafe, catch_unwind};

use codegen::is_runtime;
use serde_json::{Map, Value, json};

use crate::fixtures::{Documents, Fixture, fixtures};
use crate::laws::changes::{read, write};

/// How many documents are tried.
const TRIED: u64 = 300;

/// Names that make trouble.
const NAMES: &[&str] = &[
    "",
    " ",
    "\n",
    "\u{0}",
    "self",
    "type",
    "r#type",
    "_",
    "'",
    "\"",
    "\\",
    "{",
    "{a",
    "/",
    "~",
    "%zz",
    "#",
    "日本語",
    "\u{202e}",
    "1a",
    "-",
    "A",
    "a",
    "Result",
    "String",
    "new",
    "x-a",
    "$ref",
    "*/",
    "*/*",
    "application/json",
    "multipart/form-data",
    "..",
    "con",
    "mod",
    "2XX",
    "999",
    "null",
    "🦀",
];

/// A generator of numbers (xorshift), which is the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A value that hardly ever fits.
    fn value(&mut self) -> Value {
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1.5),
            json!(u64::MAX),
            json!(f64::MAX),
            json!([]),
            json!({}),
            json!([null, 1, "a", {}]),
            json!({ "$ref": "#" }),
            json!({ "$ref": 5 }),
            json!({ "": {} }),
            json!("long ".repeat(200)),
            json!(self.pick(NAMES)),
        ];
        self.pick(&odd).clone()
    }
}

/// The pointers of all nodes.
fn places(node: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match node {
        Value::Object(members) => {
            for (key, member) in members {
                places(member, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Damages one node.
fn damage(document: &mut Value, chance: &mut Chance) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let (at, other) = (chance.pick(&all).clone(), chance.pick(&all).clone());
    let copy = document.pointer(&other).cloned().unwrap_or_default();
    let kind = chance.below(7);
    let value = match kind {
        0 => chance.value(),
        1 => copy,
        2 => json!({ "$ref": format!("#{other}") }),
        3 => json!([document.pointer(&at)]),
        4 => json!({ "allOf": [document.pointer(&at), { "$ref": format!("#{other}") }] }),
        _ => return rename(document, &at, (kind == 5).then(|| *chance.pick(NAMES))),
    };
    if let Some(node) = document.pointer_mut(&at) {
        *node = value;
    }
}

/// Gives a member another name, or takes it out.
fn rename(document: &mut Value, at: &str, name: Option<&str>) {
    let Some((holder, key)) = at.rsplit_once('/') else { return };
    let key = key.replace("~1", "/").replace("~0", "~");
    let Some(members) = document.pointer_mut(holder).and_then(Value::as_object_mut) else { return };
    let renamed = std::mem::take(members).into_iter().filter_map(|(known, value)| match name {
        _ if known != key => Some((known, value)),
        name => name.map(|name| (name.to_owned(), value)),
    });
    *members = renamed.collect::<Map<_, _>>();
}

/// A document of the fixtures, damaged.
fn damaged(subjects: &[Fixture], seed: u64) -> Fixture {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        chance.below(1);
    }
    let mut subject = chance.pick(subjects).clone();
    let names: Vec<&String> = subject.files.keys().collect();
    let name = (*chance.pick(&names)).clone();
    let mut document = read(&subject.files[&name]);
    for _ in 0..=chance.below(3) {
        damage(&mut document, &mut chance);
    }
    let mut text = write(&document);
    if chance.below(10) == 0 {
        text.truncate(chance.below(text.len()));
    }
    subject.files.insert(name, text);
    subject
}

/// What is wrong with what is made of a document.
fn fault(files: &Documents, root: &str) -> Option<String> {
    let made = catch_unwind(AssertUnwindSafe(|| crate::fixtures::generate(files, root, "damaged")));
    let Ok(made) = made else { return Some("a panic".to_owned()) };
    let rules = ["unprintable", "unaccounted"];
    let coverage = made.coverage();
    let entries = coverage.operations.iter().map(|entry| &entry.reasons);
    let reasons = entries.chain(coverage.schemas.iter().map(|entry| &entry.reasons)).flatten();
    let said =
        made.diagnostics.iter().map(|said| said.rule).chain(reasons.map(|reason| reason.rule.as_str()));
    let broken = made
        .files
        .iter()
        .filter(|(path, text)| path.ends_with(".rs") && !is_runtime(path) && syn::parse_file(text).is_err());
    let mut said = said.filter(|rule| rules.contains(rule)).map(str::to_owned);
    said.next().or_else(|| broken.map(|(path, _)| format!("{path} is no Rust")).next())
}

#[test]
fn no_damage_to_a_document_does_harm() {
    let subjects = fixtures("tests/fixtures/features");
    let faults = (0..TRIED).filter_map(|seed| {
        let subject = damaged(&subjects, seed);
        fault(&subject.files, &subject.root).map(|fault| (seed, subject.name, fault))
    });
    assert_eq!(faults.collect::<Vec<_>>(), []);
}
