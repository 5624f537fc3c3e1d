#![expect(clippy::unwrap_used, reason = "a test may fail by a panic")]

mod methods;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::words::{camel, kebab, snake, words};
use super::{Names, Pins, allocate};
use crate::diagnostics::Diagnostics;
use crate::graph::Reach;
use crate::ir::{
    Additional, Api, Docs, Enumeration, EnumerationKind, EnumerationValue, Location, Object, Parameter,
    ParameterEncoding, PathRoot, Pointer, Property, SchemaId, SchemaPath, SecurityScheme, SecuritySchemeKind,
    Shape, StringFormat, Tag, Usage,
};
use crate::rust::Identifier;

fn cased(raw: &str) -> (String, String) {
    let words = words(raw);
    (camel(&words), snake(&words))
}

#[test]
fn words_are_split_where_a_reader_would() {
    let table = [
        ("APIErrorResponse", "ApiErrorResponse", "api_error_response"),
        ("JSONAPIErrorItemSource", "JsonapiErrorItemSource", "jsonapi_error_item_source"),
        ("IdPMetadataFormData", "IdPMetadataFormData", "idp_metadata_form_data"),
        ("UploadIdPForOrg", "UploadIdPForOrg", "upload_idp_for_org"),
        ("IdProvider", "IdProvider", "id_provider"),
        ("OAuth2Token", "OAuth2Token", "oauth2_token"),
        ("oAuthToken", "OAuthToken", "oauth_token"),
        ("fooAuth", "FooAuth", "foo_auth"),
        ("IPv4Address", "IPv4Address", "ipv4_address"),
        ("GitHubApp", "GitHubApp", "github_app"),
        ("CreateAUser", "CreateAUser", "create_a_user"),
        ("sourceIPs", "SourceIps", "source_ips"),
        ("APIsList", "ApisList", "apis_list"),
        ("saml_autocreate.users-domains", "SamlAutocreateUsersDomains", "saml_autocreate_users_domains"),
        ("x509Cert", "X509Cert", "x509_cert"),
        ("2022-11-28", "2022_11_28", "2022_11_28"),
        ("+1", "Plus1", "plus_1"),
        ("-1", "Minus1", "minus_1"),
        ("-created_at", "MinusCreatedAt", "minus_created_at"),
        (">=", "GreaterThanOrEqual", "greater_than_or_equal"),
        ("*", "Star", "star"),
        ("", "Empty", "empty"),
        (" ", "Space", "space"),
        ("_", "Underscore", "underscore"),
        ("$ref", "Ref", "ref"),
        ("don't", "Dont", "dont"),
        ("größe", "Grosse", "grosse"),
        ("日本", "RiBen", "ri_ben"),
    ];
    for (raw, type_name, field_name) in table {
        assert_eq!(cased(raw), (type_name.to_owned(), field_name.to_owned()), "{raw}");
    }
    assert_eq!(kebab(&words("High Availability MultiRegion")), "high-availability-multi-region");
}

#[test]
fn a_name_is_no_longer_than_a_file_may_be_called() {
    let (camel, small) = cased(&"very long ".repeat(500));
    assert_eq!((camel.len(), small.len()), (200, 199));
    assert!(camel.ends_with("VeryLong") && small.ends_with("_long"), "{camel} {small}");
}

/// An API of schemas, by their paths.
fn api_of(schemas: &[(&[&str], Shape)]) -> Api {
    let mut api = Api::default();
    for (path, shape) in schemas {
        add(&mut api, path, shape.clone());
    }
    api
}

fn add(api: &mut Api, path: &[&str], shape: Shape) -> SchemaId {
    let mut segments = path.iter().map(ToString::to_string);
    let root = PathRoot::Component(segments.next().unwrap());
    let id = api.schemas.reserve(Pointer::root(), SchemaPath { root, segments: segments.collect() });
    api.schemas.get_mut(id).unwrap().shape = shape;
    id
}

fn object(properties: &[&str]) -> Shape {
    let properties = properties.iter().map(|name| (name.to_string(), Property::optional(SchemaId(0))));
    Shape::Object(Object { properties: properties.collect(), additional: Additional::Unspecified })
}

fn enumeration(values: &[Value]) -> Shape {
    let values =
        values.iter().map(|value| EnumerationValue { value: value.clone(), name: None, description: None });
    Shape::Enumeration(Enumeration { kind: EnumerationKind::String, values: values.collect() })
}

fn names_of(api: &Api) -> (Names, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    (allocate(api, &Reach::of(api), Pins::default(), &mut diagnostics), diagnostics)
}

/// Names by the path of the schema, whatever the order of the list.
fn types_by_path(api: &Api) -> BTreeMap<Vec<String>, String> {
    let (names, _) = names_of(api);
    let found = api.schemas.iter().map(|(id, schema)| {
        let PathRoot::Component(root) = &schema.path.root else {
            return (Vec::new(), String::new());
        };
        let path = std::iter::once(root.clone()).chain(schema.path.segments.clone()).collect();
        (path, names.ty(id).map_or_else(String::new, |name| name.as_str().to_owned()))
    });
    found.collect()
}

fn type_names(schemas: &[(&[&str], Shape)]) -> Vec<String> {
    let api = api_of(schemas);
    let (names, _) = names_of(&api);
    api.schemas.iter().map(|(id, _)| names.ty(id).map_or("", |name| name.as_str()).to_owned()).collect()
}

#[test]
fn what_is_pinned_keeps_its_name_on_a_clash() {
    let inline: &[(&[&str], Shape)] = &[(&["Pet", "options"], object(&[]))];
    let (before, _) = names_of(&api_of(inline));
    let text = before.allocated().text();
    assert_eq!(text, "{\n  \"schema Pet/options\": \"PetOptions\"\n}\n");
    let clash: &[(&[&str], Shape)] = &[(&["Pet", "options"], object(&[])), (&["PetOptions"], object(&[]))];
    assert_eq!(type_names(clash), ["PetOptionsValue", "PetOptions"]);
    let api = api_of(clash);
    let pins = Pins::parse(text.as_bytes()).unwrap();
    let reach = Reach::of(&api);
    let pinned = allocate(&api, &reach, pins, &mut Diagnostics::default());
    let found: Vec<&str> =
        api.schemas.iter().filter_map(|(id, _)| pinned.ty(id)).map(crate::rust::Identifier::as_str).collect();
    assert_eq!(found, ["PetOptions", "MixedPetOptions"]);
    let odd = "{ \"schema Pet/options\": \"fn\", \"schema PetOptions\": \"String\" }";
    let ignored = allocate(&api, &reach, Pins::parse(odd.as_bytes()).unwrap(), &mut Diagnostics::default());
    assert_eq!(ignored.allocated().text(), names_of(&api).0.allocated().text());
}

#[test]
fn inline_types_are_named_by_their_path() {
    let none = object(&[]);
    let found = type_names(&[
        (&["Monitor"], none.clone()),
        (&["Monitor", "options"], none.clone()),
        (&["Monitor", "options", "thresholds", "item"], none.clone()),
        (&["Monitor", "name"], Shape::String(StringFormat::Plain)),
        (&["Ids"], Shape::Array(Usage { schema: SchemaId(3), nullable: false })),
    ]);
    assert_eq!(found, ["Monitor", "MonitorOptions", "MonitorOptionsThresholdsItem", "", "Ids"]);
}

#[test]
fn a_component_keeps_its_name_beside_an_inline_type() {
    let found = type_names(&[(&["Monitor", "options"], object(&[])), (&["MonitorOptions"], object(&[]))]);
    assert_eq!(found, ["MonitorOptionsValue", "MonitorOptions"]);
}

#[test]
fn what_only_wraps_an_inline_type_gives_it_its_name() {
    let within = Shape::Alias(Usage { schema: SchemaId(1), nullable: true });
    let found = type_names(&[(&["Effort"], within), (&["Effort", "1"], enumeration(&[json!("low")]))]);
    assert_eq!(found, ["", "Effort"]);
}

#[test]
fn reserved_and_odd_type_names_are_made_fit() {
    let raws = ["Result", "String", "Error", "Self", "3d", "", "foo", "Foo", "FOO", "日本", "a>b"];
    let schemas: Vec<([&str; 1], Shape)> = raws.iter().map(|raw| ([*raw], object(&[]))).collect();
    let schemas: Vec<(&[&str], Shape)> =
        schemas.iter().map(|(path, shape)| (&path[..], shape.clone())).collect();
    let expected = [
        "ResultModel",
        "StringModel",
        "Error",
        "SelfModel",
        "Type3d",
        "Empty",
        "LowerFoo",
        "Foo",
        "UpperFoo",
        "RiBen",
        "AB",
    ];
    assert_eq!(type_names(&schemas), expected);
}

#[test]
fn the_order_of_the_document_does_not_matter() {
    let paths: [&[&str]; 7] =
        [&["foo"], &["Foo"], &["FOO"], &["Foo", "bar"], &["FooBar"], &["foo-bar"], &["foo_bar"]];
    let forward: Vec<(&[&str], Shape)> = paths.iter().map(|path| (*path, object(&[]))).collect();
    let expected = types_by_path(&api_of(&forward));
    for turn in 0..paths.len() {
        let mut turned = forward.clone();
        turned.rotate_left(turn);
        assert_eq!(types_by_path(&api_of(&turned)), expected);
        turned.reverse();
        assert_eq!(types_by_path(&api_of(&turned)), expected);
    }
    let unique: std::collections::BTreeSet<&String> = expected.values().collect();
    assert_eq!(unique.len(), paths.len());
}

#[test]
fn a_clash_is_a_note() {
    let (_, diagnostics) = names_of(&api_of(&[(&["Result"], object(&[]))]));
    let messages: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["`Result` is called `ResultModel`, since `Result` is taken"]);
}

#[test]
fn fields_and_setters_stand_apart() {
    let wires = [
        "type",
        "self",
        "new",
        "sub",
        "userId",
        "user_id",
        "+1",
        "-1",
        "3d",
        "additional_properties",
        "@type",
    ];
    let api = api_of(&[(&["X"], object(&wires))]);
    let (names, _) = names_of(&api);
    let found: Vec<(String, String)> = wires
        .iter()
        .map(|wire| names.property(SchemaId(0), wire).unwrap())
        .map(|names| (names.field.as_str().to_owned(), names.setter.as_str().to_owned()))
        .collect();
    let expected = [
        ("r#type", "r#type"),
        ("self_", "self_"),
        ("new", "set_new"),
        ("sub", "set_sub"),
        ("mixed_user_id", "mixed_user_id"),
        ("user_id", "user_id"),
        ("plus_1", "plus_1"),
        ("minus_1", "minus_1"),
        ("field_3d", "field_3d"),
        ("additional_properties", "additional_properties"),
        ("at_type", "at_type"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(field, setter)| ((*field).to_owned(), (*setter).to_owned())).collect();
    assert_eq!(found, expected);
    assert_eq!(names.unknown_field(SchemaId(0)).as_str(), "other_properties");
}

#[test]
fn variants_are_readable() {
    let values = [
        json!("st"),
        json!("a"),
        json!("A"),
        json!(""),
        json!(">="),
        json!("unknown"),
        json!("10"),
        json!("1.0"),
    ];
    let api = api_of(&[(&["X"], enumeration(&values))]);
    let (names, _) = names_of(&api);
    let found: Vec<&str> = names.variants(SchemaId(0)).iter().map(Identifier::as_str).collect();
    assert_eq!(
        found,
        ["St", "LowerA", "A", "Empty", "GreaterThanOrEqual", "UnknownValue", "Value10", "Value1_0"]
    );
    assert_eq!(names.unknown_variant(SchemaId(0)).as_str(), "Unknown");
}

fn parameter(name: &str, location: Location) -> Parameter {
    Parameter {
        at: Pointer::root(),
        name: name.to_owned(),
        location,
        required: false,
        encoding: ParameterEncoding::Content("application/json".to_owned()),
        value: Usage { schema: SchemaId(0), nullable: false },
        docs: Docs::default(),
        default: None,
        constant: None,
        example: None,
    }
}

#[test]
fn tags_make_handles_modules_and_features() {
    let tags = ["High Availability MultiRegion", "Default", "type", "Org Connections"]
        .map(|name| Tag { name: name.to_owned(), docs: Docs::default() })
        .to_vec();
    let api = Api { tags, ..Api::default() };
    let (names, _) = names_of(&api);
    let found: Vec<(&str, &str, &str)> = names
        .tags
        .values()
        .map(|tag| (tag.handle.as_str(), tag.module.as_str(), tag.feature.as_str()))
        .collect();
    let expected = [
        ("HighAvailabilityMultiRegion", "high_availability_multi_region", "high-availability-multi-region"),
        ("DefaultOperations", "default", "default-operations"),
        ("Type", "type_operations", "type"),
        ("OrgConnections", "org_connections", "org-connections"),
    ];
    assert_eq!(found, expected);
    assert_eq!(names.untagged().module.as_str(), "operations");
}

#[test]
fn credentials_and_variables_share_the_builder() {
    let servers = vec![crate::ir::Server {
        url: String::new(),
        description: None,
        variables: IndexMap::from([(
            "site".to_owned(),
            crate::ir::ServerVariable {
                values: vec!["datadoghq.eu".to_owned(), "us3.datadoghq.com".to_owned()],
                ..Default::default()
            },
        )]),
    }];
    let security_schemes = ["apiKeyAuth", "site", "timeout"]
        .map(|name| SecurityScheme {
            at: Pointer::root(),
            name: name.to_owned(),
            description: None,
            kind: SecuritySchemeKind::Bearer,
            environment: None,
        })
        .to_vec();
    let api = Api { servers, security_schemes, ..Api::default() };
    let (names, _) = names_of(&api);
    assert_eq!(names.server_variable("site").as_str(), "site");
    assert_eq!(names.credential("apiKeyAuth").as_str(), "api_key_auth");
    assert_eq!(names.credential("site").as_str(), "site_credential");
    assert_eq!(names.credential("timeout").as_str(), "timeout_credential");
    let site = names.server_enumeration("site").unwrap();
    assert_eq!(site.name.as_str(), "Site");
    let variants: Vec<&str> = site.variants.iter().map(Identifier::as_str).collect();
    assert_eq!(variants, ["DatadoghqEu", "Us3DatadoghqCom"]);
}

#[test]
fn a_union_of_answers_has_one_name_whatever_the_order() {
    let (names, _) = names_of(&Api::default());
    let one = names.union_of(&["JsonapiErrorResponse", "ApiErrorResponse"]);
    assert_eq!(one.as_ref().map(Identifier::as_str), Some("ApiErrorResponseOrJsonapiErrorResponse"));
    assert_eq!(names.union_of(&["ApiErrorResponse", "JsonapiErrorResponse"]), one);
}

#[test]
fn a_union_of_many_answers_goes_by_its_operation() {
    let (names, _) = names_of(&Api::default());
    assert_eq!(names.union_of(&["Bad", "Denied", "Gone", "Late", "Lost"]), None);
    assert_eq!(
        names.union_of(&["AnErrorOfTheServiceItself", "AnErrorOfAnotherServiceBehindTheService"]),
        None
    );
    let marker = Identifier::new("ListOrgs".to_owned());
    assert_eq!(names.union_of_operation(&marker, true).as_str(), "ListOrgsError");
    assert_eq!(names.union_of_operation(&marker, false).as_str(), "ListOrgsOutput");
}

#[test]
fn variants_of_bodies_are_distinct() {
    let variants =
        Names::variants_of_bodies(&[("Text", false), ("Text", true), ("PetList", true), ("PetList", false)]);
    let variants: Vec<&str> = variants.iter().map(Identifier::as_str).collect();
    assert_eq!(variants, ["TextBody", "Text", "PetList", "PetListBody"]);
}
