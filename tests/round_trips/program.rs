//! The program that tries the values: one line of its source, and one of what it prints, for each value. Its calls are made in
//! [`calls`](crate::calls).
//!
//! In: the fixtures and the values. Out: texts of files. Deliberately absent: the disk.

use std::fmt::Write;

use crate::fixtures::Fixture;
use crate::values::Sample;

/// The manifest of the workspace. Like this one's, it leaves out what only slows the compiler down.
pub(crate) const WORKSPACE: &str = "[workspace]
resolver = \"3\"
members = [\"*\"]
exclude = [\"Cargo.lock\"]

[profile.dev]
debug = false
";

/// What only ever goes out can be read with this one.
const READS_REQUESTS: &str = "deserialize-requests";

/// The manifest of the program, with every tag of every crate and no TLS. By default it reads what only ever goes out.
pub(crate) fn manifest(fixtures: &[Fixture]) -> String {
    let mut text =
        "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\n".to_owned();
    let readable = fixtures.iter().map(|fixture| format!("\"{}/{READS_REQUESTS}\"", fixture.name));
    writeln!(text, "default = [{}]\n\n[dependencies]", readable.collect::<Vec<_>>().join(", ")).unwrap();
    text.push_str("serde = \"1\"\nserde_json = \"1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n");
    for fixture in fixtures {
        let name = &fixture.name;
        let features = tags(fixture).join("\", \"");
        let features = if features.is_empty() { features } else { format!("\"{features}\"") };
        let package = name.replace('_', "-");
        writeln!(
            text,
            "{name} = {{ package = \"{package}\", path = \"../{name}\", default-features = false, features = [{features}] }}"
        )
        .unwrap();
    }
    text
}

/// The features of a crate's tags.
fn tags(fixture: &Fixture) -> Vec<String> {
    let generation = fixture.generate();
    let manifest = &generation.files["Cargo.toml"];
    let features = manifest.split("[features]").nth(1).unwrap().split('[').next().unwrap_or_default();
    let lines =
        manifest.lines().skip_while(|line| *line != "[features]").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.ends_with("= []")).filter_map(|line| line.split(' ').next());
    assert!(!features.is_empty(), "a crate has features");
    names.filter(|name| *name != READS_REQUESTS).map(str::to_owned).collect()
}

/// The source of the program.
pub(crate) fn source(samples: &[Sample]) -> String {
    let mut text = FRAME.to_owned();
    text.push_str("\nfn values() {\n");
    for Sample { fixture, model, value } in samples {
        writeln!(
            text,
            "    again::<{fixture}::models::{model}>(\"{fixture}::{model}\", {:?});",
            value.to_string()
        )
        .unwrap();
    }
    text.push_str("}\n");
    text
}

/// What does not depend on the values. The limit is what the crate with the longest chain asks for. Numbers are compared by what they are, so that `3` equals `3.0`.
const FRAME: &str = r#"#![recursion_limit = "8192"]
#![allow(deprecated, reason = "what is deprecated is called too")]

mod calls;

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Without arguments, the values; with names of fixtures and addresses, their calls.
fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        runtime.block_on(calls::of(&pair[0], &pair[1]));
    }
    if arguments.is_empty() {
        values();
    }
}

fn again<T: Clone + Debug + PartialEq + Send + Sync + Serialize + DeserializeOwned>(name: &str, text: &str) {
    let value: T = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return println!("{name} ≠ {text}\n    {error}"),
    };
    let written = serde_json::to_string(&value).unwrap();
    let before: Value = serde_json::from_str(text).unwrap();
    let after: Value = serde_json::from_str(&written).unwrap();
    let same = alike(&before, &after) && serde_json::from_str::<T>(&written).is_ok_and(|again| again == value);
    println!("{name} {} {text}\n    {value:?}", if same { "=" } else { "≠" });
    if !same {
        println!("    {written}");
    }
}

fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64() && one.is_f64() != other.is_f64() && one.as_f64().is_some_and(|size| size.abs() < 1e15),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| alike(one, other)))
        }
        _ => one == other,
    }
}
"#;
