//! Types of generated source, and what their names stand for.
//!
//! In: the types and imports of a file. Out: the same types as another crate writes them. Deliberately absent: what takes them.

use std::collections::BTreeMap;

use syn::{GenericArgument, Item, PathArguments, TypeParamBound};

/// A type that is taken: of `impl Into<T>`, the `T`; of `impl IntoIterator`, a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    Named(Vec<String>, Vec<Type>),
    Tuple(Vec<Type>),
}

/// What names stand for: the way to them in their crate.
#[derive(Default)]
pub(crate) struct Scope(BTreeMap<String, String>);

impl Scope {
    pub(crate) fn read(file: &syn::File) -> Self {
        let mut scope = Self::default();
        for item in &file.items {
            if let Item::Use(item) = item {
                scope.add(&item.tree, "");
            }
        }
        scope
    }

    fn add(&mut self, tree: &syn::UseTree, path: &str) {
        match tree {
            syn::UseTree::Path(inner) => self.add(&inner.tree, &format!("{path}{}::", inner.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|inner| self.add(inner, path)),
            syn::UseTree::Name(name) => {
                _ = self.0.insert(name.ident.to_string(), format!("{path}{}", name.ident));
            }
            syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
        }
    }

    /// A type as another crate writes it.
    pub(crate) fn spelled(&self, ty: &Type, name: &str) -> String {
        let all = |types: &[Type]| types.iter().map(|inner| self.spelled(inner, name)).collect::<Vec<_>>();
        match ty {
            Type::Tuple(items) => format!("({},)", all(items).join(", ")),
            Type::Named(words, inner) => {
                let first = match self.0.get(&words[0]) {
                    Some(known) => known.replacen("crate::", &format!("{name}::"), 1),
                    None if is_own(&words[0]) => format!("{name}::models::{}", words[0]),
                    None => words[0].clone(),
                };
                let path = [&[first], &words[1..]].concat().join("::");
                if inner.is_empty() { path } else { format!("{path}<{}>", all(inner).join(", ")) }
            }
        }
    }
}

/// Whether a name is neither of the prelude nor a scalar.
fn is_own(name: &str) -> bool {
    let known = ["String", "Vec", "Option", "Box", "bool", "i32", "i64", "u32", "u64", "f64"];
    !known.contains(&name)
}

/// The type that is taken where an argument says what turns into it.
pub(crate) fn taken(ty: &syn::Type) -> Type {
    match ty {
        syn::Type::Tuple(tuple) => Type::Tuple(tuple.elems.iter().map(taken).collect()),
        syn::Type::Path(path) => {
            let words = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            Type::Named(words, arguments(&path.path))
        }
        syn::Type::ImplTrait(bounds) => match bounds.bounds.first() {
            Some(TypeParamBound::Trait(bound)) if bound.path.segments[0].ident == "IntoIterator" => {
                Type::Named(vec!["Vec".to_owned()], arguments(&bound.path))
            }
            Some(TypeParamBound::Trait(bound)) => arguments(&bound.path).remove(0),
            _ => panic!("an argument of another kind"),
        },
        _ => panic!("a type of another kind"),
    }
}

/// The types between the brackets of a path.
fn arguments(path: &syn::Path) -> Vec<Type> {
    let Some(PathArguments::AngleBracketed(inner)) = path.segments.last().map(|segment| &segment.arguments)
    else {
        return Vec::new();
    };
    let ty = |argument: &GenericArgument| match argument {
        GenericArgument::Type(ty) => Some(taken(ty)),
        GenericArgument::AssocType(item) => Some(taken(&item.ty)),
        _ => None,
    };
    inner.args.iter().filter_map(ty).collect()
}

pub(crate) fn last_name(ty: &Type) -> String {
    match ty {
        Type::Named(words, _) => words.last().cloned().unwrap_or_default(),
        Type::Tuple(_) => String::new(),
    }
}
