//! Builds the values that an operation's example is called with.
//!
//! In: the types of the arguments, the models, and the document's own examples. Out: [`Example`]s that compile against the generated crate:
//! required things only, each by the shortest way. Deliberately absent: how they are spelled.

use serde_json::Value;

use crate::ir;
use crate::rust::{
    Argument, BodyKind, BodyVariant, Enumeration, Example, Expression, Identifier, Model, Passing, Struct,
    Target, Type, Union,
};

use super::Scene;
use super::arguments::Taken;
use super::index::Index;

/// Models within models beyond this depth are not written out.
const DEEPEST: usize = 12;

/// Lists below this are empty, so that what holds itself does not go on for long.
const DEEPEST_LIST: usize = 4;

/// The call of an operation with what it requires.
pub(super) fn call(scene: &Scene<'_>, _source: &ir::Operation, taken: &[Taken]) -> Example {
    let builder = Builder { models: &scene.models };
    let arguments = taken.iter().filter(|taken| taken.required);
    Example {
        arguments: arguments.map(|taken| builder.argument(&taken.argument, taken.example.as_ref())).collect(),
    }
}

struct Builder<'a> {
    models: &'a Index<'a>,
}

impl Builder<'_> {
    fn argument(&self, argument: &Argument, example: Option<&Value>) -> Expression {
        if let Target::Body(kind @ BodyKind::File(..)) = &argument.target {
            return file(kind).unwrap_or_else(|| self.exact(&argument.ty, example, 0));
        }
        if let Target::Body(BodyKind::Choice(choice)) = &argument.target {
            let first = choice.variants.first();
            let content = |variant: &BodyVariant| {
                file(&variant.kind).unwrap_or_else(|| self.exact(&variant.ty, None, 0))
            };
            let content = first.map_or(Expression::Unit, content);
            let variant = first.map_or(&choice.name, |variant| &variant.name);
            return Expression::Choice(choice.name.clone(), variant.clone(), Box::new(content));
        }
        let name = argument.name.as_str();
        match (argument.passing, &argument.ty) {
            (Passing::Into, ty) => self.into(ty, example, name, 0),
            (Passing::IntoItems, Type::Vec(item)) => {
                let first = example.and_then(|list| list.get(0));
                Expression::Array(vec![self.into(item, first, name, 0)])
            }
            (Passing::Items, Type::Vec(item)) => {
                let first = example.and_then(|list| list.get(0));
                Expression::Array(vec![self.exact(item, first, 0)])
            }
            (_, ty) => self.exact(ty, example, 0),
        }
    }

    /// A value where anything that turns into the type is taken.
    fn into(&self, ty: &Type, example: Option<&Value>, name: &str, depth: usize) -> Expression {
        match self.models.resolve(ty) {
            Type::String => Expression::Text(text(example, name)),
            Type::Runtime("Secret") => Expression::Text("secret".to_owned()),
            _ => self.exact(ty, example, depth),
        }
    }

    /// A value of just this type.
    fn exact(&self, ty: &Type, example: Option<&Value>, depth: usize) -> Expression {
        match ty {
            Type::Bool => Expression::Boolean(example.and_then(Value::as_bool).unwrap_or(true)),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => Expression::Integer(number(ty, example)),
            Type::F64 => Expression::Float(example.and_then(Value::as_f64).unwrap_or(1.0)),
            Type::String => Expression::OwnedText(text(example, "value")),
            Type::Unit => Expression::Unit,
            Type::Value => Expression::Null,
            Type::Runtime(name) => runtime(name, example),
            Type::Model(name) => self.model(name, example, depth),
            Type::Vec(item) if depth < DEEPEST_LIST => {
                Expression::List(vec![self.exact(item, example.and_then(|list| list.get(0)), depth + 1)])
            }
            Type::Vec(item) => Expression::EmptyList(item.as_ref().clone()),
            Type::Map(_) => Expression::EmptyMap,
            Type::Tuple(items) => {
                Expression::Tuple(items.iter().map(|item| self.exact(item, None, depth + 1)).collect())
            }
            Type::OpenTuple(items, _) => {
                let members = items.iter().map(|item| self.exact(item, None, depth + 1)).collect();
                Expression::From(ty.clone(), Box::new(Expression::Tuple(members)))
            }
            Type::Option(_) => Expression::None,
            Type::Nullable(_) | Type::Local(_) => Expression::Default,
            Type::Box(inner) => Expression::Boxed(Box::new(self.exact(inner, example, depth))),
        }
    }

    fn model(&self, name: &Identifier, example: Option<&Value>, depth: usize) -> Expression {
        match self.models.get(name) {
            Some(Model::Struct(model)) if depth < DEEPEST => self.structure(model, example, depth),
            Some(Model::Enumeration(model)) => constant(model, example),
            Some(Model::Union(model)) if depth < DEEPEST => self.branch(model, depth),
            Some(Model::Alias(alias)) => self.exact(&alias.ty, example, depth),
            _ => Expression::Default,
        }
    }

    fn structure(&self, model: &Struct, example: Option<&Value>, depth: usize) -> Expression {
        let arguments = model.arguments().into_iter().map(|field| {
            let example = example.and_then(|object| object.get(&field.wire));
            if field.into {
                self.into(&field.ty, example, &field.wire, depth + 1)
            } else {
                self.exact(&field.ty, example, depth + 1)
            }
        });
        Expression::New(model.name.clone(), arguments.collect())
    }

    fn branch(&self, model: &Union, depth: usize) -> Expression {
        let Some(first) = model.variants.first() else { return Expression::Null };
        let content = self.exact(&first.ty, None, depth + 1);
        Expression::Variant(model.name.clone(), first.name.clone(), Some(Box::new(content)))
    }
}

/// A file that names its media type, where a range is all that the document says. RFC 4735 has an `example` of every kind.
fn file(kind: &BodyKind) -> Option<Expression> {
    let BodyKind::File(range, _) = kind else { return None };
    let media_type = match range.strip_suffix("/*")? {
        "image" => "image/png".to_owned(),
        "audio" => "audio/mpeg".to_owned(),
        "video" => "video/mp4".to_owned(),
        "text" => "text/plain".to_owned(),
        other => format!("{other}/example"),
    };
    Some(Expression::File("content".to_owned(), Some(media_type)))
}

/// A text from the document if it is short and plain, else the name.
fn text(example: Option<&Value>, name: &str) -> String {
    let fitting = |text: &&str| {
        (1..=60).contains(&text.len())
            && !text.chars().any(|other| other.is_control() || "\\\"".contains(other))
    };
    let given = example.and_then(Value::as_str).filter(fitting);
    given.unwrap_or(name.trim_start_matches("r#")).to_owned()
}

fn number(ty: &Type, example: Option<&Value>) -> i64 {
    let fits = |number: &i64| match ty {
        Type::I32 => i32::try_from(*number).is_ok(),
        Type::U32 => u32::try_from(*number).is_ok(),
        Type::U64 => *number >= 0,
        _ => true,
    };
    example.and_then(Value::as_i64).filter(fits).unwrap_or(1)
}

fn constant(model: &Enumeration, example: Option<&Value>) -> Expression {
    let named = model.variants.iter().find(|variant| Some(&variant.value) == example);
    match named.or(model.variants.first()) {
        Some(variant) => Expression::Variant(model.name.clone(), variant.name.clone(), None),
        None if model.integer => {
            Expression::From(Type::Model(model.name.clone()), Box::new(Expression::Integer(1)))
        }
        None => {
            let text = Expression::Text("value".to_owned());
            Expression::From(Type::Model(model.name.clone()), Box::new(text))
        }
    }
}

fn runtime(name: &'static str, example: Option<&Value>) -> Expression {
    let written = |standard: &str| {
        let given =
            example.and_then(Value::as_str).filter(|text| text.len() == standard.len() && text.is_ascii());
        Expression::Parsed(given.unwrap_or(standard).to_owned(), Type::Runtime(name))
    };
    match name {
        "DateTime" => written("2026-01-31T12:00:00Z"),
        "Date" => written("2026-01-31"),
        "Time" => written("12:00:00"),
        "Duration" => Expression::Parsed("PT1H".to_owned(), Type::Runtime(name)),
        "Uuid" => written("00000000-0000-4000-8000-000000000001"),
        "Base64" => Expression::Parsed("AAEC".to_owned(), Type::Runtime(name)),
        "Secret" => Expression::From(Type::Runtime(name), Box::new(Expression::Text("secret".to_owned()))),
        "Ipv4" => Expression::Parsed("192.0.2.1".to_owned(), Type::Runtime(name)),
        "Ipv6" => Expression::Parsed("2001:db8::1".to_owned(), Type::Runtime(name)),
        "Decimal" | "DecimalText" | "Int64Text" | "UInt64Text" => {
            Expression::Parsed("1".to_owned(), Type::Runtime(name))
        }
        "File" => Expression::File("content".to_owned(), None),
        _ => Expression::Default,
    }
}
