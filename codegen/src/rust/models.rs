//! Models: structs, enumerations, unions and aliases.

use super::{BodyUnion, Doc, Gate, Identifier, Type, WireStyle};
use serde_json::Value;

/// A file of models.
#[derive(Debug, Clone)]
pub struct ModelModule {
    /// Name of the module and of its file.
    pub name: Identifier,
    /// When it is compiled.
    pub gate: Gate,
    /// Documentation of the module.
    pub doc: Doc,
    /// Its items, in order.
    pub items: Vec<Model>,
}

/// One model.
#[derive(Debug, Clone)]
pub enum Model {
    /// A struct.
    Struct(Struct),
    /// An open enumeration of texts or integers.
    Enumeration(Enumeration),
    /// A union.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
    /// A union of bodies.
    Bodies(BodyUnion),
}

impl Model {
    /// Its name.
    pub fn name(&self) -> &Identifier {
        match self {
            Self::Struct(object) => &object.name,
            Self::Enumeration(enumeration) => &enumeration.name,
            Self::Union(union) => &union.name,
            Self::Alias(alias) => &alias.name,
            Self::Bodies(bodies) => &bodies.name,
        }
    }

    /// Whether answers have it; none, if that makes no difference to it.
    pub(crate) fn received_mut(&mut self) -> Option<&mut bool> {
        match self {
            Self::Struct(object) => Some(&mut object.received),
            Self::Enumeration(enumeration) => Some(&mut enumeration.received),
            Self::Union(union) => Some(&mut union.received),
            Self::Alias(_) | Self::Bodies(_) => None,
        }
    }

    /// The types of what it holds, those of bodies aside.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let unknown = object.unknown.iter().map(|unknown| &unknown.ty);
                object.fields.iter().map(|field| &field.ty).chain(unknown).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(alias) => vec![&alias.ty],
            Self::Enumeration(_) | Self::Bodies(_) => Vec::new(),
        }
    }
}

/// The field that keeps what the description does not declare.
#[derive(Debug, Clone)]
pub struct Undeclared {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// The type of a value.
    pub ty: Type,
    /// Whether the description says that there is none.
    pub forbidden: bool,
}

/// A struct with one field for each property.
#[derive(Debug, Clone)]
pub struct Struct {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Its fields, in the order of the document.
    pub fields: Vec<Field>,
    /// The field that keeps undeclared properties.
    pub unknown: Option<Undeclared>,
    /// Whether it is built by users: `new`, setters and, without required fields, `Default`.
    pub constructible: bool,
    /// Whether it is read and written as JSON.
    pub json: bool,
    /// Whether answers have it; else it is only ever sent.
    pub received: bool,
    /// How it is written as a form of several parts, if it is the body of one.
    pub form: Option<Vec<Part>>,
}

impl Struct {
    /// The fields that `new` asks for, in the order in which the document requires them. The ones that can only have one value
    /// are not asked for.
    pub fn arguments(&self) -> Vec<&Field> {
        let mut asked: Vec<&Field> =
            self.fields.iter().filter(|field| field.is_required() && field.constant.is_none()).collect();
        asked.sort_by_key(|field| field.rank);
        asked
    }
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Identifier,
    /// Name of the method that sets it.
    pub setter: Identifier,
    /// The property's name on the wire.
    pub wire: String,
    /// Its documentation.
    pub doc: Doc,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its type, presence included (`Option`, `Nullable`, `Box`).
    pub ty: Type,
    /// How its presence is treated.
    pub presence: Presence,
    /// Whether `new` and the setter take whatever turns into the type (into that of its items, where it is a list).
    pub into: bool,
    /// What `new` fills in, for a property that can only have one value.
    pub constant: Option<Constant>,
    /// Where among the required ones the document has it.
    pub rank: usize,
}

impl Field {
    /// Whether it must be there.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::RequiredNullable)
    }
}

/// The only value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// A variant of the enumeration that the field holds.
    Variant(Identifier),
    /// A text.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number of a type that is not whole.
    Number(f64),
}

/// How the presence of a field is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be there; a null that arrives is the type's empty value.
    Required,
    /// Must be there, and may be null: the type is an `Option`.
    RequiredNullable,
    /// May be missing; null is absence: the type is an `Option`.
    Optional,
    /// May be missing, and may be null: the type is a `Nullable`.
    OptionalNullable,
}

/// A part of a form.
#[derive(Debug, Clone)]
pub struct Part {
    /// Index into the fields of the struct.
    pub field: usize,
    /// What the part is made of.
    pub kind: PartKind,
    /// Whether the field is a list, of which each member is a part.
    pub repeated: bool,
    /// Content type of the part, if the document sets one.
    pub content_type: Option<String>,
    /// Whether a leading byte-order mark is taken off.
    pub strip_byte_order_mark: bool,
}

/// What a part is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A file.
    File,
    /// A text, number, boolean or enumeration.
    Text,
    /// Anything else, as JSON.
    Json,
    /// Whatever a style, exploded or not, makes of it: no part or several.
    Styled(WireStyle, bool),
}

/// An open enumeration.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Whether its values are integers; else they are texts.
    pub integer: bool,
    /// Whether answers have it; else it is only ever sent.
    pub received: bool,
    /// Known values.
    pub variants: Vec<EnumerationVariant>,
    /// Name of the variant that keeps unknown values.
    pub unknown: Identifier,
}

/// A known value of an enumeration.
#[derive(Debug, Clone)]
pub struct EnumerationVariant {
    /// Its name.
    pub name: Identifier,
    /// Its value: a JSON string or integer.
    pub value: Value,
    /// Its documentation.
    pub doc: Doc,
}

/// A union.
#[derive(Debug, Clone)]
pub struct Union {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Its branches.
    pub variants: Vec<UnionVariant>,
    /// Name of the variant that keeps what fits no branch.
    pub unknown: Identifier,
    /// How a branch is chosen.
    pub choice: UnionChoice,
    /// Whether answers have it; else it is only ever sent.
    pub received: bool,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// Its name.
    pub name: Identifier,
    /// Its content.
    pub ty: Type,
    /// Its documentation.
    pub doc: Doc,
    /// Whether `From<content>` is unambiguous.
    pub from: bool,
    /// What is known of its content before it is read.
    pub kind: BranchKind,
    /// Values of the tag that choose it.
    pub tags: Vec<String>,
}

/// What is known of a branch before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BranchKind {
    /// A struct, which knows the names of its properties.
    Struct,
    /// A union, which knows its own branches.
    Union,
    /// Anything else.
    Value,
}

/// How a branch is chosen when a union is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnionChoice {
    /// By the text of a property.
    Tag(String),
    /// By the kind of the JSON value: one of `object`, `array`, `string`, `integer`, `number`, `boolean` for each branch.
    JsonType(Vec<&'static str>),
    /// By a property that only one branch requires, for each branch.
    RequiredProperty(Vec<Option<String>>),
    /// By trial, in order.
    Trial,
}

/// Another name for a type.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// What it stands for.
    pub ty: Type,
}
