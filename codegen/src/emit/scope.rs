//! The names that one file takes from elsewhere: its `use` items.
//!
//! In: every name of the runtime and of the models that the items of a file mention, as they are spelled. Out: the `use` items for
//! just those. Where an item of the file bears the name of a model, the model is written `models::Name`. Deliberately absent: what
//! the items are.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, Imports, word};
use crate::rust::{Doc, Gate, Identifier, Type};

/// What stands between the name of a model in prose and its path.
const MODEL_PATH: &str = "(crate::models::";

/// Collects what a file has to import.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    local: BTreeSet<String>,
    imports: Imports,
}

impl Scope {
    /// The scope of a file whose own items bear these names.
    pub(crate) fn beside<'a>(local: impl IntoIterator<Item = &'a Identifier>) -> Self {
        let local = local.into_iter().map(|name| name.as_str().to_owned()).collect();
        Self { local, ..Self::default() }
    }

    /// What was made in a scope, made once more where a model bears the name of something of the runtime that the file imports
    /// too: such a model is then written `models::Name`.
    pub(crate) fn settled<T>(self, make: impl Fn(&mut Self) -> T) -> (T, Self) {
        let mut first = Self { local: self.local.clone(), imports: Imports::default() };
        let result = make(&mut first);
        let clashing: Vec<String> =
            first.imports.clashing().filter(|name| !self.local.contains(*name)).cloned().collect();
        if clashing.is_empty() {
            return (result, first);
        }
        let mut second = self;
        second.local.extend(clashing);
        (make(&mut second), second)
    }

    /// A name of the runtime.
    pub(crate) fn runtime(&mut self, name: &str) -> Ident {
        self.imports.runtime(name);
        word(name)
    }

    /// A model.
    pub(crate) fn model(&mut self, name: &Identifier) -> TokenStream {
        self.ty(&Type::Model(name.clone()))
    }

    /// A type as it is written.
    pub(crate) fn ty(&mut self, ty: &Type) -> TokenStream {
        self.imports.ty(ty);
        types::ty_beside(ty, &self.local)
    }

    /// Prose with links to models by their plain names; where those that are not imported lead, it says at its end.
    pub(crate) fn linked(&self, doc: &Doc) -> Doc {
        let mut parts = doc.0.split(MODEL_PATH);
        let mut text = parts.next().unwrap_or_default().to_owned();
        let mut paths = BTreeSet::new();
        for part in parts {
            match part.split_once(')') {
                Some((name, rest)) if text.ends_with(&format!("[`{name}`]")) => {
                    text.push_str(rest);
                    paths.extend(
                        (!self.imports_model(name)).then(|| format!("[`{name}`]: crate::models::{name}")),
                    );
                }
                _ => text.extend([MODEL_PATH, part]),
            }
        }
        if !paths.is_empty() {
            text.push_str("\n\n");
            text.push_str(&paths.into_iter().collect::<Vec<_>>().join("\n"));
        }
        Doc(text)
    }

    fn imports_model(&self, name: &str) -> bool {
        self.imports.models.contains(name) && !self.local.contains(name)
    }

    /// What was collected, to be added to.
    pub(crate) fn imports(&mut self) -> &mut Imports {
        &mut self.imports
    }

    /// The `use` items, as one run.
    pub(crate) fn uses(&self) -> TokenStream {
        self.imports.items(&self.local).into_iter().collect()
    }
}

/// The attribute that compiles an item under a gate.
pub(crate) fn cfg(gate: &Gate) -> TokenStream {
    let Gate::Any(features) = gate else { return TokenStream::new() };
    let names: Vec<&str> = features.iter().map(|feature| feature.0.as_str()).collect();
    match names.as_slice() {
        [name] => quote! { #[cfg(feature = #name)] },
        names => quote! { #[cfg(any(#(feature = #names),*))] },
    }
}
