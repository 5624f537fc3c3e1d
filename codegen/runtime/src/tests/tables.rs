//! What tables become is compiled by the crate that calls it: a function that is neither generic nor `#[inline]` would be compiled with every
//! client, for every type, with all that it calls.

/// The modules that have a table for each type or operation.
const SOURCES: [(&str, &str); 10] = [
    ("builder", include_str!("../builder.rs")),
    ("choice", include_str!("../choice.rs")),
    ("decode", include_str!("../decode.rs")),
    ("enumeration", include_str!("../enumeration.rs")),
    ("header", include_str!("../header.rs")),
    ("model", include_str!("../model.rs")),
    ("multipart", include_str!("../multipart.rs")),
    ("operation", include_str!("../operation.rs")),
    ("parameters", include_str!("../parameters.rs")),
    ("union", include_str!("../union.rs")),
];

/// The functions of macros that the client itself would compile.
fn eager(module: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut in_macro, mut above) = (false, "");
    for line in source.lines() {
        in_macro = (in_macro || line.starts_with("macro_rules!")) && line != "}";
        let code = line.trim_start().trim_start_matches("pub ").trim_start_matches("async ");
        if let Some(signature) = code.strip_prefix("fn ").filter(|_| in_macro) {
            let (name, rest) = signature.split_at(signature.find(['(', '<']).unwrap_or(signature.len()));
            if rest.starts_with('(') && above != "#[inline]" {
                found.push(format!("{module}: {name}"));
            }
        }
        above = line.trim();
    }
    found
}

#[test]
fn what_is_not_generic_is_inline() {
    let found: Vec<String> = SOURCES.iter().flat_map(|(module, source)| eager(module, source)).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_function_that_would_be_compiled_with_the_client_is_found() {
    let source = "macro_rules! m {\n    () => {\n        pub fn eager(&self) {}\n        #[inline]\n        fn late() {}\n        fn generic<T>() {}\n    };\n}\nfn outside() {}\n";
    assert_eq!(eager("module", source), ["module: eager"]);
}
