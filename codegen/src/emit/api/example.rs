//! Spells the example at the end of a method's documentation.
//!
//! In: an [`Operation`] with the values of its [`crate::rust::Example`]. Out: its documentation with the call as a test that is compiled and
//! not run.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::super::types::{self, ident};
use crate::print;
use crate::rust::{Doc, Expression, Handle, Identifier, Operation, Type};

/// The documentation of an operation, its example included.
pub(super) fn with_example(operation: &Operation, handle: &Handle, crate_name: &str) -> Doc {
    let (client, module) = (format_ident!("{crate_name}"), ident(&handle.module));
    let mut example = Spelling { module: quote! { #client::api::#module }, ..Spelling::default() };
    let arguments: Vec<_> = operation.example.arguments.iter().map(|value| example.value(value)).collect();
    let method = ident(&operation.method);
    let call = quote! {
        let response = client.#module().#method(#(#arguments),*).await?;
    };
    let Ok(call) = print::statements(&call) else { return operation.doc.clone() };
    let call = on_one_line(&call).unwrap_or(call);
    let imports = example.imports(&client);
    let text = format!(
        "{}\n\n# Example\n\n```no_run\n\
         # async fn example(client: {client}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {imports}{call}\n# Ok(())\n# }}\n```",
        operation.doc.0
    );
    Doc(text.trim_start().to_owned())
}

/// A chain of calls on one line, if documentation has the room; it is wider than code.
fn on_one_line(call: &str) -> Option<String> {
    const WIDTH: usize = 92;
    let (first, rest) = call.trim_end().split_once('\n')?;
    let links = rest.lines().map(|line| line.strip_prefix("    ").filter(|link| link.starts_with('.')));
    let line = first.to_owned() + &links.collect::<Option<String>>()?;
    (line.len() <= WIDTH).then_some(line)
}

/// Spells values, and remembers what they name.
#[derive(Default)]
struct Spelling {
    models: BTreeSet<String>,
    choices: BTreeSet<String>,
    runtime: BTreeSet<String>,
    /// The way to the module of the operation.
    module: TokenStream,
}

impl Spelling {
    fn model(&mut self, name: &Identifier) -> Ident {
        self.models.insert(name.as_str().to_owned());
        ident(name)
    }

    fn values(&mut self, values: &[Expression]) -> Vec<TokenStream> {
        values.iter().map(|value| self.value(value)).collect()
    }

    fn value(&mut self, value: &Expression) -> TokenStream {
        match value {
            Expression::Text(text) => quote! { #text },
            Expression::OwnedText(text) => quote! { #text.to_owned() },
            Expression::Parsed(text, ty) => {
                let ty = self.ty(ty);
                quote! { #text.parse::<#ty>()? }
            }
            Expression::Integer(number) => Literal::i64_unsuffixed(*number).into_token_stream(),
            Expression::Float(number) => Literal::f64_unsuffixed(*number).into_token_stream(),
            Expression::Boolean(is) => quote! { #is },
            Expression::Unit => quote! { () },
            Expression::None => quote! { None },
            Expression::Default => quote! { Default::default() },
            Expression::EmptyMap => quote! { std::collections::BTreeMap::new() },
            Expression::Null => quote! { serde_json::Value::Null },
            composed => self.composed(composed),
        }
    }

    fn composed(&mut self, value: &Expression) -> TokenStream {
        match value {
            Expression::Some(inner) => {
                let inner = self.value(inner);
                quote! { Some(#inner) }
            }
            Expression::Boxed(inner) => {
                let inner = self.value(inner);
                quote! { Box::new(#inner) }
            }
            Expression::From(ty, inner) => {
                let (spelled, inner) = (self.ty(ty), self.value(inner));
                match ty {
                    // What it holds is inferred: in an expression it could not be named so.
                    Type::OpenTuple(..) => quote! { Tuple::from(#inner) },
                    _ => quote! { #spelled::from(#inner) },
                }
            }
            Expression::New(model, arguments) => {
                let (model, arguments) = (self.model(model), self.values(arguments));
                quote! { #model::new(#(#arguments),*) }
            }
            Expression::Variant(model, variant, content) => {
                let (model, variant) = (self.model(model), ident(variant));
                let content = content.as_deref().map(|content| self.value(content));
                let content = content.map(|content| quote! { (#content) });
                quote! { #model::#variant #content }
            }
            Expression::Choice(choice, variant, content) => {
                let (content, variant) = (self.value(content), ident(variant));
                let choice = self.choice(choice);
                quote! { #choice::#variant(#content) }
            }
            Expression::Array(items) => {
                let items = self.values(items);
                quote! { [#(#items),*] }
            }
            Expression::List(items) => {
                let items = self.values(items);
                quote! { vec![#(#items),*] }
            }
            Expression::EmptyList(item) => {
                let item = self.ty(item);
                quote! { Vec::<#item>::new() }
            }
            Expression::Tuple(items) => {
                let items = self.values(items);
                quote! { (#(#items,)*) }
            }
            Expression::File(content, media_type) => {
                let content = Literal::byte_string(content.as_bytes());
                let file = self.ty(&Type::Runtime("File"));
                let typed = media_type.as_ref().map(|media_type| quote! { .with_content_type(#media_type) });
                quote! { #file::from_bytes(&#content[..]) #typed }
            }
            _ => TokenStream::new(),
        }
    }

    /// The name of a choice; where a model of the same name is imported, with the way to it.
    fn choice(&mut self, name: &Identifier) -> TokenStream {
        let (module, choice) = (&self.module, ident(name));
        if self.models.contains(name.as_str()) {
            return quote! { #module::#choice };
        }
        self.choices.insert(name.as_str().to_owned());
        choice.into_token_stream()
    }

    /// A type as it is written, what it names included.
    fn ty(&mut self, ty: &Type) -> TokenStream {
        let mut named = types::Imports::default();
        named.ty(ty);
        self.models.extend(named.models);
        self.runtime.extend(named.runtime);
        types::ty(ty)
    }

    /// The `use` items before the call, with a blank line after them.
    fn imports(&self, client: &Ident) -> String {
        let module = &self.module;
        let choices = self.choices.iter().map(|name| {
            let name = types::word(name);
            quote! { use #module::#name; }
        });
        let models: Vec<Ident> = self.models.iter().map(|name| types::word(name)).collect();
        let models = match models.as_slice() {
            [] => TokenStream::new(),
            [single] => quote! { use #client::models::#single; },
            _ => quote! { use #client::models::{#(#models),*}; },
        };
        let runtime = self.runtime.iter().map(|name| {
            let (path, name) = (types::path_of(name), types::word(name));
            let path = path.replace("crate", &client.to_string());
            let path = path.split("::").map(types::word);
            quote! { use #(#path)::*::#name; }
        });
        let items = quote! { #(#choices)* #models #(#runtime)* };
        let text = print::statements(&items).unwrap_or_default();
        if items.is_empty() { String::new() } else { format!("{text}\n\n") }
    }
}
