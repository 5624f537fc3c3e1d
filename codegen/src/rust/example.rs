//! Examples of calls, for the documentation of operations.

use super::{Identifier, Type};

/// A call as it is shown in the documentation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Example {
    /// The arguments.
    pub arguments: Vec<Expression>,
}

/// A value as it is written in an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A text where anything that turns into one is taken.
    Text(String),
    /// A `String`.
    OwnedText(String),
    /// A text that is parsed to a type.
    Parsed(String, Type),
    /// A value that is made from another by `From`.
    From(Type, Box<Expression>),
    /// A number of 64 bits.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// `()`
    Unit,
    /// `None`
    None,
    /// `Some(..)`
    Some(Box<Expression>),
    /// `Box::new(..)`
    Boxed(Box<Expression>),
    /// A model by its `new`.
    New(Identifier, Vec<Expression>),
    /// A branch of an enumeration or union of the models, with its content.
    Variant(Identifier, Identifier, Option<Box<Expression>>),
    /// A branch of the choice of a body, which stands beside the handle.
    Choice(Identifier, Identifier, Box<Expression>),
    /// A list.
    List(Vec<Expression>),
    /// A vector of nothing, whose type can be told.
    EmptyList(Type),
    /// An array, where any iterator is taken.
    Array(Vec<Expression>),
    /// Values side by side.
    Tuple(Vec<Expression>),
    /// An empty map.
    EmptyMap,
    /// A JSON value of null.
    Null,
    /// A file with this content, and of this media type, if it is to name one.
    File(String, Option<String>),
    /// Whatever the type's default is, where nothing better is known.
    Default,
}
