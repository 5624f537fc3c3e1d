//! Names of what types are made of: fields with their setters, and variants.
//!
//! In: the schemas. Out: [`Members`] of each, which depend on nothing but that schema. Deliberately absent: the names of types.

use indexmap::IndexMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{
    Api, Enumeration, EnumerationKind, EnumerationValue, Object, PathRoot, Schema, SchemaId, Shape, Union,
    Usage, Variant,
};
use crate::parallel;
use crate::rust::Identifier;

use super::candidates::{FIELD, VARIANT, escaped, variant_name, without_repetitions};
use super::scope::{Candidates, Claim, Settled, settle};
use super::words::{snake, words};
use super::{FieldNames, Names, reserved, rules};

/// The names of the members of one schema, and what is said of those that did not get the name that they wanted.
pub(super) struct Members {
    schema: SchemaId,
    names: MemberNames,
    clashes: Vec<Diagnostic>,
}

enum MemberNames {
    Fields { fields: IndexMap<String, FieldNames>, unknown: Option<Identifier> },
    Variants(Vec<Identifier>),
}

/// The members of all schemas that have some.
pub(super) fn of(api: &Api) -> Vec<Members> {
    let schemas: Vec<(SchemaId, &Schema)> = api.schemas.iter().collect();
    parallel::flat_map(&schemas, |(id, schema)| members(api, *id, schema).into_iter().collect())
}

impl Members {
    /// Puts them among all names.
    pub(super) fn settle(self, names: &mut Names, diagnostics: &mut Diagnostics) {
        let Self { schema, names: members, clashes } = self;
        match members {
            MemberNames::Fields { fields, unknown } => {
                names.fields.insert(schema, fields);
                names.unknown_fields.extend(unknown.map(|unknown| (schema, unknown)));
            }
            MemberNames::Variants(variants) => {
                names.variants.insert(schema, variants);
                names.unknown_variants.insert(schema, Identifier::new(UNKNOWN.to_owned()));
            }
        }
        for clash in clashes {
            diagnostics.report(clash);
        }
    }
}

fn members(api: &Api, id: SchemaId, schema: &Schema) -> Option<Members> {
    match &schema.shape {
        Shape::Object(object) => Some(fields(id, schema, object)),
        Shape::Enumeration(enumeration) => Some(variants(id, schema, enumeration_claims(enumeration))),
        Shape::Union(union) => Some(variants(id, schema, union_claims(api, union))),
        _ => None,
    }
}

/// A property, or (last) the field that keeps the undeclared ones.
type FieldKey<'a> = Option<&'a str>;

fn fields(id: SchemaId, schema: &Schema, object: &Object) -> Members {
    let wanted = object.properties.keys().map(|wire| field_claim(wire));
    let settled = settle(wanted.chain([unknown_claim()]).collect(), &[]);
    let setting = setters(&settled);
    let pairs = object.properties.keys().filter_map(|wire| {
        let key = Some(wire.as_str());
        let field = Identifier::new(settled.names.get(&key)?.clone());
        let setter = Identifier::new(setting.names.get(&key)?.clone());
        Some((wire.clone(), FieldNames { field, setter }))
    });
    let fields = pairs.collect();
    let unknown = settled.names.get(&None).map(|unknown| Identifier::new(unknown.clone()));
    let clashes = settled.clashes.iter();
    let clashes = clashes
        .filter_map(|clash| Some(rules::name_taken(&schema.at, clash.key?, &clash.wanted, &clash.got)));
    Members { schema: id, names: MemberNames::Fields { fields, unknown }, clashes: clashes.collect() }
}

fn field_claim(wire: &str) -> Claim<'_, FieldKey<'_>> {
    let wanted = reserved::escape(&FIELD.wanted(wire));
    let is_exact = wanted.trim_start_matches("r#") == wire;
    let candidates = Candidates::new(wanted, move || escaped(&FIELD.candidates(wire)));
    // A mark before a name that stands without one as well is what tells it apart.
    let is_marked = !wire.starts_with(char::is_alphanumeric);
    Claim { key: Some(wire), rank: (usize::from(is_marked), !is_exact, vec![wire.to_owned()]), candidates }
}

fn unknown_claim<'a>() -> Claim<'a, FieldKey<'a>> {
    let candidates = ["additional_properties", "other_properties", "undeclared_properties"];
    let candidates = Candidates::known(candidates.map(str::to_owned).to_vec());
    Claim { key: None, rank: (2, true, Vec::new()), candidates }
}

/// Setters go by their fields, as far as no method is called so already.
fn setters<'a>(fields: &Settled<FieldKey<'a>>) -> Settled<FieldKey<'a>> {
    let claims = fields.names.iter().map(|(key, field)| {
        let candidates = Candidates::new(field.clone(), move || {
            let bare = field.trim_start_matches("r#");
            vec![field.clone(), format!("set_{bare}"), format!("set_{bare}_field")]
        });
        Claim { key: *key, rank: (0, false, vec![field.clone()]), candidates }
    });
    settle(claims.collect(), reserved::SETTERS)
}

const UNKNOWN: &str = "Unknown";
const RESERVED_VARIANTS: &[&str] = &[UNKNOWN, "Self"];

fn variants(id: SchemaId, schema: &Schema, claims: Vec<Claim<'_, (usize, String)>>) -> Members {
    let settled = settle(claims, RESERVED_VARIANTS);
    let clashes = settled.clashes.iter();
    let clashes =
        clashes.map(|clash| rules::name_taken(&schema.at, &clash.key.1, &clash.wanted, &clash.got)).collect();
    let variants = settled.names.into_values().map(Identifier::new).collect();
    Members { schema: id, names: MemberNames::Variants(variants), clashes }
}

fn enumeration_claims(enumeration: &Enumeration) -> Vec<Claim<'_, (usize, String)>> {
    enumeration.values.iter().enumerate().map(|(index, value)| value_claim(index, value)).collect()
}

fn value_claim(index: usize, value: &EnumerationValue) -> Claim<'_, (usize, String)> {
    let raw = value_text(value);
    let name = value.name.as_deref().filter(|name| !name.trim().is_empty());
    let candidates = Candidates::new(VARIANT.wanted(name.unwrap_or(&raw)), move || {
        let candidates = |raw: &str| VARIANT.candidates_beside(raw, RESERVED_VARIANTS);
        let named = name.map(candidates).unwrap_or_default();
        without_repetitions(named.into_iter().chain(candidates(&value_text(value))).collect())
    });
    let is_exact = candidates.wanted() == raw;
    Claim { key: (index, raw.clone()), rank: (0, !is_exact, vec![raw]), candidates }
}

fn value_text(value: &EnumerationValue) -> String {
    value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned)
}

fn union_claims<'a>(api: &Api, union: &'a Union) -> Vec<Claim<'a, (usize, String)>> {
    let raw = |variant: &Variant| variant.name.clone().unwrap_or_else(|| content_name(api, variant.value, 0));
    let all: Vec<String> = union.variants.iter().map(raw).collect();
    let claim = |(index, (variant, raw)): (usize, (&Variant, &String))| {
        let mut candidates = VARIANT.candidates_beside(raw, RESERVED_VARIANTS);
        if all.iter().filter(|other| *other == raw).count() > 1 {
            // The case does not tell them apart, but the place does.
            let place = api.schemas.get(variant.value.schema).and_then(|schema| schema.path.segments.last());
            let placed = place.map(|place| VARIANT.wanted(&format!("{place} {raw}")));
            candidates.splice(1..1, placed);
        }
        let candidates = Candidates::known(candidates);
        // As types have it, the one that is spelled just so has the name.
        let is_exact = candidates.wanted() == raw;
        Claim { key: (index, raw.clone()), rank: (0, !is_exact, vec![raw.clone()]), candidates }
    };
    union.variants.iter().zip(&all).enumerate().map(claim).collect()
}

/// What a branch without a name of its own is called: by the kind of its value.
fn content_name(api: &Api, usage: Usage, depth: usize) -> String {
    let Some(schema) = api.schemas.get(usage.schema).filter(|_| depth < 8) else {
        return "Value".to_owned();
    };
    match &schema.shape {
        Shape::Boolean => "Boolean".to_owned(),
        Shape::Integer(_) => "Integer".to_owned(),
        Shape::Number(_) => "Number".to_owned(),
        Shape::String(format) => snake(&words(&format!("{format:?}"))).replace("plain", "String"),
        Shape::Array(item) => {
            member_name(api, *item, depth).map_or("Array".to_owned(), |item| format!("ArrayOf {item}"))
        }
        Shape::Map(value) => {
            member_name(api, *value, depth).map_or("Map".to_owned(), |value| format!("MapOf {value}"))
        }
        Shape::Alias(target) => content_name(api, *target, depth + 1),
        Shape::Null => "Null".to_owned(),
        Shape::Tuple(..) => "Tuple".to_owned(),
        Shape::Object(_) => "Object".to_owned(),
        Shape::Enumeration(values) if values.kind == EnumerationKind::Integer => "Integer".to_owned(),
        Shape::Enumeration(_) => "String".to_owned(),
        Shape::Union(_) => "Choice".to_owned(),
        Shape::Any | Shape::Untyped(_) => variant_name("any"),
    }
}

/// What the members of a list or map are called: by the component that they are, else by their kind; not at all where that says nothing.
fn member_name(api: &Api, usage: Usage, depth: usize) -> Option<String> {
    let schema = api.schemas.get(usage.schema)?;
    match (&schema.path.root, &schema.shape) {
        (PathRoot::Component(name), _) if schema.path.segments.is_empty() => Some(name.clone()),
        (_, Shape::Any | Shape::Untyped(_) | Shape::Union(_)) => None,
        _ => Some(content_name(api, usage, depth + 1)),
    }
}
