//! Tables of setters in generated source: `parameters!` and `setters!`.
//!
//! In: a call of such a macro. Out: its setters, each with what it takes and where that goes.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident};

use crate::reading::{Argument, Method, Place, variable};
use crate::types::{Type, taken};

/// A table of setters.
pub(crate) struct Table {
    /// Whose setters they are.
    pub(crate) name: String,
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
        let rows = rows.parse_terminated(Row::parse, syn::Token![,])?.into_iter().collect();
        Ok(Self { name, rows })
    }
}

impl Parse for Row {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        let (place, name) =
            (input.call(Ident::parse_any)?.to_string(), input.call(Ident::parse_any)?.to_string());
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
        let ty = if is_list { Type::Named(vec!["Vec".to_owned()], vec![item]) } else { item };
        let is_parameter = input.parse::<Option<syn::Token![=]>>()?.is_some();
        let wire = if is_parameter { Some(input.parse::<syn::LitStr>()?.value()) } else { None };
        let by = input.peek(Ident).then(|| input.parse::<Ident>()).transpose()?;
        let by = by.map(|_| input.parse::<Expr>()).transpose()?;
        let setter = by.filter(|_| !is_parameter).and_then(|by| variable(&by));
        Ok(Self { place, name, ty, wire, setter })
    }
}
