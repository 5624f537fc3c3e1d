//! Tables of what is taken, in generated source: `parameters!` and `builder!`.
//!
//! In: a call of such a macro. Out: its setters, each with what it takes and where that goes, and what `new` takes.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident};

use crate::reading::{Argument, Method, Place};
use crate::types::{Type, taken};

/// A table.
pub(crate) struct Table {
    /// Whose setters they are.
    pub(crate) name: String,
    /// What `new` takes, if the table has one.
    pub(crate) new: Vec<Argument>,
    rows: Vec<Row>,
}

impl Table {
    /// The table that a macro of this name is.
    pub(crate) fn read(name: &str, table: &syn::Macro) -> Option<Self> {
        table.path.is_ident(name).then(|| table.parse_body().unwrap())
    }

    /// The setters, as methods of `marker`.
    pub(crate) fn setters(self, marker: &str) -> Vec<Method> {
        self.rows.into_iter().map(|row| row.setter(marker)).collect()
    }
}

/// A row: where the value goes or what kind of property it is, the name, what is taken, and the name on the wire, if it has another there.
struct Row {
    place: String,
    name: String,
    ty: Type,
    wire: Option<String>,
    setter: Option<String>,
}

impl Row {
    fn setter(self, marker: &str) -> Method {
        let place = match self.place.as_str() {
            "query" | "header" | "secret_header" | "cookie" => {
                let wire = self.wire.unwrap_or_else(|| self.name.clone());
                Place::Parameter(self.place.replace("secret_header", "header"), wire)
            }
            _ => Place::Body,
        };
        let name = self.setter.unwrap_or_else(|| self.name.clone());
        let argument = Argument { name: self.name, ty: self.ty, place };
        Method { name, marker: marker.to_owned(), arguments: vec![argument] }
    }
}

impl Parse for Table {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.parse::<Ident>()?.to_string();
        let rows;
        syn::braced!(rows in input);
        let mut new = Vec::new();
        if rows.peek2(syn::token::Paren) {
            rows.parse::<Ident>()?;
            let given;
            syn::parenthesized!(given in rows);
            new = given.parse_terminated(given_row, syn::Token![,])?.into_iter().flatten().collect();
            rows.parse::<syn::Token![,]>()?;
        }
        let mut table = Self { name, new, rows: Vec::new() };
        while !rows.is_empty() && !rows.peek(syn::Token![..]) {
            table.rows.push(rows.parse()?);
            rows.parse::<syn::Token![,]>()?;
        }
        if rows.parse::<Option<syn::Token![..]>>()?.is_some() {
            rows.call(Ident::parse_any)?;
        }
        Ok(table)
    }
}

impl Parse for Row {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        let (place, name) =
            (input.call(Ident::parse_any)?.to_string(), input.call(Ident::parse_any)?.to_string());
        let mut row = Self { place, name, ty: brackets(input)?, wire: None, setter: None };
        if matches!(row.place.as_str(), "optional" | "nullable" | "anything") {
            if input.peek(Ident) {
                input.parse::<Ident>()?;
                row.setter = Some(input.call(Ident::parse_any)?.to_string());
            }
            preset(input)?;
        } else {
            if input.parse::<Option<syn::Token![=]>>()?.is_some() {
                row.wire = Some(input.parse::<syn::LitStr>()?.value());
            }
            if input.peek(Ident) {
                input.parse::<Ident>()?;
                input.parse::<Expr>()?;
            }
        }
        Ok(row)
    }
}

/// What `new` is given; nothing for what it knows.
fn given_row(input: ParseStream) -> syn::Result<Option<Argument>> {
    let name = input.call(Ident::parse_any)?.to_string();
    if input.peek(syn::token::Paren) {
        return Ok(Some(Argument { name, ty: brackets(input)?, place: Place::Body }));
    }
    preset(input)?;
    Ok(None)
}

/// Skips what a property is from the start.
fn preset(input: ParseStream) -> syn::Result<()> {
    if input.parse::<Option<syn::Token![=]>>()?.is_some() {
        input.parse::<Expr>()?;
    }
    Ok(())
}

/// The type that is taken, as brackets say it.
fn brackets(input: ParseStream) -> syn::Result<Type> {
    let content;
    syn::parenthesized!(content in input);
    let mut is_list = false;
    // A type that has such a name begins with a capital letter.
    while ["each", "into", "boxed"]
        .iter()
        .any(|word| content.fork().parse::<Ident>().is_ok_and(|next| next == word))
    {
        is_list |= content.parse::<Ident>()? == "each";
    }
    let item = taken(&content.parse()?);
    Ok(if is_list { Type::Named(vec!["Vec".to_owned()], vec![item]) } else { item })
}
