//! Operations: handles, requests and results.

use super::{Constant, Doc, Example, Gate, Identifier, ServerTemplate, Type};

/// The operations of one tag.
#[derive(Debug, Clone)]
pub struct Handle {
    /// Name of its type, such as `Organizations`.
    pub name: Identifier,
    /// Name of its module and of the method of `Client` that makes it, such as `organizations`.
    pub module: Identifier,
    /// When it is compiled.
    pub gate: Gate,
    /// Its documentation.
    pub doc: Doc,
    /// The headers that answers to its operations may have.
    pub headers: Vec<Header>,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Name of its marker type, such as `ListOrgs`.
    pub marker: Identifier,
    /// Name of its method, such as `list_orgs`.
    pub method: Identifier,
    /// Its documentation, example included.
    pub doc: Doc,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether it is unstable, so that a client has to allow it.
    pub unstable: bool,
    /// `operationId`, or method and path.
    pub id: String,
    /// HTTP method.
    pub http_method: String,
    /// The path as the document has it.
    pub declared_path: String,
    /// Path template.
    pub path: String,
    /// How it is called: the end of its documentation.
    pub example: Example,
    /// What it takes: required parameters and a required body.
    pub arguments: Vec<Argument>,
    /// What it may be given besides.
    pub setters: Vec<Argument>,
    /// What it answers on success.
    pub output: Output,
    /// What it answers on failure.
    pub error: Output,
    /// Which answer has which body.
    pub answers: Vec<Answer>,
    /// Alternatives of authentication: scheme name and scopes.
    pub security: Vec<Vec<(String, Vec<String>)>>,
    /// Base URLs of its own.
    pub servers: Vec<ServerTemplate>,
    /// How its pages are walked.
    pub pagination: Option<Pagination>,
    /// The stream that it answers with instead, if it is asked for that.
    pub stream: Option<StreamedAnswer>,
}

/// An argument of an operation, or a setter.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name.
    pub name: Identifier,
    /// Its documentation (of a setter).
    pub doc: Doc,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The type of the value.
    pub ty: Type,
    /// How it is taken.
    pub passing: Passing,
    /// Where it goes.
    pub target: Target,
    /// What it is unless it is set.
    pub constant: Option<Constant>,
}

/// How an argument is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// As the type itself.
    Value,
    /// As whatever turns into the type.
    Into,
    /// As an iterator over the items of a list.
    Items,
    /// As an iterator over what turns into the items of a list.
    IntoItems,
}

/// Where an argument goes.
#[derive(Debug, Clone)]
pub enum Target {
    /// Into the path, under its name on the wire.
    Path(String, ParameterStyle),
    /// Into the query.
    Query(String, ParameterStyle),
    /// Into a header.
    Header(String, ParameterStyle),
    /// Into a header that is not to be seen.
    SecretHeader(String, ParameterStyle),
    /// Into the cookie header.
    Cookie(String, ParameterStyle),
    /// Into the body.
    Body(BodyKind),
}

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// By `style` and `explode`; the last is whether reserved characters stay as they are.
    Style(WireStyle, bool, bool),
    /// As JSON.
    Json,
}

/// `style` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireStyle {
    /// `simple`
    Simple,
    /// The same, of a value that may have several segments of a path.
    Segments,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyKind {
    /// As JSON, of this media type.
    Json(String),
    /// As `application/x-www-form-urlencoded`, with the styles of those fields that have one of their own.
    UrlEncoded(Vec<(String, ParameterStyle)>),
    /// As several parts, of this media type.
    Multipart(String),
    /// As text of this media type.
    Text(String),
    /// As a file of this media type, with a leading byte-order mark taken off or not.
    File(String, bool),
    /// As one of several: an enumeration of its own.
    Choice(BodyChoice),
}

/// An enumeration of the media types that a request body may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyChoice {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Its branches.
    pub variants: Vec<BodyVariant>,
}

/// One media type of a request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyVariant {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// What it holds.
    pub ty: Type,
    /// Whether a value of that type becomes this branch by `From`: no other holds it, or this one is JSON.
    pub from: bool,
    /// How it is written; never another choice.
    pub kind: BodyKind,
}

/// What an operation answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// No body.
    Empty,
    /// One form of body.
    Body(BodyFormat),
    /// One form of body, or none.
    OrEmpty(BodyFormat),
}

/// A form of body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyFormat {
    /// JSON of a type.
    Json(Type),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A stream of events whose data is of a type; never in a union.
    Events(Type),
    /// A stream of events each of which as a whole is of a type; never in a union.
    EventObjects(Type),
    /// A stream of lines, each JSON of a type; never in a union.
    JsonLines(Type),
    /// One of several: the [`BodyUnion`] of this name.
    Union(Identifier),
}

impl BodyFormat {
    /// The same form of another type.
    pub(crate) fn with_type(self, other: impl Fn(&Type) -> Type) -> Self {
        match self {
            Self::Json(ty) => Self::Json(other(&ty)),
            Self::Events(ty) => Self::Events(other(&ty)),
            Self::EventObjects(ty) => Self::EventObjects(other(&ty)),
            Self::JsonLines(ty) => Self::JsonLines(other(&ty)),
            Self::Text | Self::Bytes | Self::Union(_) => self,
        }
    }
}

/// One answer of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status, class or default.
    pub status: AnswerStatus,
    /// Whether it is a failure.
    pub error: bool,
    /// The media type, or none where no body is promised.
    pub media_type: Option<String>,
    /// The variant of the union that holds it (0 where there is no union).
    pub variant: usize,
}

/// A header of answers, as a constant of the handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name of the constant.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its name on the wire.
    pub wire: String,
    /// The type of its value.
    pub ty: Type,
    /// How its value is written.
    pub form: HeaderForm,
}

/// How the value of a header is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderForm {
    /// As it is.
    One,
    /// Items with commas between.
    List,
    /// Members with commas between.
    Object,
    /// As JSON.
    Json,
}

/// A stream that is answered where it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamedAnswer {
    /// What it is of.
    pub format: BodyFormat,
    /// The media type that asks for it.
    pub media_type: String,
}

/// The statuses that an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerStatus {
    /// One status.
    Code(u16),
    /// A class: `4` for `4XX`.
    Class(u16),
    /// Any other.
    Default,
}

/// A union of bodies, told apart by status and media type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyUnion {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub doc: Doc,
    /// Its branches.
    pub variants: Vec<(Identifier, BodyFormat)>,
}

/// How pages are walked.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// The kind of walk.
    pub kind: PaginationKind,
    /// The query parameter of the size.
    pub limit: Option<String>,
    /// Type of a page.
    pub page: Type,
    /// Type of an item.
    pub item: Type,
    /// The way to the items.
    pub items: Vec<Step>,
}

/// The kind of walk.
#[derive(Debug, Clone)]
pub enum PaginationKind {
    /// By an offset; the way to the total.
    Offset(String, Option<Vec<Step>>),
    /// By the number of the page, from the first; the way to the total.
    Page(String, i64, Option<Vec<Step>>),
    /// By a token; the way to the next one.
    Cursor(String, Vec<Step>),
    /// By the `Link` header.
    Link,
    /// By a URL; the way to it.
    Url(Vec<Step>),
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub field: Identifier,
    /// The type that the field holds, presence included.
    pub ty: Type,
}
