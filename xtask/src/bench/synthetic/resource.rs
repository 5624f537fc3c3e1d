//! One resource of a synthetic description: its paths and its schemas.

/// Nouns that resources and tags are called by; a number tells those of the same noun apart.
const NOUNS: [&str; 16] = [
    "Account", "Booking", "Channel", "Device", "Event", "Folder", "Gateway", "Host", "Invoice", "Job", "Key",
    "Label", "Message", "Network", "Order", "Policy",
];

/// Kinds of properties: a name and a schema. A resource takes some of them, by its number.
const PROPERTIES: [(&str, &str); 16] = [
    ("name", r#""type":"string","maxLength":200,"description":"What it is called.""#),
    (
        "description",
        r#""type":"string","nullable":true,"description":"What it is for, in a sentence or two.""#,
    ),
    (
        "created_at",
        r#""type":"string","format":"date-time","readOnly":true,"description":"When it was made.""#,
    ),
    ("enabled", r#""type":"boolean","default":true,"description":"Whether it takes part.""#),
    ("count", r#""type":"integer","format":"int32","minimum":0"#),
    ("size_in_bytes", r#""type":"integer","format":"int64","description":"How much room it takes.""#),
    ("share", r#""type":"number","format":"double""#),
    ("tags", r#""type":"array","items":{"type":"string"},"description":"Words to find it by.""#),
    ("metadata", r#""type":"object","additionalProperties":{"type":"string"}"#),
    ("owner_id", r#""type":"string","format":"uuid","description":"Who it belongs to.""#),
    ("url", r#""type":"string","format":"uri","nullable":true"#),
    ("level", r#""type":"string","enum":["low","middle","high"],"description":"How much it matters.""#),
    ("expires_on", r#""type":"string","format":"date""#),
    ("limits", r#""type":"object","properties":{"soft":{"type":"integer"},"hard":{"type":"integer"}}"#),
    ("secret", r#""type":"string","format":"password","writeOnly":true"#),
    ("position", r#""type":"array","items":{"type":"number"},"minItems":2"#),
];

fn name(number: usize) -> String {
    let noun = NOUNS.get(number % NOUNS.len()).copied().unwrap_or("Thing");
    format!("{noun}{number}")
}

/// The operations of a resource, as members of `paths`; only the first `count` of five.
pub(super) fn paths(number: usize, tag: usize, count: usize) -> String {
    let (name, path) = (name(number), format!("/group-{tag}/{}", name(number).to_lowercase()));
    let operation = |method: &str, verb: &str, words: &str, rest: &str| {
        format!(
            r#""{method}":{{"operationId":"{verb}{name}","tags":["Group {tag}"],"summary":"{words}","description":"{words}, as its owner has it. Answers are those of the moment.",{rest}}}"#
        )
    };
    let answer = |status: &str, schema: &str| {
        format!(
            r##""responses":{{"{status}":{{"description":"Done.","content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{name}{schema}"}}}}}}}},"400":{{"$ref":"#/components/responses/Refused"}},"404":{{"$ref":"#/components/responses/Refused"}}}}"##
        )
    };
    let body = |schema: &str| {
        format!(
            r##""requestBody":{{"required":true,"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/{name}{schema}"}}}}}}}}"##
        )
    };
    let whole = [
        operation("get", "list", "Lists what there is", &format!("{QUERY},{}", answer("200", "Page"))),
        operation("post", "create", "Makes one", &format!("{},{}", body("Create"), answer("201", ""))),
    ];
    let single = [
        operation("get", "read", "Reads one", &answer("200", "")),
        operation("patch", "update", "Changes one", &format!("{},{}", body("Update"), answer("200", ""))),
        operation("delete", "delete", "Removes one", REMOVED),
    ];
    let whole = whole.into_iter().take(count).collect::<Vec<_>>().join(",");
    let single = single.into_iter().take(count.saturating_sub(2)).collect::<Vec<_>>().join(",");
    let whole = format!("\"{path}\":{{{whole}}}");
    if single.is_empty() {
        return whole;
    }
    format!("{whole},\n\"{path}/{{id}}\":{{{ID},{single}}}")
}

const QUERY: &str = r#""parameters":[{"name":"limit","in":"query","description":"How many at most.","schema":{"type":"integer","minimum":1,"maximum":100}},{"name":"cursor","in":"query","schema":{"type":"string"}},{"name":"sort","in":"query","schema":{"type":"string","enum":["name","-name"]}}]"#;

const ID: &str = r#""parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]"#;

const REMOVED: &str =
    r##""responses":{"204":{"description":"Gone."},"404":{"$ref":"#/components/responses/Refused"}}"##;

/// The schemas of a resource, as members of `components/schemas`.
pub(super) fn schemas(number: usize, resources: usize) -> String {
    let (name, other) = (name(number), name((number * 7 + 3) % resources.max(1)));
    let properties = |count: usize| members(number, count);
    let thing = format!(
        r##"{{"type":"object","description":"A thing of the kind {name}.","required":["id","name"],"properties":{{"id":{{"type":"string","readOnly":true}},{},"state":{{"$ref":"#/components/schemas/{name}State"}},"related":{{"type":"array","items":{{"$ref":"#/components/schemas/{other}"}}}}{}}}}}"##,
        properties(5 + number % 7),
        detail(number, &name),
    );
    let create =
        format!(r#"{{"type":"object","required":["name"],"properties":{{{}}}}}"#, properties(4 + number % 4));
    let update = if number.is_multiple_of(2) {
        format!(
            r##"{{"allOf":[{{"$ref":"#/components/schemas/{name}Create"}},{{"type":"object","properties":{{"revision":{{"type":"integer"}}}}}}]}}"##
        )
    } else {
        format!(r#"{{"type":"object","properties":{{{}}}}}"#, properties(3))
    };
    let page = format!(
        r##"{{"type":"object","required":["data"],"properties":{{"data":{{"type":"array","items":{{"$ref":"#/components/schemas/{name}"}}}},"next":{{"type":"string","nullable":true}}}}}}"##
    );
    let state = r#"{"type":"string","enum":["draft","active","paused","gone"]}"#;
    let mut members =
        vec![(name.clone(), thing), (format!("{name}Create"), create), (format!("{name}Update"), update)];
    members.extend([(format!("{name}Page"), page), (format!("{name}State"), state.to_owned())]);
    members.extend(union(number, &name));
    let members = members.into_iter().map(|(name, schema)| format!("\"{name}\":{schema}"));
    members.collect::<Vec<_>>().join(",\n")
}

/// Some properties, others for each number.
fn members(number: usize, count: usize) -> String {
    let shift = |place: usize| if place == 0 { 0 } else { 1 + (number + place * 2) % (PROPERTIES.len() - 1) };
    let chosen: std::collections::BTreeSet<usize> = (0..count).map(shift).collect();
    let members = chosen.into_iter().filter_map(|place| PROPERTIES.get(place));
    members.map(|(name, schema)| format!("\"{name}\":{{{schema}}}")).collect::<Vec<_>>().join(",")
}

/// The property that holds the union, where there is one.
fn detail(number: usize, name: &str) -> String {
    if !number.is_multiple_of(3) {
        return String::new();
    }
    format!(r##","detail":{{"$ref":"#/components/schemas/{name}Detail"}}"##)
}

/// A union of two objects that a property tells apart, in every third resource.
fn union(number: usize, name: &str) -> Vec<(String, String)> {
    if !number.is_multiple_of(3) {
        return Vec::new();
    }
    let branch = |kind: &str, property: &str| {
        format!(
            r#"{{"type":"object","required":["kind"],"properties":{{"kind":{{"type":"string","enum":["{kind}"]}},"{property}":{{"type":"string"}}}}}}"#
        )
    };
    let union = format!(
        r##"{{"oneOf":[{{"$ref":"#/components/schemas/{name}Plain"}},{{"$ref":"#/components/schemas/{name}Rich"}}],"discriminator":{{"propertyName":"kind","mapping":{{"plain":"#/components/schemas/{name}Plain","rich":"#/components/schemas/{name}Rich"}}}}}}"##
    );
    vec![
        (format!("{name}Detail"), union),
        (format!("{name}Plain"), branch("plain", "text")),
        (format!("{name}Rich"), branch("rich", "markup")),
    ]
}
