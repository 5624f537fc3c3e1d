//! Schemas: what values there are, and how a schema is reached.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Docs, OperationId, Pointer, SchemaId};

/// All schemas, by id. Ids are handed out by [`Schemas::reserve`], so that a schema can be named before it
/// is known (recursion).
#[derive(Debug, Clone, Default)]
pub struct Schemas(Vec<Schema>);

impl Schemas {
    /// None yet, and room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Hands out the next id for a schema of no shape yet (it accepts anything until it is filled in).
    pub fn reserve(&mut self, at: Pointer, path: SchemaPath) -> SchemaId {
        let id = SchemaId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Schema {
            at,
            path,
            docs: Docs::default(),
            nullable: false,
            shape: Shape::Any,
            example: None,
        });
        id
    }

    /// The schema of an id, if the id is of this list.
    pub fn get(&self, id: SchemaId) -> Option<&Schema> {
        self.0.get(id.0 as usize)
    }

    /// The schema that an id leads to once aliases are followed; none, if there are so many in a row, which may be a circle.
    pub fn resolved(&self, mut id: SchemaId, most: usize) -> Option<(SchemaId, &Schema)> {
        for _ in 0..most {
            let schema = self.get(id)?;
            match &schema.shape {
                Shape::Alias(target) => id = target.schema,
                _ => return Some((id, schema)),
            }
        }
        None
    }

    /// The schema of an id, to be filled in.
    pub fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.0.get_mut(id.0 as usize)
    }

    /// All schemas with their ids, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(&self.0)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One schema, named or inline.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Where it stands in the normalised document.
    pub at: Pointer,
    /// What it is called, as a path of words (see [`SchemaPath`]).
    pub path: SchemaPath,
    /// Its prose.
    pub docs: Docs,
    /// Whether the schema itself admits null, wherever it is used.
    pub nullable: bool,
    /// What values it describes.
    pub shape: Shape,
    /// An example, if the document has one.
    pub example: Option<Value>,
}

/// How a schema is reached, as raw names of the document: `["Monitor"]` for a component, and
/// `["Monitor", "options"]` for what its property `options` holds inline. Identifiers are made of it by
/// `names` alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaPath {
    /// What the first segment names.
    pub root: PathRoot,
    /// The way from there, one raw name for each step (property name, `item`, `value`, variant number or title).
    pub segments: Vec<String>,
}

/// The kind of thing that a [`SchemaPath`] starts from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathRoot {
    /// A schema of `components/schemas` (or `definitions`), by its key.
    Component(String),
    /// Something inside an operation (`segments` then starts with `request`, `response`, a status or a parameter's name).
    Operation(OperationId),
    /// Something inside a webhook or callback, by its name.
    Webhook(String),
}

/// A place where a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Usage {
    /// The schema.
    pub schema: SchemaId,
    /// Whether null is admitted at this place (in addition to what the schema itself admits).
    pub nullable: bool,
}

/// What values a schema describes.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Any JSON value, null included: no constraint at all. `reason` is set where the document does say more, but
    /// nothing that a type can express: it goes into the census of untyped fields.
    Any,
    /// Any JSON value because of `reason`: the census of untyped values counts it.
    Untyped(String),
    /// Only null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// A text.
    String(StringFormat),
    /// One of a list of constants, which is open unless it has a single member.
    Enumeration(Enumeration),
    /// `items`.
    Array(Usage),
    /// `prefixItems`.
    Tuple(Tuple),
    /// An object with no declared properties: any key, one kind of value.
    Map(Usage),
    /// An object with declared properties.
    Object(Object),
    /// `oneOf` or `anyOf`.
    Union(Union),
    /// Another schema under a name of its own.
    Alias(Usage),
}

impl Shape {
    /// Whether a value is a single one of a known kind, which is a text wherever it is no JSON.
    pub fn is_single(&self) -> bool {
        match self {
            Self::Boolean | Self::Integer(_) | Self::Number(_) | Self::String(_) => true,
            Self::Enumeration(values) => values.kind != EnumerationKind::Mixed,
            _ => false,
        }
    }
}

/// A list whose first members have schemas of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuple {
    /// The first members, in order.
    pub members: Vec<Usage>,
    /// How many of them must be there: `minItems`.
    pub required: usize,
    /// What follows them; none where nothing may.
    pub rest: Option<Usage>,
}

impl Tuple {
    /// Whether a list has all of the members and no others.
    pub fn is_exact(&self) -> bool {
        self.required >= self.members.len() && self.rest.is_none()
    }

    /// The schemas of all members.
    pub fn usages(&self) -> impl Iterator<Item = Usage> {
        self.members.iter().chain(&self.rest).copied()
    }
}

/// Width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// `int32` (and narrower).
    Int32,
    /// `int64`, and every integer without a format.
    Int64,
    /// `uint32` (and narrower).
    UInt32,
    /// `uint64`, and integers whose limits lie beyond `int64`.
    UInt64,
    /// Seconds (or, where the format says so, milliseconds) since 1970-01-01T00:00:00Z, as an integer.
    UnixTime,
}

/// Kind of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberFormat {
    /// Binary floating point of 64 bits (`float` too: 32 bits would change the digits).
    Double,
    /// `decimal`, and integers that may be beyond 64 bits: exact digits.
    Decimal,
}

/// What a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// Anything.
    Plain,
    /// `date-time` (RFC 3339).
    DateTime,
    /// `date` (RFC 3339 `full-date`).
    Date,
    /// `time` (RFC 3339 `full-time`).
    Time,
    /// `duration` (ISO 8601).
    Duration,
    /// `uuid` (RFC 9562).
    Uuid,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `byte`, or `contentEncoding: base64`: bytes as Base64 text (RFC 4648).
    Base64,
    /// `binary`: raw bytes; a file where it is a part of a form.
    Binary,
    /// `password`, and everything else that must not be shown.
    Secret,
    /// An integer written as text (`int64` on a string).
    Int64,
    /// An unsigned integer written as text.
    UInt64,
    /// A decimal number written as text.
    Decimal,
}

/// A list of constants.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// The kind of its values; null members are taken out and make the schema nullable.
    pub kind: EnumerationKind,
    /// The values, without repetitions, in the order of the document.
    pub values: Vec<EnumerationValue>,
}

/// The kind of an enumeration's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnumerationKind {
    /// Texts.
    String,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction, booleans, objects, or several kinds at once: compared as JSON values.
    Mixed,
}

/// One constant of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumerationValue {
    /// The constant.
    pub value: Value,
    /// The name that the document gives it (`x-enum-varnames`, `x-enumNames`).
    pub name: Option<String>,
    /// What it says about it (`x-enum-descriptions`).
    pub description: Option<String>,
}

/// An object with declared properties.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// Properties in the order of the document, by name.
    pub properties: IndexMap<String, Property>,
    /// What other keys may hold.
    pub additional: Additional,
}

/// What keys beside the declared ones may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Additional {
    /// The document does not say (the default): anything; such keys are kept.
    #[default]
    Unspecified,
    /// `additionalProperties: false`: none is meant to come; one that does is ignored.
    Denied,
    /// A schema for all of them.
    Typed(Usage),
}

/// One property of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// What it holds.
    pub value: Usage,
    /// Whether it is in `required`.
    pub required: bool,
    /// Where in `required` it is: an order that does not change when keys are reordered.
    pub rank: usize,
    /// `readOnly`: never sent.
    pub read_only: bool,
    /// `writeOnly`: never received.
    pub write_only: bool,
    /// Prose of the property itself (siblings of a `$ref` included), else that of its schema.
    pub docs: Docs,
    /// `default`.
    pub default: Option<Value>,
    /// The only value that it can have: its only constant, or what the discriminator of its union is for this object.
    pub constant: Option<Value>,
    /// `x-strip-byte-order-mark`: a leading U+FEFF is taken off the file before it is sent.
    pub strip_byte_order_mark: bool,
}

#[cfg(test)]
impl Property {
    /// One that may be missing, and of which nothing is said.
    pub(crate) fn optional(schema: SchemaId) -> Self {
        Self {
            value: Usage { schema, nullable: false },
            required: false,
            rank: 0,
            read_only: false,
            write_only: false,
            docs: Docs::default(),
            default: None,
            constant: None,
            strip_byte_order_mark: false,
        }
    }
}

/// One of several schemas.
#[derive(Debug, Clone)]
pub struct Union {
    /// The branches in the order of the document (null taken out: it makes the schema nullable).
    pub variants: Vec<Variant>,
    /// How to tell them apart.
    pub choice: Choice,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its schema.
    pub value: Usage,
    /// The raw name it goes by (component key, title, or constant); identifiers are made by `names`.
    pub name: Option<String>,
    /// The values of the discriminator that choose it.
    pub tags: Vec<String>,
    /// What is said of other branches that are the same type, and so this one.
    pub also: Vec<Docs>,
}

impl Variant {
    /// A branch that is one of the document.
    pub fn new(value: Usage, name: Option<String>) -> Self {
        Self { value, name, tags: Vec::new(), also: Vec::new() }
    }
}

/// How the branches of a union are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// By the text in this property; a branch's [`Variant::tags`] say which.
    Discriminator(String),
    /// By the kind of the JSON value (all branches differ in it).
    JsonType,
    /// By a property that only one branch requires: one name for each branch, in order; the branch without (at most
    /// one) is the fallback.
    RequiredProperty(Vec<Option<String>>),
    /// By trial, in order: the first branch that decodes without dropping anything, else the first that decodes.
    Trial,
}
