//! What is decoded: JSON of a size that is asked for, the same in every run.

/// An answer that lists organisations.
pub fn organisations(count: usize) -> String {
    let one = |number: usize| {
        format!(
            r#"{{"billing":{{"type":"parent_billing"}},"created":"2019-09-26T17:28:28Z","description":"Organisation {number}, one of many.","name":"Organisation {number}","public_id":"abcdef{number:06}","settings":{{"private_widget_share":false,"saml":{{"enabled":true}},"saml_autocreate_access_role":"st","saml_autocreate_users_domains":{{"domains":["example.com","example.org"],"enabled":true}},"saml_can_be_enabled":true,"saml_idp_endpoint":"https://idp.example.com/{number}","saml_idp_initiated_login":{{"enabled":false}},"saml_idp_metadata_uploaded":true,"saml_login_url":"https://app.example.com/login/{number}","saml_strict_mode":{{"enabled":false}}}},"subscription":{{"type":"pro"}},"trial":false}}"#
        )
    };
    format!(r#"{{"orgs":[{}]}}"#, list(count, one))
}

/// An answer that lists org configs.
pub fn configs(count: usize) -> String {
    let one = |number: usize| {
        format!(
            r#"{{"id":"abcd{number:04}","type":"org_configs","attributes":{{"name":"setting_{number}","description":"What setting {number} is for.","value_type":"bool","value":true,"modified_at":"2024-05-06T07:08:09.123456+00:00"}}}}"#
        )
    };
    format!(r#"{{"data":[{}]}}"#, list(count, one))
}

/// A list of what a property tells apart.
pub fn events(count: usize) -> String {
    let one = |number: usize| match number % 3 {
        0 => format!(r#"{{"kind":"opened","id":{number},"title":"Title {number}","author":"somebody"}}"#),
        1 => format!(r#"{{"id":{number},"kind":"renamed","before":"this","after":"that {number}"}}"#),
        _ => format!(r#"{{"id":{number},"reason":"done","maybe_note":"note {number}","kind":"closed"}}"#),
    };
    format!("[{}]", list(count, one))
}

/// A list of what only its members tell apart.
pub fn figures(count: usize) -> String {
    let one = |number: usize| match number % 3 {
        0 => format!(r#"{{"radius":{number}.5,"colour":"red"}}"#),
        1 => format!(r#"{{"width":{number}.5,"height":2.25,"colour":"green"}}"#),
        _ => format!(r#"{{"corners":[1.0,2.5,{number}.75],"colour":"blue"}}"#),
    };
    format!("[{}]", list(count, one))
}

/// A list of objects of many properties.
pub fn rows(count: usize) -> String {
    let value = |number: usize, place: usize| match place % 5 {
        1 => format!("{}", number + place),
        2 => format!("{}", (number + place) % 2 == 0),
        3 => format!("{number}.{place}"),
        _ => format!("\"text {number} {place}\""),
    };
    let one = |number: usize| {
        let members: Vec<_> =
            (0..60).map(|place| format!("\"property_{place:02}\":{}", value(number, place))).collect();
        format!("{{{}}}", members.join(","))
    };
    format!("[{}]", list(count, one))
}

fn list(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}
