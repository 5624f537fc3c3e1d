use crate::keys;

#[test]
fn keys_are_those_of_the_object_itself() {
    for (json, expected) in [
        (r#" {"a":1,"b":{"c":[{"d":2}]},"e":["f","g",{"h":1,"i":2}],"j":"k"} "#, &["a", "b", "e", "j"][..]),
        (r#"{"a{,\"" : "},\"b\":" , "\\" : "\\", "\u00e9" : "", "ü":0}"#, &["a{,\"", "\\", "é", "ü"]),
        (r#"{"a":1,"a":2}"#, &["a", "a"]),
        (r#"["a",{"b":1},"c"]"#, &[]),
        (r#""{\"a\":1}""#, &[]),
        ("{}", &[]),
        ("null", &[]),
    ] {
        let found: Vec<_> = keys::each(json).map(|key| key.0.into_owned()).collect();
        assert_eq!(found, expected, "{json}");
    }
}

#[test]
fn what_is_no_json_has_some_keys_or_none() {
    for (broken, expected) in [
        (r#"{"a":1}}},"b":2"#, &["a"][..]),
        (r#"{"a":1,"b"#, &["a"]),
        (r#"{"\ud800":1,"b":2}"#, &[r"\ud800", "b"]),
        (r#"{"a\"#, &[]),
        ("{{{", &[]),
        ("", &[]),
    ] {
        let found: Vec<_> = keys::each(broken).map(|key| key.0.into_owned()).collect();
        assert_eq!(found, expected, "{broken}");
    }
}
