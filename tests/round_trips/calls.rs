//! The calls of the program: each operation of each fixture, once for each media type of its body, with everything that it takes.
//!
//! In: descriptions, and what is generated of them. Out: the source of the calls. Names and types are read off the generated source; which
//! parameters there are, and with which values, the description says, and so does the server that is called. Deliberately absent: how a
//! value is written, which is for the generated client to do and for the server to judge.

use std::fmt::Write;

use serde_json::Value;
use support::{
    Content, Operation, Parameter, operations, sendable, sendable_reserved, without_patterns, workspace_path,
};

use crate::fixtures::Fixture;
use crate::reading::{Api, Argument, Crate, Method, Place};
use crate::types::{Type, last_name};

/// Where the description of a fixture is, if there is one with operations. Of one with mistakes, what it plainly means stands beside this
/// module: the server reads nothing but what the standard knows.
pub(crate) fn description(fixture: &Fixture) -> Option<String> {
    let (folder, Fixture { name, root, .. }) = ("tests/fixtures/features", fixture);
    let places = [
        format!("tests/round_trips/{name}.yaml"),
        format!("{folder}/{root}"),
        format!("{folder}/{name}/{root}"),
    ];
    let found = places.into_iter().find(|path| workspace_path(path).is_file());
    found.filter(|path| !operations(path).is_empty())
}

/// The source of the calls, with a function that makes those of a fixture by its name.
pub(crate) fn source(fixtures: &[Fixture]) -> String {
    let mut text = FRAME.to_owned();
    let mut arms = String::new();
    for fixture in fixtures {
        let Some(description) = description(fixture) else { continue };
        let (name, schemes) = (&fixture.name, schemes(&operations(&description)));
        writeln!(arms, "        {name:?} => {name}(url).await,").unwrap();
        write!(
            text,
            "\nasync fn {name}(url: &str) {{\n    let builder = {name}::Client::builder().base_url(url)"
        )
        .unwrap();
        for scheme in schemes {
            write!(text, ".credential({scheme:?}, \"user:password\".into())").unwrap();
        }
        let once = format!("retry({name}::RetryPolicy::never())");
        writeln!(text, ";\n    let client = builder.allow_unstable(true).{once}.build().unwrap();").unwrap();
        for call in calls(fixture, &operations(&description)) {
            writeln!(text, "    {call}").unwrap();
        }
        text.push_str("}\n");
    }
    write!(text, "\npub async fn of(fixture: &str, url: &str) {{\n    match fixture {{\n{arms}").unwrap();
    text.push_str("        other => println!(\"no calls of {other}\"),\n    }\n}\n");
    text
}

const FRAME: &str = r#"use serde::de::DeserializeOwned;

fn value<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Makes a call as often as there are answers to it, and tells what comes of each.
macro_rules! call {
    ($name:literal, $answers:literal, $call:expr) => {
        let call = $call;
        for _ in 0..$answers {
            match call.clone().send().await {
                Ok(response) => println!("{} {}", $name, response.status().as_u16()),
                Err(error) => {
                    let status = error.status().map_or(0, |status| status.as_u16());
                    let body = if error.api().is_some() { "with" } else { "without" };
                    println!("{} {status} is {:?} {body} its body", $name, error.kind());
                }
            }
        }
    };
}
"#;

/// The names of all schemes of credentials.
fn schemes(operations: &[Operation]) -> Vec<String> {
    let all = operations.iter().flat_map(|operation| operation.security.iter().flatten());
    let mut names: Vec<String> = all.map(|scheme| scheme.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The statements that call the operations of a fixture.
fn calls(fixture: &Fixture, operations: &[Operation]) -> Vec<String> {
    let generated = Crate::read(&fixture.name, &fixture.generate().files);
    let mut calls = Vec::new();
    let is_played = |(method, path): &&(String, String)| {
        operations.iter().any(|operation| {
            operation.method == *method && without_patterns(&operation.path) == without_patterns(path)
        })
    };
    let unplayed: Vec<_> = generated.endpoints().filter(|endpoint| !is_played(endpoint)).collect();
    assert!(unplayed.is_empty(), "{}: the server knows nothing of {unplayed:?}", fixture.name);
    for operation in operations {
        let (api, method) = generated.method(&operation.method, &without_patterns(&operation.path));
        let contents = operation.body.as_ref().map_or(&[][..], |body| &body.contents);
        for index in 0..contents.len().max(1) {
            let scene = Scene { generated: &generated, api, operation, index };
            let call = scene.call(method);
            let (name, answers) =
                (format!("{} {}", fixture.name, operation.id), operation.responses.len().max(1));
            calls.push(format!("call!({name:?}, {answers}, {call});"));
        }
    }
    calls
}

/// A call of an operation with one of its bodies.
struct Scene<'a> {
    generated: &'a Crate,
    api: &'a Api,
    operation: &'a Operation,
    index: usize,
}

impl Scene<'_> {
    /// The call with all arguments and setters. One that the description does not declare is a failure; one that is missing is found out by
    /// the server.
    fn call(&self, method: &Method) -> String {
        let arguments: Vec<String> = method.arguments.iter().map(|argument| self.value(argument)).collect();
        let mut call = format!("client.{}().{}({})", self.api.module, method.name, arguments.join(", "));
        for setter in self.api.setters(&method.marker) {
            let arguments: Vec<String> =
                setter.arguments.iter().map(|argument| self.value(argument)).collect();
            write!(call, ".{}({})", setter.name, arguments.join(", ")).unwrap();
        }
        call
    }

    /// The value of an argument, as the description has it.
    fn value(&self, argument: &Argument) -> String {
        match &argument.place {
            Place::Parameter(location, wire) => {
                let example = &self.parameter(location, wire).example;
                self.generated.value(self.api, &argument.ty, example)
            }
            Place::Body => self.body(argument),
        }
    }

    fn parameter(&self, location: &str, wire: &str) -> &Parameter {
        let declared =
            |known: &&Parameter| known.location == location && known.name.eq_ignore_ascii_case(wire);
        let known = self.operation.parameters.iter().find(declared);
        known.unwrap_or_else(|| panic!("{}: `{wire}` in {location} is not declared", self.operation.id))
    }

    /// The body of a media type: by itself, or as a branch of the choice between several.
    fn body(&self, argument: &Argument) -> String {
        let content = &self.operation.body.as_ref().unwrap().contents[self.index];
        let value = |ty: &Type| {
            let written = self.generated.value(self.api, ty, &body_value(content));
            match named_by_caller(content).filter(|_| last_name(ty) == "File") {
                Some(media_type) => format!("{written}.with_content_type({media_type:?})"),
                None => written,
            }
        };
        match self.api.choice(&argument.ty) {
            None => value(&argument.ty),
            Some((name, variants)) => {
                let (variant, ty) = &variants[self.index];
                let inner = value(ty);
                format!("{}::api::{}::{name}::{variant}({inner})", self.generated.name, self.api.module)
            }
        }
    }
}

/// The media type that a file has to name, because a range is all that is declared, and not everything is in it.
fn named_by_caller(content: &Content) -> Option<String> {
    let kind = content.media_type.strip_suffix("/*").filter(|kind| !["*", "application"].contains(kind))?;
    Some(format!("{kind}/example"))
}

/// An example of a body, without what only the service may say.
fn body_value(content: &Content) -> Value {
    let Some(schema) = content.schema else { return Value::from("anything") };
    let mut value = sendable(schema);
    let encodings = content.node.entries("encoding");
    for (name, _) in encodings.filter(|(_, encoding)| encoding.flag("allowReserved").unwrap_or_default()) {
        let property = schema.get("properties").and_then(|properties| properties.get(name)).unwrap();
        value[name] = sendable_reserved(property);
    }
    value
}
