#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use quote::quote;

use super::{SourceFile, files, statements};

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
