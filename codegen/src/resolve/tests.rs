//! What documents mean, shown in a short notation of its own: `{ name: string, other?: Other }` is an object with a required
//! and an optional property, a `?` after a type admits null.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod merging;
mod operations;
mod scalars;
mod unions;

use std::collections::BTreeMap;

use crate::Diagnostics;
use crate::ir::{Additional, Api, Choice, Object, PathRoot, Shape, Union, Usage, Variant};

/// Reads a document of one file that must be free of errors.
fn api(text: &str) -> Api {
    let files = BTreeMap::from([("openapi.yaml".to_owned(), text.as_bytes().to_vec())]);
    let mut diagnostics = Diagnostics::default();
    let (sources, api) = crate::read(&files, "openapi.yaml", &mut diagnostics);
    let shown = crate::diagnostics::render::render(&diagnostics, &sources, false);
    assert!(!diagnostics.has_errors(), "{shown}");
    api.unwrap_or_else(|| panic!("{shown}"))
}

/// What the schemas of a document's components are.
fn check_schemas(version: &str, schemas: &str, expected: &[&str]) {
    let indented = schemas.replace('\n', "\n    ");
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    {indented}\n"
    );
    let api = api(&text);
    let components = api.schemas.iter().filter(|(_, schema)| schema.path.segments.is_empty());
    let shown: Vec<String> = components
        .map(|(id, schema)| {
            let PathRoot::Component(name) = &schema.path.root else { panic!("{:?}", schema.path) };
            let null = if schema.nullable { "?" } else { "" };
            format!(
                "{name} = {}{null}",
                shape(&api, &api.schemas.get(id).map_or(Shape::Any, |s| s.shape.clone()))
            )
        })
        .collect();
    assert_eq!(shown, expected);
}

fn usage(api: &Api, usage: Usage) -> String {
    let Some(schema) = api.schemas.get(usage.schema) else { panic!("an unknown id") };
    let (text, nullable) = match &schema.path.root {
        PathRoot::Component(name) if schema.path.segments.is_empty() => (name.clone(), usage.nullable),
        _ => (shape(api, &schema.shape), usage.nullable || schema.nullable),
    };
    if nullable { format!("{text}?") } else { text }
}

fn shape(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Untyped(_) => "untyped".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer(format) => format!("{format:?}").to_lowercase(),
        Shape::Number(format) => format!("{format:?}").to_lowercase(),
        Shape::String(format) => format!("text:{format:?}"),
        Shape::Enumeration(enumeration) => {
            let values = enumeration.values.iter().map(|value| {
                let name = value.name.as_ref().map(|name| format!(" as {name}")).unwrap_or_default();
                format!("{}{name}", value.value)
            });
            format!("enum({})", values.collect::<Vec<_>>().join(", "))
        }
        Shape::Array(item) => format!("[{}]", usage(api, *item)),
        Shape::Tuple(tuple) => {
            let (required, others) = tuple.members.split_at(tuple.required);
            let others = others.iter().map(|other| format!("{}?", usage(api, *other)));
            let rest = tuple.rest.map(|rest| format!("{}...", usage(api, rest)));
            let required = required.iter().map(|member| usage(api, *member));
            format!("({})", required.chain(others).chain(rest).collect::<Vec<_>>().join(", "))
        }
        Shape::Map(value) => format!("map of {}", usage(api, *value)),
        Shape::Object(found) => object(api, found),
        Shape::Union(found) => union(api, found),
        Shape::Alias(target) => format!("alias of {}", usage(api, *target)),
    }
}

fn object(api: &Api, object: &Object) -> String {
    let properties = object.properties.iter().map(|(name, property)| {
        let mark = if property.required { "" } else { "?" };
        format!("{name}{mark}: {}", usage(api, property.value))
    });
    let rest = match object.additional {
        Additional::Unspecified => None,
        Additional::Denied => Some("only".to_owned()),
        Additional::Typed(value) => Some(format!("...{}", usage(api, value))),
    };
    format!("{{ {} }}", properties.chain(rest).collect::<Vec<_>>().join(", "))
}

fn union(api: &Api, union: &Union) -> String {
    let variant = |variant: &Variant| {
        let tags =
            if variant.tags.is_empty() { String::new() } else { format!("@{}", variant.tags.join("/")) };
        format!("{}{tags}", usage(api, variant.value))
    };
    let variants = union.variants.iter().map(variant).collect::<Vec<_>>().join(" | ");
    let choice = match &union.choice {
        Choice::Discriminator(name) => format!("by {name}"),
        Choice::JsonType => "by kind".to_owned(),
        Choice::RequiredProperty(_) => "by property".to_owned(),
        Choice::Trial => "by trial".to_owned(),
    };
    format!("{variants} {choice}")
}
