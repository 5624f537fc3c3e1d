//! Limits of values: what a schema says beyond their type.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

use super::{Resolver, digits};
use crate::document;
use crate::ir::{Bound, Limits, Range};
use crate::pointer::Pointer;

/// How many lists in a list are told of.
const DEEPEST: usize = 3;

impl Resolver<'_> {
    /// The limits of a schema, with those of the parts that it is made of, and of its items.
    pub(super) fn limits(&mut self, schema: &Schema) -> Limits {
        let mut limits = self.with_items(schema);
        let document = self.document;
        let known = parts(schema).into_iter().filter(|at| document.nodes.schemas.contains_key(at));
        for at in known.collect::<Vec<_>>() {
            if let Some((_, part)) = self.follow(&document.nodes.schemas, &at) {
                limits.add(self.with_items(part));
            }
        }
        limits
    }

    fn with_items(&mut self, schema: &Schema) -> Limits {
        let mut limits = own(schema);
        let mut innermost = &mut limits;
        let mut next = each(schema);
        for _ in 0..DEEPEST {
            let document = self.document;
            let known = next.filter(|at| document.nodes.schemas.contains_key(at));
            let Some((_, inner)) = known.and_then(|at| self.follow(&document.nodes.schemas, &at)) else {
                break;
            };
            innermost = innermost.each.insert(Box::new(own(inner)));
            next = each(inner);
        }
        without_empty_ends(limits)
    }
}

/// Where the parts of an `allOf` stand.
fn parts(schema: &Schema) -> Vec<Pointer> {
    let list = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of.as_slice(),
        SchemaKind::Any(any) => any.all_of.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(document::place).collect()
}

/// Limits of items that say nothing are none.
fn without_empty_ends(mut limits: Limits) -> Limits {
    limits.each = limits
        .each
        .map(|each| without_empty_ends(*each))
        .filter(|each| *each != Limits::default())
        .map(Box::new);
    limits
}

/// Where the schema of the items of a list stands, or that of the values of a map. What is not declared beside properties is told apart.
fn each(schema: &Schema) -> Option<Pointer> {
    let place = |node: &ReferenceOr<Box<Schema>>| document::place(node);
    let values = |additional: &AdditionalProperties| match additional {
        AdditionalProperties::Schema(schema) => document::place(schema),
        AdditionalProperties::Any(_) => None,
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => array.items.as_ref().and_then(place),
        SchemaKind::Type(Type::Object(object)) if object.properties.is_empty() => {
            object.additional_properties.as_ref().and_then(values)
        }
        SchemaKind::Any(any) => {
            let is_map = any.properties.is_empty();
            let values = any.additional_properties.as_ref().filter(|_| is_map).and_then(values);
            any.items.as_ref().and_then(place).or(values)
        }
        _ => None,
    }
}

pub(super) fn own(schema: &Schema) -> Limits {
    let text = |key: &str| schema.schema_data.extensions.get(key).and_then(Value::as_str).map(str::to_owned);
    let (encoding, media_type) = (text("x-contentEncoding"), text("x-contentMediaType"));
    Limits { encoding, media_type, ..of_kind(schema) }
}

fn of_kind(schema: &Schema) -> Limits {
    let data = &schema.schema_data;
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            let StringType { format: _, pattern, enumeration: _, min_length, max_length } = string;
            Limits {
                length: Range::new(*min_length, *max_length),
                pattern: pattern.clone(),
                ..Limits::default()
            }
        }
        SchemaKind::Type(Type::Number(number)) => of_number(data, number),
        SchemaKind::Type(Type::Integer(integer)) => of_integer(integer),
        SchemaKind::Type(Type::Object(object)) => {
            let ObjectType { min_properties, max_properties, .. } = object;
            Limits { properties: Range::new(*min_properties, *max_properties), ..Limits::default() }
        }
        SchemaKind::Type(Type::Array(array)) => {
            let ArrayType { items: _, min_items, max_items, unique_items } = array;
            Limits {
                items: Range::new(*min_items, *max_items),
                unique_items: *unique_items,
                ..Limits::default()
            }
        }
        SchemaKind::Any(any) => of_any(data, any),
        SchemaKind::Type(Type::Boolean(BooleanType { enumeration })) => Limits {
            one_of: enumeration.iter().flatten().map(ToString::to_string).collect(),
            ..Limits::default()
        },
        SchemaKind::OneOf { .. }
        | SchemaKind::AllOf { .. }
        | SchemaKind::AnyOf { .. }
        | SchemaKind::Not { .. } => Limits::default(),
    }
}

fn of_number(data: &SchemaData, number: &NumberType) -> Limits {
    let NumberType {
        format: _,
        multiple_of,
        exclusive_minimum,
        exclusive_maximum,
        minimum,
        maximum,
        enumeration,
    } = number;
    let number = |key: &str, value: Option<f64>| digits::number(data, key, value?);
    Limits {
        one_of: match digits::exact(data, "enum") {
            Some(Value::Array(values)) => values.iter().map(ToString::to_string).collect(),
            _ => {
                let numbers = enumeration.iter().flatten().filter_map(|value| digits::plain(*value));
                numbers.map(|number| number.to_string()).collect()
            }
        },
        least: bound(number("minimum", *minimum), *exclusive_minimum),
        most: bound(number("maximum", *maximum), *exclusive_maximum),
        multiple_of: number("multipleOf", *multiple_of),
        ..Limits::default()
    }
}

fn of_integer(integer: &IntegerType) -> Limits {
    let IntegerType {
        format: _,
        multiple_of,
        exclusive_minimum,
        exclusive_maximum,
        minimum,
        maximum,
        enumeration: _,
    } = integer;
    Limits {
        least: bound(minimum.map(Number::from), *exclusive_minimum),
        most: bound(maximum.map(Number::from), *exclusive_maximum),
        multiple_of: multiple_of.map(Number::from),
        ..Limits::default()
    }
}

fn of_any(data: &SchemaData, any: &AnySchema) -> Limits {
    let number = |key: &str, value: Option<f64>| digits::number(data, key, value?);
    Limits {
        one_of: untyped_constants(any),
        length: Range::new(any.min_length, any.max_length),
        items: Range::new(any.min_items, any.max_items),
        properties: Range::new(any.min_properties, any.max_properties),
        least: bound(number("minimum", any.minimum), any.exclusive_minimum.unwrap_or_default()),
        most: bound(number("maximum", any.maximum), any.exclusive_maximum.unwrap_or_default()),
        multiple_of: number("multipleOf", any.multiple_of),
        // Swagger 2.0 has it in parameters that are no lists, where it says nothing.
        unique_items: any.unique_items.unwrap_or_default()
            && any.typ.as_deref().is_none_or(|name| name == "array"),
        pattern: any.pattern.clone(),
        ..Limits::default()
    }
}

/// Constants that are no type of their own: of several kinds, numbers with a fraction, truth values, objects and lists.
fn untyped_constants(any: &AnySchema) -> Vec<String> {
    let all = |test: fn(&Value) -> bool| any.enumeration.iter().all(|value| value.is_null() || test(value));
    let is_type = match any.typ.as_deref() {
        Some("string") => true,
        Some("number") => all(Value::is_string),
        _ => all(Value::is_string) || all(Value::is_i64),
    };
    if is_type { Vec::new() } else { any.enumeration.iter().map(ToString::to_string).collect() }
}

fn bound(value: Option<Number>, is_exclusive: bool) -> Option<Bound> {
    value.map(|value| Bound { value, is_exclusive })
}
