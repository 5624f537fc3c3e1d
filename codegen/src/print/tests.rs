#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use quote::{format_ident, quote};

use super::{Definition, Item, Member, Methods, SourceFile, Table, files, layout, statements};
use crate::rust::Doc;

#[test]
fn items_are_joined_by_a_blank_line() {
    let make = || {
        vec![
            quote! { #![doc = " About."] },
            quote! {
                use a::B;
                use c::D;
            },
            quote! {},
            quote! {
                impl A {
                    fn a() {}
                    fn b() {}
                }
            },
        ]
    };
    let printed = files(&[SourceFile::new("src/a.rs".to_owned(), make)], "// first");
    assert_eq!(printed.diagnostics().count(), 0);
    let text = printed.files.get("src/a.rs").unwrap();
    assert_eq!(
        text,
        "// first\n\n//! About.\n\nuse a::B;\nuse c::D;\n\nimpl A {\n    fn a() {}\n\n    fn b() {}\n}\n"
    );
}

#[test]
fn what_is_no_rust_is_an_error() {
    let printed = files(&[SourceFile::new("src/a.rs".to_owned(), || vec![quote! { struct }])], "// first");
    assert!(printed.files.is_empty());
    assert_eq!(printed.diagnostics().map(|diagnostic| diagnostic.rule).collect::<Vec<_>>(), ["unprintable"]);
}

#[test]
fn statements_stand_without_indentation() {
    assert_eq!(statements(&quote! { let a = 1; b(a)?; }).unwrap(), "let a = 1;\nb(a)?;");
}

#[test]
fn an_attribute_with_one_long_feature_keeps_it() {
    let feature = "long".repeat(25);
    let printed = files(
        &[SourceFile::new("src/a.rs".to_owned(), || vec![quote! { #[cfg(feature = #feature)] mod a; }])],
        "// first",
    );
    let text = printed.files.get("src/a.rs").unwrap();
    assert_eq!(*text, format!("// first\n\n#[cfg(\n    feature = \"{feature}\"\n)]\nmod a;\n"));
}

#[test]
fn what_is_laid_out_by_itself_is_as_a_parser_would_have_it() {
    let name = |length: usize| format_ident!("{}", "n".repeat(length));
    let text = |item: Item| layout::item(&item).unwrap();
    for (length, other) in (1..50).flat_map(|length| [(length, 5), (length, 35)]) {
        let (ty, name) = (name(length), name(other));
        let code = quote! {
            pub fn #name(mut self, other: impl Into<#ty>) -> Self {
                self.request.query("name", Style::FORM, &other.into_iter().map(Into::into).collect::<Vec<#ty>>());
                self.request.path("name", Style::FORM, &#name);
                self
            }
        };
        let methods = Methods { head: quote!(impl A), members: vec![Member::plain(code.clone())] };
        assert_eq!(text(methods.into()), text(quote!(impl A { #code }).into()));
        let (head, field) = (quote!(pub struct #name), quote!(pub #name: Option<#ty>));
        let doc = Doc(String::new());
        let definition = Definition { doc, head: head.clone(), members: vec![Member::plain(field.clone())] };
        assert_eq!(text(definition.into()), text(quote!(#head { #field }).into()));
    }
}

#[test]
fn what_stands_in_the_brackets_of_a_row_that_is_too_long_has_lines_of_its_own() {
    let names = (0..12).map(|index| format_ident!("name_{index}"));
    let rows = [
        quote!(a(b),),
        quote!(security("oauth"["first_scope"], "key" [#(#names),*]) "text",),
        quote!(optional c(D),),
    ];
    let doc = Doc("What it is.".to_owned());
    let table = Table { doc, ..Table::plain("table", quote!(Name), rows) };
    let text = layout::item(&table.into()).unwrap();
    assert_eq!(
        text,
        "table! {\n    /// What it is.\n    Name {\n        a(b),\n        security(\n            \"oauth\"[\"first_scope\"],\n            \"key\"[\n                name_0, name_1, name_2, name_3, name_4, name_5, name_6, name_7, name_8, name_9,\n                name_10, name_11\n            ]\n        ) \"text\",\n        optional c(D),\n    }\n}\n"
    );
}

#[test]
fn what_is_in_a_macro_is_spelled_as_the_macro_has_it() {
    let long = "long".repeat(20);
    let call = quote! { let answer = client.first().second(vec![Vec::<A>::new()], #long).await?; };
    assert!(statements(&call).unwrap().contains("Vec:: < A > ::new()"));
}

#[test]
fn a_constant_with_a_long_name_keeps_its_value() {
    for length in 1..120 {
        let name = "N".repeat(length);
        let make = || {
            let name = quote::format_ident!("{name}");
            vec![quote! {
                impl A {
                    pub const #name: Header<Tuple<(String, Option<i64>), bool>> = Header::list("x-rate");
                    pub const B: Header<bool> = Header::new("x-rate");
                }
            }]
        };
        let printed = files(&[SourceFile::new("src/a.rs".to_owned(), make)], "// first");
        let text = printed.files.get("src/a.rs").unwrap();
        let tokens: String = text.split_whitespace().collect();
        assert!(tokens.contains(&format!("const{name}:Header<Tuple<(String,Option<i64>),bool")), "{text}");
        assert!(
            tokens.contains("=Header::list(\"x-rate\"") && tokens.contains("constB:Header<bool>="),
            "{text}"
        );
        assert!(syn::parse_file(text).is_ok(), "{text}");
    }
}

#[test]
fn a_constant_whose_value_fits_below_its_name_has_it_there() {
    let constant = quote! {
        impl A {
            pub const X_COMMONMARKER_VERSION: Header<String> = Header::new("x-commonmarker-version");
        }
    };
    let text = layout::item(&constant.into()).unwrap();
    assert!(text.contains("Header<String> =\n        Header::new(\"x-commonmarker-version\");\n"), "{text}");
}
