//! Merges the nodes of a schema, and their `allOf`, into one [`Flat`].

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{Schema, SchemaData};
use serde_json::Value;

use super::enumerations::Labels;
use super::flat::{Branches, Flat, Key, Part, Rest};
use super::keywords::{Additional, Keywords};
use super::{Resolver, external, text};
use crate::diagnostics::{self, Place};
use crate::pointer::Pointer;

/// How deep an `allOf` in an `allOf` may go.
const DEEPEST: usize = 64;

/// A merge under way.
struct Merge {
    flat: Flat,
    /// Nodes that were taken in, each with how many references lead to it.
    taken: BTreeMap<Pointer, usize>,
    /// Properties that are declared under a condition.
    conditional: IndexMap<String, Key>,
    /// The nodes that the schema is made of: unions that lead back to them are left out.
    roots: Vec<Pointer>,
}

impl Resolver<'_> {
    /// All that the nodes of a schema say together. `report` is whether conflicts are reported (once for each schema).
    pub(super) fn flatten(&mut self, key: &Key, report: bool) -> Flat {
        let roots = key.iter().map(|part| part.at.clone()).collect();
        let (taken, conditional) = (BTreeMap::new(), IndexMap::new());
        let mut merge = Merge { flat: Flat::default(), taken, conditional, roots };
        let mut nullable = !key.is_empty();
        for part in key {
            nullable &= self.take(&mut merge, &part.at, part.bare, 0, 0, report);
        }
        merge.flat.nullable = nullable;
        merge.flat.distances = merge.taken;
        // Where a property is declared in any case, a condition only narrows it.
        for (name, key) in merge.conditional {
            merge.flat.properties.entry(name).or_insert(key);
        }
        merge.flat
    }

    /// Takes a node in; returns whether it admits null. `distance` is how many references lead to it: the prose of a node that is referred
    /// to is not that of the schema.
    fn take(
        &mut self,
        merge: &mut Merge,
        at: &Pointer,
        bare: bool,
        distance: usize,
        depth: usize,
        report: bool,
    ) -> bool {
        let document = self.document;
        let Some((at, schema)) = self.follow(&document.nodes.schemas, at) else {
            merge.flat.lost = true;
            return true;
        };
        if let Some(known) = merge.taken.get_mut(&at) {
            *known = distance.min(*known);
            return true;
        }
        merge.taken.insert(at.clone(), distance);
        if depth > DEEPEST {
            self.diagnostics.report(diagnostics::nested_too_deep(Place::Node(at)));
            return true;
        }
        let mut keywords = Keywords::of(schema);
        merge.flat.docs.limit(self.limits(schema));
        let mut parts_nullable = !keywords.all_of.is_empty() && keywords.type_name.is_none();
        for part in std::mem::take(&mut keywords.all_of) {
            let is_inline = document.nodes.schemas.get(&part).is_some_and(|node| node.as_item().is_some());
            let distance = distance + usize::from(!is_inline);
            parts_nullable &= self.take(merge, &part, bare, distance, depth + 1, report);
        }
        annotations(&mut merge.flat, &schema.schema_data, distance == 0);
        if !bare {
            self.unions(merge, schema, &keywords);
        }
        if let Some(message) = conflict(&merge.flat, &keywords) {
            if report {
                self.diagnostics.report(diagnostics::all_of_conflict(&message, Place::Node(at.clone())));
            }
            merge.flat.conflict.get_or_insert(message);
        }
        structure(&mut merge.flat, keywords, schema, &at);
        for name in names(schema, "x-conditionalProperties") {
            let place = at.child("x-conditionalProperties").child(name);
            push(merge.conditional.entry(name.clone()).or_default(), place);
        }
        schema.schema_data.nullable || parts_nullable
    }

    fn unions(&mut self, merge: &mut Merge, schema: &Schema, keywords: &Keywords) {
        for branches in [&keywords.one_of, &keywords.any_of] {
            let leads_back = branches.iter().any(|branch| {
                let document = self.document;
                let target = self.follow(&document.nodes.schemas, branch).map(|(at, _)| at);
                target.is_some_and(|target| merge.roots.contains(&target))
            });
            if !branches.is_empty() && !leads_back {
                let discriminator = schema.schema_data.discriminator.clone();
                merge.flat.unions.push(Branches { branches: branches.clone(), discriminator });
            }
        }
    }
}

/// Takes in what a node says of the schema, which counts before what was said so far: the parts of an `allOf` come before what stands
/// beside it.
fn annotations(flat: &mut Flat, data: &SchemaData, is_own: bool) {
    let SchemaData {
        nullable: _,
        read_only: _,
        write_only: _,
        deprecated,
        external_docs,
        example,
        title,
        description,
        discriminator: _,
        default: _,
        extensions,
    } = data;
    flat.secret |= extensions.get("x-secret") == Some(&Value::Bool(true));
    if !is_own {
        return;
    }
    let docs = &mut flat.docs;
    docs.title = text(title.as_ref()).or(docs.title.take());
    docs.description = text(description.as_ref()).or(docs.description.take());
    docs.external = external(external_docs.as_ref()).or(docs.external.take());
    docs.deprecated |= deprecated;
    flat.example = example.clone().or(flat.example.take());
}

/// What two parts say of a value and cannot both be true.
fn conflict(flat: &Flat, keywords: &Keywords) -> Option<String> {
    let (before, after) = (flat.type_name.as_ref()?, keywords.type_name.as_ref()?);
    let is_narrowed = before == "number" && after == "integer" || before == "integer" && after == "number";
    (before != after && !is_narrowed)
        .then(|| format!("one part of the `allOf` says `type: {before}`, another `type: {after}`"))
}

fn structure(flat: &mut Flat, keywords: Keywords, schema: &Schema, at: &Pointer) {
    let extensions = &schema.schema_data.extensions;
    let is_integer = keywords.type_name.as_deref() == Some("integer");
    if flat.type_name.is_none() || is_integer && flat.type_name.as_deref() == Some("number") {
        flat.type_name = keywords.type_name;
    }
    flat.format = keywords.format.or(flat.format.take());
    flat.is_textual |= keywords.is_textual;
    flat.is_numeric |= keywords.is_numeric;
    flat.not |= keywords.not;
    if let Some(values) = keywords.enumeration {
        flat.labels = Labels::of(extensions, &values);
        flat.enumeration = Some(narrowed(flat.enumeration.take(), values));
    }
    for (name, place) in keywords.properties {
        push(flat.properties.entry(name).or_default(), place);
    }
    flat.required.extend(keywords.required);
    if let Some(items) = keywords.items {
        push(&mut flat.items, items);
    }
    let list = |name: &str| extensions.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    for index in 0..list("x-prefixItems") {
        if flat.prefix.len() <= index {
            flat.prefix.push(Key::new());
        }
        if let Some(member) = flat.prefix.get_mut(index) {
            push(member, at.child("x-prefixItems").child(index));
        }
    }
    let patterns = names(schema, "x-patternProperties");
    flat.patterns.extend(patterns.map(|name| at.child("x-patternProperties").child(name)));
    rest(&mut flat.additional, keywords.additional);
}

/// The names in an extension that is a map.
fn names<'s>(schema: &'s Schema, extension: &str) -> impl Iterator<Item = &'s String> {
    let map = schema.schema_data.extensions.get(extension).and_then(Value::as_object);
    map.into_iter().flat_map(serde_json::Map::keys)
}

/// The values that both lists admit; the later list where they have none in common.
fn narrowed(before: Option<Vec<Value>>, values: Vec<Value>) -> Vec<Value> {
    let Some(before) = before else { return values };
    let common: Vec<Value> = before.into_iter().filter(|value| values.contains(value)).collect();
    if common.is_empty() { values } else { common }
}

fn push(key: &mut Key, place: Pointer) {
    let part = Part::whole(place);
    if !key.contains(&part) {
        key.push(part);
    }
}

fn rest(rest: &mut Rest, additional: Option<Additional>) {
    match (additional, &mut *rest) {
        (Some(Additional::Schema(place)), Rest::Typed(key)) => push(key, place),
        (Some(Additional::Schema(place)), _) => *rest = Rest::Typed(vec![Part::whole(place)]),
        (Some(Additional::Flag(false)), Rest::Unspecified | Rest::Admitted) => *rest = Rest::Denied,
        (Some(Additional::Flag(true)), Rest::Unspecified) => *rest = Rest::Admitted,
        _ => {}
    }
}
