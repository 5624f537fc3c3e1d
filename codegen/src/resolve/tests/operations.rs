//! Operations with all that hangs on them.

use super::{api, usage};
use crate::ir::{
    Api, Location, MediaKind, Operation, PaginationKind, ParameterEncoding, PathRoot, SecuritySchemeKind,
    StatusPattern, Style,
};

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";

fn only(text: &str) -> (Api, Operation) {
    let api = api(text);
    let operation = api.operations.first().cloned();
    (api, operation.unwrap_or_else(|| panic!("no operation")))
}

#[test]
fn parameters_of_the_path_are_overridden_by_those_of_the_operation() {
    let (api, operation) = only(&format!(
        "{HEAD}paths:
  /a/{{id}}/{{other}}:
    parameters:
      - {{ name: id, in: path, required: true, schema: {{ type: string }} }}
      - {{ name: q, in: query, schema: {{ type: string }} }}
    get:
      parameters:
        - {{ name: q, in: query, required: true, schema: {{ type: array, items: {{ type: string }} }}, explode: false }}
        - {{ name: f, in: query, style: deepObject, schema: {{ type: object }} }}
        - {{ name: j, in: query, content: {{ application/json: {{ schema: {{ type: integer }} }} }} }}
      responses: {{ '200': {{ description: ok }} }}
"
    ));
    let shown: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let mark = if parameter.required { "!" } else { "" };
            format!("{:?} {}{mark}: {}", parameter.location, parameter.name, usage(&api, parameter.value))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Path id!: text:Plain",
            "Query q!: [text:Plain]",
            "Query f: map of any",
            "Query j: int64",
            "Path other!: text:Plain",
        ]
    );
    let encodings: Vec<&ParameterEncoding> =
        operation.parameters.iter().map(|parameter| &parameter.encoding).collect();
    let style = |style, explode| ParameterEncoding::Style { style, explode, allow_reserved: false };
    assert_eq!(
        encodings,
        [
            &style(Style::Simple, false),
            &style(Style::Form, false),
            &style(Style::DeepObject, false),
            &ParameterEncoding::Content("application/json".to_owned()),
            &style(Style::Simple, false),
        ]
    );
}

#[test]
fn security_is_inherited_unless_it_is_given() {
    let api = api(&format!(
        "{HEAD}security: [{{ key: [] , user: [read] }}]
paths:
  /a:
    get: {{ responses: {{ '200': {{ description: ok }} }} }}
    put: {{ security: [], responses: {{ '200': {{ description: ok }} }} }}
    post: {{ security: [{{}}, {{ user: [] }}], responses: {{ '200': {{ description: ok }} }} }}
components:
  securitySchemes:
    key: {{ type: apiKey, in: cookie, name: K, x-env: KEY }}
    user: {{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: /t, scopes: {{ read: r }} }} }} }}
"
    ));
    let counts: Vec<Vec<usize>> = api
        .operations
        .iter()
        .map(|operation| operation.security.iter().flatten().map(|need| need.schemes.len()).collect())
        .collect();
    assert_eq!(counts, [vec![2], vec![], vec![0, 1]]);
    let [key, user] = api.security_schemes.as_slice() else { panic!("{:?}", api.security_schemes) };
    assert_eq!(key.kind, SecuritySchemeKind::ApiKey(Location::Cookie, "K".to_owned()));
    assert_eq!(key.environment.as_deref(), Some("KEY"));
    assert!(
        matches!(&user.kind, SecuritySchemeKind::OAuth2 { client_credentials: Some(url), .. } if url == "/t")
    );
}

#[test]
fn what_is_needed_is_not_known_unless_it_is_said() {
    let said = |security: &str| {
        let (_, operation) = only(&format!(
            "{HEAD}paths: {{ /a: {{ get: {{ {security} responses: {{ '200': {{ description: ok }} }} }} }} }}\n"
        ));
        operation.security.map(|alternatives| alternatives.len())
    };
    assert_eq!(said(""), None);
    assert_eq!(said("security: [],"), Some(0));
    assert_eq!(said("security: [{}],"), Some(1));
    assert_eq!(said("security: [{ lost: [] }],"), None);
}

#[test]
fn bodies_and_responses() {
    let (api, operation) = only(&format!(
        "{HEAD}paths:
  /a:
    post:
      x-unstable: beta
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {{ type: object, properties: {{ f: {{ type: string, format: binary, x-strip-byte-order-mark: true }} }} }}
            encoding: {{ f: {{ contentType: application/xml }} }}
          application/xml; charset=utf-8:
            schema: {{ type: string, x-strip-byte-order-mark: true }}
      responses:
        default: {{ description: e, content: {{ application/problem+json: {{ schema: {{ type: string }} }} }} }}
        4XX: {{ description: e }}
        '404': {{ description: e }}
        '200':
          description: ok
          headers: {{ X-Count: {{ schema: {{ type: integer }} }} }}
          content: {{ text/event-stream: {{ schema: {{ type: object, properties: {{ a: {{ type: string }} }} }} }} }}
"
    ));
    assert_eq!(operation.unstable.as_deref(), Some("beta"));
    let statuses: Vec<StatusPattern> = operation.responses.iter().map(|response| response.status).collect();
    assert_eq!(
        statuses,
        [StatusPattern::Code(200), StatusPattern::Code(404), StatusPattern::Class(4), StatusPattern::Default]
    );
    let body = operation.body.unwrap_or_else(|| panic!("no body"));
    let kinds: Vec<(&str, MediaKind, bool)> = body
        .contents
        .iter()
        .map(|content| (content.media_type.as_str(), content.kind, content.strip_byte_order_mark))
        .collect();
    assert_eq!(
        kinds,
        [("multipart/form-data", MediaKind::Multipart, false), ("application/xml", MediaKind::Text, true)]
    );
    let part = body.contents.first().and_then(|content| content.encoding.get("f"));
    assert_eq!(part.map(|part| part.content_types.as_slice()), Some(&["application/xml".to_owned()][..]));
    let stream = operation.responses.first().and_then(|response| response.contents.first()?.value);
    let path = stream.and_then(|stream| api.schemas.get(stream.schema)).map(|schema| schema.path.clone());
    let path = path.unwrap_or_else(|| panic!("no schema"));
    assert!(matches!(path.root, PathRoot::Operation(_)));
    assert_eq!(path.segments, ["response"]);
}

#[test]
fn pages() {
    let (_, operation) = only(&format!(
        "{HEAD}paths:
  /a:
    get:
      parameters:
        - {{ name: limit, in: query, schema: {{ type: integer }} }}
        - {{ name: cursor, in: query, schema: {{ type: string }} }}
      x-pagination: {{ limitParam: limit, cursorParam: cursor, cursorPath: meta.next, resultsPath: data }}
      responses: {{ '200': {{ description: ok }} }}
"
    ));
    let pagination = operation.pagination.unwrap_or_else(|| panic!("no pagination"));
    assert_eq!(pagination.limit_parameter.as_deref(), Some("limit"));
    assert_eq!(pagination.items, ["data"]);
    let next = vec!["meta".to_owned(), "next".to_owned()];
    assert_eq!(pagination.kind, PaginationKind::Cursor { parameter: "cursor".to_owned(), next });
}

#[test]
fn webhooks_and_callbacks_are_read() {
    let api = api("openapi: 3.1.0
info: { title: T, version: '1' }
webhooks:
  created:
    post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: {} }
paths:
  /a:
    get:
      responses: { '200': { description: ok } }
      callbacks:
        done: { '{$request.body#/url}': { post: { summary: Done, responses: {} } } }
");
    let names: Vec<&str> = api.webhooks.iter().map(|webhook| webhook.name.as_str()).collect();
    assert_eq!(names, ["done", "created"]);
}

#[test]
fn patterns_in_paths_stand_for_the_parameters_of_their_names() {
    let (_, operation) = only(&format!(
        "{HEAD}paths:
  /v1/{{book.name=shelves/*/books/*}}/{{page:[0-9]+}}:copy:
    post:
      parameters:
        - {{ name: book.name, in: path, required: true, schema: {{ type: string }} }}
        - {{ name: page, in: path, required: true, schema: {{ type: integer }} }}
      responses: {{ '200': {{ description: ok }} }}
"
    ));
    assert_eq!(operation.template, "/v1/{book.name}/{page}:copy");
    assert_eq!(operation.path, "/v1/{book.name=shelves/*/books/*}/{page:[0-9]+}:copy");
    let styles = operation.parameters.iter().map(|parameter| match parameter.encoding {
        ParameterEncoding::Style { style, .. } => (parameter.name.as_str(), style),
        ParameterEncoding::Content(_) => panic!("a style"),
    });
    assert_eq!(styles.collect::<Vec<_>>(), [("book.name", Style::Segments), ("page", Style::Simple)]);
}
