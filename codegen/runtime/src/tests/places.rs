//! Every place that a text of the caller's may go to: none of them lets it begin another header, or reach another resource.

use serde_json::value::RawValue;

use super::api::{API, GetThings, PostThings, raw, run};
use super::recorder::Recorder;
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::file::File;
use crate::multipart::Parts;
use crate::operation::{Endpoint, Operation, Requirement};
use crate::parameter::{Form, Style};
use crate::request::Request;
use crate::token::{ClientCredentials, Token};

const FORMS: [Form; 8] = [
    Form::Simple,
    Form::Label,
    Form::Matrix,
    Form::Form,
    Form::SpaceDelimited,
    Form::PipeDelimited,
    Form::DeepObject,
    Form::Json,
];

/// Texts that would begin another header.
const BREAKS: [&str; 5] = ["a\r\nx-evil: 1", "a\nx-evil: 1", "a\rx-evil: 1", "a\0b", "\r\n\r\nx-evil: 1"];

fn styles() -> Vec<Style> {
    let both = FORMS.into_iter().flat_map(|form| [Style::new(form, false), Style::new(form, true)]);
    both.flat_map(|style| [style, style.reserved()]).collect()
}

/// A text by itself, in a list, and as name and value of an object.
fn values(text: &str) -> Vec<Box<RawValue>> {
    let text = serde_json::to_string(text).unwrap();
    [text.clone(), format!("[{text},{text}]"), format!("{{{text}:{text}}}")]
        .iter()
        .map(|json| raw(json))
        .collect()
}

/// Ways to fill a request in with a text.
fn requests(text: &str) -> Vec<(String, Request)> {
    let mut requests = Vec::new();
    let mut fill = |place: String, fill: &dyn Fn(&mut Request)| {
        let mut request = Request::new(&PostThings::ENDPOINT);
        fill(&mut request);
        requests.push((place, request));
    };
    for style in styles() {
        for value in values(text) {
            let named = |place: &str| format!("{place} {style:?} {value}");
            fill(named("query"), &|request| request.query("q", style, &value));
            fill(named("header"), &|request| request.header("x-h", style, &value));
            fill(named("secret header"), &|request| request.secret_header("x-h", style, &value));
            fill(named("cookie"), &|request| request.cookie("c", style, &value));
            fill(named("path"), &|request| {
                request.path = "/things/{p}".to_owned();
                request.path("p", style, &value);
            });
            fill(named("part"), &|request| {
                request.multipart(match style.form {
                    Form::SpaceDelimited => Parts::new().space_delimited("p", &value, style.explode),
                    Form::DeepObject => Parts::new().deep_object("p", &value, style.explode),
                    Form::Json => Parts::new().json("p", [&value], None),
                    _ => Parts::new().form("p", &value, style.explode),
                });
            });
        }
    }
    fill("name of a header".to_owned(), &|request| request.set_header(text, "v"));
    fill("header".to_owned(), &|request| request.set_header("x-h", text));
    fill("type of a body".to_owned(), &|request| {
        request.file("*/*", File::from_bytes("x").with_content_type(text), false);
    });
    fill("form".to_owned(), &|request| request.url_encoded(&values(text)[2], &[]));
    let files = [
        ("name", File::from_bytes("x").with_name(text)),
        ("path", File::from_bytes("x").with_name(format!("/tmp/{text}"))),
        ("type", File::from_bytes("x").with_content_type(text)),
        ("type's parameter", File::from_bytes("x").with_content_type(format!("text/plain; a=\"{text}\""))),
        ("header", File::from_bytes("x").with_header("x-h", text)),
        ("header's name", File::from_bytes("x").with_header(text, "v")),
    ];
    for (what, file) in files {
        fill(format!("{what} of a file"), &|request| {
            request.multipart(Parts::new().files("f", [file.clone()], None));
        });
    }
    for (what, name, value) in [("header", "x-h", text), ("header's name", text, "v")] {
        fill(format!("{what} of a part"), &|request| {
            let mut parts = Parts::new().texts("t", ["x"], None);
            parts.header("t", name, value);
            request.multipart(parts);
        });
    }
    requests
}

/// Whether what arrived has a header, or a part one, that nobody set.
fn is_broken(head: &str, body: &str) -> bool {
    let parts = body.split("\r\n--").filter_map(|part| part.split_once("\r\n\r\n")).map(|(head, _)| head);
    let mut lines = std::iter::once(head).chain(parts).flat_map(|head| head.split(['\r', '\n']));
    lines.any(|line| line.starts_with("x-evil"))
}

#[test]
fn no_text_of_a_call_begins_another_header() {
    run(async {
        let recorder = Recorder::start().await;
        let (mut sent, mut refused) = (0, 0);
        for text in BREAKS {
            for (place, request) in requests(text) {
                let before = recorder.count();
                let mut call = Call::<PostThings>::new(&recorder.client());
                call.request = request;
                if let Err(error) = call.send().await {
                    assert_eq!((error.attempts(), recorder.count()), (0, before), "{place}: {error}");
                    refused += 1;
                    continue;
                }
                let arrived = recorder.last();
                assert!(!is_broken(&arrived.head, &arrived.body), "{place}: {arrived:?}");
                sent += 1;
            }
        }
        assert!(sent > 500 && refused > 500, "{sent} {refused}");
    });
}

/// `POST /things`, which needs one credential.
fn with_credential(client: &Client, scheme: &'static str) -> Call<PostThings> {
    let requirement: Requirement = Box::leak(Box::new([(scheme, &[][..])]));
    let endpoint = Endpoint { security: Box::leak(Box::new([requirement])), ..PostThings::ENDPOINT };
    let mut call = Call::new(client);
    call.request.endpoint = Box::leak(Box::new(endpoint));
    call
}

/// Builders with a text in each place, and the scheme that a call then needs.
fn builders(recorder: &Recorder, text: &'static str) -> Vec<(&'static str, ClientBuilder)> {
    let with_key = |builder: ClientBuilder| ("key", builder.credential("key", "k".into()));
    let token = move || std::future::ready(Ok(Token::new(text)));
    let source = |url: &str| ClientCredentials::new(url, text, text).scopes([text]);
    let fetched = source(&format!("{}/token", recorder.address()));
    let mut builders = vec![
        with_key(recorder.builder().user_agent(text)),
        with_key(ClientBuilder::new(&API).server_variable("site", text)),
        with_key(ClientBuilder::new(&API).base_url(format!("http://{text}"))),
        ("token", recorder.builder().token_source("token", token)),
        ("token", recorder.builder().token_source("token", fetched)),
        ("token", recorder.builder().token_source("token", source(text))),
    ];
    for scheme in ["key", "user", "query", "cookie", "token", "oauth"] {
        builders.push((scheme, recorder.builder().credential(scheme, text.into())));
    }
    builders
}

/// Settings are refused when the client is built or a token comes, or are encoded.
#[test]
fn no_text_of_a_client_begins_another_header() {
    run(async {
        let recorder = Recorder::start().await;
        for text in BREAKS {
            for (scheme, builder) in builders(&recorder, text) {
                let before = recorder.count();
                let Ok(client) = builder.build() else { continue };
                let result = with_credential(&client, scheme).send().await;
                if recorder.count() > before {
                    let arrived = recorder.last();
                    assert!(!is_broken(&arrived.head, &arrived.body), "{scheme}: {arrived:?}");
                    assert_eq!(result.is_err(), arrived.target == "/token", "{scheme}: {result:?}");
                }
            }
        }
        // Basic credentials, those of the query, a cookie, and of a token address, five texts each.
        assert_eq!(recorder.count(), 20);
    });
}

/// What is in a URL stays as it is when it is read: no segment is dropped, and none is empty.
#[test]
fn no_value_of_a_path_leads_elsewhere() {
    let texts =
        ["", ".", "..", "%2e", "%2E%2e", "/", "\\", "..\\..", "a", "é", "?", "#", ";", "a/../b", "\t.", ". "];
    let mut jsons: Vec<String> =
        vec!["null".to_owned(), "[]".to_owned(), "{}".to_owned(), "[null]".to_owned()];
    for one in texts {
        let one = serde_json::to_string(one).unwrap();
        jsons.extend([one.clone(), format!("[{one}]"), format!("{{{one}:{one}}}"), format!("[{one},\"\"]")]);
        jsons.push(format!("[\"\",{one}]"));
    }
    let (mut sent, mut refused) = (0, 0);
    for style in styles() {
        for (json, template) in jsons.iter().flat_map(|json| TEMPLATES.map(|template| (json, template))) {
            let mut request = Request::new(&GetThings::ENDPOINT);
            request.path = template.to_owned();
            request.path("p", style, &raw(json));
            if request.fault.is_some() || request.check_path().is_err() {
                refused += 1;
                continue;
            }
            let url = reqwest::Url::parse(&format!("http://x.example{}", request.target())).unwrap();
            let place = format!("{json} {style:?} in {template}: {}", request.path);
            assert_eq!(url.path(), request.path, "{place}");
            assert_eq!((url.query(), url.fragment()), (None, None), "{place}");
            assert_eq!(url.path().split('/').count(), template.split('/').count(), "{place}");
            assert!(url.path().split('/').skip(1).all(|segment| !segment.is_empty()), "{place}");
            sent += 1;
        }
    }
    assert!(sent > 1000 && refused > 300, "{sent} {refused}");
}

const TEMPLATES: [&str; 4] = ["/things/{p}", "/{p}/things", "/things/.{p}", "/{p}."];
