//! The keywords of one schema, whatever form `openapiv3` gave it.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaKind, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::{Value, json};

use super::digits::exact;
use crate::document::place;
use crate::pointer::Pointer;

/// What a schema says of its values, but for annotations and limits (see `limits`).
#[derive(Debug, Default, PartialEq)]
pub(super) struct Keywords {
    pub(super) type_name: Option<String>,
    pub(super) format: Option<String>,
    pub(super) is_textual: bool,
    pub(super) is_numeric: bool,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) properties: Vec<(String, Pointer)>,
    pub(super) required: Vec<String>,
    pub(super) additional: Option<Additional>,
    pub(super) items: Option<Pointer>,
    pub(super) all_of: Vec<Pointer>,
    pub(super) one_of: Vec<Pointer>,
    pub(super) any_of: Vec<Pointer>,
    pub(super) not: bool,
}

/// `additionalProperties`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Additional {
    Flag(bool),
    Schema(Pointer),
}

impl Keywords {
    /// Reads a schema.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut keywords = Self::of_kind(&schema.schema_kind);
        if let Some(Value::Array(values)) = exact(&schema.schema_data, "enum") {
            keywords.enumeration = Some(values.clone());
        }
        keywords
    }

    fn of_kind(kind: &SchemaKind) -> Self {
        match kind {
            SchemaKind::Type(Type::String(string)) => of_string(string),
            SchemaKind::Type(Type::Number(number)) => of_number(number),
            SchemaKind::Type(Type::Integer(integer)) => of_integer(integer),
            SchemaKind::Type(Type::Object(object)) => of_object(object),
            SchemaKind::Type(Type::Array(array)) => of_array(array),
            SchemaKind::Type(Type::Boolean(BooleanType { enumeration })) => {
                Self { enumeration: values(enumeration), ..named("boolean") }
            }
            SchemaKind::OneOf { one_of } => Self { one_of: places(one_of), ..Self::default() },
            SchemaKind::AllOf { all_of } => Self { all_of: places(all_of), ..Self::default() },
            SchemaKind::AnyOf { any_of } => Self { any_of: places(any_of), ..Self::default() },
            SchemaKind::Not { not: _ } => Self { not: true, ..Self::default() },
            SchemaKind::Any(any) => of_any(any),
        }
    }

    /// The only part of an `allOf`, if nothing but `type: object` stands beside it.
    pub(super) fn only_object_beside_one(&self) -> Option<&Pointer> {
        let [one] = self.all_of.as_slice() else { return None };
        let is_object = self.type_name.as_deref() == Some("object")
            && matches!(self.additional, None | Some(Additional::Flag(true)))
            && self.format.is_none()
            && self.enumeration.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.items.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && !self.not;
        is_object.then_some(one)
    }

    /// Whether nothing but `allOf`, `oneOf`, `anyOf` and annotations is there.
    pub(super) fn is_plain(&self) -> bool {
        let Self {
            type_name,
            format,
            is_textual,
            is_numeric,
            enumeration,
            properties,
            required,
            additional,
            items,
            all_of: _,
            one_of: _,
            any_of: _,
            not: _,
        } = self;
        type_name.is_none()
            && format.is_none()
            && !is_textual
            && !is_numeric
            && enumeration.is_none()
            && properties.is_empty()
            && required.is_empty()
            && additional.is_none()
            && items.is_none()
    }
}

fn named(name: &str) -> Keywords {
    Keywords { type_name: Some(name.to_owned()), ..Keywords::default() }
}

fn of_string(string: &StringType) -> Keywords {
    let StringType { format, pattern: _, enumeration, min_length: _, max_length: _ } = string;
    Keywords { format: format_name(format), enumeration: values(enumeration), ..named("string") }
}

fn of_number(number: &NumberType) -> Keywords {
    let NumberType {
        format,
        multiple_of: _,
        exclusive_minimum: _,
        exclusive_maximum: _,
        minimum: _,
        maximum: _,
        enumeration,
    } = number;
    Keywords { format: format_name(format), enumeration: values(enumeration), ..named("number") }
}

fn of_integer(integer: &IntegerType) -> Keywords {
    let IntegerType {
        format,
        multiple_of: _,
        exclusive_minimum: _,
        exclusive_maximum: _,
        minimum: _,
        maximum: _,
        enumeration,
    } = integer;
    Keywords { format: format_name(format), enumeration: values(enumeration), ..named("integer") }
}

fn of_object(object: &ObjectType) -> Keywords {
    let ObjectType { properties, required, additional_properties, min_properties: _, max_properties: _ } =
        object;
    Keywords {
        properties: members(properties),
        required: required.clone(),
        additional: additional_properties.as_ref().and_then(additional),
        ..named("object")
    }
}

fn of_array(array: &ArrayType) -> Keywords {
    let ArrayType { items, min_items: _, max_items: _, unique_items: _ } = array;
    Keywords { items: items.as_ref().and_then(place), ..named("array") }
}

fn of_any(any: &AnySchema) -> Keywords {
    let AnySchema {
        typ,
        pattern,
        multiple_of,
        exclusive_minimum: _,
        exclusive_maximum: _,
        minimum,
        maximum,
        properties,
        required,
        additional_properties,
        min_properties: _,
        max_properties: _,
        items,
        min_items: _,
        max_items: _,
        unique_items: _,
        enumeration,
        format,
        min_length,
        max_length,
        one_of,
        all_of,
        any_of,
        not,
    } = any;
    Keywords {
        type_name: typ.clone(),
        format: format.clone(),
        is_textual: pattern.is_some() || min_length.is_some() || max_length.is_some(),
        is_numeric: multiple_of.is_some() || minimum.is_some() || maximum.is_some(),
        enumeration: (!enumeration.is_empty()).then(|| enumeration.clone()),
        properties: members(properties),
        required: required.clone(),
        additional: additional_properties.as_ref().and_then(additional),
        items: items.as_ref().and_then(place),
        all_of: places(all_of),
        one_of: places(one_of),
        any_of: places(any_of),
        not: not.is_some(),
    }
}

fn places(list: &[ReferenceOr<Schema>]) -> Vec<Pointer> {
    list.iter().filter_map(place).collect()
}

fn members(properties: &indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>) -> Vec<(String, Pointer)> {
    properties.iter().filter_map(|(name, property)| Some((name.clone(), place(property)?))).collect()
}

fn additional(additional: &AdditionalProperties) -> Option<Additional> {
    match additional {
        AdditionalProperties::Any(flag) => Some(Additional::Flag(*flag)),
        AdditionalProperties::Schema(schema) => place(schema).map(Additional::Schema),
    }
}

/// The name of a format as the document spells it; `openapiv3` has its own word for those that it knows.
fn format_name<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => json!(known).as_str().map(str::to_owned),
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn values<T: serde::Serialize>(enumeration: &[Option<T>]) -> Option<Vec<Value>> {
    (!enumeration.is_empty()).then(|| enumeration.iter().map(|value| json!(value)).collect())
}
