//! What a file is made of.
//!
//! Most of a crate is documentation, fields and rows of tables. They are handed over as what they are, so that nothing has to be made
//! into tokens that is not code, and nothing has to be parsed that can be laid out as it stands.

use proc_macro2::TokenStream;

use crate::rust::Doc;

/// One item, or a run of items that belong together.
pub(crate) enum Item {
    /// Whatever has no kind of its own.
    Tokens(TokenStream),
    /// A `struct` or an `enum`.
    Definition(Definition),
    /// An `impl` of constants and of functions that have a body.
    Methods(Methods),
    /// A table.
    Table(Table),
}

/// A `struct` or an `enum`.
pub(crate) struct Definition {
    /// Its documentation.
    pub(crate) doc: Doc,
    /// What stands before the brace, attributes included.
    pub(crate) head: TokenStream,
    /// Fields or variants.
    pub(crate) members: Vec<Member>,
}

/// An `impl` of constants and functions.
pub(crate) struct Methods {
    /// What stands before the brace.
    pub(crate) head: TokenStream,
    /// The constants and functions.
    pub(crate) members: Vec<Member>,
}

/// A field, variant, constant or function, or a row of a table.
pub(crate) struct Member {
    /// Its documentation.
    pub(crate) doc: Doc,
    /// The rest, attributes included, without a comma at its end.
    pub(crate) code: TokenStream,
}

/// A call of a macro with rows: `model! { Name { row, row } }`.
pub(crate) struct Table {
    /// The name of the macro.
    pub(crate) name: &'static str,
    /// The documentation of what it makes, where the macro does not give it.
    pub(crate) doc: Doc,
    /// What stands before the inner brace.
    pub(crate) head: TokenStream,
    /// The rows, each with the comma at its end, if it has one. What is said of a row, and its attributes, stand above it.
    pub(crate) rows: Vec<Member>,
}

impl Member {
    /// A member without documentation.
    pub(crate) fn plain(code: TokenStream) -> Self {
        Self { doc: Doc::default(), code }
    }
}

impl Table {
    /// A table of rows without documentation.
    pub(crate) fn plain(
        name: &'static str,
        head: TokenStream,
        rows: impl IntoIterator<Item = TokenStream>,
    ) -> Self {
        Self { name, doc: Doc::default(), head, rows: rows.into_iter().map(Member::plain).collect() }
    }
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

impl From<Definition> for Item {
    fn from(definition: Definition) -> Self {
        Self::Definition(definition)
    }
}

impl From<Methods> for Item {
    fn from(methods: Methods) -> Self {
        Self::Methods(methods)
    }
}

impl From<Table> for Item {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl Item {
    /// Whether there is nothing to print.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Tokens(tokens) if tokens.is_empty())
    }
}
