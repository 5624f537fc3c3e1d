//! The Rust type of a schema, as it is written in a field, an argument or a result.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::graph::Direction;
use crate::ir::{
    Api, Enumeration, EnumerationKind, IntegerFormat, NumberFormat, Schema, SchemaId, Shape, StringFormat,
    Tuple, Usage,
};
use crate::names::Names;
use crate::rust::{Identifier, Type};

use super::rules;

/// Types beyond this depth are written as any value: nobody can read them, and no stack is without end.
const DEEPEST: usize = 32;

/// Tuples have no more members than this: for longer ones the runtime has no code, and nobody counts to the ninth of a tuple.
const LONGEST_TUPLE: usize = 8;

/// Why a schema of a known shape holds any value all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inexpressible {
    /// It leads back to itself with nothing but references on the way.
    Endless,
    /// A list of more members than a tuple has, of several types.
    Long,
    /// Lists and maps within each other, more than a type has.
    Deep,
}

/// Tells types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Types<'a> {
    api: &'a Api,
    names: &'a Names,
}

impl<'a> Types<'a> {
    /// Of the schemas of an API.
    pub(crate) fn new(api: &'a Api, names: &'a Names) -> Self {
        Self { api, names }
    }

    /// The type of a value that is there and not null.
    pub(crate) fn value(self, usage: Usage, direction: Direction) -> Type {
        self.of(usage.schema, direction, &mut Vec::new())
    }

    /// The type of a member of a list or map: an `Option` where null is admitted.
    pub(crate) fn element(self, usage: Usage, direction: Direction) -> Type {
        self.member(usage, direction, &mut Vec::new())
    }

    /// Whether null is admitted. Any value at all holds a null by itself.
    pub(crate) fn is_nullable(self, usage: Usage) -> bool {
        let mut nullable = usage.nullable;
        let mut schema = self.api.schemas.get(usage.schema);
        for _ in 0..DEEPEST {
            nullable |= schema.is_some_and(|schema| schema.nullable);
            match schema.map(|schema| &schema.shape) {
                Some(Shape::Alias(target)) => {
                    nullable |= target.nullable;
                    schema = self.api.schemas.get(target.schema);
                }
                Some(Shape::Any | Shape::Untyped(_) | Shape::Null) | None => return false,
                Some(_) => break,
            }
        }
        nullable
    }

    /// Whether an argument takes whatever turns into the type: a text for what is a text on the wire, a
    /// branch for a union, anything that is JSON for what has no type.
    pub(crate) fn passes_into(self, usage: Usage) -> bool {
        match self.resolved(usage).map(|(_, schema)| &schema.shape) {
            Some(Shape::Array(item)) => !self.is_nullable(*item) && self.turns(*item),
            _ => self.turns(usage),
        }
    }

    /// Whether other types turn into that of a value.
    fn turns(self, usage: Usage) -> bool {
        self.resolved(usage).is_some_and(|(_, schema)| {
            matches!(schema.shape, Shape::String(_) | Shape::Number(NumberFormat::Decimal))
                || matches!(&schema.shape, Shape::Tuple(tuple) if !tuple.is_exact())
                || matches!(schema.shape, Shape::Union(_) | Shape::Any | Shape::Untyped(_))
                || matches!(&schema.shape, Shape::Enumeration(values) if values.kind != EnumerationKind::Mixed)
        })
    }

    /// The schema that a usage leads to once aliases are followed.
    pub(crate) fn resolved(self, usage: Usage) -> Option<(SchemaId, &'a Schema)> {
        self.api.schemas.resolved(usage.schema, DEEPEST)
    }

    /// The variants of an enumeration, in the order of its values.
    pub(super) fn variants(self, id: SchemaId) -> &'a [Identifier] {
        self.names.variants(id)
    }

    /// The type of a schema.
    pub(super) fn schema(self, id: SchemaId, direction: Direction) -> Type {
        self.of(id, direction, &mut Vec::new())
    }

    /// The name of the item that a schema becomes in a direction, if it becomes one.
    pub(super) fn item_name(self, id: SchemaId, direction: Direction) -> Option<&'a Identifier> {
        let own = self.names.ty(id);
        match direction {
            Direction::Request => self.names.request_ty(id).or(own),
            Direction::Response => own,
        }
    }

    /// Says where no type holds all that is declared.
    pub(super) fn report_inexpressible(self, diagnostics: &mut Diagnostics) {
        let mut seen = BTreeSet::new();
        for (id, schema) in self.api.schemas.iter() {
            if let Some(reason) = self.inexpressible(id)
                && seen.insert(&schema.at)
            {
                diagnostics.report(match reason {
                    Inexpressible::Endless => rules::endless_type(&schema.at),
                    Inexpressible::Long => rules::long_tuple(&schema.at, LONGEST_TUPLE),
                    Inexpressible::Deep => rules::deep_type(&schema.at, DEEPEST),
                });
            }
        }
    }

    /// Why a schema of a known shape holds any value all the same.
    pub(crate) fn inexpressible(self, id: SchemaId) -> Option<Inexpressible> {
        match &self.api.schemas.get(id)?.shape {
            Shape::Alias(_) => self.resolves_to_itself(id).then_some(Inexpressible::Endless),
            Shape::Tuple(tuple) if self.is_long(tuple) => Some(Inexpressible::Long),
            Shape::Tuple(_) | Shape::Array(_) | Shape::Map(_) => {
                self.is_deep(id).then_some(Inexpressible::Deep)
            }
            _ => None,
        }
    }

    /// Whether lists and maps lie so deep in it that the innermost have no type.
    fn is_deep(self, id: SchemaId) -> bool {
        let mut level = BTreeSet::from([id]);
        for _ in 0..DEEPEST {
            let shapes = level.iter().filter_map(|id| Some(&self.api.schemas.get(*id)?.shape));
            level = shapes
                .flat_map(|shape| match shape {
                    Shape::Array(held) | Shape::Map(held) | Shape::Alias(held) => vec![held.schema],
                    Shape::Tuple(tuple) => {
                        tuple.members.iter().chain(&tuple.rest).map(|member| member.schema).collect()
                    }
                    _ => Vec::new(),
                })
                .filter(|held| !self.resolves_to_itself(*held))
                .collect();
        }
        !level.is_empty()
    }

    /// Whether members beyond those that have a type of their own are of several types.
    fn is_long(self, tuple: &Tuple) -> bool {
        let members = tuple.members.iter().skip(LONGEST_TUPLE);
        let others: Vec<Type> =
            members.chain(&tuple.rest).map(|usage| self.element(*usage, Direction::Response)).collect();
        tuple.members.len() > LONGEST_TUPLE && common(&others).is_none()
    }

    /// Whether references lead back to where they start.
    fn resolves_to_itself(self, start: SchemaId) -> bool {
        let mut id = start;
        let mut visited = BTreeSet::new();
        while visited.insert(id) {
            match self.api.schemas.get(id).map(|schema| &schema.shape) {
                Some(Shape::Alias(usage)) => id = usage.schema,
                _ => return false,
            }
        }
        id == start
    }

    fn of(self, id: SchemaId, direction: Direction, within: &mut Vec<SchemaId>) -> Type {
        let Some(schema) =
            self.api.schemas.get(id).filter(|_| within.len() < DEEPEST && !within.contains(&id))
        else {
            return Type::Value;
        };
        within.push(id);
        let ty = self.shape(id, &schema.shape, direction, within);
        within.pop();
        ty
    }

    fn member(self, usage: Usage, direction: Direction, within: &mut Vec<SchemaId>) -> Type {
        let ty = self.of(usage.schema, direction, within);
        if self.is_nullable(usage) && ty != Type::Value { Type::Option(Box::new(ty)) } else { ty }
    }

    fn shape(self, id: SchemaId, shape: &Shape, direction: Direction, within: &mut Vec<SchemaId>) -> Type {
        match shape {
            Shape::Any | Shape::Untyped(_) | Shape::Null => Type::Value,
            Shape::Boolean => Type::Bool,
            Shape::Integer(format) => integer(*format),
            Shape::Number(NumberFormat::Double) => Type::F64,
            Shape::Number(NumberFormat::Decimal) => Type::Runtime("Decimal"),
            Shape::String(format) => string(*format),
            Shape::Enumeration(enumeration) if enumeration.kind == EnumerationKind::Mixed => {
                mixed(enumeration)
            }
            Shape::Array(usage) => Type::Vec(Box::new(self.member(*usage, direction, within))),
            Shape::Map(usage) => Type::Map(Box::new(self.member(*usage, direction, within))),
            Shape::Tuple(tuple) => self.tuple(tuple, direction, within),
            Shape::Alias(usage) => self.of(usage.schema, direction, within),
            Shape::Enumeration(_) | Shape::Object(_) | Shape::Union(_) => {
                self.item_name(id, direction).map_or(Type::Value, |name| Type::Model(name.clone()))
            }
        }
    }

    /// A list of just so many members is a tuple; where members may be missing or others follow, a `Tuple`; a list, where all are of one
    /// type.
    fn tuple(self, tuple: &Tuple, direction: Direction, within: &mut Vec<SchemaId>) -> Type {
        let mut members: Vec<Type> =
            tuple.members.iter().map(|usage| self.member(*usage, direction, within)).collect();
        if tuple.is_exact() && members.len() <= LONGEST_TUPLE {
            return Type::Tuple(members);
        }
        let others = members.split_off(members.len().min(LONGEST_TUPLE)).into_iter();
        let rest = tuple.rest.map(|usage| self.member(usage, direction, within));
        let others: Vec<Type> = others.chain(rest).collect();
        let rest = common(&others).unwrap_or(Type::Value);
        if !others.is_empty() && members.iter().all(|member| *member == rest) {
            return Type::Vec(Box::new(rest));
        }
        let positions = members.into_iter().enumerate();
        let positions = positions.map(|(index, ty)| position(ty, index < tuple.required));
        Type::OpenTuple(positions.collect(), Box::new(rest))
    }
}

/// The type that all have in common.
fn common(types: &[Type]) -> Option<Type> {
    let (first, others) = types.split_first()?;
    others.iter().all(|other| other == first).then(|| first.clone())
}

/// A member of a list that may be missing, or null, or both.
fn position(ty: Type, is_required: bool) -> Type {
    match ty {
        Type::Option(inner) => Type::Nullable(inner),
        Type::Value if !is_required => Type::Nullable(Box::new(Type::Value)),
        ty if is_required => ty,
        ty => Type::Option(Box::new(ty)),
    }
}

fn integer(format: IntegerFormat) -> Type {
    match format {
        IntegerFormat::Int32 => Type::I32,
        IntegerFormat::Int64 | IntegerFormat::UnixTime => Type::I64,
        IntegerFormat::UInt32 => Type::U32,
        IntegerFormat::UInt64 => Type::U64,
    }
}

/// Texts of a format keep what came, whether it is in the format or not.
fn string(format: StringFormat) -> Type {
    match format {
        StringFormat::DateTime => Type::Runtime("DateTime"),
        StringFormat::Date => Type::Runtime("Date"),
        StringFormat::Time => Type::Runtime("Time"),
        StringFormat::Duration => Type::Runtime("Duration"),
        StringFormat::Uuid => Type::Runtime("Uuid"),
        StringFormat::Base64 => Type::Runtime("Base64"),
        StringFormat::Secret => Type::Runtime("Secret"),
        StringFormat::Ipv4 => Type::Runtime("Ipv4"),
        StringFormat::Ipv6 => Type::Runtime("Ipv6"),
        StringFormat::Int64 => Type::Runtime("Int64Text"),
        StringFormat::UInt64 => Type::Runtime("UInt64Text"),
        StringFormat::Decimal => Type::Runtime("DecimalText"),
        StringFormat::Plain | StringFormat::Binary => Type::String,
    }
}

fn mixed(enumeration: &Enumeration) -> Type {
    let all = |is: fn(&serde_json::Value) -> bool| enumeration.values.iter().all(|known| is(&known.value));
    if enumeration.values.is_empty() {
        Type::Value
    } else if all(serde_json::Value::is_boolean) {
        Type::Bool
    } else if all(serde_json::Value::is_number) {
        Type::F64
    } else {
        Type::Value
    }
}
