//! What compiles, and what the compiler says of what must not.

#[test]
fn right_use_compiles_and_misuse_is_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}
