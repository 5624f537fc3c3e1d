//! What is left to the programs that use a crate: the library itself compiles nothing that takes a model, or what a model is made of.
//!
//! A function that is neither generic nor `#[inline]` is compiled with the library. One that takes a value takes with it all that drops the value, and all
//! that the value holds; of an API of many models that is more than all the rest.

use syn::{FnArg, ImplItem, ImplItemFn, Item, ReceiverKind, Type};

use crate::fixtures::{fixtures, generate};

/// Whether the library compiles a function that takes values.
fn is_compiled(function: &ImplItemFn) -> bool {
    let is_inline = function.attrs.iter().any(|attribute| attribute.path().is_ident("inline"));
    let takes_values = function.sig.inputs.iter().any(|argument| match argument {
        FnArg::Receiver(own) => matches!(own.kind, ReceiverKind::Value),
        FnArg::Typed(argument) => !matches!(&*argument.ty, Type::Reference(_)),
    });
    let is_generic = !function.sig.generics.params.is_empty()
        || function.sig.inputs.iter().any(|argument| {
            matches!(argument, FnArg::Typed(argument) if matches!(&*argument.ty, Type::ImplTrait(_)))
        });
    takes_values && !is_inline && !is_generic
}

/// The functions of a file that the library compiles, by the line of code that they start with.
fn compiled(text: &str) -> Vec<String> {
    let items = syn::parse_file(text).unwrap().items.into_iter();
    let methods = items.filter_map(|item| match item {
        Item::Impl(block) if block.generics.params.is_empty() => Some(block.items),
        _ => None,
    });
    let functions = methods.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) if is_compiled(&function) => Some(function.sig.ident.to_string()),
        _ => None,
    });
    functions.collect()
}

#[test]
fn the_library_compiles_no_function_that_takes_a_model() {
    for subject in fixtures("tests/fixtures/features") {
        let made = generate(&subject.files, &subject.root, "deferred");
        for (path, text) in made.files.iter().filter(|(path, _)| path.starts_with("src/models/")) {
            assert_eq!(compiled(text), [""; 0], "{}: {path}", subject.name);
        }
    }
}

#[test]
fn a_function_that_is_compiled_with_the_library_is_found() {
    let text = "impl A { fn eager(b: B) {} #[inline] fn late(b: B) {} fn open(b: impl Into<B>) {} fn look(&self, b: &B) {} }";
    assert_eq!(compiled(text), ["eager"]);
}
